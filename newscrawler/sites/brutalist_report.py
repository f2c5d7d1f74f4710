"""The Brutalist Report: headlines under the name of each publisher, and nothing else.

A list follows a heading that names the publisher (and may link to its feed, as ``[rss]``); a card
is one link of the list. No times, no texts. Learned in November 2026 from public code that reads
the pages. robots.txt (which is obeyed) and the terms of use are for you to check.
"""

from __future__ import annotations

from newscrawler.layouts.rules import Layout, css, xpath
from newscrawler.spiders.grouped import GroupedSpider

_HEADING = "preceding-sibling::*[1][self::h2 or self::h3 or self::h4]"


class BrutalistReport(GroupedSpider):
    """The last day, or with ``-a url=`` one of its topics (``/topic/science?hours=24``)."""

    name = "brutalist_report"
    start_urls = ["https://brutalist.report/"]
    group = xpath(f"//ul[{_HEADING}]")
    heading = {"source": [xpath(f"substring-before(concat({_HEADING}, '[rss]'), '[rss]')")]}
    layout = Layout(
        row=css("li"),
        fields={"headline": [css("a")], "link": [css("a::attr(href)")]},
    )
