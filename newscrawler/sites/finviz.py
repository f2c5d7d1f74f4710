"""Finviz: market news and blogs, each with clock time or day, publisher and the first lines.

A card is a table row: the time in New York (``04:06PM``, ``May-21``, ``13 min``), the link, and the
publisher as the name of an icon or, in the stock view, as text. Learned in November 2026 from
public code that reads the pages. robots.txt (which is obeyed) and the terms of use are for you to
check.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

from newscrawler.layouts.rules import Layout, css, xpath
from newscrawler.spiders.aggregator import AggregatorSpider

_ICON = "substring-after(.//use/@href, '#')"  # icons_news.svg#market-watch-light


class Finviz(AggregatorSpider):
    """The news page, or with ``-a url=`` another of its views (``news.ashx?v=3``)."""

    name = "finviz"
    start_urls = ["https://finviz.com/news.ashx"]
    language = "en"
    zone = ZoneInfo("America/New_York")
    layout = Layout(
        row=xpath(
            "//tr[contains(@class, 'news_table-row')][.//a[contains(@class, 'nn-tab-link')]]"
        ),
        fields={
            "headline": [css("a.nn-tab-link")],
            "link": [css("a.nn-tab-link::attr(href)")],
            "source": [
                css("span.news_date-cell"),
                xpath(f"translate(substring-before({_ICON}, '-light'), '-', ' ')"),
            ],
            "timestamp_text": [css("td.news_date-cell")],
            "body": [css("td.news_link-cell::attr(data-boxover-text)")],
            "body_kind": [xpath("'excerpt'")],
        },
    )
