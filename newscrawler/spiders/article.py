"""The article spider: pages of single stories, given by address, become records."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any, ClassVar

from scrapy import Request
from scrapy.http import Response

from newscrawler import reading
from newscrawler.items import Article
from newscrawler.spiders.base import NewsSpider
from newscrawler.spiders.lists import given


class ArticleSpider(NewsSpider):
    """Reads article pages; what is no article is counted and named, and gives no record."""

    name = "article"
    arguments: ClassVar[dict[str, str]] = {
        "urls": "addresses of article pages, separated by commas",
        "file": "a file with one address a line; empty lines and lines with # are left out",
    }

    def take_arguments(self) -> None:
        super().take_arguments()
        self.start_urls = given(getattr(self, "urls", ""), getattr(self, "file", ""))

    async def start(self) -> AsyncIterator[Any]:
        for url in self.start_urls:
            yield Request(url, self.parse, errback=self.failed, dont_filter=True)

    def parse(self, response: Response) -> Iterator[Article]:
        page = self.text_page(response)
        if page is None:
            return
        read = reading.read(page.selector, page.url, self.page(page).fetched_at)
        self.count(f"article/{read.verdict}")
        if read.headline and read.verdict in reading.STORIES:
            yield self.record(page, read)
        else:
            self.logger.error("%s: no article: %s (%s)", page.url, read.verdict, read.reason)
