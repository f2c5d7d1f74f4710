"""Slashdot: stories by its editors, each with the text as shown on the front page.

An item of its feed (RSS 1.0) holds title, link, ``dc:date``, ``dc:creator`` (the editor),
``slash:section`` and the text, followed by links for sharing. Learned in November 2026 from a
stored feed of 2005 and public code. robots.txt (which is obeyed) and the terms of use are for you
to check.
"""

from __future__ import annotations

from typing import ClassVar

from newscrawler.layouts.places import Place, Places
from newscrawler.layouts.rows import Found, Row
from newscrawler.layouts.trees import Element, inner_html
from newscrawler.spiders.feed_site import FeedSite


def _story(description: Element) -> str:
    """The text before the links for sharing."""
    return inner_html(description).partition('<p><div class="share_submission"')[0]


class Slashdot(FeedSite):
    """The front page's feed, or with ``-a url=`` one of its sections'."""

    name = "slashdot"
    start_urls = ["https://rss.slashdot.org/Slashdot/slashdotMain"]
    language = "en"
    places: ClassVar[Places] = {
        "section": (Place("slash:section"),),
        "description": (Place("description", read=_story),),
    }

    def told(self, row: Row) -> Row:
        return row | {"source": Found(["Slashdot"], "site")}
