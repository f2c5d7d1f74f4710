"""Kagi News: daily clusters of one event each, with every article that it was made from.

A cluster of its JSON files holds a category, a summary written by Kagi, and ``articles``: title,
link, domain, date and image. A card is one article; the summary is its cluster's. Learned in
November 2026 from public code that reads the files. robots.txt (which is obeyed) and the
terms of use are for you to check.
"""

from __future__ import annotations

from newscrawler.layouts.rules import Layout, jmes
from newscrawler.spiders.grouped import GroupedSpider

CATEGORIES = ("world", "usa", "business", "tech", "science", "sports")


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
