"""The texts of a part of a page in document order, with what tells the same field elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from lxml import etree

MAX_LENGTH = 120
"""Characters; longer texts are summaries and bodies, and name neither source nor time."""

MAX_TEXTS = 100
"""Texts looked at in one part; a card of the fullest pages has some thirty."""

Key = str | tuple[str, str | None]
"""What one field of all cards shares, in whatever module they stand: the class of the element
that holds the text, or its tag and the class around it where it has none."""

Piece = tuple[str, Key, etree._Element]
"""The text of one node, white space collapsed; its key; the element that holds it.
A plain tuple: a page has hundreds, and a named one takes eight times as long to make."""

# Text nodes that know their element: less than a walk over all elements.
_TEXTS = etree.XPath(
    "descendant::text()[normalize-space()][not(ancestor::noscript or ancestor::template)]"
)

_UNSEEN = frozenset(("script", "style", "textarea", "title", "desc"))
"""Tags of elements whose own text is not shown; the last two are those of a drawing."""


def below(root: etree._Element) -> list[Piece]:
    """The pieces of ``root`` and all below it, without those of scripts and their like."""
    found: list[Piece] = []
    for text in islice(_TEXTS(root), MAX_TEXTS):
        holder = text.getparent()
        if text.is_tail:
            holder = holder.getparent()
        if holder.tag not in _UNSEEN and (line := " ".join(text.split())):
            found.append((line, holder.get("class") or _around(holder), holder))
    return found


def labels(root: etree._Element) -> list[Piece]:
    """The titles or alternative texts of the images below ``root``."""
    found: list[Piece] = []
    for image in islice(root.iter("img"), MAX_TEXTS):
        line = " ".join((image.get("title") or image.get("alt") or "").split())
        if line:
            found.append((line, image.get("class") or _around(image), image))
    return found


def with_tails(siblings: Iterable[etree._Element]) -> list[Piece]:
    """The pieces of each element and of the text directly behind it."""
    found: list[Piece] = []
    for sibling in siblings:
        if isinstance(sibling.tag, str):
            found += below(sibling)
        found += behind(sibling)
    return found


def behind(element: etree._Element) -> list[Piece]:
    """The text directly behind ``element``, as a piece of the element around it."""
    line = " ".join((element.tail or "").split())
    above = element.getparent() if line else None
    return [] if above is None else [(line, above.get("class") or _around(above), above)]


def _around(element: etree._Element) -> Key:
    above = element.getparent()
    return str(element.tag), None if above is None else above.get("class")
