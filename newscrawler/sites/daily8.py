"""Daily8: a lead article with related cards, and hashtag listings of the same cards.

A card holds source, relative time, headline and, as a rule, the whole body. Learned in November
2026 from stored text renderings of 2025 (37 articles, two hashtag pages); no markup could be had,
so this reads the order of the lines and the texts that mark the parts, no class names.
robots.txt (which is obeyed) and the terms of use are for you to check.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar
from urllib.parse import quote, urlsplit

from scrapy.exceptions import UsageError
from scrapy.http import Response, TextResponse

from newscrawler.items import Article
from newscrawler.layouts import embedded, leads
from newscrawler.layouts.leads import Markers
from newscrawler.layouts.rows import Found, Row
from newscrawler.loaders import Page
from newscrawler.spiders.aggregator import AggregatorSpider, Story

TAGS = ("World", "Politics", "Business", "Technology", "Science", "Sports")
"""Read when no argument says what to read."""

MARKERS = Markers(
    tags=frozenset({"Hashtags", "هاشتاغز"}),
    end=frozenset(
        {
            "Orange background",
            "Try Our AI Features",
            "Explore what Daily8 AI can do for you:",
            "Comments",
            "No comments yet...",
            "جرب ميزات الذكاء الاصطناعي لدينا",
            "اكتشف ما يمكن أن يفعله Daily8 AI من أجلك:",
            "التعليقات",
            "لا يوجد تعليقات بعد...",
        }
    ),
    related=frozenset({"Related Articles", "أخبار ذات صلة"}),
    footer=frozenset({"DOWNLOAD THE APP", "Get Started Now: Download the App"}),
)

_KEY = re.compile(r"/article/([0-9a-f]{32})(?![0-9a-f])")
_BARE_KEY = re.compile(r"[0-9a-f]{32}")


class Daily8(AggregatorSpider):
    """``-a url=`` an article or hashtag page, on any of its hosts; ``-a tag=`` hashtags."""

    name = "daily8"
    arguments: ClassVar[dict[str, str]] = AggregatorSpider.arguments | {
        "tag": "hashtags to read, separated by commas, without #"
    }
    start_urls = [f"https://www.daily8.com/en/hashtag/{tag}" for tag in TAGS]
    day_first = True  # 22-04-2025 and 25-05-2025 were seen

    def take_arguments(self) -> None:
        super().take_arguments()
        if tags := getattr(self, "tag", ""):
            if getattr(self, "url", ""):
                raise UsageError("-a url and -a tag: give one of them", print_help=False)
            names = [quote(tag.strip().lstrip("#"), safe="") for tag in tags.split(",")]
            self.start_urls = [f"https://www.daily8.com/en/hashtag/{name}" for name in names]

    def page(self, response: Response) -> Page:
        return replace(super().page(response), language=_language(response.url))

    def stories(self, response: TextResponse) -> Iterable[Story]:
        root = response.selector.root
        if "/hashtag/" in response.url:
            found = [Story("listing", row) for row in leads.listing(root, MARKERS)]
        else:
            lead, related = leads.read(root, MARKERS)
            found = [Story("lead", _with_link(lead, response.url))] if lead else []
            found += [Story("related", row) for row in related]
        return found or _embedded(response)

    def story_key(self, article: Article) -> str | None:
        found = _KEY.search(article.link or "")
        return found.group(1) if found else None


def _language(url: str) -> str:
    """English pages have the prefix ``/en``; Arabic, the default language, has none."""
    return "en" if urlsplit(url).path.startswith("/en/") else "ar"


def _with_link(row: Row, url: str) -> Row:
    return row | {"link": Found([url], "page:url")}


def _embedded(response: TextResponse) -> list[Story]:
    """The stories of a page whose text is only in its scripts' JSON.

    The lead has the page's key and stands alone; its copy among the related ones is listed.
    """
    own = _KEY.search(response.url)
    found = embedded.stories(response.selector.root)
    alone = [row for row, listed in found if own and not listed]
    lead = max(alone, key=lambda row: _key(row) == own.group(1), default=None) if own else None
    cards = [_with_key(row, response.url) for row, _ in found if row is not lead]
    stories = [Story("lead", _with_link(_without_id(lead), response.url))] if lead else []
    return stories + [Story("related" if own else "listing", _without_id(row)) for row in cards]


def _without_id(row: Row) -> Row:
    """The script's own id is no id of ours."""
    return {name: found for name, found in row.items() if name != "id"}


def _with_key(row: Row, url: str) -> Row:
    """A card that has a key but no link has the address that all articles have."""
    key = _key(row)
    return _with_link(row, f"{_root(url)}/article/{key}") if key and "link" not in row else row


def _key(row: Row) -> str | None:
    given = row["id"].values[0] if "id" in row else ""
    return given if _BARE_KEY.fullmatch(given) else None


def _root(url: str) -> str:
    """Where the site's pages in this language begin."""
    return re.split("/(?:article|hashtag)/", url, maxsplit=1)[0]
