"""Techmeme: technology headlines, each with author, publisher and the first lines.

An item of its feed has the title "Headline (Author/Publisher)", Techmeme's own page as link, and a
description with the publisher's story as the first link that leads elsewhere. The river lists the
headlines of some days with a clock time each. Learned in November 2026 from public code that reads
feed (2014 to 2026), river and front page. robots.txt (which is obeyed) and the terms of use are for
you to check.
"""

from __future__ import annotations

import re
from typing import ClassVar
from zoneinfo import ZoneInfo

from parsel import Selector

from newscrawler.layouts.places import Place, Places
from newscrawler.layouts.rules import Layout, css, xpath
from newscrawler.layouts.trees import Element, inner_html, inner_text
from newscrawler.spiders.feed_site import FeedSite

_CREDIT = re.compile(r"(?<!\s)\s*\((?:(?P<author>[^()/]+)/)?(?P<source>[^()/]+)\)\s*\Z")
_OWN = re.compile(
    r"^https?://(?:[\w-]+\.)*(?:techmeme|memeorandum|mediagazer|wesmirch)\.com(?:[/:?#]|$)"
)
_PICTURE = re.compile(r"/i\d+\.\w+$")
_LEAD_IN = re.compile(r"\A.*?</b>\s*(?:</span>)?(?:\s|&nbsp;|\xa0)*(?:&mdash;|—)", re.I | re.S)


def _headline(title: Element) -> str:
    return _CREDIT.sub("", inner_text(title).strip())


def _source(title: Element) -> str:
    credit = _CREDIT.search(inner_text(title).strip())
    return credit["source"].strip() if credit else ""


def _author(title: Element) -> str:
    credit = _CREDIT.search(inner_text(title).strip())
    return (credit["author"] or "").strip() if credit else ""


def _story(description: Element) -> str:
    """The link in bold, else the first that leads elsewhere: before it stand the permalink and
    the publisher's front page."""
    page = Selector(inner_html(description))
    links = page.xpath("//b/a/@href").getall() + page.xpath("//a/@href").getall()
    return next((link for link in links if not _OWN.match(link)), "")


def _picture(description: Element) -> str:
    """The story's picture (``/261124/i8.jpg``), not the permalink's icon."""
    pictures = Selector(inner_html(description)).xpath("//img/@src").getall()
    return next(filter(_PICTURE.search, pictures), "")


def _excerpt(description: Element) -> str:
    return _LEAD_IN.sub("", inner_html(description))


class Techmeme(FeedSite):
    """The feed; with ``-a url=https://www.techmeme.com/river`` the river."""

    name = "techmeme"
    start_urls = ["https://www.techmeme.com/feed.xml"]
    language = "en"
    zone = ZoneInfo("America/New_York")  # the feed says -0400 and -0500, the river nothing
    places: ClassVar[Places] = {
        "headline": (Place("title", read=_headline),),
        "source": (Place("title", read=_source),),
        "authors": (Place("title", read=_author),),
        "url": (Place("description", read=_story),),
        "image": (Place("description", read=_picture),),
        "description": (Place("description", read=_excerpt),),
    }
    layout = Layout(
        row=css("#river_timeline .ritem, div.ii"),
        fields={
            "headline": [css("td > a"), css("strong a")],
            "link": [css("td > a::attr(href)"), css("strong a::attr(href)")],
            "source": [css("cite a")],
            "authors": [xpath("substring-before(.//cite, '/')")],
            "timestamp_text": [xpath("td[1][not(.//a)]")],
        },
    )
