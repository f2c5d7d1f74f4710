"""Resolve: from what a text says to the moment it means, given when it was said."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from newscrawler.values.clock import Moment, Precision, floor, months_before
from newscrawler.values.machine import is_unset
from newscrawler.values.said import Said

GRACE: Final = timedelta(minutes=10)
"""How far clocks of sites are ahead: a clock time up to this much after the anchor is today."""

DAY_GRACE: Final = timedelta(hours=14)
"""How far ahead of UTC the calendar is in the easternmost zone (Kiribati)."""

_SECONDS: Final = {"second": 1, "minute": 60, "hour": 3600}
_DAYS: Final = {"day": 1, "week": 7}
_MONTHS: Final = {"month": 1, "year": 12}

_KNOWN: Final[dict[str, Precision]] = {
    # the unit to which an age is exact; the scale has no week and no year, so that the day
    # and the month that are counted back to stand for them
    "second": "second", "minute": "minute", "hour": "hour", "day": "day", "week": "day",
    "month": "month", "year": "month",
}  # fmt: skip
_COARSER: Final[dict[str, Precision]] = {
    "second": "minute", "minute": "hour", "hour": "day", "day": "month", "week": "month",
    "month": "month", "year": "month",
}  # fmt: skip
_JALALI_START: Final = date(622, 3, 21)
_JALALI_YEARS: Final = range(1300, 1500)
"""Solar Hijri also where the month is a number: our 1921 to 2121."""
_LEAPS: Final = (1, 5, 9, 13, 17, 22, 26, 30)
_THAI_YEARS: Final = 2400
"""No year of ours in the news, but 1857 in Thailand."""

_YEARS_BACK: Final = 8
"""Between two 29ths of February that may be as many years (1896 to 1904)."""


def resolve(said: Said, anchor: datetime, zone: tzinfo | None) -> Moment | None:
    """The moment that ``said`` means at ``anchor`` (aware), on the clocks of its own zone,
    else of ``zone``, else of UTC; ``None`` where there is none, such as 30 February."""
    tz = _zone(said.zone) or zone or UTC
    try:
        moment = _age(said, anchor, tz) if said.ago else _date(said, anchor.astimezone(tz), tz)
    except (ValueError, OverflowError):
        return None
    return None if moment is None or is_unset(moment.start) else moment


@cache
def _zone(named: int | str | None) -> tzinfo | None:
    if named is None:
        return None
    if isinstance(named, str):
        return ZoneInfo(named)
    return timezone(timedelta(minutes=named))


def _age(said: Said, anchor: datetime, tz: tzinfo) -> Moment:
    """Counted back, then down to the start of the unit; days and months are the zone's, hours
    pass as ever where its clocks are changed."""
    finest = said.ago[-1][1]
    known = (_COARSER if said.few else _KNOWN)[finest]
    months = sum(count * _MONTHS.get(unit, 0) for count, unit in said.ago)
    seconds = sum(count * _SECONDS.get(unit, 0) for count, unit in said.ago)
    days = sum(count * _DAYS.get(unit, 0) for count, unit in said.ago)
    local = months_before(anchor.astimezone(tz), months) - timedelta(days=days)
    instant = local.astimezone(UTC) - timedelta(seconds=seconds)
    if known in {"day", "month"}:
        instant = instant.astimezone(tz).replace(tzinfo=UTC)
    return Moment(floor(instant, known), known, relative=True)


def _date(said: Said, now: datetime, tz: tzinfo) -> Moment | None:
    said = _gregorian(said)
    if said.hour is None:
        return _whole_day(said, now)
    precision: Precision = "minute" if said.second is None else "second"
    if said.minute is None:
        precision = "hour"
    grace = DAY_GRACE if said.month else GRACE
    for day in _days(said, now):
        local = _at(day, said, tz)
        if said.year or said.days is not None or local <= now + grace:
            return Moment(local.astimezone(UTC), precision, relative=not said.year)
    return None


def _at(day: date, said: Said, tz: tzinfo) -> datetime:
    """The clock time on that day; 24:00 is its end (ISO 8601:2004), second 60 a leap second."""
    hour, minute, second = said.hour or 0, said.minute or 0, min(said.second or 0, 59)
    late = hour == 24 and minute == second == 0
    return datetime.combine(
        day + timedelta(days=late), time(0 if late else hour, minute, second), tz
    )


def _whole_day(said: Said, now: datetime) -> Moment | None:
    if said.year and said.month and said.day is None:
        return Moment(datetime(said.year, said.month, 1, tzinfo=UTC), "month", relative=False)
    for day in _days(said, now):
        start = datetime.combine(day, time(), UTC)
        if said.year or day <= (now + DAY_GRACE).date():
            return Moment(start, "day", relative=not said.year)
    return None


def _days(said: Said, now: datetime) -> Iterator[date]:
    """The days that may be meant, the most likely first."""
    today = now.date()
    if said.month and said.day and said.year:
        yield date(said.year, said.month, said.day)
    elif said.days is not None:
        yield today - timedelta(days=said.days)
    elif said.month and said.day:
        yield from _yearless(said.month, said.day, said.weekday, today)
    elif said.weekday is not None:
        last = today - timedelta(days=(today.weekday() - said.weekday) % 7)
        yield from (last, last - timedelta(days=7))
    else:
        yield from (today + timedelta(days=1), today, today - timedelta(days=1))


def _yearless(month: int, day: int, weekday: int | None, today: date) -> Iterator[date]:
    """This date in the coming year and those before; on the named weekday first."""
    found = []
    for year in range(today.year + 1, today.year - _YEARS_BACK, -1):
        with suppress(ValueError):
            found.append(date(year, month, day))
    if weekday is not None:
        yield from (each for each in found if each.weekday() == weekday and each <= today)
    yield from found


def _gregorian(said: Said) -> Said:
    """The same date in our calendar: from the Solar Hijri one of Iran, from Thai years (543
    ahead)."""
    if said.year and said.year >= _THAI_YEARS:
        return said._replace(year=said.year - 543)
    month = said.jalali or (said.month if said.year and said.year in _JALALI_YEARS else None)
    if not month:
        return said
    found = _from_solar_hijri(said.year or 0, month, said.day or 0)
    return said._replace(year=found.year, month=found.month, day=found.day, jalali=None)


def _from_solar_hijri(year: int, month: int, day: int) -> date:
    """Six months of 31 days, then of 30; of 33 years those in ``_LEAPS`` have 366 days, as in
    ICU's ``PersianCalendar``."""
    if not (year and 1 <= month <= 12 and 1 <= day <= (31 if month <= 6 else 30)):
        raise ValueError(f"no Solar Hijri date: {year}-{month}-{day}")
    leaps = year // 33 * len(_LEAPS) + sum(leap < year % 33 for leap in _LEAPS)
    days = (year - 1) * 365 + leaps + (month - 1) * 31 - max(month - 7, 0) + day - 1
    return _JALALI_START + timedelta(days=days)
