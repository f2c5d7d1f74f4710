"""A moment: an instant, how exactly it is known, and the way it is written."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final, Literal, NamedTuple

Precision = Literal["second", "minute", "hour", "day", "month"]

_PARTS: Final = ("month", "day", "hour", "minute", "second")
_STARTS: Final[dict[str, int]] = {"month": 1, "day": 1, "hour": 0, "minute": 0, "second": 0}


class Moment(NamedTuple):
    """When something happened, as far as it is known."""

    start: datetime
    """The start of the known unit, aware, in UTC: of a day 00:00, of a month its first day."""

    precision: Precision
    """The known unit."""

    relative: bool
    """Whether it was counted from the anchor ("2 hours ago", "yesterday", "14:05", "12 Nov"),
    so that the same text says something else another day."""


def floor(instant: datetime, unit: Precision) -> datetime:
    """The start of the ``unit`` that ``instant`` lies in.

    >>> floor(datetime(2026, 11, 24, 10, 5, tzinfo=UTC), "day").isoformat()
    '2026-11-24T00:00:00+00:00'
    """
    finer = _PARTS[_PARTS.index(unit) + 1 :]
    return instant.replace(microsecond=0, **{part: _STARTS[part] for part in finer})  # type: ignore[arg-type]


def rfc3339(instant: datetime) -> str:
    """``instant`` (aware) in UTC with ``Z``, to the second.

    >>> rfc3339(datetime(2026, 11, 24, 10, 0, 0, 900, tzinfo=UTC))
    '2026-11-24T10:00:00Z'
    """
    return instant.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def months_before(instant: datetime, months: int) -> datetime:
    """The same day ``months`` earlier, or the last day of that month where it is shorter.

    Raises ``ValueError`` where that is before the year 1.

    >>> months_before(datetime(2026, 3, 31, tzinfo=UTC), 1).isoformat()
    '2026-02-28T00:00:00+00:00'
    """
    year, month = divmod(instant.year * 12 + instant.month - 1 - months, 12)
    first = instant.replace(year=year, month=month + 1, day=1)
    length = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(instant.day, length.day))
