"""Trees: a page's bytes parsed, and the tree of a page that its response has parsed."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from lxml import etree
from lxml.html import (
    HtmlComment,
    HtmlElement,
    HtmlElementClassLookup,
    HtmlEntity,
    HTMLParser,
    HtmlProcessingInstruction,
)
from parsel import Selector
from parsel.selector import create_root_node

from newscrawler.reading.opening import Opened

Element = etree._Element

_ONE_CLASS = etree.ElementDefaultClassLookup(
    element=HtmlElement, comment=HtmlComment, pi=HtmlProcessingInstruction, entity=HtmlEntity
)
_TEXT = etree.XPath("string()", smart_strings=False)


class _Parser(etree.HTMLParser[HtmlElement]):
    """Makes all elements of one class, without asking a Python method for each, and no table of
    the page's ids, which takes a twentieth of the parse and serves only XPath's ``id()``."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options | {"collect_ids": False})
        self.set_element_class_lookup(_ONE_CLASS)


_CLASSES: dict[type, Callable[[], etree.ElementClassLookup]] = {
    _Parser: lambda: _ONE_CLASS,
    HTMLParser: HtmlElementClassLookup,
}
"""Known parsers -> what makes the lookup that they have."""


def tree(body: bytes) -> Selector:
    """The tree of a page in UTF-8, with all elements of one class: see ``plain``."""
    root = create_root_node("", _Parser, body=body, encoding="utf-8")
    return Selector(root=root, type="html")


def parse(body: bytes, opened: Opened) -> Selector:
    """The tree of a page that ``open`` let through, for ``read``. UTF-8 is parsed as it came:
    decoding it for that and encoding it again costs a seventh of the parse."""
    as_it_came = opened.encoding == "utf-8" and not body.startswith(codecs.BOM_UTF8)
    return tree(body if as_it_came else opened.text.encode("utf-8", "replace"))


def as_html(selector: Selector) -> HtmlElement | None:
    """The tree of a page; None where there is none.

    XHTML that was parsed as XML is the one thing that is parsed again: its elements have
    another class and names with a namespace.
    """
    root = selector.root
    if isinstance(root, etree._Element) and not isinstance(root, HtmlElement):
        root = Selector(text=selector.get(), type="html").root
    return root if isinstance(root, HtmlElement) and len(root) else None


@contextmanager
def plain(root: HtmlElement) -> Iterator[None]:
    """While it lasts, new elements of a tree are lxml's own, which are made in C.

    lxml.html calls a Python method for the class of each element that is looked at, as those of
    forms have one of their own: a quarter of a parse for one reading (26 November 2026). Even
    where all are of one class it costs a tenth of that to make them of lxml.html's.
    """
    parser = root.getroottree().parser
    classes = _CLASSES.get(type(parser))
    if parser is None or classes is None:
        yield
        return
    parser.set_element_class_lookup(None)
    try:
        yield
    finally:
        parser.set_element_class_lookup(classes())


def text_of(element: Element) -> str:
    """All text in an element."""
    return str(_TEXT(element))
