"""The feeds that a web page offers, in its head or as links."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import urljoin

from parsel import Selector

_TYPES = {
    "application/rss+xml": "rss",
    "application/atom+xml": "atom",
    "application/feed+json": "json",
    "application/rdf+xml": "rss",
    "application/x.atom+xml": "atom",
    "text/rss+xml": "rss",
}
"""Media types of feeds seen in ``rel=alternate`` (RFC 4287 section 7, JSON Feed, and habits).
``application/json`` is not among them: WordPress gives it to its programming interface."""

_LOOKS = re.compile(r"(?:[/._-](?:rss|atom|feed|feeds|rdf)(?:[/._?-]|\Z)|\.rss\b)", re.IGNORECASE)
MAX_OFFERS = 50
MAX_LINKS = 2_000
"""Links of one page that are looked at; a front page has a few hundred."""


class Offer(NamedTuple):
    """A feed that a page offers."""

    url: str
    title: str
    kind: str
    """``rss``, ``atom`` or ``json`` as the page says, ``link`` for a mere link to what looks so."""


def offers(selector: Selector, url: str) -> list[Offer]:
    """The feeds in the head of the page at ``url``, else those that it links to; feeds of
    comments come last.

    >>> page = '<link rel="alternate" type="application/rss+xml" title="News" href="/f.xml">'
    >>> offers(Selector(page), "http://a.example/")
    [Offer(url='http://a.example/f.xml', title='News', kind='rss')]
    """
    base = _join(url, selector.xpath("//base/@href").get(""))
    found = _alternates(selector, base) or _links(selector, base)
    unique: dict[str, Offer] = {}
    for offer in found:
        unique.setdefault(offer.url, offer)
    return sorted(unique.values(), key=_is_comments)[:MAX_OFFERS]


def _alternates(selector: Selector, base: str) -> list[Offer]:
    found = []
    for link in selector.xpath("//link[@href][contains(concat(' ', @rel, ' '), ' alternate ')]"):
        kind = _TYPES.get(_said(link, "type").partition(";")[0].strip().lower())
        target = _join(base, _said(link, "href"))
        if kind and target:
            found.append(Offer(target, _said(link, "title").strip(), kind))
    return found


def _links(selector: Selector, base: str) -> list[Offer]:
    found = []
    for link in selector.xpath("//a[@href]")[:MAX_LINKS]:
        target = _join(base, _said(link, "href"))
        if target and _LOOKS.search(target):
            text = " ".join(link.xpath("string()").get("").split())
            found.append(Offer(target, text, "link"))
    return found


def _said(link: Selector, name: str) -> str:
    """One attribute. ``Selector.attrib`` copies all, and lxml raises for some that HTML allows."""
    return str(link.root.get(name, ""))


def _is_comments(offer: Offer) -> bool:
    """WordPress offers the feed of all comments beside that of the stories."""
    return "comments/feed" in offer.url or offer.title.lower().endswith("comments feed")


def _join(base: str, href: str) -> str:
    """``href`` made absolute; empty where it is no web address."""
    try:
        joined = urljoin(base, href.strip())
    except ValueError:  # "http://[" is no address
        return ""
    return joined if joined.startswith(("http://", "https://")) else ""
