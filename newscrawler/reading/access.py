"""Whether the text can be read without paying: what the page states, else what it shows.

Source: https://developers.google.com/search/docs/appearance/structured-data/paywalled-content
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from newscrawler.reading import jsonld
from newscrawler.reading.page import Page, Said
from newscrawler.reading.phrases import first

FREE, PAYWALLED = "free", "paywalled"

UNSAID = Said("unknown", "unsaid")
"""Of a page that was read and says nothing on it."""

_TIERS = {
    "free": FREE, "metered": FREE, "open": FREE, "public": FREE, "0": FREE, "false": FREE,
    "locked": PAYWALLED, "paid": PAYWALLED, "premium": PAYWALLED, "plus": PAYWALLED,
    "subscriber": PAYWALLED, "subscribers": PAYWALLED, "subscription": PAYWALLED,
    "paywall": PAYWALLED, "true": PAYWALLED, "1": PAYWALLED,
}  # fmt: skip
_TIER_METAS = ("article:content_tier", "og:article:content_tier", "content_tier", "content-tier")
_PAID_METAS = ("article:premium", "premium", "paid", "paywall", "is_premium")

_WALL_WORDS = (
    "subscri", "reading", "lesen", "artikel", "abonn", "ein abo", "réserv", "reste", "suscri",
    "assinant", "abonad", "socio", "legger", "abbonat", "lezen", "lees ", "prenumer", "läs ",
    "czytaj", "subskry", "předplat", "подпис", "会員", "残り", "有料", "订阅", "구독", "abone",
)  # fmt: skip
"""One of them is in every such text: looking for them is a hundred times as fast, first in all
blocks of a page at once, then in each."""

MAX_STUB = 2_000
"""Characters of text up to which a wall counts: beside a long text it is an advertisement."""


def said(page: Page, body: str) -> Iterator[Said]:
    """What says whether the page's text is free, the best witness first.

    ``body`` is its text: beside a short one, words that ask to pay are believed.
    """
    yield from stated(page)
    if len(body) <= MAX_STUB and (found := shown_wall(page.shown)):
        yield Said(PAYWALLED, f"shown:{found}")


def stated(page: Page) -> Iterator[Said]:
    """What the head says on it."""
    yield from _data(page)
    for value, rule in page.metas(*_TIER_METAS, *_PAID_METAS):
        if known := _TIERS.get(value.strip().lower()):
            yield Said(known, rule)


def shown_wall(text: str) -> str:
    """The words by which a page asks to pay for the rest of a short text; empty if none.

    >>> shown_wall("The harbour was closed at noon. Subscribe to continue reading.")
    'Subscribe to continue'
    """
    lower = text.lower()
    words = [word for word in _WALL_WORDS if word in lower]
    for block in text.split("\n") if words else ():
        if any(word in block.lower() for word in words) and (found := first("wall", block)):
            return found
    return ""


def _data(page: Page) -> Iterator[Said]:
    """``isAccessibleForFree`` of the article, then of its parts: a part behind a wall makes
    the article one behind a wall, whatever the whole says."""
    whole = _is_free(page.article.get("isAccessibleForFree"))
    parts = jsonld.nodes(page.article.get("hasPart"), page.graph)
    behind = any(_is_free(part.get("isAccessibleForFree")) is False for part in parts)
    if behind and whole is not True:
        yield Said(PAYWALLED, "jsonld:hasPart")
    if whole is not None:
        yield Said(FREE if whole else PAYWALLED, "jsonld:isAccessibleForFree")


def _is_free(value: Any) -> bool | None:
    """A boolean as pages write it: ``true``, ``"True"``, ``"http://schema.org/False"``.

    >>> [_is_free(value) for value in (True, "False", "https://schema.org/True", "no", None)]
    [True, False, True, False, None]
    """
    word = str(value).rsplit("/", 1)[-1].strip().lower()
    return {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}.get(word)
