"""SciURLs: science headlines in one block for each publisher, and nothing else.

A block has the publisher's name in its header; a card is one link in it. No times, no texts. Its
sisters (FinURLs, TechURLs, DevURLs) have the same pages. Learned in November 2026 from public code
that reads them. robots.txt (which is obeyed) and the terms of use are for you to check.
"""

from __future__ import annotations

from newscrawler.layouts.rules import Layout, css
from newscrawler.spiders.grouped import GroupedSpider


class SciUrls(GroupedSpider):
    """SciURLs, or with ``-a url=`` one of its sisters."""

    name = "sciurls"
    start_urls = ["https://sciurls.com/"]
    group = css(".publisher-block")
    heading = {"source": [css(".publisher-text .title .primary"), css(".publisher-text .title")]}
    layout = Layout(
        row=css(".publisher-link"),
        fields={
            "headline": [css("a.article-link")],
            "link": [css("a.article-link::attr(href)")],
        },
    )
