"""BizToc: business headlines with the first lines; the link is BizToc's own page of the story.

An item of its feed holds title, link (``biztoc.com/x/...``), the time, the text's beginning and, as
its author, the publisher's domain. Learned in November 2026 from public code and from news records
that name it. robots.txt (which is obeyed) and the terms of use are for you to check.
"""

from __future__ import annotations

from typing import ClassVar

from newscrawler.layouts.places import Place, Places
from newscrawler.spiders.feed_site import FeedSite


class BizToc(FeedSite):
    """All of it, or with ``-a url=`` a topic's feed (``https://biztoc.com/feed/tech``)."""

    name = "biztoc"
    start_urls = ["https://biztoc.com/feed"]
    language = "en"
    places: ClassVar[Places] = {
        "source": (Place("source"), Place("dc:creator"), Place("author")),
        "authors": (),
    }
