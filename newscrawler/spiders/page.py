"""The page spider: any listing, its cards found by the page's structure."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from scrapy.exceptions import UsageError
from scrapy.http import Response, TextResponse

from newscrawler.loaders import Page
from newscrawler.spiders.aggregator import AggregatorSpider
from newscrawler.values import languages


class PageSpider(AggregatorSpider):
    """``scrapy crawl page -a url=URL``: no definition of the site is needed.

    Relative times are read in the language that the page states for itself.
    """

    name = "page"
    arguments: ClassVar[dict[str, str]] = AggregatorSpider.arguments | {
        "url": "listings to read, separated by commas",
    }

    def take_arguments(self) -> None:
        super().take_arguments()
        if not self.start_urls:
            raise UsageError("-a url=URL: no address given", print_help=False)

    def page(self, response: Response) -> Page:
        page = super().page(response)
        return replace(page, language=languages.tag(_stated(response)))


def _stated(response: Response) -> str:
    """The language that a page of HTML states for itself."""
    if not isinstance(response, TextResponse) or response.selector.type != "html":
        return ""
    return response.xpath("/html/@lang").get("")
