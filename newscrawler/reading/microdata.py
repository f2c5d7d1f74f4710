"""Microdata: the ``itemprop`` attributes of the article itself, without those of its parts.

Source: https://html.spec.whatwg.org/multipage/microdata.html
"""

from __future__ import annotations

from lxml import etree

from newscrawler.reading.trees import text_of
from newscrawler.trees import Element

Props = dict[str, list[Element]]
"""Name of a property -> the elements that give it, in page order."""

MAX_DEPTH = 60
"""Ancestors looked at for the item that a property belongs to."""

MAX_PROPS = 2_000
"""Elements kept of one page."""

_EVERYWHERE = etree.XPath("//*[@itemprop]")

_PARTS = (
    "videoobject",
    "imageobject",
    "audioobject",
    "comment",
    "listitem",
    "breadcrumblist",
    "itemlist",
    "product",
    "event",
    "rating",
    "offer",
    "answer",
    "review",
)
"""Types whose properties are about a part of the page, not about the article."""

_PEOPLE = ("author", "creator", "publisher", "editor", "sourceorganization")
"""Properties whose item is a person or an organisation: its ``name`` is not a headline."""


def add(props: Props, element: Element) -> None:
    """Keep the element under its property names if it describes the article."""
    if (names := element.get("itemprop")) and len(props) < MAX_PROPS and _is_own(element):
        for name in names.lower().split():
            props.setdefault(name, []).append(element)


def everywhere(root: Element) -> Props:
    """The properties of all elements of a page."""
    props: Props = {}
    for element in _elements(root)[:MAX_PROPS]:
        add(props, element)
    return props


def value(element: Element) -> str:
    """The value of a property: its machine-readable form where the element has one."""
    for key in ("content", "datetime", "title" if element.tag == "abbr" else "content"):
        if found := element.get(key):
            return str(found)
    return text_of(element)


def _elements(root: Element) -> list[Element]:
    found = _EVERYWHERE(root)
    return [element for element in found if isinstance(element, Element)]


def _is_own(element: Element) -> bool:
    """Whether no item between the element and the page is a part of the article.

    A name inside an author's item is reached through ``author``; on its own it is no title.
    """
    for _, parent in zip(range(MAX_DEPTH), element.iterancestors(), strict=False):
        kind = parent.get("itemtype", "").lower().rstrip("/")
        if kind.endswith(_PARTS):
            return False
        if kind and parent.get("itemprop", "").lower() in _PEOPLE:
            return False
        if kind.endswith(("article", "posting", "report")):
            return True
    return True
