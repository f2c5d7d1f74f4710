"""Lobsters: links on computing, each with its tags, time and comments; the text of text posts.

A card is one object of its JSON lists: ``title``, ``url`` (empty for a text post), ``created_at``,
``tags``, ``comments_url``, ``description_plain``. Learned in November 2026 from public code that
reads the lists. robots.txt (which is obeyed) and the terms of use are for you to check.
"""

from __future__ import annotations

from newscrawler.layouts.rules import Layout, jmes
from newscrawler.spiders.aggregator import AggregatorSpider


class Lobsters(AggregatorSpider):
    """The hottest stories, or with ``-a url=`` any of its JSON lists (``newest.json``)."""

    name = "lobsters"
    start_urls = ["https://lobste.rs/hottest.json"]
    language = "en"
    layout = Layout(
        row=jmes("[]"),
        fields={
            "headline": [jmes("title")],
            "link": [jmes("url"), jmes("comments_url")],
            "timestamp_text": [jmes("created_at")],
            "body": [jmes("description_plain")],
            "body_kind": [jmes("'full'")],
            "tags": [jmes("tags")],
        },
    )
