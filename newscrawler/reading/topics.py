"""Section and keywords: what the publisher files the story under."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newscrawler.reading import jsonld
from newscrawler.reading.page import Page, Said, Several, plain

SECTION_METAS = ("article:section", "parsely-section", "sailthru.section", "section", "category")
TAG_METAS = ("article:tag", "og:article:tag", "news_keywords", "parsely-tags", "sailthru.tags")

MAX_TAGS = 30
MAX_LENGTH = 80
"""Characters of one keyword or section; what is longer is a sentence."""

_BETWEEN = re.compile(r"[,;|、，]")


def section(page: Page) -> Iterator[Said]:
    """Sections that the page gives, the best witness first."""
    for value in jsonld.strings(page.article.get("articleSection")):
        yield Said(plain(value), "jsonld:articleSection")
    for value, rule in page.metas(*SECTION_METAS):
        yield Said(plain(value), rule)


def tags(page: Page) -> Iterator[Several]:
    """Lists of keywords that the page gives, the best first; none is empty.

    ``<meta name=keywords>`` is last: on many sites it names the site, not the story.
    """
    sources = [(jsonld.strings(page.article.get("keywords")), "jsonld:keywords")]
    sources += [(page.meta.get(name, []), f"meta:{name}") for name in (*TAG_METAS, "keywords")]
    for values, rule in sources:
        if found := split(values):
            yield Several(found, rule)


def split(values: list[str]) -> list[str]:
    """Keywords as given, each once, from lists and from texts with commas.

    >>> split(["rail, strikes", "Rail", "weather"])
    ['rail', 'strikes', 'weather']
    """
    found: dict[str, str] = {}
    for value in values:
        for piece in _BETWEEN.split(plain(plain(value))):
            keyword = piece.strip()
            if keyword and len(keyword) <= MAX_LENGTH:
                found.setdefault(keyword.casefold(), keyword)
    return list(found.values())[:MAX_TAGS]
