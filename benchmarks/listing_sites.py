"""Stored listing pages read through the definitions of their sites: no network, no crawl."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse
from scrapy.spiderloader import SpiderLoader
from scrapy.utils.project import get_project_settings

from benchmarks.listing_pages import Page
from newscrawler.items import Article
from newscrawler.spiders.aggregator import AggregatorSpider
from newscrawler.values import urls

SITES = "newscrawler.sites."


class Sites:
    """The project's aggregators by the domain of their start pages."""

    def __init__(self) -> None:
        settings = get_project_settings()
        loader = SpiderLoader.from_settings(settings)
        known: dict[str, AggregatorSpider] = {}
        for cls in map(loader.load, loader.list()):
            if issubclass(cls, AggregatorSpider) and cls.__module__.startswith(SITES):
                spider = cls.from_crawler(Crawler(cls, settings))
                known |= {_label(url): spider for url in spider.start_urls}
        self._known = known

    def read(self, page: Page) -> dict[str, Any] | None:
        """The cards of a page in the form that the scorer reads; none without a definition."""
        site = self._of(page.url)
        if site is None:
            return None
        return {"id": page.id, "cards": [_card(each) for each in site.articles(_response(page))]}

    def _of(self, url: str) -> AggregatorSpider | None:
        """The site that a page is of; ``drudgereportarchives.com`` keeps pages of another."""
        label = _label(url)
        names = [name for name in self._known if label.startswith(name)]
        return self._known[max(names, key=len)] if names else None


def _label(url: str) -> str:
    return (urls.registered_domain(url) or "").partition(".")[0]


def _response(page: Page) -> HtmlResponse:
    """The page as it would be fetched on the day that its repository has for it."""
    day = datetime.fromisoformat(page.origin_date).replace(tzinfo=UTC)
    return HtmlResponse(
        page.url,
        headers={"Date": format_datetime(day, usegmt=True)},
        body=page.body,
        encoding=page.charset,
        request=Request(page.url, meta={"fetched_at": day}),
    )


def _card(article: Article) -> dict[str, str]:
    return {
        "headline": article.headline or "",
        "url": article.link or article.url or "",
        "source": article.source or "",
        "time_text": article.timestamp_text or "",
    }


def predictions(pages: Iterable[Page]) -> list[dict[str, Any]]:
    """The cards of each page whose site is defined."""
    sites = Sites()
    return [found for page in pages if (found := sites.read(page)) is not None]
