"""AllSides: American news with what left, centre and right make of it.

An item of its feed holds title, link, text and time; a row of its page of headline roundups holds
the topic, its link and the day. Learned in November 2026 from public code that reads both.
robots.txt (which is obeyed; it asks for ten seconds between requests) and the terms of use are for
you to check.
"""

from __future__ import annotations

from newscrawler.layouts.rules import Layout, css
from newscrawler.spiders.feed_site import FeedSite


class AllSides(FeedSite):
    """The feed; with ``-a url=https://www.allsides.com/headline-roundups`` the roundups."""

    name = "allsides"
    start_urls = ["https://www.allsides.com/rss/news"]
    language = "en"
    layout = Layout(
        row=css("table.views-table > tbody > tr"),
        fields={
            "headline": [css(".views-field-name")],
            "link": [css(".views-field-name a::attr(href)"), css("a::attr(href)")],
            "timestamp_text": [css(".date-display-single::attr(content)")],
        },
    )
