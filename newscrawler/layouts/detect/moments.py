"""The time on each card: texts that read as times, the same place preferred on all cards."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice
from typing import NamedTuple

from lxml import etree

from newscrawler.layouts.detect.pieces import MAX_LENGTH, Key, Piece
from newscrawler.values import times

_DIGIT = re.compile(r"\d")
_CLOCK = re.compile(r"\d:\d")
_ONES = bytes.maketrans(b"0123456789", b"1" * 10)
"""Every digit becomes 1: a day, a month, an hour of one or two of them is still one. A year
is not, so 1111 becomes 2011."""

_PARTS = re.compile(r"[^|·•‧∙・•]+")
_EDGES = " ,.;:-–—()[]/|·•"

_BREAKS = re.compile(r"\s[-–—]\s|, |[()]")
MAX_BREAKS = 4

MAX_PAIR = 64
"""Characters of a name and a time in one text, as in "The Lantern, 3 hours ago"."""

MAX_WORDS = 32
"""Characters of a time without digits, such as "yesterday" or "a few seconds ago"."""

MAX_PART, MAX_PARTS = 4, 4
"""Characters of a part of a time that stands in several elements, and how many these are."""

TRIES = 3
"""Texts without digits that are read at one place before the place counts as timeless."""


def shows(text: str) -> bool:
    """Whether a text is or holds a time."""
    return len(text) <= 4 * MAX_LENGTH and bool(read(" ".join(text.split())))


def read(line: str) -> str:
    """The time in ``line`` (white space collapsed), or ``""``.

    >>> read("Ann Lee | 3 hours ago")
    '3 hours ago'
    """
    start, end = _span(_alike(line).replace("1111", "2011"))
    return line[start:end]


def _alike(line: str) -> str:
    """``line`` with its digits made alike: through bytes where these are its characters, which
    takes half of the time."""
    if line.isascii():
        return line.encode().translate(_ONES).decode()
    return _DIGIT.sub("1", line)


@lru_cache(maxsize=4096)
def _span(line: str) -> tuple[int, int]:
    """Where the time stands in ``line``: all of it, or a part between separators.

    Called with its numbers made alike, so that "3 hours ago" and "7 hours ago" are read once.
    """
    for start, end in ((0, len(line)), *_parts(line)):
        part = line[start:end].rstrip(_EDGES)
        bare = part.lstrip(_EDGES)
        if bare and times.is_time(bare):
            return start + len(part) - len(bare), start + len(part)
    return 0, 0


def _parts(line: str) -> Iterator[tuple[int, int]]:
    """The parts of ``line`` that may be a time: those between separators, and what is short
    before and after a dash, a comma or a bracket, which a time may have in itself, of a line that
    is not longer than a name and a time and has a number."""
    yield from (part.span() for part in _PARTS.finditer(line))
    if len(line) > MAX_PAIR or "1" not in line:
        return
    for mark in islice(_BREAKS.finditer(line), MAX_BREAKS):
        if len(line) - mark.end() <= MAX_WORDS:
            yield mark.end(), len(line)
        if mark.start() <= MAX_WORDS:
            yield 0, mark.start()


class Shown(NamedTuple):
    """The time on a card."""

    text: str
    """As shown."""
    stated: str
    """As the ``datetime`` of its ``<time>`` states it for machines, or ``""``. A day alone is
    left out: "2 hours ago" tells more."""


NONE = Shown("", "")


def find(cards: Sequence[Sequence[Piece]], *, glued: bool = False) -> list[list[Piece]]:
    """For each card the times on it, as pieces. ``glued``: also a time that follows a word
    without a space ("Politico17 hours ago"), which takes far longer to find."""
    failed: dict[Key, int] = {}
    return [_times(card, failed, glued) for card in cards]


def choose(found: Sequence[Sequence[Piece]]) -> list[Shown]:
    """For each card, told of by the times on it, the time that it shows, or ``NONE``."""
    votes = Counter(chain.from_iterable({key for _, key, _ in times} for times in found if times))
    return [_best(times, votes) for times in found]


def untimed(card: Sequence[Piece], found: Sequence[Piece]) -> list[Piece]:
    """The pieces of a card, without its times where these stand beside something else.

    >>> untimed([("The Lantern, 3 hours ago", "by", None)], [("3 hours ago", "by", None)])
    [('The Lantern', 'by', None)]
    """
    times = {time[2]: time[0] for time in found if time not in card}
    if not times:
        return list(card)
    return [
        (piece[0].replace(times[piece[2]], "", 1).strip(_EDGES) or piece[0], *piece[1:])
        if piece[2] in times
        else piece
        for piece in card
    ]


def _times(card: Sequence[Piece], failed: dict[Key, int], glued: bool) -> list[Piece]:
    """The times on a card, as pieces. ``failed`` counts at each place the texts without digits
    that were none."""
    found = []
    for text, key, holder in card:
        time = ""
        if len(text) <= MAX_LENGTH and _DIGIT.search(text):
            time = read(text) or _torn(text, holder) or (times.split(text)[1] if glued else "")
        elif len(text) <= MAX_WORDS and failed.get(key, 0) < TRIES:
            time = read(text)
            failed[key] = failed.get(key, 0) + (not time)
        if time:
            found.append((time, key, holder))
    return found


def _torn(text: str, holder: etree._Element) -> str:
    """The time of which ``text`` is one part, each in an element of its own, as on the leaf of
    a calendar: ``<div><b>24</b><i>Nov</i></div>``."""
    above = holder.getparent()
    if len(text) > MAX_PART or above is None or len(above) > MAX_PARTS:
        return ""
    line = " ".join(" ".join(above.itertext(etree.Element)).split())
    return line if len(line) <= MAX_WORDS and read(line) == line else ""


def _best(found: Sequence[Piece], votes: Counter[Key]) -> Shown:
    """The time at the place where most cards have one; before one in words, one in digits."""
    if not found:
        return NONE
    best = found[0]
    if len(found) > 1:
        best = max(found, key=lambda time: (votes[time[1]], bool(_DIGIT.search(time[0]))))
    text, _, holder = best
    stated = holder.get("datetime", "") if holder.tag == "time" else ""
    return Shown(text, stated if _CLOCK.search(stated) else "")
