"""Again: the second look at a block, when the first scores of all blocks are known."""

from __future__ import annotations

import numpy as np

from newscrawler.reading.body.features import add_way
from newscrawler.reading.body.table import Column, Table
from newscrawler.reading.body.view import LEVELS, Ints, View, running, shifted

KEPT = (
    "log_chars link_share link_first bold_share slant_share tag ends elsewhere picture repeated"
    " description in_data in_li in_blockquote in_figcaption images_before words_low words_high"
    " words_sum start1 start2 alike2_count article_text article_title text_up title_off"
).split()
"""Features of the first look that count again."""

LIKELY = 0.5
UNLIKELY = 0.02
"""Scores from which a block is taken for text, and below which it is not looked at again."""


def doubtful(scores: Column) -> Ints:
    """The rows worth a second look; the others are no text."""
    return np.flatnonzero(scores >= UNLIKELY)


def again(view: View, first: Table, scores: Column) -> Table:
    """A row for each block: its own score and those of the blocks around it, weighed by
    their length."""
    table = Table(view.rows)
    length = first["chars"] * (1 + 2 * first["cjk"])
    table["score"], table["share"] = scores, scores * length / max(1, scores @ length)
    table["page_mass"] = float(np.log1p(scores @ length))
    _add_neighbours(table, view, scores, length)
    _add_nodes(table, view, scores, length)
    _add_alike(table, view, scores, length)
    _add_likely(table, view, scores, length)
    _add_main(table, view, scores, length)
    table.add("", KEPT, [first[name] for name in KEPT])
    return table


def _add_neighbours(table: Table, view: View, scores: Column, length: Column) -> None:
    for by in (-4, -3, -2, -1, 1, 2, 3, 4):
        table[f"score{by:+d}"] = shifted(scores, by, 0)
    mass, chars, row = running(scores * length), running(length), view.row
    for reach in (3, 8, 20):
        low, high = np.maximum(0, row - reach), np.minimum(view.rows, row + reach + 1)
        before, after = np.maximum(1, chars[row] - chars[low]), chars[high] - chars[row + 1]
        table[f"before{reach}"] = (mass[row] - mass[low]) / before
        table[f"after{reach}"] = (mass[high] - mass[row + 1]) / np.maximum(1, after)
    table["so_far"] = mass[:-1] / max(1, mass[-1])
    table["left"] = (mass[-1] - mass[1:]) / max(1, mass[-1])


def _add_nodes(table: Table, view: View, scores: Column, length: Column) -> None:
    """The mass in the nodes around the block, with it and without."""
    own = scores * length
    mass, chars = running(own), running(length)
    first, last = view.first[view.up], view.last[view.up]
    held, size = mass[last] - mass[first], chars[last] - chars[first]
    rest = np.where(size > length, (held - own) / np.maximum(1, size - length), -1)
    total = max(1, mass[-1])
    for level in range(LEVELS):
        columns = held[level] / total, held[level] / np.maximum(1, size[level]), rest[level]
        table.add(f"node{level}_", ("mass", "mean", "rest"), columns)
        table[f"node{level}_others"] = (held[level] - own) / total


def _add_alike(table: Table, view: View, scores: Column, length: Column) -> None:
    """The scores of the blocks whose nodes have the same names."""
    own = scores * length
    for prefix, key in zip(("alike_", "alike2_"), view.alike(), strict=True):
        held, number = np.bincount(key, own), np.bincount(key)
        table[f"{prefix}mean"] = (held / np.bincount(key, length).clip(1))[key]
        rest = (np.bincount(key, scores)[key] - scores) / np.maximum(1, number[key] - 1)
        table[f"{prefix}rest"] = np.where(number[key] > 1, rest, -1)
        table[f"{prefix}share"] = held[key] / max(1, own.sum())


def _add_likely(table: Table, view: View, scores: Column, length: Column) -> None:
    """How far the next likely blocks are, in blocks and in characters."""
    row, chars, likely = view.row, running(length), scores > LIKELY
    before = shifted(np.maximum.accumulate(np.where(likely, row, -1)), -1).astype(np.int64)
    after = np.minimum.accumulate(np.where(likely, row, view.rows)[::-1])[::-1]
    after = shifted(after, 1, view.rows).astype(np.int64)
    table["gap_before"] = np.where(before >= 0, row - before, -1)
    table["gap_after"] = np.where(after < view.rows, after - row, -1)
    table["chars_before"] = np.where(before >= 0, chars[row] - chars[before + 1], -1)
    table["chars_after"] = np.where(after < view.rows, chars[after] - chars[row + 1], -1)
    table["likely"] = float(likely.sum())


def _add_main(table: Table, view: View, scores: Column, length: Column) -> None:
    """The way to the heaviest block, the first likely and the last, and the nodes that hold
    most of the mass."""
    own = scores * length
    main, held = view.mainstay(own)
    likely = np.flatnonzero(scores > LIKELY)
    ends = (int(likely[0]), int(likely[-1])) if len(likely) else (main, main)
    for name, block in zip(("main", "start", "stop"), (main, *ends), strict=True):
        add_way(table, view, name, block, own)
    table["main_share"] = held / max(1, own.sum())
    table["main_name"] = view.name[view.node] == view.name[view.node[main]]
    sums = running(own)
    for share in (0.5, 0.8, 0.95):
        node = view.smallest(sums, share)
        table[f"in{share}"] = view.within(node)
        table[f"from{share}"] = view.row - view.first[node]
        table[f"to{share}"] = view.last[node] - view.row
