"""RealClearPolitics: commentary and polls on American politics, chosen from many publishers.

An item of its feed holds title, link, the time and a line of text. Only the feed's address could be
learned (November 2026, from public code), so it is read as any feed is. robots.txt (which is
obeyed) and the terms of use are for you to check.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

from newscrawler.spiders.feed_site import FeedSite


class RealClearPolitics(FeedSite):
    """The front page's feed, or with ``-a url=`` another of its feeds."""

    name = "realclearpolitics"
    start_urls = ["https://www.realclearpolitics.com/index.xml"]
    language = "en"
    zone = ZoneInfo("America/New_York")
