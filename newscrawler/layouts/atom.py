"""Atom 1.0 (RFC 4287) and 0.3: where the fields stand in an ``entry``."""

from __future__ import annotations

import html

from newscrawler.layouts.places import Place, Places
from newscrawler.layouts.rss import is_alternate, title
from newscrawler.layouts.trees import Element, inner_html, inner_text

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def _kind(element: Element) -> str:
    """``text``, ``html``, ``xhtml`` or a media type; Atom 0.3 has it in ``mode`` also."""
    if element.get("mode") == "escaped":
        return "html"
    return element.get("type", "text").strip().lower()


def _markup(element: Element) -> str:
    """A text construct (section 3.1) as HTML: plain text is escaped."""
    if _kind(element) in ("text", "text/plain") and len(element) == 0:
        return html.escape(element.text or "", quote=False)
    return inner_html(element)


def _title(element: Element) -> str:
    """A text construct on one line. Plain text keeps what looks like a tag."""
    return inner_text(element) if _kind(element) in ("text", "text/plain") else title(element)


def _is_page(element: Element) -> bool:
    """An alternate that is a web page, or does not say what it is."""
    return is_alternate(element) and element.get("type", "text/html").strip() in (
        "",
        "text/html",
        "application/xhtml+xml",
    )


def _is_picture(element: Element) -> bool:
    return element.get("rel") == "enclosure" and element.get("type", "").startswith("image")


def _is_next(element: Element) -> bool:
    """The next page of the feed (RFC 5005 section 3)."""
    return element.get("rel") == "next"


def _is_address(element: Element) -> bool:
    return (element.text or "").strip().startswith(("http://", "https://"))


def name(element: Element) -> str:
    """The ``name`` of a person (section 3.2), else the text that stands there instead."""
    for child in element:
        if str(child.tag).rpartition("}")[2] == "name":
            return inner_text(child)
    return element.text or ""


def _source(element: Element) -> str:
    """The title of the feed that an entry was copied from (section 4.2.11)."""
    titles = [child for child in element if str(child.tag).rpartition("}")[2] == "title"]
    return _title(titles[0]) if titles else ""


ENTRY: Places = {
    "headline": (Place("atom:title", read=_title), Place("media:title", read=title)),
    "link": (
        Place("atom:link", "href", _is_page),
        Place("atom:link", "href", is_alternate),
        Place("atom:content", "src"),
        Place("atom:id", keep=_is_address),
    ),
    "url": (Place("feedburner:origLink"),),
    "timestamp_text": (
        Place("atom:published"),
        Place("atom:issued"),
        Place("dc:date"),
        Place("atom:created"),
        Place("atom:updated"),
        Place("atom:modified"),
    ),
    "modified": (Place("atom:updated"), Place("atom:modified")),
    "authors": (Place("atom:author", read=name), Place("dc:creator")),
    "source": (Place("atom:source", read=_source),),
    "language": (Place("dc:language"), Place(".", _LANG), Place("atom:content", _LANG)),
    "image": (
        Place("media:content", "url", lambda e: e.get("medium") == "image"),
        Place("media:thumbnail", "url"),
        Place("atom:link", "href", _is_picture),
    ),
    "tags": (Place("atom:category", "label"), Place("atom:category", "term"), Place("dc:subject")),
    "content": (Place("atom:content", read=_markup), Place("content:encoded", read=inner_html)),
    "description": (
        Place("atom:summary", read=_markup),
        Place("media:description", read=inner_html),
    ),
}

FEED: Places = {
    "title": (Place("atom:title", read=_title),),
    "link": (Place("atom:link", "href", _is_page), Place("atom:link", "href", is_alternate)),
    "language": (Place(".", _LANG), Place("dc:language")),
    "next_page": (Place("atom:link", "href", _is_next),),
}
