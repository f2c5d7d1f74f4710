"""Reddit: links and texts that people submit to a community, the community being the source.

An entry of its feed holds the title, the comments page as link, the community as category, the
time, and a content whose ``[link]`` leads to the story; a text post has its text there. Learned in
November 2026 from a stored feed of 2016 and public code. robots.txt (which is obeyed) and the
terms of use are for you to check.
"""

from __future__ import annotations

import re
from typing import ClassVar

from parsel import Selector

from newscrawler.layouts.places import Place, Places
from newscrawler.layouts.trees import Element, inner_html
from newscrawler.spiders.feed_site import FeedSite

_OWN = re.compile(r"^https?://(?:[\w-]+\.)*(?:reddit\.com|redd\.it)/")


def _story(content: Element) -> str:
    """Where ``[link]`` leads, unless that is the post itself."""
    found = Selector(inner_html(content)).xpath("//a[.='[link]']/@href").get("")
    return "" if _OWN.match(found) else found


def _text(content: Element) -> str:
    return Selector(inner_html(content)).css("div.md").get("")


class Reddit(FeedSite):
    """``-a r=`` communities, separated by commas; without it, ``worldnews`` and ``news``."""

    name = "reddit"
    arguments: ClassVar[dict[str, str]] = FeedSite.arguments | {
        "r": "communities to read, separated by commas, without r/"
    }
    places: ClassVar[Places] = {
        "source": (Place("atom:category", "label"), Place("category")),
        "url": (Place("atom:content", read=_story), Place("description", read=_story)),
        "content": (Place("atom:content", read=_text),),
        "authors": (),  # who submits a link has not written the story
        "tags": (),
        "description": (),
    }

    def take_arguments(self) -> None:
        names = getattr(self, "r", "worldnews,news").split(",")
        self.start_urls = [f"https://www.reddit.com/r/{name.strip()}/.rss" for name in names]
        super().take_arguments()
