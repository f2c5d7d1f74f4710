"""The summary: what the publisher says the story is about, where that is not its text."""

from __future__ import annotations

from collections.abc import Iterator

from newscrawler.reading import jsonld
from newscrawler.reading.page import Page, Said, key, plain

METAS = ("og:description", "description", "twitter:description", "dc.description", "abstract")

MAX_START = 160
"""Characters of both texts that are compared."""

MIN_LENGTH = 20
"""Characters: what is shorter names the site or the section."""


def said(page: Page) -> Iterator[Said]:
    """Summaries that the page gives, the best witness first."""
    for value in jsonld.strings(page.article.get("description")):
        yield Said(value, "jsonld:description")
    yield from page.metas(*METAS)


def summary(page: Page, body: str) -> Iterator[Said]:
    """The summaries that are no beginning of the body and no fragment."""
    start = key(body[:MAX_START])
    for value, rule in said(page):
        shown = plain(value)
        own = key(shown[: MAX_START // 2].rstrip(" .…"))
        if len(shown) >= MIN_LENGTH and own and not start.startswith(own):
            yield Said(shown, rule)
