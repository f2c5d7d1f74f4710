"""Patience: what servers say of being asked too much, for the time of the next run."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Response

REFUSALS = frozenset({429, 503})
LONGEST = 7 * 86_400
"""Seconds; a server that asks for more has a wrong clock."""


class Patience:
    """Extension: counts refusals (``poll/refused``) and keeps the longest wait asked for
    (``poll/retry_after``, seconds)."""

    def __init__(self, crawler: Crawler) -> None:
        self._stats = crawler.stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        patience = cls(crawler)
        # before the retry middleware, which swallows what it repeats
        crawler.signals.connect(patience.response_downloaded, signals.response_downloaded)
        return patience

    def response_downloaded(self, response: Response) -> None:
        if response.status in REFUSALS:
            self._stats.inc_value("poll/refused")
            if value := response.headers.get("Retry-After"):
                asked = seconds(value.decode("latin-1"), datetime.now(UTC))
                self._stats.max_value("poll/retry_after", asked)


def seconds(retry_after: str, now: datetime) -> int:
    """The wait that a ``Retry-After`` header asks for (RFC 9110, 10.2.3); 0 for what is none.

    >>> now = datetime(2026, 11, 24, 10, tzinfo=UTC)
    >>> seconds("120", now), seconds("Tue, 24 Nov 2026 10:05:00 GMT", now), seconds("soon", now)
    (120, 300, 0)
    """
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return min(int(text[:9]), LONGEST)
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return 0
    if until.tzinfo is None:  # "-0000" of RFC 5322: UTC without a claim to a zone
        until = until.replace(tzinfo=UTC)
    return min(max(round((until - now).total_seconds()), 0), LONGEST)
