"""Phrases: the moment that a time written for readers means."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from functools import lru_cache
from itertools import islice, product
from typing import Final

from newscrawler.values.ages import age
from newscrawler.values.clock import Moment
from newscrawler.values.dates import Order, date
from newscrawler.values.lexicon import Token, languages, lexicon, speakers
from newscrawler.values.resolve import resolve
from newscrawler.values.said import NOW, Said, Unreadable
from newscrawler.values.tokens import tokens

_READINGS_LIMIT: Final = 64
"""Combinations of its words' meanings in which a text is read."""

_SILENT: Final = frozenset({"fill", "at", "updated"})

_REMEMBERED: Final = 2048
"""Texts (at most 100 characters each) whose readings are kept: "2 hours ago" stands on most
cards of a page, and a detector has asked about it before."""


def read(
    text: str, anchor: datetime, language: str | None, zone: tzinfo | None, order: Order
) -> Moment | None:
    """What ``text`` (one line, ``plain``) says in ``language``, else in all, if it is one thing.

    Where the words of several languages mean several things, English decides, else the
    languages that have all of the words, if they agree.

    >>> from datetime import UTC
    >>> now, order = datetime(2026, 11, 24, 10, 5, tzinfo=UTC), Order(True, False)
    >>> [read("5 listopada", now, code, None, order).start.month for code in ("pl", "hr")]
    [11, 10]
    >>> read("5 listopada", now, None, None, order) is None
    True
    """

    def moments(code: str | None) -> set[Moment]:
        found = (resolve(said, anchor, zone) for said in readings(text, code, order))
        return {moment for moment in found if moment}

    if language in languages() and len(own := moments(language)) == 1:
        return own.pop()
    found = moments(None)
    if len(found) > 1:
        spoken = (moments(code) for code in speakers(text))
        found = moments("en") or set[Moment]().union(*spoken)
    return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=_REMEMBERED)
def readings(text: str, language: str | None, order: Order) -> tuple[Said, ...]:
    """All that ``text`` can say in the words of ``language``, or of all languages."""
    found = tokens(text, lexicon(language))
    if not found:
        return ()
    said: dict[Said, None] = {}
    for chosen in islice(product(*found), _READINGS_LIMIT):
        try:
            said[_reading([token for sense in chosen for token in sense], order)] = None
        except Unreadable:
            continue
    return tuple(said)


def _first(tokens: Sequence[Token]) -> Sequence[Token]:
    """Of two times the one before "Updated"."""
    places = [place for place, token in enumerate(tokens) if token.kind == "updated"]
    for place in places:
        if any(token.kind not in _SILENT for token in tokens[:place]):
            return _first(tokens[:place])
    return [token for token in tokens if token.kind != "updated"]


def _reading(tokens: Sequence[Token], order: Order) -> Said:
    said = _first(tokens)
    kinds = {token.kind for token in said}
    if "now" in kinds:
        if kinds <= {"now", "fill"}:
            return NOW
        raise Unreadable
    if "ago" in kinds:
        return age(said)
    if kinds == {"num", "short"}:
        try:
            return age(said)
        except Unreadable:  # 14h30
            return date(said, order)
    return date(said, order)
