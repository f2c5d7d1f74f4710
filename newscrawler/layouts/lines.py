"""Lines: a page as the lines of text a reader sees, in order, with what they hang on.

For pages of which the order of the text is known but not the markup.
"""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from newscrawler.layouts.tags import BLOCKS, SILENT
from newscrawler.values import text

_SKIPPED = SILENT | {"head", "nav", "select"}


class Line(NamedTuple):
    """One line. ``tag`` is the innermost block element around it; ``alt`` marks the text of an
    image, ``src`` its address."""

    text: str
    element: etree._Element
    tag: str
    alt: bool = False
    src: str | None = None


def read(root: etree._Element) -> list[Line]:
    """The lines of a tree. Iterative: pages nest deeper than Python recurses."""
    return _Reader().read(root)


class _Reader:
    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.parts: list[str] = []
        self.blocks: list[etree._Element] = []

    def read(self, root: etree._Element) -> list[Line]:
        self.blocks.append(root)
        walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            if event == "start":
                if element.tag in _SKIPPED or _is_hidden(element):
                    walk.skip_subtree()
                    continue
                self.start(element)
            else:
                if event == "end" and element.tag not in _SKIPPED:
                    self.end(element)
                if element.tail and element is not root:
                    self.parts.append(element.tail)
        self.flush()
        return self.lines

    def start(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in BLOCKS:
            self.flush()
            self.blocks.append(element)
        elif tag == "img":
            self.image(element)
        if element.text:
            self.parts.append(element.text)

    def end(self, element: etree._Element) -> None:
        if element.tag in BLOCKS and self.blocks[-1] is element:
            self.flush()
            self.blocks.pop()

    def image(self, element: etree._Element) -> None:
        alt = text.line(element.get("alt") or "")
        src = element.get("src") or element.get("data-src")
        if alt:
            self.lines.append(Line(alt, element, "img", True, src))

    def flush(self) -> None:
        if self.parts:
            shown = text.line("".join(self.parts))
            self.parts.clear()
            if shown:
                block = self.blocks[-1]
                self.lines.append(Line(shown, block, str(block.tag)))


def _is_hidden(element: etree._Element) -> bool:
    return element.get("hidden") is not None or "display:none" in (
        element.get("style") or ""
    ).replace(" ", "")
