"""Rare languages: dates with a day and a year in those that ``words.toml`` does not have,
by dateparser, which knows two hundred.

Fenced, because on 8 KB of junk it took 15 s and because it finds dates in almost anything:
only in a text with a day's number and a full year, at most 100 characters, in one known
language, and only a date that is whole. Imported when first needed (0.3 s).
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from newscrawler.values.clock import Moment, Precision, floor

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

LENGTH_LIMIT: Final = 100

_PLAUSIBLE = re.compile(r"(?<!\d)[0-3]?\d(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SETTINGS: Final[Any] = {
    "PARSERS": ["absolute-time"],
    "REQUIRE_PARTS": ["day", "month", "year"],
    "RETURN_TIME_AS_PERIOD": True,
}


@lru_cache(maxsize=8)
def _parser(language: str, order: str) -> DateDataParser | None:
    """``None`` where dateparser does not have the language either."""
    from dateparser.data.languages_info import language_order
    from dateparser.date import DateDataParser

    if language not in language_order:
        return None
    return DateDataParser(languages=[language], settings={**_SETTINGS, "DATE_ORDER": order})


def read(text: str, language: str, zone: tzinfo, *, day_first: bool) -> Moment | None:
    """The date in ``text`` (one line), written in ``language`` (an ISO 639 code).

    >>> read("24 Tachwedd 2026", "cy", UTC, day_first=True).start.isoformat()
    '2026-11-24T00:00:00+00:00'
    """
    if len(text) > LENGTH_LIMIT or not (_YEAR.search(text) and _PLAUSIBLE.search(text)):
        return None
    parser = _parser(language, "DMY" if day_first else "MDY")
    found = parser.get_date_data(text) if parser else None
    if not found or found.date_obj is None:
        return None
    return _moment(found.date_obj, found.period, zone)


def _moment(found: datetime, period: str | None, zone: tzinfo) -> Moment | None:
    if period == "day":
        start = datetime(found.year, found.month, found.day, tzinfo=UTC)
        return Moment(start, "day", relative=False)
    local = found if found.tzinfo else found.replace(tzinfo=zone)
    precision: Precision = "second" if found.second else "minute"
    return Moment(floor(local.astimezone(UTC), precision), precision, relative=False)
