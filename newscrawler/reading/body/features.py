"""Features: what tells a block of the article's text from the rest of a page, in numbers.

Two tables: a first one of the blocks alone (``own``), from which a first look has a guess for
each, and one of their surroundings, which weighs the page's text by these guesses.
"""

from __future__ import annotations

import numpy as np

from newscrawler.reading.body.own import Own
from newscrawler.reading.body.table import Floats, Table
from newscrawler.reading.body.view import LEVELS, Ints, View, running

LIKELY = 0.5
"""The first guess from which a block counts as a paragraph."""

AGAIN = (
    "link_share bold_share slant_share upper images_before tag start description words1_low"
    " words1_high words_high"
).split()
"""Columns of the first table that the second look uses too. It knows no more than matters:
with all of the columns it is right less often on publishers that it never saw."""

_NODE = [f"node{level}_{name}" for name in ("chars", "text") for level in range(LEVELS)]
_NODE += ["node0_links", "node0_paragraphs", "node1_paragraphs"]
_NODE += ["node2_blocks", "node4_blocks", "node4_to"]


class Surroundings:
    """The table of some rows of a page: ``guess`` has a probability for each of its blocks."""

    def __init__(self, view: View, own: Own, guess: Floats, rows: Ints) -> None:
        self.view, self.rows, self.guess = view, rows, guess
        self.text = view.chars * guess
        self.linked = np.minimum(view.chars, view.runs[0])
        summed = (view.chars, self.text, self.linked, guess > LIKELY)
        self.sums = running(np.stack(summed).astype(float))
        self.total = max(1.0, float(self.sums[1, -1]))
        self.table = Table()
        self._add_again(own)
        self._add_nodes()
        self._add_main()
        self._add_place(own.title)
        self._add_alike()
        self._add_mainstay()
        self._add_next()

    def _add_again(self, own: Own) -> None:
        """What the block itself says, once more."""
        place = [own.names.index(name) for name in AGAIN]
        among = np.searchsorted(own.rows, self.rows)
        self.table.add(AGAIN, own.matrix[place][:, among])

    def _add_nodes(self) -> None:
        """The nodes around the block: what else is in them. Lines are levels."""
        up = self.view.up[:, self.rows]
        first, last = self.view.first[up], self.view.last[up]
        chars, text, linked, paragraphs = self.sums[:, last] - self.sums[:, first]
        some = (
            linked[0] / np.maximum(1, chars[0]),
            *paragraphs[:2],
            last[2] - first[2],
            last[4] - first[4],
            last[4] - self.rows,
        )
        self.table.add(_NODE, np.concatenate((chars, text / self.total, some)))

    def _add_main(self) -> None:
        """Where the block stands to the smallest node with most of the page's text."""
        view, rows, sums = self.view, self.rows, self.sums[1]
        held, above = sums[view.last] - sums[view.first], view.up[1, rows]
        for share in (0.5, 0.8):
            node = np.flatnonzero(held >= share * sums[-1])[-1]
            to = view.last[node] - rows
            inside = (rows >= view.first[node]) & (to > 0)
            names = [f"main{share}_{name}" for name in ("to", "in", "child")]
            self.table.add(names, [to, inside, above == node])

    def _add_place(self, title: int) -> None:
        """How much of the page's text is before and after, and since the title."""
        sums, rows = self.sums[1], self.rows
        before = sums[rows]
        columns = {
            "guess": self.guess[rows],
            "text": self.text[rows],
            "text_place": before / self.total,
            "text_before": before,
            "title_since": np.maximum(0, before - sums[title]),
            "page_text": np.full(len(rows), sums[-1]),
        }
        self.table.add(list(columns), list(columns.values()))

    def _add_alike(self) -> None:
        """The blocks whose nodes have the same names: a template's paragraphs, its teasers."""
        chars, kinds = self.view.chars, self.view.alike()
        for prefix, kind in zip(("alike_", "alike2_"), kinds, strict=True):
            number, held = np.bincount(kind), np.bincount(kind, chars)
            own = kind[self.rows]
            share = np.bincount(kind, self.text)[own] / self.total
            names = [prefix + name for name in ("count", "text", "mean")]
            self.table.add(names, [number[own], share, held[own] / number[own]])

    def _add_mainstay(self) -> None:
        """The way through the tree from the block to the main paragraph, and how they differ."""
        view, rows = self.view, self.rows
        main, held = view.mainstay(self.text)
        met, node = view.depth[view.meeting(main)[rows]], view.node[rows]
        depth, there = view.depth[node], view.node[main]
        columns = {
            "main_share": np.full(len(rows), held / self.total),
            "main_up": depth - met,
            "main_down": view.depth[there] - met,
            "main_met": met,
            "main_depth": depth - view.depth[there],
            "main_name": view.name[node] == view.name[there],
            "main_name_above": view.name[view.up[1, rows]] == view.name[view.up[1, main]],
        }
        self.table.add(list(columns), list(columns.values()))

    def _add_next(self) -> None:
        """The block after."""
        view = self.view
        after = np.stack((view.chars, self.linked / view.chars, self.guess))
        padded = np.concatenate((after, np.full((3, 1), -1)), axis=1)
        self.table.add(["chars+1", "links+1", "guess+1"], padded[:, self.rows + 1])
