"""Mediagazer: headlines on the media, each with author, publisher and the first lines.

The same feed, river and page as Techmeme's, by the same maker; see there for what a card holds.
Learned in November 2026 from public code that reads both with one parser. robots.txt (which is
obeyed) and the terms of use are for you to check.
"""

from __future__ import annotations

from newscrawler.sites.techmeme import Techmeme


class Mediagazer(Techmeme):
    """The feed; with ``-a url=https://www.mediagazer.com/river`` the river."""

    name = "mediagazer"
    start_urls = ["https://www.mediagazer.com/feed.xml"]
