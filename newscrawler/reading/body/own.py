"""Own: what a block says of itself: its letters, links, words, and the names around it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from newscrawler.reading.body.hints import Hints
from newscrawler.reading.body.letters import counts
from newscrawler.reading.body.outline import ABOVE, TAGS
from newscrawler.reading.body.table import Column, Floats, Table
from newscrawler.reading.body.view import Ints, View, running
from newscrawler.reading.body.words import NEXT, SHORT, Words

_H1, _H6 = TAGS.index("h1"), TAGS.index("h6")
_LI, _HIDDEN = (1 << ABOVE.index(name) for name in ("li", "hidden"))

# What a block ends with: a sentence, a closing quote or bracket, a colon, or cut short.
_ENDS = (
    dict.fromkeys(".!?。！？।؟", 1) | dict.fromkeys("\"'”’»）)“」』", 2) | dict.fromkeys(":：", 3)
)
_CUT, _CUT_SHORT = 4, ("..", "…", "...]", "…]")

_CONSENT = ("cookie", "consent", "gdpr", "onetrust", "ot-sdk", "didomi", "usercentrics", "cybot")
"""What notices about cookies have in their names."""

LINK = 60
"""Characters below which a block that is one link is not looked at."""

ENGLISH = 60
"""Words of an English text of which one at least is "the"."""


@dataclass(frozen=True, slots=True)
class Own:
    """The blocks worth a look, and what describes each of them alone."""

    rows: Ints
    names: list[str]
    matrix: Floats
    """A line for each of the named columns."""
    title: int
    """The block that is most like the page's title; the first where none is."""


def own(view: View, hints: Hints, words: Words) -> Own:
    """What the blocks of a page that could be text say of themselves."""
    rows = worthwhile(view)
    title = _title(view, set(hints.title[:SHORT].lower().split()))
    table = Table()
    texts = [view.page.texts[row] for row in rows.tolist()]
    _add_letters(table, view, rows, texts)
    _add_wording(table, texts, hints, words)
    _add_place(table, view, rows, title)
    _add_names(table, view, rows, words)
    return Own(rows, table.names, table.matrix(), title)


def worthwhile(view: View) -> Ints:
    """The rows that could be text. The rest, a third, are short links, hidden, or in a notice about
    cookies: 61 of the 4,736 paragraphs of 210 articles are, most of them links."""
    shown = (view.bits & _HIDDEN)[view.node] == 0
    link = (view.runs[0] > 0.9 * view.chars) & (view.chars < LINK)
    return np.flatnonzero(shown & ~link & ~_notices(view)[view.node])


def _notices(view: View) -> Column:
    """Whether each node is in one that is named for cookies and consent; one that holds half
    of the text is the page itself, marked for having such a notice."""
    inside = np.zeros(view.nodes, bool)
    sayings = NEXT.join(view.page.sayings).lower()
    if any(word in sayings for word in _CONSENT):
        named = [n for n, s in enumerate(sayings.split(NEXT)) if any(w in s for w in _CONSENT)]
        sums = running(view.chars)
        for node in np.flatnonzero(np.isin(view.saying, named)):
            if 2 * (sums[view.last[node]] - sums[view.first[node]]) < sums[-1]:
                inside[node : view.end[node]] = True
    return inside


def _title(view: View, title: set[str]) -> int:
    """The heading that has most words in common with the page's title, the first of several
    and rather one of the first level; the first such heading where none has any."""
    tag = view.tag[view.node]
    best, found = 0.0, 0
    for row in np.flatnonzero((tag >= _H1) & (tag <= _H6)).tolist():
        text = view.page.texts[row]
        words = text.lower().split() if len(text) <= SHORT else []
        like = 0.3 * bool(tag[row] == _H1) + 0.1
        if not title.isdisjoint(words):
            like += len(title.intersection(words)) / len(title.union(words))
        if like > best + 1e-9:
            best, found = like, row
    return found


def _add_letters(table: Table, view: View, rows: Ints, texts: list[str]) -> None:
    """Letters, links and type. A Chinese character counts as three of another writing."""
    _, upper, comma, stop, cjk = counts(texts)
    chars = view.chars[rows]
    linked, links, bold, slanted, images = view.runs[:, rows]
    shares = np.minimum(1, np.stack((linked, bold, slanted, upper, cjk)) / chars)
    table.add(["link_share", "bold_share", "slant_share", "upper", "cjk"], shares)
    table.add(["chars", "stops", "commas"], [chars + 2 * cjk, stop, comma])
    table.add(["links", "images_before"], [links, images])
    table.add(["tag", "in_li"], [view.tag[view.node[rows]], view.bits[view.node[rows]] & _LI])


def _add_wording(table: Table, texts: list[str], hints: Hints, words: Words) -> None:
    """What the block says: its end and start, and whether the page's description is the same.

    In English that is a line above the text, elsewhere its first part: a count apart.
    """
    ends = [_CUT if t.endswith(_CUT_SHORT) else _ENDS.get(t[-1], 0) for t in texts]
    like = np.array(_likeness(texts, hints.description), np.int64)
    if is_english(" ".join(texts)):
        like += 2 * (like > 0)
    starts = words.of_starts(texts)
    table.add(["ends", "start", "description"], np.array([ends, starts, like]))


def is_english(text: str) -> bool:
    """Whether a text has its share of the commonest English word."""
    return text.count(" the ") * ENGLISH > text.count(" ")


def _add_place(table: Table, view: View, rows: Ints, title: int) -> None:
    """Where the block stands on the page, and how far below its title."""
    table.add(["index", "place", "title_off"], [rows, rows / view.rows, rows - title])


def _add_names(table: Table, view: View, rows: Ints, words: Words) -> None:
    """What the names of the nodes around the block say, by level and on all."""
    scores = words.of_sayings(view.page.sayings)
    low, high, total = scores[:, view.saying[view.up[:, rows]]]
    table.add([f"words{level}_low" for level in range(len(low) - 1)], low[:-1])
    table.add([f"words{level}_high" for level in range(len(high) - 1)], high[:-1])
    all_levels = (low.min(axis=0), high.max(axis=0), total.sum(axis=0))
    table.add(["words_low", "words_high", "words_sum"], all_levels)


def _likeness(texts: list[str], other: str) -> list[int]:
    """2 where a text and another begin alike, 1 where one holds the beginning of the other."""
    if not other:
        return [0] * len(texts)
    start, part = other[:60], other[:40]
    return [
        2 if text[:60] == start else int(len(text) > 20 and (text[:40] in other or part in text))
        for text in texts
    ]
