"""Ages: "2 hours ago", "22m", "1小时10分前", "a few seconds ago"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from newscrawler.values.lexicon import UNITS, Token
from newscrawler.values.said import Said, Unreadable

FEW: Final = 3
"""How many "a few" are."""

_COUNTED: Final = frozenset({"unit", "short", "mark"})
_NUMBERS: Final = frozenset({"num", "number", "few"})
_SILENT: Final = frozenset({"ago", "fill", "at"})


def age(tokens: Sequence[Token]) -> Said:
    """What these tokens say as an age.

    Without a word for "ago" only digits with abbreviated units are one: "3 hrs", not "3 hours"
    (a duration as likely) nor "an hr".

    Raises ``Unreadable``.
    """
    if all(token.kind != "ago" for token in tokens):
        return _bare(tokens)
    heard = _Heard()
    for place, token in enumerate(tokens):
        if token.kind in _NUMBERS:
            heard.number(_count(token), counts_next=_counts_what_follows(tokens[place + 1 :]))
        elif token.kind in _COUNTED:
            heard.unit(token.unit)
        elif token.kind == "amount":
            heard.amount(token.value, token.unit)
        elif token.kind not in _SILENT:
            raise Unreadable
    return heard.said(few=any(token.kind == "few" for token in tokens))


class _Heard:
    """The amounts so far, and the number that waits for its unit."""

    def __init__(self) -> None:
        self.amounts: list[tuple[int, str]] = []
        self.waiting: int | None = None
        self.uncounted = False

    def number(self, count: int, *, counts_next: bool) -> None:
        """It counts the unit that follows, or ("saa 2 zilizopita") the one before."""
        if self.waiting is not None:
            raise Unreadable
        if self.uncounted and not counts_next:
            self.amounts[-1] = (count, self.amounts[-1][1])
            self.uncounted = False
        else:
            self.waiting = count

    def unit(self, unit: str) -> None:
        """Without a number it is one: "час назад"."""
        self.uncounted = self.waiting is None
        self.amounts.append((1 if self.waiting is None else self.waiting, unit))
        self.waiting = None

    def amount(self, count: int, unit: str) -> None:
        """A word of its own, with at most an article: "einer halben Stunde"."""
        if self.waiting not in {None, 1}:
            raise Unreadable
        self.amounts.append((count, unit))
        self.waiting = None

    def said(self, *, few: bool) -> Said:
        """Seconds without a number ("seconds ago") are a few."""
        if self.waiting is not None:
            raise Unreadable
        ago = _descending(self.amounts)
        return Said(ago=ago, few=few or (self.uncounted and ago[-1][1] == "second"))


def _bare(tokens: Sequence[Token]) -> Said:
    """Digits and abbreviated units by turns."""
    kinds = [token.kind for token in tokens]
    if not kinds or kinds != ["num", "short"] * (len(kinds) // 2):
        raise Unreadable
    pairs = zip(tokens[::2], tokens[1::2], strict=True)
    return Said(ago=_descending([(_count(number), unit.unit) for number, unit in pairs]))


def _count(token: Token) -> int:
    if token.kind == "few":
        return FEW
    if token.kind == "number":
        return token.value
    if len(token.unit) > 4:
        raise Unreadable
    return int(token.unit)


def _counts_what_follows(rest: Sequence[Token]) -> bool:
    heard = [token.kind for token in rest if token.kind not in _SILENT]
    return bool(heard) and heard[0] in _COUNTED


def _descending(amounts: list[tuple[int, str]]) -> tuple[tuple[int, str], ...]:
    """The amounts, if there are any and each unit is finer than the one before."""
    places = [UNITS.index(unit) for _, unit in amounts]
    if not places or any(later <= earlier for earlier, later in pairwise(places)):
        raise Unreadable
    return tuple(amounts)
