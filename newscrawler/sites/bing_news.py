"""Bing News: results of a search, each with publisher, time, the first lines and a picture.

An item of its feed holds ``title``, a link through Bing with the publisher's address in it,
``description``, ``pubDate``, ``News:Source`` and ``News:Image``; a card of its pages holds the same
with an age. Learned in November 2026 from public code and a stored page of 2022. robots.txt (which
is obeyed) and the terms of use are for you to check.
"""

from __future__ import annotations

from typing import ClassVar
from urllib.parse import urlencode

from newscrawler.layouts.rules import Layout, css, xpath
from newscrawler.spiders.feed_site import FeedSite


class BingNews(FeedSite):
    """``-a q=`` what to search for; without it, ``world``."""

    name = "bing_news"
    arguments: ClassVar[dict[str, str]] = FeedSite.arguments | {"q": "words to search for"}
    layout = Layout(
        row=css("div.news-card"),
        fields={
            "headline": [css("a.title")],
            "link": [css("a.title::attr(href)")],
            "source": [xpath("@data-author"), css("a.title::attr(data-author)")],
            "timestamp_text": [xpath(".//div[contains(@class, 'source')]//span[@tabindex]")],
            "body": [css("div.snippet")],
            "body_kind": [xpath("'excerpt'")],
            "image": [css("a.imagelink img::attr(src)")],
        },
    )

    def take_arguments(self) -> None:
        query = {"q": getattr(self, "q", "world"), "format": "rss"}
        self.start_urls = [f"https://www.bing.com/news/search?{urlencode(query)}"]
        super().take_arguments()
