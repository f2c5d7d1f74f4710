"""The language: what the page says, checked against what its text is written in."""

from __future__ import annotations

from collections.abc import Iterator

from newscrawler.reading import jsonld, tongues
from newscrawler.reading.page import Page, Said
from newscrawler.values import languages


def said(page: Page) -> Iterator[Said]:
    """What the page gives as its language, the best witness first."""
    for name in ("lang", "xml:lang"):
        if value := page.root.get(name):
            yield Said(value, f"html:{name}")
    yield from page.metas(
        "og:locale", "content-language", "language", "dc.language", "dcterms.language"
    )
    for value in jsonld.strings(page.article.get("inLanguage")):
        yield Said(value, "jsonld:inLanguage")
    for node in jsonld.nodes(page.article.get("inLanguage"), page.graph):
        for value in jsonld.strings(node.get("alternateName")):
            yield Said(value, "jsonld:inLanguage")


def language(page: Page, text: str) -> Said | None:
    """The page's language as a BCP 47 tag; of a text that is clearly in another, that one."""
    stated = (Said(tag, rule) for value, rule in said(page) if (tag := languages.tag(value)))
    first = next(stated, None)
    if first and tongues.is_plainly(first.value, text):
        return first
    shown = tongues.evidence(text)
    for saying in (first, *stated) if first else ():
        if not tongues.is_contradicted(saying.value, shown):
            return saying
    found = tongues.of(shown)
    return Said(found, "text") if found else first
