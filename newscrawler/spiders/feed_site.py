"""The base of aggregators that give a feed: what differs from a plain feed is data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from scrapy.http import Response, TextResponse
from w3lib.encoding import http_content_type_encoding

from newscrawler.layouts import feeds
from newscrawler.layouts.feeds import NotAFeed
from newscrawler.layouts.places import Places
from newscrawler.layouts.rows import Found, Row
from newscrawler.spiders.aggregator import AggregatorSpider, Record, Story


class FeedSite(AggregatorSpider):
    """Reads its ``start_urls`` as feeds.

    ``places`` are a site's own places in a feed (see ``feeds.read``); ``told`` changes a row where
    that takes more than one field. A site with a ``layout`` reads its HTML pages by it as well.
    """

    places: ClassVar[Places] = feeds.NOTHING

    def parse(self, response: Response, number: int = 1) -> Iterator[Record]:
        try:
            yield from super().parse(response, number)
        except NotAFeed as refusal:
            self.logger.error("%s", refusal)
            self.count("page/not_a_feed")

    def stories(self, response: TextResponse) -> Iterable[Story]:
        """The rows of a feed in order, or of a page by ``layout``."""
        if getattr(self, "layout", None) and is_page(response):
            return super().stories(response)
        feed = feeds.read(response.body, response.url, response.encoding, self.places)
        own = {"language": Found([feed.language], "feed:language")} if feed.language else {}
        return [Story("listing", self.told(own | row)) for row in feed.rows]

    def told(self, row: Row) -> Row:
        """A row as the site means it."""
        return row

    def next_href(self, response: TextResponse) -> str | None:
        """A feed of an aggregator has no second page; a page may."""
        return super().next_href(response) if is_page(response) else None


def is_page(response: Response) -> bool:
    """Whether it begins as a web page does, whatever its media type says."""
    head = response.body[:1000].lstrip().lower()
    return head.startswith((b"<!doctype html", b"<html")) or b"<html" in head


def charset(response: Response) -> str | None:
    """The charset of the HTTP header."""
    content_type = response.headers.get("Content-Type")
    return http_content_type_encoding(content_type.decode("latin-1")) if content_type else None
