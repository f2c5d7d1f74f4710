"""The base of all spiders: arguments, and what is known of a page before it is read."""

from __future__ import annotations

import codecs
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from typing import Any, ClassVar, Self

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError
from scrapy.http import HtmlResponse, JsonResponse, Response, TextResponse
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newscrawler import reading
from newscrawler.items import Article
from newscrawler.layouts.rows import Found
from newscrawler.loaders import ArticleLoader, Page
from newscrawler.spiders.html import HtmlPage
from newscrawler.values import times, urls

NOT_MODIFIED = 304


class NewsSpider(Spider):
    """Arguments that are checked, errors in one line, and ``page()``.

    A subclass names its ``-a`` arguments in ``arguments`` (name -> help). ``language``, ``zone``
    and ``day_first`` say how times on its pages are to be read where a page does not say.
    """

    arguments: ClassVar[dict[str, str]] = {}
    language: str | None = None
    zone: tzinfo | None = None
    day_first: bool | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.take_arguments()
        return spider

    def take_arguments(self) -> None:
        """Check the ``-a`` arguments, which Scrapy has set as attributes. A subclass that has
        its own calls that of its base, too.

        :raises UsageError: naming the argument and its value.
        """

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
        """The response with its text as ``reading.open`` has it, in UTF-8; else one line that
        says why it is no page. Nothing is parsed before: a tag of 100,000 attributes, which a
        stranger may send, blocks lxml for seconds."""
        kind = _header(response, "Content-Type") or ""
        if isinstance(response, JsonResponse) and _is_json(response):
            return response
        opened = reading.open(response.body, {"Content-Type": kind})
        if opened.refusal is None:
            return _with_text(response, opened)
        said = "empty" if not response.body else f"{opened.refusal}, {kind or 'no content type'}"
        self.logger.error("%s: not a page (%s)", response.url, said)
        self.count("page/not_text")
        return None

    def is_unchanged(self, response: Response) -> bool:
        """Whether a conditional request (``meta["conditional"]``, by the memory) was answered that
        the page has not changed; said and counted."""
        if response.status != NOT_MODIFIED:
            return False
        self.logger.info("%s: not modified", response.url)
        self.count("memory/not_modified")
        return True

    def record(self, response: TextResponse, read: reading.Reading) -> Article:
        """What an article page says, as a record."""
        loader = ArticleLoader(replace(self.page(response), language=read.language), "article")
        loader.add_reading(read)
        loader.add_row({"url": Found([response.url], "page")})
        return loader.load_item()

    def failed(self, failure: Failure) -> None:
        """Errback: one line for a page that could not be had."""
        request: Request = failure.request  # type: ignore[attr-defined]
        self.logger.error("%s: %s", request.url, _reason(failure))
        self.count("page/failed")


def number(given: str, argument: str) -> int:
    """A number from 1 given by the user.

    :raises UsageError: naming the argument and the value that is none.
    """
    if not (given.isdecimal() and int(given) > 0):
        raise UsageError(f"-a {argument}: a number from 1, not {given!r}", print_help=False)
    return int(given)


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


def _is_json(response: JsonResponse) -> bool:
    try:
        response.json()
    except (ValueError, RecursionError):  # broken, or nested deeper than Python recurses
        return False
    return True


def _with_text(response: Response, opened: reading.Opened) -> TextResponse:
    """The response as ``reading.open`` read it: XML as what it is, all else as HTML."""
    body = response.body
    if opened.encoding != "utf-8" or b"\0" in body or body.startswith(codecs.BOM_UTF8):
        body = opened.text.encode("utf-8", "replace")
    if isinstance(response, TextResponse) and not isinstance(response, HtmlResponse | JsonResponse):
        return response.replace(body=body, encoding="utf-8")
    return response.replace(cls=HtmlPage, body=body, encoding="utf-8")


def _header(response: Response, name: str) -> str | None:
    value: Any = response.headers.get(name)
    return value.decode("latin-1") if value is not None else None
