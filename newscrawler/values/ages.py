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
    amounts: list[tuple[int, str]] = []
    waiting: int | None = None
    uncounted = False
    for place, token in enumerate(tokens):
        if token.kind in _NUMBERS:
            count = _count(token)
            if waiting is not None:
                raise Unreadable
            if uncounted and not _counts_what_follows(tokens[place + 1 :]):
                amounts[-1] = (count, amounts[-1][1])  # "saa 2 zilizopita": the unit comes first
                uncounted = False
            else:
                waiting = count
        elif token.kind in _COUNTED:
            uncounted = waiting is None
            amounts.append((1 if waiting is None else waiting, token.unit))
            waiting = None
        elif token.kind == "amount":
            if waiting not in {None, 1}:  # "einer halben Stunde"
                raise Unreadable
            amounts.append((token.value, token.unit))
            waiting = None
        elif token.kind not in _SILENT:
            raise Unreadable
    if waiting is not None:
        raise Unreadable
    vague = uncounted and amounts[-1][1] == "second"  # "seconds ago"
    few = vague or any(token.kind == "few" for token in tokens)
    return Said(ago=_descending(amounts), few=few)


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
