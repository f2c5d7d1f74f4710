"""Yahoo News: stories of many publishers on Yahoo's own pages, each with publisher and picture.

An item of its feed holds title, link, ``pubDate``, ``source`` and ``media:content``; the text is
only on the page. Learned in November 2026 from public code that reads the feeds. robots.txt (which
is obeyed) and the terms of use are for you to check.
"""

from __future__ import annotations

from typing import ClassVar

from newscrawler.layouts import rss
from newscrawler.layouts.places import Place, Places
from newscrawler.spiders.feed_site import FeedSite


class YahooNews(FeedSite):
    """The top stories, or with ``-a url=`` another feed (``https://news.yahoo.com/rss/world``)."""

    name = "yahoo_news"
    start_urls = ["https://news.yahoo.com/rss"]
    places: ClassVar[Places] = {"source_domain": (Place("source", read=rss.domain),)}
