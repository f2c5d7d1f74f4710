"""What stands near the headline: where a page shows who wrote the story and when."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from lxml import etree

from newscrawler.trees import Element

AFTER = 140
"""Elements looked at after the headline. In the corpora the byline stands within 120."""

BEFORE = 40
"""Elements looked at before it, the nearest first."""

MAX_SHORT = 120
"""Characters that a byline or a dateline may have."""

MAX_VISIBLE = 2_000
"""Words of a page's visible text that are looked at."""

_SKIPPED = frozenset("script style template svg nav footer select iframe".split())


def around(root: Element, heading: Element | None) -> list[Element]:
    """Elements after the headline in page order, then those before it, nearest first.

    Without a heading, the elements from the start of the body.
    """
    if heading is not None:
        return [*islice(_after(heading), AFTER), *islice(_before(heading), BEFORE)]
    body = root.find("body")
    return [*islice(_inside(root if body is None else body), AFTER * 2)]


def texts(elements: list[Element]) -> Iterator[str]:
    """The short texts in and between these elements, white space collapsed."""
    for element in elements:
        if (text := element.text) and (shown := _short(text)):
            yield shown
        for child in element:
            if (text := child.tail) and (shown := _short(text)):
                yield shown


def _short(text: str) -> str:
    """A text on one line; empty if it is long."""
    shown = "" if text.isspace() else " ".join(text.split())
    return shown if len(shown) <= MAX_SHORT else ""


def _after(start: Element) -> Iterator[Element]:
    """The elements that follow ``start`` and are not inside it, in page order."""
    node: Element | None = start
    while node is not None:
        for sibling in node.itersiblings():
            yield from _inside(sibling)
        node = node.getparent()


def _before(start: Element) -> Iterator[Element]:
    """The elements that precede ``start``, the nearest first; siblings of its ancestors."""
    node: Element | None = start
    while node is not None:
        for sibling in node.itersiblings(preceding=True):
            yield from reversed([*islice(_inside(sibling), BEFORE)])
        node = node.getparent()


def _inside(top: Element) -> Iterator[Element]:
    """``top`` and what is in it, without what is never shown beside a headline."""
    if not isinstance(top.tag, str):  # a comment
        return
    walker: Any = etree.iterwalk(top, events=("start",))
    for _, element in walker:
        if element.tag in _SKIPPED:
            walker.skip_subtree()
        else:
            yield element


def visible_text(root: Element) -> str:
    """The words that a page shows, of its beginning, white space collapsed.

    The order within a paragraph is that of its own words before those of its links.
    """
    body = root.find("body")
    words: list[str] = []
    for element in _inside(root if body is None else body):
        for text in [element.text, *[child.tail for child in element]]:
            if text and not text.isspace():
                words += text.split()
        if len(words) > MAX_VISIBLE:
            break
    return " ".join(words)
