"""GeekNews: technology links chosen by Korean readers, each with a summary in Korean.

An entry of its feed holds title, GeekNews's own page as link, the time and the summary; a card of
its pages links to the story itself. Learned in November 2026 from public code that reads both.
robots.txt (which is obeyed) and the terms of use are for you to check.
"""

from __future__ import annotations

from typing import ClassVar
from zoneinfo import ZoneInfo

from newscrawler.layouts.places import Places
from newscrawler.layouts.rules import Layout, css
from newscrawler.spiders.feed_site import FeedSite


class GeekNews(FeedSite):
    """The feed; with ``-a url=https://news.hada.io/new`` the page of new links."""

    name = "geeknews"
    start_urls = ["https://news.hada.io/rss/news"]
    language = "ko"
    zone = ZoneInfo("Asia/Seoul")
    places: ClassVar[Places] = {"authors": ()}  # who submits a link has not written it
    layout = Layout(
        row=css(".topic_row"),
        fields={
            "headline": [css(".topictitle h2"), css(".topictitle a")],
            "link": [css(".topictitle a::attr(href)")],
            "timestamp_text": [
                css("time.js-relative-time::attr(datetime)"),
                css("time.js-relative-time"),
            ],
            "body": [css(".topicdesc a"), css(".topicdesc")],
        },
    )
