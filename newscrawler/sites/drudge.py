"""Drudge Report: headline links in columns, and nothing else: no source, no time, no body.

A headline ends in three dots; the main one, in the largest letters, may not. Lists of columnists
and papers have no dots; the furniture that has is known by its words. Learned from stored pages
of 2003 and 2009; robots.txt (which is obeyed) and the terms of use are for you to check.
"""

from __future__ import annotations

from newscrawler.layouts.rules import Layout, xpath
from newscrawler.spiders.aggregator import AggregatorSpider

_TEXT = "normalize-space(.)"
_ENDS_IN_DOTS = (
    f"substring({_TEXT}, string-length({_TEXT}) - 2) = '...'"
    f" or substring({_TEXT}, string-length({_TEXT})) = '…'"
)

_FURNITURE = (
    "ALEXA LIVE",
    "BE SEEN!",
    "IDRUDGEREPORT",
    "PRIVACY POLICY",
    "REFRESH DRUDGE",
    "SUPER-POWERED",
    "THE LIST",
)
_IS_FURNITURE = " or ".join(f"starts-with({_TEXT}, '{words}')" for words in _FURNITURE)


class Drudge(AggregatorSpider):
    """The front page, or with ``-a url=`` a stored one."""

    name = "drudge"
    start_urls = ["https://www.drudgereport.com/"]
    language = "en"
    layout = Layout(
        row=xpath(
            f"//a[@href][not({_IS_FURNITURE})]"
            f"[{_ENDS_IN_DOTS} or (ancestor::font[@size='+7'] and {_TEXT})]"
        ),
        fields={"headline": [xpath(".")], "link": [xpath("@href")]},
    )
