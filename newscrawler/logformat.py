"""The log's form: a dropped record in one line, by its reason, without its text."""

from __future__ import annotations

import logging
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.logformatter import LogFormatter, LogFormatterResult


class OneLine(LogFormatter):
    """Scrapy's own writes the whole record, body and all, below the reason of a drop.

    It also makes a log entry of every record scraped, which the handler then throws away
    unless the level is DEBUG: a tenth of a crawl's time. Here only DEBUG makes it.
    """

    def __init__(self, shows_items: bool = True) -> None:
        self.shows_items = shows_items

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.settings["LOG_LEVEL"] in ("DEBUG", logging.DEBUG))

    def scraped(self, *args: Any) -> LogFormatterResult | None:  # type: ignore[override]
        """``None`` means no entry (Scrapy 2.11)."""
        return super().scraped(*args) if self.shows_items else None

    def dropped(self, item: Any, exception: BaseException, *args: Any) -> LogFormatterResult:
        found = super().dropped(item, exception, *args)
        return {**found, "msg": "Dropped: %(exception)s"}
