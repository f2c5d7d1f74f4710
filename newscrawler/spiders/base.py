"""The base of all spiders: arguments, and what is known of a page before it is read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, tzinfo
from typing import Any, ClassVar

from scrapy import Request, Spider
from scrapy.exceptions import UsageError
from scrapy.http import Response, TextResponse
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newscrawler.loaders import Page
from newscrawler.values import times, urls


class NewsSpider(Spider):
    """Arguments that are checked, errors in one line, and ``page()``.

    A subclass names its ``-a`` arguments in ``arguments`` (name -> help). ``language``, ``zone``
    and ``day_first`` say how times on its pages are to be read where a page does not say.
    """

    arguments: ClassVar[dict[str, str]] = {}
    language: str | None = None
    zone: tzinfo | None = None
    day_first: bool | None = None

    def count(self, stat: str, by: int = 1) -> None:
        """Add to a statistic of this run."""
        if self.crawler.stats is not None:
            self.crawler.stats.inc_value(stat, by)

    def page(self, response: Response) -> Page:
        """What the records of this response share."""
        fetched_at: datetime = response.meta.get("fetched_at") or datetime.now(UTC)
        anchor, trusted = times.anchor(
            _header(response, "Date"), _header(response, "Age"), fetched_at
        )
        if not trusted:
            self.count("page/date_not_trusted")
        return Page(
            url=response.url,
            aggregator=self.name,
            fetched_at=fetched_at,
            anchor=anchor,
            language=self.language,
            zone=self.zone,
            day_first=self.day_first,
        )

    def text_page(self, response: Response) -> TextResponse | None:
        """The response if it is text; else one line that says what it is instead."""
        if isinstance(response, TextResponse) and response.body.strip():
            return response
        kind = (
            (_header(response, "Content-Type") or "no content type") if response.body else "empty"
        )
        self.logger.error("%s: not a page (%s)", response.url, kind)
        self.count("page/not_text")
        return None

    def failed(self, failure: Failure) -> None:
        """Errback: one line for a page that could not be had."""
        request: Request = failure.request  # type: ignore[attr-defined]
        self.logger.error("%s: %s", request.url, _reason(failure))
        self.count("page/failed")


def addresses(values: Iterable[str], argument: str) -> list[str]:
    """Addresses given by the user.

    :raises UsageError: naming the argument and the value that is no http(s) address.
    """
    found = []
    for value in values:
        try:
            found.append(urls.absolute(value, ""))
        except ValueError as error:
            raise UsageError(f"-a {argument}: {error}") from error
    return found


def _reason(failure: Failure) -> str:
    error = failure.value
    if isinstance(error, HttpError):
        return f"HTTP status {error.response.status}"
    return f"{type(error).__name__}: {error}"


def _header(response: Response, name: str) -> str | None:
    value: Any = response.headers.get(name)
    return value.decode("latin-1") if value is not None else None
