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

_UNSEEN = frozenset(
    ("script", "style", "textarea", "title", "desc", etree.Comment, etree.PI, etree.Entity)
)
"""Tags of nodes whose own text is not shown; ``title`` and ``desc`` are those of a drawing."""

_HIDDEN = ("noscript", "template")


def string(element: etree._Element) -> str:
    """All text below ``element`` as it stands, also that of scripts: XPath's ``string()`` in a
    third of its time."""
    return etree.tostring(element, method="text", encoding="unicode", with_tail=False)


def below(root: etree._Element) -> list[Piece]:
    """The pieces of ``root`` and all below it, without those of scripts and their like."""
    found: list[Piece] = []
    passed: list[etree._Element] = []  # whose tails come after all that is below them
    for element in root.iter():
        while passed and passed[-1] not in element.iterancestors():
            found += behind(passed.pop())
        text, tail = element.text, element.tail
        if text and not text.isspace() and element.tag not in _UNSEEN:
            found.append(
                (" ".join(text.split()), element.get("class") or _around(element), element)
            )
            if len(found) >= MAX_TEXTS:
                break
        if tail and not tail.isspace() and element is not root:
            if len(element):
                passed.append(element)
            else:
                found += behind(element)
    while passed:
        found += behind(passed.pop())
    hides = next(root.iter(*_HIDDEN), None) is not None
    return [piece for piece in found if _is_shown(piece[2])] if hides else found


def _is_shown(element: etree._Element) -> bool:
    hidden = next(element.iterancestors(*_HIDDEN), None)
    return hidden is None and element.tag not in _HIDDEN


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
    tail = element.tail
    if not tail or tail.isspace():
        return []
    above = element.getparent()
    if above is None or above.tag in _UNSEEN:
        return []
    return [(" ".join(tail.split()), above.get("class") or _around(above), above)]


def _around(element: etree._Element) -> Key:
    above = element.getparent()
    return str(element.tag), None if above is None else above.get("class")
