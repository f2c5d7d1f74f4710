"""The feed spider: any RSS, Atom or JSON feed, or the feeds of any page."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any, ClassVar

from scrapy import Request
from scrapy.http import Response

from newscrawler.items import Article
from newscrawler.layouts import feeds
from newscrawler.layouts.feeds import NotAFeed
from newscrawler.layouts.rows import Found, Row
from newscrawler.loaders import ArticleLoader, Page
from newscrawler.spiders.base import NOT_MODIFIED, number
from newscrawler.spiders.feed_site import charset
from newscrawler.spiders.following import Following
from newscrawler.spiders.lists import given
from newscrawler.values import urls

MAX_FOUND = 3
"""Feeds of one page that are read; a page of fifty feeds is a list of other sites' feeds."""


class Feed(Following):
    """``scrapy crawl feed -a urls=URL,...`` (or ``-a file=``, ``-a opml=``): a record a story.

    A page's address finds the feeds that its head declares. A feed that has not changed since the
    last run costs one answer of 304 (RFC 9110, section 13) and gives no record.
    """

    name = "feed"
    arguments: ClassVar[dict[str, str]] = Following.arguments | {
        "urls": "feeds, or pages that declare some, separated by commas",
        "file": "a file with one address a line",
        "opml": "a list of feeds as feed readers export it",
        "pages": "how many pages of each feed to read, where it has more (RFC 5005)",
    }
    handle_httpstatus_list = [NOT_MODIFIED]
    max_pages = 1

    def take_arguments(self) -> None:
        super().take_arguments()
        named = (getattr(self, name, "") for name in ("urls", "file", "opml"))
        self.start_urls = given(*named)
        self.max_pages = number(getattr(self, "pages", "1"), "pages")

    async def start(self) -> AsyncIterator[Any]:
        for url in self.start_urls:
            yield self.request(url)

    def request(self, url: str, number: int = 1, found_on: str = "") -> Request:
        """A feed's request, conditional on what the memory knows of the feed."""
        return Request(
            url,
            self.parse,
            errback=self.failed,
            cb_kwargs={"number": number, "found_on": found_on},
            meta={"conditional": True},
            dont_filter=True,
        )

    def parse(
        self, response: Response, number: int = 1, found_on: str = ""
    ) -> Iterator[Article | Request]:
        """The records of a feed, then its next page; of a page, its feeds."""
        if self.is_unchanged(response):
            return
        try:
            feed = feeds.read(response.body, response.url, charset(response))
        except NotAFeed as refusal:
            yield from self.declared(response, refusal, found_on)
            return
        if feed.mended:
            self.count("feed/mended")
        if not feed.rows:
            self.logger.warning("%s: the feed (%s) holds no story", response.url, feed.kind)
            self.count("feed/empty")
        yield from self.records(response, feed)
        if feed.rows and feed.next_page and number < self.max_pages:
            yield from self.further(response, feed.next_page, number + 1, found_on)

    def further(
        self, response: Response, href: str, number: int, found_on: str
    ) -> Iterator[Request]:
        """The next page of a feed, if its address is one."""
        try:
            yield self.request(urls.absolute(href, response.url), number, found_on)
        except ValueError as error:
            self.logger.warning("%s: next page: %s", response.url, error)

    def declared(self, response: Response, refusal: NotAFeed, found_on: str) -> Iterator[Request]:
        """The feeds that a page declares in its head, of the kind that it names first."""
        offers = [offer for offer in refusal.offers if offer.kind != "link"]
        if found_on or not offers:
            self.logger.error("%s", refusal)
            self.count("page/not_a_feed")
            return
        for offer in [each for each in offers if each.kind == offers[0].kind][:MAX_FOUND]:
            self.logger.info("%s: found the feed %s", response.url, offer.url)
            yield self.request(offer.url, found_on=response.url)

    def records(self, response: Response, feed: feeds.Feed) -> Iterator[Article | Request]:
        """The stories of a feed in order."""
        page = self.page(response)
        for position, row in enumerate(feed.rows, start=1):
            yield self.finish(self.load(page, _shared(feed, row, response.url) | row, position))

    def load(self, page: Page, row: Row, position: int) -> Article:
        """One row as a record."""
        loader = ArticleLoader(page, "feed", position)
        loader.add_row(row)
        return loader.load_item()


def _shared(feed: feeds.Feed, row: Row, url: str) -> Row:
    """What the feed says of all its stories: the language, and the publisher's name where a story
    stands at the feed's own site; a feed of others' stories says nothing of theirs."""
    shared: Row = {}
    if feed.language:
        shared["language"] = Found([feed.language], "feed:language")
    if feed.title and "link" in row and _site(row["link"].values[0]) == _site(feed.link or url):
        shared["source"] = Found([feed.title], "feed:title")
    return shared


def _site(url: str) -> str | None:
    try:
        return urls.registered_domain(urls.absolute(url, ""))
    except ValueError:  # a broken link has no site
        return url
