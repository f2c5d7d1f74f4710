"""Kagi News: daily clusters of one event each, with every article that it was made from.

A cluster of its JSON files holds a category, a summary written by Kagi, and ``articles``: title,
link, domain, date and image. A card is one article; the summary is its cluster's. Learned in
November 2026 from public code that reads the files. robots.txt (which is obeyed) and the
terms of use are for you to check.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from scrapy.http import TextResponse

from newscrawler.layouts.rows import Found
from newscrawler.layouts.rules import Layout, jmes
from newscrawler.spiders.aggregator import Story
from newscrawler.spiders.grouped import GroupedSpider

CATEGORIES = ("world", "usa", "business", "tech", "science", "sports")

_CITED = re.compile(r" ?\[[\w.-]{1,100}#\d{1,4}\]")  # [paper.example#1] after a claim


class KagiNews(GroupedSpider):
    """The main categories, or with ``-a url=`` any of its files."""

    name = "kagi_news"
    start_urls = [f"https://kite.kagi.com/{category}.json" for category in CATEGORIES]
    language = "en"
    group = jmes("clusters[]")
    heading = {"section": [jmes("category")], "summary": [jmes("short_summary")]}
    layout = Layout(
        row=jmes("articles[]"),
        fields={
            "headline": [jmes("title")],
            "link": [jmes("link")],
            "source": [jmes("domain")],
            "timestamp_text": [jmes("date")],
            "image": [jmes("image")],
        },
    )

    def stories(self, response: TextResponse) -> Iterable[Story]:
        for story in super().stories(response):
            if said := story.row.get("summary"):
                story.row["summary"] = Found([_CITED.sub("", said.values[0])], said.rule)
            yield story
