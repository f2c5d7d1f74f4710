"""The time on each card: texts that read as times, the same place preferred on all cards."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from newscrawler.layouts.detect.pieces import MAX_LENGTH, Key, Piece
from newscrawler.values import times

_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"\d+")
_PARTS = re.compile(r"[^|·•‧∙・•]+")
_EDGES = " ,.;:-–—()[]/|·•"

MAX_WORDS = 32
"""Characters of a time without digits, such as "yesterday" or "a few seconds ago"."""

TRIES = 3
"""Texts without digits that are read at one place before the place counts as timeless."""


class Clock:
    """Reads times in the texts of one page. ``glued``: also those that follow another word
    without a space ("Politico17 hours ago"), which takes a hundred times as long."""

    def __init__(self, *, glued: bool) -> None:
        self._failed: Counter[Key] = Counter()
        self._glued = glued

    def time_of(self, text: str, key: Key) -> str:
        """The time that a text at this place shows, as shown, or ``""``."""
        if len(text) > MAX_LENGTH:
            return ""
        if _DIGIT.search(text):
            return read(text) or (times.split(text)[1] if self._glued else "")
        if len(text) > MAX_WORDS or self._failed[key] >= TRIES:
            return ""
        found = read(text)
        if not found:
            self._failed[key] += 1
        return found


def shows(text: str) -> bool:
    """Whether a text is or holds a time."""
    return len(text) <= 4 * MAX_LENGTH and bool(read(" ".join(text.split())))


def read(line: str) -> str:
    """The time in ``line`` (white space collapsed), or ``""``.

    >>> read("Ann Lee | 3 hours ago")
    '3 hours ago'
    """
    start, end = _span(_NUMBER.sub(_plain, line))
    return line[start:end]


def _plain(number: re.Match[str]) -> str:
    """Another number of the same length that a day, a month, an hour or a year can be."""
    return "2011" if len(number[0]) == 4 else "1" * len(number[0])


@lru_cache(maxsize=4096)
def _span(line: str) -> tuple[int, int]:
    """Where the time stands in ``line``: all of it, or a part between separators.

    Called with its numbers made alike, so that "3 hours ago" and "7 hours ago" are read once.
    """
    for part in (re.match(r".*", line), *_PARTS.finditer(line)):
        if part is None:
            continue
        start, end = part.span()
        start += len(part[0]) - len(part[0].lstrip(_EDGES))
        end -= len(part[0]) - len(part[0].rstrip(_EDGES))
        if start < end and times.is_time(line[start:end]):
            return start, end
    return 0, 0


def choose(cards: Sequence[Sequence[Piece]], *, glued: bool = False) -> list[str]:
    """For each card the time that it shows, as shown, or ``""``."""
    clock = Clock(glued=glued)
    found = [
        [(time, key) for text, key, _ in card if (time := clock.time_of(text, key))]
        for card in cards
    ]
    votes = Counter(key for card in found for key in {key for _, key in card})
    return [_best(card, votes) for card in found]


def _best(times: Sequence[tuple[str, Key]], votes: Counter[Key]) -> str:
    """The time at the place where most cards have one; before one in words, one in digits."""
    if len(times) < 2:
        return times[0][0] if times else ""
    return max(times, key=lambda time: (votes[time[1]], _DIGIT.search(time[0]) is not None))[0]
