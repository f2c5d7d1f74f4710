"""The sitemap spider: news sitemaps, indexes and plain sitemaps, found by robots.txt."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar
from urllib.parse import urljoin, urlsplit

from scrapy import Request
from scrapy.exceptions import UsageError
from scrapy.http import Response

from newscrawler.items import Article
from newscrawler.layouts import feeds, sitemaps
from newscrawler.layouts.feeds import NotAFeed
from newscrawler.layouts.rows import Row
from newscrawler.layouts.sitemaps import NotASitemap
from newscrawler.loaders import ArticleLoader
from newscrawler.spiders.feed_site import charset
from newscrawler.spiders.following import Following
from newscrawler.spiders.lists import given
from newscrawler.values import times, urls

MAX_SITEMAPS = 200
"""Sitemaps of one run; an archive of decades by day has thousands."""

MAX_FOLLOWED = 5_000
"""Stories read at their own pages in one run: at one a second that is over an hour."""

_SITEMAP = re.compile(r"^[ \t]*sitemap[ \t]*:(.*)$", re.IGNORECASE | re.MULTILINE)
"""https://www.sitemaps.org/protocol.html, "Specifying the Sitemap location"."""

_SPAN = re.compile(r"(\d{1,6})([mhdw])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}

_NOTHING = timedelta()
_LASTS = {"hour": timedelta(hours=1), "day": timedelta(days=1), "month": timedelta(days=31)}
"""How long a time may last that is known to the hour, day or month only."""


class Sitemap(Following):
    """``scrapy crawl sitemap -a urls=URL,... -a since=48h``: a record a story.

    A site's front page or robots.txt finds its sitemaps. Only a news sitemap has headlines; the
    stories of a plain one are read with ``-a follow=1``, else they are only counted.
    """

    name = "sitemap"
    arguments: ClassVar[dict[str, str]] = Following.arguments | {
        "urls": "sitemaps, robots.txt files or sites, separated by commas",
        "file": "a file with one address a line",
        "since": "skip what is older: 90m, 48h, 7d, 2w or a date (2026-11-24)",
    }

    oldest: datetime | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.left = MAX_FOLLOWED
        """How many stories may be followed yet."""
        self.asked: set[str] = set()
        """Sitemaps asked for in this run, so that an index that holds itself ends."""

    def take_arguments(self) -> None:
        super().take_arguments()
        self.start_urls = given(getattr(self, "urls", ""), getattr(self, "file", ""))
        self.oldest = oldest(getattr(self, "since", ""), datetime.now(UTC))

    async def start(self) -> AsyncIterator[Any]:
        for url in self.start_urls:
            path = urlsplit(url).path
            if path in ("", "/", "/robots.txt"):
                robots = urljoin(url, "/robots.txt")
                yield Request(robots, self.parse_robots, errback=self.failed, dont_filter=True)
            else:
                for request in self.request(url):
                    yield request

    def request(self, href: str, base: str = "") -> Iterator[Request]:
        """A sitemap's request, once a run and within the bound of the run; a malformed address
        costs itself."""
        try:
            url = urls.absolute(href, base)
        except ValueError as error:
            self.logger.warning("%s: %s", base, error)
            return
        if url in self.asked:
            return
        if len(self.asked) >= MAX_SITEMAPS:
            self.count("sitemap/over_limit")
            return
        self.asked.add(url)
        yield Request(url, self.parse, errback=self.failed, dont_filter=True)

    def parse_robots(self, response: Response) -> Iterator[Request]:
        """The sitemaps that robots.txt names, else the usual place."""
        found = [
            line.strip() for line in _SITEMAP.findall(response.body.decode("utf-8", "replace"))
        ]
        if not found:
            self.logger.info("%s: names no sitemap; trying /sitemap.xml", response.url)
        for href in found or ["/sitemap.xml"]:
            yield from self.request(href, response.url)

    def parse(self, response: Response) -> Iterator[Article | Request]:
        """The records of a sitemap, or the requests of an index."""
        try:
            sitemap = sitemaps.read(response.body, charset(response))
        except NotASitemap as refusal:
            yield from self.parse_feed(response, refusal)
            return
        for child in sitemap.children:
            if child.lastmod and self.is_old(child.lastmod):
                self.count("sitemap/unchanged")
            else:
                yield from self.request(child.url, response.url)
        yield from self.records(response, sitemap.rows)

    def parse_feed(self, response: Response, refusal: NotASitemap) -> Iterator[Article | Request]:
        """A feed in a sitemap's place, which the protocol allows; else one line of error."""
        try:
            feed = feeds.read(response.body, response.url, charset(response))
        except NotAFeed as error:
            self.logger.error("%s: %s; %s", response.url, refusal, error)
            self.count("page/not_a_sitemap")
            return
        yield from self.records(response, feed.rows)

    def records(self, response: Response, rows: list[Row]) -> Iterator[Article | Request]:
        """The stories of a sitemap in order, without what is too old or has no headline."""
        page = self.page(response)
        fresh = [row for row in rows if not self.is_old(_time(row))]
        told = self.within_limit([row for row in fresh if "headline" in row or self.follow])
        self.report(response.url, rows, fresh, told)
        for position, row in enumerate(told, start=1):
            loader = ArticleLoader(page, "sitemap", position)
            loader.add_row(row)
            yield self.finish(loader.load_item())

    def within_limit(self, rows: list[Row]) -> list[Row]:
        """As many rows as may be followed yet in this run; all where none is followed."""
        if not self.follow:
            return rows
        taken = rows[: self.left]
        self.left -= len(taken)
        self.count("sitemap/over_limit", len(rows) - len(taken))
        return taken

    def report(self, url: str, rows: list[Row], fresh: list[Row], told: list[Row]) -> None:
        """Count what is left out, and say so where that is a surprise."""
        self.count("sitemap/too_old", len(rows) - len(fresh))
        if not self.follow:
            self.count("sitemap/no_headline", len(fresh) - len(told))
        if len(fresh) > len(told):
            left = len(fresh) - len(told)
            reason = (
                "more than are followed in a run" if self.follow else "no headline: -a follow=1"
            )
            self.logger.warning("%s: %d addresses left out (%s)", url, left, reason)

    def is_old(self, time: str | None) -> bool:
        """Whether a time is before ``since``. With a limit, what has no time is taken for old: it
        may be the archive of decades."""
        if self.oldest is None:
            return False
        moment = times.parse(time or "", anchor=datetime.now(UTC))
        return moment is None or moment.start + _LASTS.get(moment.precision, _NOTHING) < self.oldest


def oldest(since: str, now: datetime) -> datetime | None:
    """The moment that ``since`` means; ``None`` for an empty one.

    :raises UsageError: for what is neither a span nor a date.
    """
    if not since:
        return None
    span = _SPAN.fullmatch(since.strip())
    if span:
        return now - timedelta(**{_UNITS[span[2]]: int(span[1])})
    moment = times.parse(since, anchor=now)
    if moment is None:
        raise UsageError(f"-a since: 48h, 7d or a date, not {since!r}", print_help=False)
    return moment.start


def _time(row: Row) -> str | None:
    for field in ("timestamp_text", "modified"):
        if field in row:
            return row[field].values[0]
    return None
