"""The texts of a part of a page in document order, with what tells the same field elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from lxml import etree

from newscrawler.layouts.detect.tagpaths import HIDDEN

MAX_LENGTH = 120
"""Characters; longer texts are summaries and bodies, and name neither source nor time."""

MAX_ELEMENTS = 150
"""Elements looked at in one part; a card of the fullest pages has some sixty."""

Key = str | tuple[str, str | None]
"""What one field of all cards shares, in whatever module they stand: the class of the element
that holds the text, or its tag and the class around it where it has none."""

Piece = tuple[str, Key, etree._Element]
"""The text of one node, white space collapsed, or the label of an image; its key; its element.
A plain tuple: a page has hundreds, and a named one takes eight times as long to make."""


def below(root: etree._Element) -> list[Piece]:
    """The pieces of ``root`` and all below it; an image's title or label counts as a text."""
    found: list[Piece] = []
    hidden: set[etree._Element] = set()
    for element in islice(root.iter(), MAX_ELEMENTS):
        tag, text, tail = element.tag, element.text, element.tail
        if tag in HIDDEN or (hidden and element.getparent() in hidden):
            hidden.add(element)
            text = None
        elif tag == "img":
            text = element.get("title") or element.get("alt")
        elif not isinstance(tag, str):  # a comment or a processing instruction
            text = None
        if text and (line := " ".join(text.split())):
            found.append((line, element.get("class") or _around(element), element))
        if tail and element is not root and (line := " ".join(tail.split())):
            above = element.getparent()
            if above is not None and above not in hidden:
                found.append((line, above.get("class") or _around(above), above))
    return found


def with_tails(siblings: Iterable[etree._Element]) -> list[Piece]:
    """The pieces of each element and of the text directly behind it."""
    found: list[Piece] = []
    for sibling in siblings:
        found += below(sibling)
        found += behind(sibling)
    return found


def behind(element: etree._Element) -> list[Piece]:
    """The text directly behind ``element``, as a piece of the element around it."""
    above = element.getparent()
    line = " ".join((element.tail or "").split())
    return (
        [(line, above.get("class") or _around(above), above)] if line and above is not None else []
    )


def _around(element: etree._Element) -> Key:
    above = element.getparent()
    return str(element.tag), None if above is None else above.get("class")
