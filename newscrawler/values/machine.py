"""Times as machines write them: ISO 8601, RFC 822 and its successors, HTTP, epoch numbers."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Final

from newscrawler.values.clock import Moment, Precision

_ISO = re.compile(
    r"(\d{4})-?(\d\d)(?:-?(\d\d)(?:[T_ ]\s?(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d{1,9})?)?"
    r"\s?(Z|UTC|GMT|[+\-−]\d\d(?::?\d\d)?)?)?)?(?:\[[A-Za-z_/+\-0-9]{1,40}\])?",
    re.IGNORECASE | re.ASCII,
)
_RFC822 = re.compile(
    r"(?:[a-z]{3,9}\.?,?\s{1,3})?(\d{1,2})[\s-]([a-z]{3})[a-z]{0,6}\.?[\s-](\d{4}|\d\d)"
    r",?\s{1,3}(\d{1,2}):(\d\d)(?::(\d\d))?\s{0,3}([a-z]{1,5}|(?:gmt|utc)?[+-]\d\d:?\d\d)?",
    re.IGNORECASE | re.ASCII,
)
_EPOCH = re.compile(r"(\d{10})(?:\.\d{1,9}|\d{3}|\d{6})?", re.ASCII)

_MONTH_NAMES: Final = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTHS: Final = {name: number for number, name in enumerate(_MONTH_NAMES.split(), 1)}

ZONES: Final[dict[str, int]] = {
    # minutes east of UTC. RFC 822 section 5.1; its one-letter zones other than Z were defined
    # with the wrong sign and RFC 2822 section 4.3 takes them as unknown, so they are not here
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0,
    "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360,
    "pst": -480, "pdt": -420, "akst": -540, "akdt": -480, "hst": -600, "ast": -240, "adt": -180,
    # the others as the time zone database abbreviates them; where two share a name, the one
    # that more news is written in: India's IST, Britain's BST
    "bst": 60, "west": 60, "cet": 60, "cest": 120, "mez": 60, "mesz": 120, "eet": 120,
    "eest": 180, "sast": 120, "cat": 120, "eat": 180, "wat": 60, "msk": 180, "trt": 180,
    "gst": 240, "pkt": 300, "ist": 330, "npt": 345, "ict": 420, "wib": 420, "wita": 480,
    "wit": 540, "hkt": 480, "sgt": 480, "myt": 480, "pht": 480, "awst": 480, "jst": 540,
    "kst": 540, "acst": 570, "acdt": 630, "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780,
    "brt": -180, "art": -180, "мск": 180,
}  # fmt: skip

EPOCH_SLACK: Final = timedelta(days=2)
"""A number is a time only up to this far after the anchor: ten digits may be anything."""


def offset_minutes(text: str) -> int | None:
    """How many minutes east of UTC ``Z``, ``EST``, ``+0100``, ``GMT+01:00`` or ``-3`` is.

    >>> offset_minutes("+05:30"), offset_minutes("EST"), offset_minutes("XYZ")
    (330, -300, None)
    """
    name = text.lower().replace("−", "-")
    if name in ZONES:
        return ZONES[name]
    digits = name.lstrip("gmtuc").lstrip("+-").replace(":", "")
    if not digits.isdecimal() or len(digits) > 4:
        return None
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    if hours > 14 or minutes > 59:
        return None
    return (hours * 60 + minutes) * (-1 if "-" in name else 1)


def _offset(text: str) -> tzinfo | None:
    minutes = offset_minutes(text)
    return None if minutes is None else timezone(timedelta(minutes=minutes))


def read(text: str, anchor: datetime, zone: tzinfo) -> Moment | None:
    """``text`` (one line, at most 100 characters) as one of the forms above, else ``None``.

    ``zone`` holds where the text names none.
    """
    if not text[:1].isdecimal():
        return _rfc822(text, zone)
    return _iso(text, zone) or _rfc822(text, zone) or _epoch(text, anchor)


def _iso(text: str, zone: tzinfo) -> Moment | None:
    found = _ISO.fullmatch(text)
    if not found:
        return None
    year, month, day, hour, minute, second, offset_text = found.groups()
    if day is None:
        return _moment((year, month, 1), None, UTC, "month") if "-" in text else None
    if hour is None:
        return _moment((year, month, day), None, UTC, "day")
    tz = _offset(offset_text) if offset_text else zone
    precision: Precision = "second" if second else "minute"
    return _moment((year, month, day), (hour, minute, second or 0), tz, precision)


def _rfc822(text: str, zone: tzinfo) -> Moment | None:
    """RFC 822, 850, 1123 and 2822 dates; a weekday is not read, since it is often wrong."""
    found = _RFC822.fullmatch(text)
    month = _MONTHS.get(found[2].lower()) if found else None
    if not found or not month:
        return None
    tz = _offset(found[7]) if found[7] else zone
    precision: Precision = "second" if found[6] else "minute"
    date = (full_year(found[3]), month, found[1])
    return _moment(date, (found[4], found[5], found[6] or 0), tz, precision)


def full_year(text: str) -> int:
    """Two digits as RFC 2822, section 4.3, has them.

    >>> full_year("26"), full_year("99"), full_year("2026")
    (2026, 1999, 2026)
    """
    year = int(text)
    if len(text) > 2:
        return year
    return year + (2000 if year < 50 else 1900)


def _epoch(text: str, anchor: datetime) -> Moment | None:
    found = _EPOCH.fullmatch(text)
    if not found or text[0] == "0":
        return None
    start = datetime.fromtimestamp(int(found[1]), UTC)
    return Moment(start, "second", relative=False) if start <= anchor + EPOCH_SLACK else None


def _moment(
    date: tuple[str | int, str | int, str | int],
    clock: tuple[str | int, str | int, str | int] | None,
    tz: tzinfo | None,
    precision: Precision,
) -> Moment | None:
    year, month, day = map(int, date)
    hour, minute, second = map(int, clock) if clock else (0, 0, 0)
    late = hour == 24 and minute == second == 0  # ISO 8601:2004 writes the end of a day so
    try:
        local = datetime(
            year, month, day, 0 if late else hour, minute, min(second, 59), tzinfo=tz or UTC
        )
        start = (local + timedelta(days=late)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return None if tz is None or is_unset(start) else Moment(start, precision, relative=False)


def is_unset(start: datetime) -> bool:
    """Whether this is how programs write that no time is set: the year 1 (.NET), the first
    day of 1970 (Unix), or any year before newspapers.

    >>> is_unset(datetime(1970, 1, 1, tzinfo=UTC)), is_unset(datetime(1970, 1, 2, tzinfo=UTC))
    (True, False)
    """
    return start.year < 1600 or (start.year, start.month, start.day) == (1970, 1, 1)
