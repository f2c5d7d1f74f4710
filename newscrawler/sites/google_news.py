"""Google News: headlines, each with publisher and time; its link leads to Google first.

An item of its feed has the title "Headline - Publisher", an encoded link, ``pubDate`` and
``source``; its description only repeats the headlines of the cluster. Links made before July 2024
are decoded, newer ones stay unresolved (``url`` null). Learned in November 2026 from a stored feed
of 2020 and public code. robots.txt (which is obeyed) and the terms of use are for you to check.
"""

from __future__ import annotations

import re
from typing import ClassVar
from urllib.parse import quote, urlencode

from scrapy.exceptions import UsageError

from newscrawler.items import Article
from newscrawler.layouts import rss
from newscrawler.layouts.places import Place, Places
from newscrawler.layouts.rows import Found, Row
from newscrawler.spiders.feed_site import FeedSite

_KEY = re.compile(r"/articles/([\w-]+)")


class GoogleNews(FeedSite):
    """The top stories, or with ``-a topic=`` one topic's, or with ``-a q=`` a search's."""

    name = "google_news"
    arguments: ClassVar[dict[str, str]] = FeedSite.arguments | {
        "topic": "WORLD, NATION, BUSINESS, TECHNOLOGY, ENTERTAINMENT, SPORTS, SCIENCE or HEALTH",
        "q": "words to search for",
        "edition": "language and country, such as en-US:US or de:DE",
    }
    places: ClassVar[Places] = {
        "source_domain": (Place("source", read=rss.domain),),
        "description": (),
    }

    def take_arguments(self) -> None:
        topic, words = getattr(self, "topic", ""), getattr(self, "q", "")
        if topic and words:
            raise UsageError("-a topic and -a q: give one of them", print_help=False)
        path = f"/headlines/section/topic/{quote(topic.upper(), safe='')}" if topic else ""
        query = {"q": words} if words else {}
        query |= _edition(getattr(self, "edition", "en-US:US"))
        path = "/search" if words else path
        self.start_urls = [f"https://news.google.com/rss{path}?{urlencode(query)}"]
        super().take_arguments()

    def told(self, row: Row) -> Row:
        """The headline without the publisher's name at its end."""
        if "headline" in row and "source" in row:
            ending = f" - {row['source'].values[0]}"
            said = row["headline"]
            row["headline"] = Found([said.values[0].removesuffix(ending)], said.rule)
        return row

    def story_key(self, article: Article) -> str | None:
        """The token of the link, as only some links can be resolved."""
        found = _KEY.search(article.link or "")
        return found[1] if found else None


def _edition(text: str) -> dict[str, str]:
    """The query that asks for an edition, such as ``de:DE``. Raises ``UsageError``."""
    language, _, country = text.partition(":")
    if not (language and country):
        raise UsageError(f"-a edition: language:COUNTRY, not {text!r}", print_help=False)
    return {"hl": language, "gl": country, "ceid": f"{country}:{language.partition('-')[0]}"}
