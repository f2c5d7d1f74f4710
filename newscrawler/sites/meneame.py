"""Menéame: Spanish stories that its readers vote for, each with an excerpt, tags and the source.

An item of its feed holds title, Menéame's own page as link, the publisher's address as
``meneame:url``, and a description with tags and links after the excerpt. Learned in November 2026
from the site's public code and code that reads the feed. robots.txt (which is obeyed) and the
terms of use are for you to check.
"""

from __future__ import annotations

from typing import ClassVar

from newscrawler.layouts.places import Place, Places
from newscrawler.layouts.trees import Element, inner_html
from newscrawler.spiders.feed_site import FeedSite


def _excerpt(description: Element) -> str:
    """The first paragraph; tags and links follow it."""
    return inner_html(description).partition("<p><strong>")[0]


class Meneame(FeedSite):
    """Published stories, or with ``-a url=https://www.meneame.net/rss?status=queued`` new ones."""

    name = "meneame"
    start_urls = ["https://www.meneame.net/rss"]
    language = "es"
    places: ClassVar[Places] = {
        "url": (Place("meneame:url"),),
        "description": (Place("description", read=_excerpt),),
        "authors": (),  # who submits a link has not written the story
    }
