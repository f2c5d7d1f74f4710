"""The text of an HTML node, as a reader would copy it."""

from __future__ import annotations

from lxml import etree

from newscrawler.layouts.tags import BLOCKS, SILENT


def text_of(node: object) -> str:
    """The text of an element, a line break wherever a block or ``<br>`` begins or ends.

    XPath may also give a string (an attribute, a text node), and JMESPath any JSON value: a
    string or a number is its own text, the rest has none.
    Scripts, styles and drawings say nothing (a live blog's inline SVG style was once part of
    a body). Iterative, because pages nest deeper than Python recurses.
    """
    if not isinstance(node, etree._Element):
        return str(node) if isinstance(node, str | int | float) else ""
    if len(node) == 0:
        return node.text or ""
    parts: list[str] = []
    walk = etree.iterwalk(node, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            if element.tag in SILENT:
                walk.skip_subtree()
                continue
            if element.tag in BLOCKS:
                parts.append("\n")
            if element.text:
                parts.append(element.text)
            continue
        if event == "end" and element.tag in BLOCKS:
            parts.append("\n")
        if element.tail and element is not node:
            parts.append(element.tail)
    return "".join(parts)
