"""The same listing read by a site of the project and as plainly as a beginner would."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import Any

import dateparser
from scrapy import Request, Spider
from scrapy.http import Response, TextResponse

from newscrawler.layouts.rules import Layout, css
from newscrawler.spiders.aggregator import AggregatorSpider


class KioskSpider(AggregatorSpider):
    """A site as `sites/` has them."""

    name = "kiosk"
    layout = Layout(
        row=css("article"),
        fields={
            "headline": [css("h2")],
            "link": [css("h2 a::attr(href)")],
            "source": [css(".source")],
            "timestamp_text": [css("time::attr(datetime)"), css("time")],
            "body": [css("p")],
        },
    )


class PlainKioskSpider(Spider):
    """A spider as tutorials have them."""

    name = "plain-kiosk"
    url = ""

    async def start(self) -> AsyncIterator[Request]:
        yield Request(self.url, self.parse)

    def parse(self, response: Response) -> Iterator[dict[str, Any] | Request]:
        assert isinstance(response, TextResponse)
        for script in response.css('script[type="application/ld+json"]::text').getall():
            json.loads(script)
        for card in response.css("article"):
            stamp = card.css("time::attr(datetime)").get()
            said = card.css("time::text").get("")
            yield {
                "headline": card.css("h2 a::text").get(),
                "url": response.urljoin(card.css("h2 a::attr(href)").get("")),
                "source": card.css(".source::text").get(),
                "body": " ".join(card.css("p *::text, p::text").getall()),
                "timestamp": str(
                    datetime.fromtimestamp(int(stamp), UTC) if stamp else dateparser.parse(said)
                ),
            }
        if href := response.css("a.next::attr(href)").get():
            yield response.follow(href)
