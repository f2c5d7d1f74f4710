"""Addresses that a page gives: its own canonical one and that of its main image."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from newscrawler.reading import jsonld
from newscrawler.reading.page import Page, Said
from newscrawler.values import urls


def canonical(page: Page) -> Iterator[Said]:
    """The address that the page says it has, the best witness first.

    A home page is no article's address: some sites give it on every page.
    """
    for value, rule in _canonical(page):
        url = _absolute(value, page)
        if url and (_has_path(url) or not _has_path(page.url)):
            yield Said(url, rule)


def image(page: Page) -> Iterator[Said]:
    """Addresses of the main image, the best witness first."""
    for value, rule in _images(page):
        if url := _absolute(value, page):
            yield Said(url, rule)


def _canonical(page: Page) -> Iterator[Said]:
    if page.canonical:
        yield Said(page.canonical, "link:canonical")
    yield from page.metas("og:url", "twitter:url", "parsely-link")
    for name in ("mainEntityOfPage", "url"):
        for node in jsonld.nodes(page.article.get(name), page.graph):
            for key in ("@id", "url", "name"):
                for value in jsonld.strings(node.get(key))[:1]:
                    yield Said(value, f"jsonld:{name}")


def _images(page: Page) -> Iterator[Said]:
    yield from page.metas("og:image", "og:image:secure_url", "og:image:url")
    for node in jsonld.nodes(page.article.get("image"), page.graph):
        for key in ("url", "contentUrl", "name", "@id"):
            for value in jsonld.strings(node.get(key))[:1]:
                yield Said(value, "jsonld:image")
    yield from page.metas("twitter:image", "twitter:image:src", "parsely-image-url", "thumbnail")


def _absolute(value: str, page: Page) -> str | None:
    """The address on this page; None where it is none."""
    if " " in value.strip() or not value.strip():
        return None
    try:
        return urls.absolute(value, page.url)
    except ValueError:
        return None


def _has_path(url: str) -> bool:
    parts = urlsplit(url)
    return bool(parts.path.strip("/") or parts.query)
