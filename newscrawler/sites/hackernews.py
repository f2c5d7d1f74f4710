"""Hacker News: ranked links, each with its site, age and comments; no bodies.

A card is two table rows. Learned from stored pages of 2014, 2015, 2020 and 2023; robots.txt (which
is obeyed) and the terms of use are for you to check.
"""

from __future__ import annotations

from datetime import UTC

from newscrawler.layouts.rules import Layout, css, xpath
from newscrawler.spiders.aggregator import AggregatorSpider


class HackerNews(AggregatorSpider):
    """The front page, or with ``-a url=`` any of its lists."""

    name = "hackernews"
    start_urls = ["https://news.ycombinator.com/"]
    zone = UTC  # the title of an age is in UTC
    language = "en"
    layout = Layout(
        row=xpath("//tr[td[@class='title'] and following-sibling::tr[1]/td[@class='subtext']]"),
        also=xpath("following-sibling::tr[1]"),
        fields={
            "headline": [css("span.titleline > a"), xpath("td[@class='title'][last()]/a[1]")],
            "link": [
                css("span.titleline > a::attr(href)"),
                xpath("td[@class='title'][last()]/a[1]/@href"),
            ],
            "source": [
                css("span.sitestr"),
                xpath("translate(.//span[contains(@class, 'comhead')], '() ', '')"),  # 2014
            ],
            "timestamp": [
                xpath("substring-before(concat(.//span[@class='age']/@title, ' '), ' ')")
            ],
            "timestamp_text": [
                css("span.age"),
                # 2014 and 2015: bare text, or a bare link, between the user and the comments
                xpath("substring-before(concat(.//text()[contains(., ' ago')], '|'), '|')"),
            ],
        },
        next_page=xpath("//a[@class='morelink' or .='More']/@href"),
    )
