"""Trees: a page's bytes parsed, and the tree of a page that its response has parsed."""

from __future__ import annotations

import codecs

from lxml import etree
from lxml.html import HtmlElement
from parsel import Selector

from newscrawler.reading.opening import Opened
from newscrawler.trees import Element, tree

_TEXT = etree.XPath("string()", smart_strings=False)


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


def text_of(element: Element) -> str:
    """All text in an element."""
    return str(_TEXT(element))
