"""RSS 0.9x, 1.0 and 2.0: where the fields stand in an ``item``.

Specifications: https://www.rssboard.org/rss-specification (0.91 to 2.0), RSS 1.0 with its
Dublin Core and content modules, Media RSS, Apple's podcast tags, FeedBurner's and Bing's
extensions.
"""

from __future__ import annotations

import re

from newscrawler.layouts import fragments
from newscrawler.layouts.places import Place, Places
from newscrawler.layouts.trees import Element, inner_html, inner_text
from newscrawler.values import urls

_RDF_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_MAILBOX = re.compile(r"\A[^\s@()]+@[^\s()]+\s*\((.+)\)\s*\Z", re.DOTALL)
_PICTURE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)(?:\?|\Z)", re.IGNORECASE)


def title(element: Element) -> str:
    """A title: text, with HTML in it more often than not."""
    return fragments.headline(inner_html(element))


def _person(element: Element) -> str:
    """``author`` is a mail address with the name in brackets (RSS 2.0); many give the name."""
    text = inner_text(element).strip()
    found = _MAILBOX.match(text)
    return found[1] if found else text


def _is_permalink(element: Element) -> bool:
    """A ``guid`` is the story's address unless it says that it is not (RSS 2.0)."""
    permalink = element.get("isPermaLink", "true").strip().lower()
    return permalink != "false" and (element.text or "").strip().lower().startswith("http")


def domain(element: Element) -> str:
    """The registered domain of a ``source``, where its ``url`` is the publisher's (Google and Yahoo
    News); in other feeds it is that of any feed."""
    return urls.registered_domain(element.get("url", "").strip()) or ""


def is_alternate(element: Element) -> bool:
    """Whether an Atom ``link`` leads to the story itself (RFC 4287 section 4.2.7.2)."""
    return element.get("rel", "alternate") in ("alternate", "")


def _is_next(element: Element) -> bool:
    return element.get("rel") == "next"


def _is_picture(element: Element) -> bool:
    """Media RSS and ``enclosure`` hold sound and film as well; of those that do not say what they
    are, a picture has a width and no duration (Yahoo News)."""
    kind = element.get("medium") or element.get("type") or ""
    if kind:
        return kind.startswith("image")
    sized = "width" in element.attrib and "duration" not in element.attrib
    return sized or bool(_PICTURE.search(element.get("url", "")))


def _is_name(element: Element) -> bool:
    """Dublin Core lets ``source`` be an address as well as a name."""
    return "://" not in inner_text(element)


def _is_address(element: Element) -> bool:
    return (element.get(_RDF_ABOUT) or "").startswith("http")


ITEM: Places = {
    "headline": (
        Place("title", read=title),
        Place("media:title", read=title),
        Place("dc:title", read=title),
        Place("itunes:title", read=title),
    ),
    "link": (
        Place("link"),
        Place("link", "href"),
        Place("atom:link", "href", is_alternate),
        Place("guid", keep=_is_permalink),
        Place(".", _RDF_ABOUT, _is_address),
    ),
    "url": (Place("feedburner:origLink"), Place("pheedo:origLink")),
    "timestamp_text": (
        Place("pubDate"),
        Place("dc:date"),
        Place("dcterms:issued"),
        Place("dcterms:created"),
        Place("atom:published"),
        Place("prism:publicationDate"),
        Place("atom:updated"),
        Place("dcterms:modified"),
    ),
    "modified": (Place("atom:updated"), Place("dcterms:modified"), Place("lastUpdate")),
    "authors": (
        Place("dc:creator"),
        Place("author", read=_person),
        Place("itunes:author"),
        Place("media:credit"),
    ),
    "source": (
        Place("source"),
        Place("News:Source"),
        Place("dc:source", keep=_is_name),
        Place("dc:publisher"),
    ),
    "language": (Place("dc:language"), Place("language")),
    "image": (
        Place("media:content", "url", _is_picture),
        Place("media:thumbnail", "url"),
        Place("News:Image"),
        Place("enclosure", "url", _is_picture),
        Place("itunes:image", "href"),
    ),
    "tags": (Place("category"), Place("dc:subject"), Place("media:keywords")),
    "content": (
        Place("content:encoded", read=inner_html),
        Place("xhtml:body", read=inner_html),
        Place("fulltext", read=inner_html),
        Place("media:text", read=inner_html),
    ),
    "description": (
        Place("description", read=inner_html),
        Place("summary", read=inner_html),
        Place("itunes:summary", read=inner_html),
        Place("dc:description", read=inner_html),
        Place("media:description", read=inner_html),
    ),
}

CHANNEL: Places = {
    "title": (Place("title", read=title), Place("dc:title", read=title)),
    "link": (Place("link"), Place("link", "href"), Place("atom:link", "href", is_alternate)),
    "language": (Place("language"), Place("dc:language")),
    "next_page": (Place("atom:link", "href", _is_next),),
}
