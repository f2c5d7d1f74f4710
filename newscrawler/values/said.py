"""Said: the parts of a time as its text names them, not yet an instant."""

from __future__ import annotations

from typing import Final, NamedTuple


class Said(NamedTuple):
    """What a text says of a time; ``None`` and empty where it says nothing."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    zone: int | str | None = None
    """Minutes east of UTC, or a name of the time zone database."""
    weekday: int | None = None
    """0 is Monday."""
    jalali: int | None = None
    """The month of the Solar Hijri calendar, whose ``year`` and ``day`` the others then are."""
    days: int | None = None
    """Days before the anchor's day: 1 is yesterday."""
    ago: tuple[tuple[int, str], ...] = ()
    """Amounts of units before the anchor, coarse to fine."""
    few: bool = False
    """Whether ``ago`` is only "a few" of its unit."""


class Unreadable(Exception):
    """These words make no time. Raised and caught within this package's readers."""


NOW: Final = Said(ago=((1, "second"),), few=True)
"""Just now: within the minute, as people use it."""
