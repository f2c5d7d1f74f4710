"""Feeds and articles read as plainly as a beginner would: as answers on the web advise."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from typing import Any

import dateparser
from lxml import etree
from scrapy import Request, Spider
from scrapy.http import Response, TextResponse


class PlainFeedSpider(Spider):
    """A feed by lxml, with the switches that make every feed "work"."""

    name = "plain-feed"
    urls = ""

    async def start(self) -> AsyncIterator[Request]:
        yield Request(self.urls, self.parse)

    def parse(self, response: Response) -> Iterator[dict[str, Any]]:
        parser = etree.XMLParser(resolve_entities=True, huge_tree=True)
        root = etree.fromstring(response.body, parser)
        for item in root.iter("item"):
            told = "".join(map(str, item.itertext("title", "description", "h1")))
            yield {"headline": item.findtext("title"), "body": told}


class PlainArticleSpider(Spider):
    """An article by its metadata."""

    name = "plain-article"
    urls = ""

    async def start(self) -> AsyncIterator[Request]:
        yield Request(self.urls, self.parse)

    def parse(self, response: Response) -> Iterator[dict[str, Any]]:
        assert isinstance(response, TextResponse)
        for script in response.css('script[type="application/ld+json"]::text').getall():
            json.loads(script)
        date = response.css('meta[property="article:published_time"]::attr(content)').get("")
        yield {
            "headline": response.css("h1::text").get(),
            "timestamp": str(dateparser.parse(date)),
            "body": " ".join(response.css("p::text").getall()),
        }
