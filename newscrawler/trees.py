"""Trees: how pages are parsed, and what the elements of a tree are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

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

Element: TypeAlias = etree._Element  # lxml has no public name for the type

_ONE_CLASS = etree.ElementDefaultClassLookup(
    element=HtmlElement, comment=HtmlComment, pi=HtmlProcessingInstruction, entity=HtmlEntity
)


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


@contextmanager
def plain(root: Element) -> Iterator[None]:
    """While it lasts, new elements of a tree are lxml's own, which are made in C.

    lxml.html calls a Python method for the class of each element that is looked at, as those of
    forms have one of their own: a quarter of a parse for one reading (26 November 2026). Even
    where all are of one class it costs a tenth of that to make them of lxml.html's, or three
    hundredths of a detection.
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
