"""The spiders of these tests: the smallest that make the record."""

from __future__ import annotations

import os
import random
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from scrapy import Request, Spider
from scrapy.exceptions import UsageError
from scrapy.http import Response
from scrapy.http.response.html import HtmlResponse

from newscrawler.items import Article
from newscrawler.layouts.rules import Layout, css
from newscrawler.spiders.aggregator import AggregatorSpider


class QuaySpider(Spider):
    """Reads the pages of the test newsroom."""

    name = "quay"
    arguments = {
        "base": "address of the newsroom",
        "pages": "how many",
        "extra": "paths to ask for first",
        "seed": "shuffles the pages",
    }
    minimum = 1
    base = os.environ.get("NEWSROOM", "")
    pages = "1"
    extra = os.environ.get("NEWSROOM_FIRST", "")
    seed = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.base.startswith("http"):
            raise UsageError(f"base must be an http address, not {self.base!r}")

    async def start(self) -> AsyncIterator[Request]:
        for path in self.extra.split():
            yield Request(f"{self.base}{path}")
        pages = list(range(int(self.pages)))
        if self.seed:
            random.Random(self.seed).shuffle(pages)
        for page in pages:
            yield Request(f"{self.base}/page/{page}")

    def parse(self, response: Response) -> Iterator[Article]:
        assert isinstance(response, HtmlResponse)
        for position, found in enumerate(response.css("article"), 1):
            href = found.css("a::attr(href)").get("")
            yield Article(
                headline=found.css("h2 a::text").get(),
                body=found.css("p::text").get(),
                body_kind="excerpt",
                url=response.urljoin(href),
                link=response.urljoin(href),
                canonical_url=f"https://quay.example{href}",
                id=sha256(href.encode()).hexdigest()[:32],
                aggregator=self.name,
                page_url=response.url,
                role="listing",
                position=position,
                fetched_at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
                provenance={"headline": "card:css:h2 a"},
            )


class PickySpider(QuaySpider):
    """As ``quay``, but a good run finds fifty stories."""

    name = "picky"
    minimum = 50


class BrokenSpider(QuaySpider):
    """Cannot read any page."""

    name = "broken"

    def parse(self, response: Response) -> Iterator[Article]:
        yield from super().parse(response)
        if not response.url.endswith("/0"):
            raise ValueError("no idea what this page is")


class PierSpider(QuaySpider):
    """Another site that runs beside ``quay``."""

    name = "pier"


class FollowingSpider(QuaySpider):
    """Reads each card's own page, and pages only if they have changed."""

    name = "following"
    follow = True
    handle_httpstatus_list = [304]

    async def start(self) -> AsyncIterator[Request]:
        async for request in super().start():
            yield request.replace(meta={"conditional": True})

    def parse(self, response: Response) -> Iterator[Any]:
        if response.status == 304:
            self.crawler.stats.inc_value("memory/not_modified")
            return
        yield from map(self.story_request, super().parse(response))

    def story_request(self, card: Article) -> Request:
        assert card.link
        return Request(card.link, self.read, meta={"card": card})

    def read(self, response: Response) -> Iterator[Article]:
        card: Article = response.meta["card"]
        assert isinstance(response, HtmlResponse)
        card.body = response.css("p::text").get("") + " And more."
        card.body_kind, card.role = "full", "article"
        yield card


class TidesSpider(AggregatorSpider):
    """As a site of the project is written."""

    name = "tides"
    start_urls = [f"{os.environ.get('NEWSROOM', 'http://127.0.0.1')}/page/0"]
    layout = Layout(
        row=css("article"),
        fields={
            "headline": [css("h2 a")],
            "link": [css("h2 a::attr(href)")],
            "body": [css("p")],
            "timestamp_text": [css("time")],
        },
    )
