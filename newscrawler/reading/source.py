"""The publisher: its name as shown, not its domain and not the company behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newscrawler.reading import jsonld
from newscrawler.reading.page import Page, Said
from newscrawler.values import names, urls

METAS = (
    "og:site_name",
    "application-name",
    "dc.publisher",
    "publisher",
    "article:publisher_name",
    "apple-mobile-web-app-title",
    "al:ios:app_name",
    "twitter:app:name:iphone",
    "copyright",
)

_ADDRESS = re.compile(r"(?:https?:|www\.|@)|(?<![\w-])[\w-]+\.[a-z]{2,6}$", re.IGNORECASE)
_COMPANY = re.compile(
    r"\b(?:GmbH|AG|KG|S\.?A\.?|S\.?L\.?|S\.?p\.?A\.?|Ltd|LLC|Inc|B\.?V\.?|A/S|Oy|AB|Verlag\w*"
    r"|Verlags\w*|Ediciones|Corp(?:oration)?|Limited|Holdings?|Publishing|株式会社|有限公司)\b"
    r"|, [A-Z]\w+, ",
    re.IGNORECASE,
)
_DRESS = re.compile(
    r"©|\(c\)|copyright|\ball rights reserved\b\.?|版权所有"
    r"|\b(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?\b"
    r"|\([^()]*\.[a-z]{2,10}\)",
    re.IGNORECASE,
)
_TITLE_END = re.compile(r"\s(?:[|–—·»]|-)\s([^|–—·»]{2,40})$|[｜：]([^｜：]{2,30})$")
MAX_LENGTH = 60


def said(page: Page) -> Iterator[Said]:
    """Names of the publisher, the one to take first: names as readers know it, then those
    with a fault, the gravest last."""
    faulty: list[tuple[int, Said]] = []
    for value, rule in _raw(page):
        offer = Said(_bare(value), rule)
        if faults := _faults(offer):
            faulty.append((faults, offer))
        else:
            yield offer
    for _, offer in sorted(faulty, key=lambda pair: pair[0]):
        if any(map(str.isalpha, offer.value)):
            yield offer
    if domain := urls.registered_domain(page.url):
        yield Said(domain, "url")


def _bare(value: str) -> str:
    """A name without a copyright mark, its years and an address in brackets.

    >>> _bare("© 2021-2026 The Daily Kite (www.kite.example)")
    'The Daily Kite'
    """
    return names.source(_DRESS.sub(" ", value))


def _raw(page: Page) -> Iterator[Said]:
    for node in jsonld.nodes(page.article.get("publisher"), page.graph):
        for value in jsonld.strings(node.get("name"))[:1]:
            yield Said(value, "jsonld:publisher")
    yield from page.metas(*METAS)
    for node in page.graph.nodes:
        if jsonld.is_a(node, ("newsmediaorganization", "website")):
            for value in jsonld.strings(node.get("name"))[:1]:
                yield Said(value, "jsonld:site")
    if found := _TITLE_END.search(page.title):
        yield Said(found[1] or found[2], "title")


def _faults(offer: Said) -> int:
    """What speaks against a name, the graver the higher; 0 for a name as readers know it."""
    name, rule = offer
    if not any(map(str.isalpha, name)):
        return 5
    if rule == "meta:copyright" or _COMPANY.search(name) or len(name) > MAX_LENGTH:
        return 4
    if _ADDRESS.search(name):
        return 2
    if rule == "title":
        return 3
    return 1 if name.islower() else 0
