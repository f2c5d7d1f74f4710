"""The log's form: a dropped record in one line, by its reason, without its text."""

from __future__ import annotations

from typing import Any

from scrapy.logformatter import LogFormatter, LogFormatterResult


class OneLine(LogFormatter):
    """Scrapy's own writes the whole record, body and all, below the reason."""

    def dropped(self, item: Any, exception: BaseException, *args: Any) -> LogFormatterResult:
        found = super().dropped(item, exception, *args)
        return {**found, "msg": "Dropped: %(exception)s"}
