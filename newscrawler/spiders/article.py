"""The article spider: pages of single stories, given by address, become records."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, ClassVar, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError
from scrapy.http import Response

from newscrawler import reading
from newscrawler.items import Article
from newscrawler.spiders.base import NewsSpider, addresses
from newscrawler.values import safe


class ArticleSpider(NewsSpider):
    """Reads article pages; what is no article is counted and named, and gives no record."""

    name = "article"
    arguments: ClassVar[dict[str, str]] = {
        "urls": "addresses of article pages, separated by commas",
        "file": "a file with one address a line; empty lines and lines with # are left out",
    }

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.start_urls = [*spider.given()]
        return spider

    def given(self) -> Iterator[str]:
        """The addresses of the ``-a`` arguments.

        :raises UsageError: where there are none, one is no address, or the file cannot be read.
        """
        urls, file = getattr(self, "urls", ""), getattr(self, "file", "")
        if not urls and not file:
            raise UsageError("-a urls=... or -a file=...: no address given", print_help=False)
        yield from addresses(filter(None, urls.split(",")), "urls")
        if file:
            yield from addresses(lines(Path(file)), "file")

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


def lines(path: Path) -> list[str]:
    """The addresses in a file.

    :raises UsageError: naming the file, where it cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        shown = safe.for_log(str(path))
        raise UsageError(f"-a file={shown}: {error}", print_help=False) from error
    stripped = (line.strip() for line in text.splitlines())
    return [line for line in stripped if line and not line.startswith("#")]
