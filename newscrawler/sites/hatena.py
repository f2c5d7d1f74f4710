"""Hatena Bookmark: pages that many Japanese readers bookmarked, each with an excerpt and a picture.

An item of its feed (RSS 1.0) holds title, the page's own link, ``description``, ``dc:date``,
``dc:subject`` and ``hatena:imageurl``; ``content:encoded`` only repeats them as HTML. Learned in
November 2026 from public code that reads the feed. robots.txt (which is obeyed) and the
terms of use are for you to check.
"""

from __future__ import annotations

from typing import ClassVar

from newscrawler.layouts.places import Place, Places
from newscrawler.spiders.feed_site import FeedSite


class Hatena(FeedSite):
    """All hot entries, or with ``-a url=`` a category's (``/hotentry/it.rss``)."""

    name = "hatena"
    start_urls = ["https://b.hatena.ne.jp/hotentry.rss"]
    language = "ja"
    places: ClassVar[Places] = {"image": (Place("hatena:imageurl"),), "content": ()}
