"""Dates and clocks: "Wednesday January 14, 2015 @08:20PM", "24.11.2026, 18 Uhr", "hier à 14h"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest
from typing import Final, NamedTuple

from newscrawler.values.lexicon import Token
from newscrawler.values.machine import full_year, offset_minutes
from newscrawler.values.said import Said, Unreadable

_NUMBERS = re.compile(r"\d+")
_OFFSET = re.compile(r"([+-][\d:]+)$")
_COUNTED: Final = frozenset({"unit", "short", "mark"})
_CLOCK_UNITS: Final = frozenset({"hour", "minute", "second"})
_VALUES: Final = {"months": "month", "jalali": "jalali", "weekdays": "weekday", "day": "days"}
"""Kinds of words that say one part of a date -> that part."""


class Order(NamedTuple):
    """In which order a text writes dates in numbers."""

    day_first: bool
    """3/4 is in April."""
    year_first: bool
    """26.11.24 is in 2026, and 11-24 begins with the month."""

    def month_day(self, first: int, second: int, *, dotted: bool) -> tuple[int, int]:
        """Dots are written where the day comes first, whatever the slashes of a site mean;
        and a 13 is no month."""
        swapped = self.day_first or dotted
        month, day = (second, first) if swapped else (first, second)
        return (day, month) if month > 12 >= day else (month, day)


class _Parts:
    """The parts of a date, each said once."""

    def __init__(self) -> None:
        self.said: dict[str, int | str] = {}
        self.numbers: list[str] = []
        self.dotted: str = ""
        self.needs_clock = False
        self.loose_hour = False
        self.announced = False
        self.half: str = ""

    def put(self, part: str, value: int | str) -> None:
        if self.said.setdefault(part, value) != value:
            raise Unreadable

    def put_date(self, year: int, month: int, day: int) -> None:
        self.put("year", year)
        self.put("month", month)
        self.put("day", day)


def date(tokens: Sequence[Token], order: Order) -> Said:
    """What these tokens say as a date, a clock time or both.

    Raises ``Unreadable``; so do a year, a month, a weekday or a number alone.
    """
    parts = _Parts()
    for token in _paired([token for token in tokens if token.kind != "fill"]):
        _take(parts, token, order)
    _settle_dotted(parts)
    _settle_numbers(parts)
    _settle_half(parts)
    _check(parts)
    return Said(**parts.said)  # type: ignore[arg-type]


def _paired(tokens: Sequence[Token]) -> Iterator[Token]:
    """A number with the unit that follows it is one token: 14 h, 24 日."""
    taken = hour_before = False
    for token, following in zip_longest(tokens, tokens[1:]):
        if taken:
            taken = False
        elif token.kind == "num" and following and following.kind in _COUNTED:
            taken, hour_before = True, following.unit == "hour"
            kind = "part" if following.kind == "mark" else "loose"
            yield Token(kind, int(token.unit), following.unit)
        else:
            yield _unitless(token, hour_before, following)
            hour_before = False


def _unitless(token: Token, hour_before: bool, following: Token | None) -> Token:
    """The number after an hour (14h30) is minutes, that before am or pm an hour."""
    if token.kind != "num" or len(token.unit) > 2:
        return token
    if hour_before and len(token.unit) == 2:
        return Token("part", int(token.unit), "minute")
    if following and following.kind in {"am", "pm"} and int(token.unit) <= 12:
        return Token("part", int(token.unit), "hour")
    return token


def _take(parts: _Parts, token: Token, order: Order) -> None:
    if token.kind in _VALUES:
        parts.put(_VALUES[token.kind], token.value)
    elif token.kind in _FIGURES:
        _FIGURES[token.kind](parts, token.unit, order)
    else:
        _take_word(parts, token)


def _take_word(parts: _Parts, token: Token) -> None:
    match token.kind:
        case "at":
            parts.announced = True
        case "zone":
            parts.put("zone", token.unit or token.value)
        case "am" | "pm":
            parts.half = token.kind
        case "part" | "loose":
            _take_part(parts, token)
        case "mark" | "unit" | "short" if token.unit in parts.said or parts.dotted:
            parts.announced = True  # 18:00 Uhr, 24.11.2026 г.
        case _:
            raise Unreadable


def _take_number(parts: _Parts, text: str, _: Order) -> None:
    parts.numbers.append(text)


def _take_short_year(parts: _Parts, text: str, _: Order) -> None:
    parts.put("year", full_year(text))


def _take_dotted(parts: _Parts, text: str, _: Order) -> None:
    parts.dotted = text


def _take_ymd(parts: _Parts, text: str, _: Order) -> None:
    parts.put_date(*map(int, _NUMBERS.findall(text)))


def _take_dmy(parts: _Parts, text: str, order: Order) -> None:
    first, second, third = _NUMBERS.findall(text)
    if order.year_first and len(third) == 2 == len(first):
        parts.put_date(full_year(first), int(second), int(third))
        return
    month, day = order.month_day(int(first), int(second), dotted="." in text)
    parts.put_date(full_year(third), month, day)


def _take_dm(parts: _Parts, text: str, order: Order) -> None:
    """Two numbers are a date beside a clock time, or written as 24.11. or (in the languages
    that have the month first) 11-24; else they may be a score or a fraction."""
    first, second = map(int, _NUMBERS.findall(text))
    month, day = (
        (first, second) if order.year_first else order.month_day(first, second, dotted="." in text)
    )
    parts.put("month", month)
    parts.put("day", day)
    parts.needs_clock = "." not in text and not (order.year_first and len(text) == 5)


def _take_clock(parts: _Parts, text: str, _: Order) -> None:
    clock, *zone = _OFFSET.split(text)
    for part, number in zip(("hour", "minute", "second"), _NUMBERS.findall(clock), strict=False):
        parts.put(part, int(number))
    if zone:
        minutes = offset_minutes(zone[0])
        if minutes is None:
            raise Unreadable
        parts.put("zone", minutes)


def _take_part(parts: _Parts, token: Token) -> None:
    """A number with its unit. Marks write years to minutes; other words only clock times, and
    an hour alone ("8 heures") only beside a day, since it may as well be a duration."""
    if token.kind == "loose" and token.unit not in _CLOCK_UNITS:
        raise Unreadable
    parts.put(token.unit, token.value)
    parts.loose_hour = parts.loose_hour or (token.kind == "loose" and token.unit == "hour")


_FIGURES: Final[dict[str, Callable[[_Parts, str, Order], None]]] = {
    "num": _take_number,
    "yy": _take_short_year,
    "dot": _take_dotted,
    "ymd": _take_ymd,
    "dmy": _take_dmy,
    "dm": _take_dm,
    "clock": _take_clock,
}
"""Kinds of figures -> what takes their text."""


def _settle_dotted(parts: _Parts) -> None:
    """14.05 is a clock time beside a date, "kl" or "pm", and a date beside a clock time."""
    if not parts.dotted:
        return
    first, second = map(int, parts.dotted.split("."))
    dated = parts.said.keys() & {"day", "days", "weekday", "month", "jalali"}
    if "hour" in parts.said:
        parts.put("day", first)
        parts.put("month", second)
    elif dated or parts.announced or parts.half:
        parts.put("hour", first)
        parts.put("minute", second)
    else:
        raise Unreadable


def _settle_numbers(parts: _Parts) -> None:
    """Beside the name of a month: a day, a year or both; elsewhere numbers say nothing.

    What is said twice ("19 May Mon 19 May 2025", a time for each width of screen) is said once.
    """
    numbers = list(dict.fromkeys(parts.numbers)) if len(parts.numbers) > 2 else parts.numbers
    if not numbers:
        return
    if len(numbers) > 2 or "day" in parts.said or not parts.said.keys() & {"month", "jalali"}:
        raise Unreadable
    years = [number for number in numbers if len(number) == 4]
    days = [number for number in numbers if len(number) <= 2]
    if len(days) == 2:  # 22 Apr 25: the year is last
        years = [days.pop()]
    if len(years) + len(days) != len(numbers):
        raise Unreadable
    for part, found in (("year", years), ("day", days)):
        if found:
            parts.put(part, full_year(found[0]) if part == "year" else int(found[0]))


def _settle_half(parts: _Parts) -> None:
    """8 PM is 20:00, 12 AM midnight; 14:05 PM is what it says. Arabic's letter for PM is also
    the one after a year ("of the common era")."""
    hour = parts.said.get("hour")
    if parts.half and not isinstance(hour, int) and "year" not in parts.said:
        raise Unreadable
    if parts.half and isinstance(hour, int) and hour <= 12:
        parts.said["hour"] = hour % 12 + (12 if parts.half == "pm" else 0)


def _check(parts: _Parts) -> None:
    said = parts.said.keys()
    month = bool(said & {"month", "jalali"})
    dated = "days" in said or (month and "day" in said)
    if "hour" in said:
        whole = dated or not (month or said & {"day", "year"})
        beside = bool(said & {"minute", "weekday"})
        sure = not parts.loose_hour or dated or parts.announced or beside
    else:
        whole = dated or (month and "year" in said)
        sure = not (parts.needs_clock or said & {"minute", "second", "zone"})
    if not (whole and sure):
        raise Unreadable
