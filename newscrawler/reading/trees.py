"""Trees: a page's bytes parsed, and the tree of a page that its response has parsed."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

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

_ONE_CLASS = etree.ElementDefaultClassLookup(
    element=HtmlElement, comment=HtmlComment, pi=HtmlProcessingInstruction, entity=HtmlEntity
)


def tree(body: bytes) -> Selector:
    """The tree of a page in UTF-8, with all elements of one class: see ``one_class``."""
    root = create_root_node("", cast(type[etree.HTMLParser], _parser), body=body, encoding="utf-8")
    return Selector(root=root, type="html")


def _parser(**options: Any) -> Any:
    parser = etree.HTMLParser(**options)
    parser.set_element_class_lookup(_ONE_CLASS)
    return parser


def parse(body: bytes, opened: Opened) -> Selector:
    """The tree of a page that ``open`` let through, for ``read``. UTF-8 is parsed as it came:
    decoding it for that and encoding it again costs a seventh of the parse."""
    plain = opened.encoding == "utf-8" and not body.startswith(codecs.BOM_UTF8)
    return tree(body if plain else opened.text.encode("utf-8", "replace"))


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
def one_class(root: HtmlElement) -> Iterator[None]:
    """While it lasts, all elements of a tree are of one class.

    lxml.html calls a Python method for each element that is looked at, as those of forms have
    classes of their own: a fifth of a parse for one reading (26 November 2026).
    """
    parser = root.getroottree().parser
    if type(parser) is not HTMLParser:
        yield
        return
    parser.set_element_class_lookup(_ONE_CLASS)
    try:
        yield
    finally:
        parser.set_element_class_lookup(HtmlElementClassLookup())
