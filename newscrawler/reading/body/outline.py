"""Outline: a page's text cut into its smallest paragraphs, and where each stands.

One walk over the parsed tree. A block is a run of text that no block-level element and no
empty line (two ``<br>``) interrupts. A node is a block-level element; nodes are numbered in
page order, so that the blocks inside a node are a range, and so are the nodes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

MAX_ELEMENTS = 200_000
"""Elements walked; the largest page of the corpora has 12,000. What follows is not read."""

MAX_BLOCKS = 20_000

# Whether an element is left out, runs in the line, breaks it, or is a block. An unknown one
# runs in the line as it does in a browser; a custom one, with a hyphen, is a container by use.
_DROPPED, _INLINE, _BREAK, _BLOCK = range(4)


class _Kinds(dict[str, int]):
    def __missing__(self, tag: str) -> int:
        return _BLOCK if "-" in tag else _INLINE


_KINDS = _Kinds(
    dict.fromkeys(
        "script style noscript template svg math iframe object applet embed canvas audio video"
        " select datalist option textarea button head title meta link base map area progress"
        " meter dialog img amp-img input".split(),
        _DROPPED,
    )
    | dict.fromkeys(("br", "hr"), _BREAK)
    | dict.fromkeys(
        "html body address article aside blockquote caption center dd details dir div dl dt"
        " fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup"
        " legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr"
        " ul".split(),
        _BLOCK,
    )
)

TAGS = (
    "p div li h1 h2 h3 h4 h5 h6 td blockquote figcaption section article main aside footer"
    " header nav figure ul ol table tr tbody form body dd dt dl pre address th"
).split()
"""The block-level elements that count as such; a node's tag is its place here, else -1."""

_TAG = {tag: number for number, tag in enumerate(TAGS)}

_ABOVE = ("li", "ul", "blockquote", "figure", "figcaption", "aside", "article", "h2")
ABOVE = (*_ABOVE, "hidden")
"""What a block can stand in: a node's ``above`` has a bit for each, its own included."""

_BIT = {tag: 1 << number for number, tag in enumerate(_ABOVE)}
_HIDDEN = 1 << len(_ABOVE)

_IMAGES = frozenset(("img", "video", "iframe", "amp-img"))
_CONTROLS = frozenset(("input", "button", "select", "textarea"))
_BOLD = frozenset(("b", "strong"))
_SLANTED = frozenset(("i", "em", "cite", "small"))
_SAYING = frozenset(("class", "id", "itemprop", "data-testid", "data-component", "role"))
_WORD = re.compile(r"\w")


@dataclass(slots=True)
class Outline:
    """The blocks and nodes of a page, as parallel columns."""

    texts: list[str] = field(default_factory=list)
    node: list[int] = field(default_factory=list)
    """The innermost node around each block."""
    runs: list[tuple[int, int, int, int, int, int]] = field(default_factory=list)
    """Of each block: characters in links, links, whether it begins with one, bold
    characters, slanted characters, images since the block before."""

    parent: list[int] = field(default_factory=list)
    """The node around each node, -1 for the first."""
    tag: list[int] = field(default_factory=list)
    depth: list[int] = field(default_factory=list)
    name: list[int] = field(default_factory=list)
    """A number for each combination of tag and class."""
    saying: list[int] = field(default_factory=list)
    """The place in ``sayings`` of what a node's attributes say."""
    above: list[int] = field(default_factory=list)
    first: list[int] = field(default_factory=list)
    """The first block inside each node, and one past the last."""
    last: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    """One past the last node inside each node."""

    images: list[int] = field(default_factory=list)
    """The node around each image, and around each form control."""
    controls: list[int] = field(default_factory=list)
    names: dict[str, int] = field(default_factory=dict)
    sayings: dict[str, int] = field(default_factory=dict)
    truncated: bool = False


def outline(root: etree._Element) -> Outline:
    """The blocks of a page in page order. Recursion-free, linear, and bounded."""
    walk = _Walk()
    # Any: lxml's types allow for tags that are no str, which an HTML tree has none of.
    walker: Any = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    elements = 0
    for event, element in walker:
        if event == "start":
            elements += 1
            if not walk.start(element):
                walker.skip_subtree()
        else:
            if event == "end":
                walk.end(element.tag)
            if tail := element.tail:
                walk.add(tail)
        if elements > MAX_ELEMENTS or len(walk.page.texts) >= MAX_BLOCKS:
            walk.page.truncated = True
            break
    return walk.finish()


class _Walk:
    """The state of the walk: the open nodes and the run of text not yet closed."""

    def __init__(self) -> None:
        self.page = Outline()
        self.stack: list[int] = []
        self.run: list[str] = []
        self.link = self.bold = self.slant = self.images = 0
        self.reset()

    def reset(self) -> None:
        self.link_chars = self.links = self.link_first = self.bold_chars = self.slant_chars = 0
        self.broken = False

    def start(self, element: Any) -> bool:
        """Enter an element; whether its contents are to be walked."""
        tag = element.tag
        kind = _KINDS[tag]
        if kind == _BLOCK:
            if self.run:
                self.close()
            self.open_node(element, tag)
        elif kind == _INLINE:
            self.inline(tag, 1)
        elif kind == _DROPPED:
            self.note(tag)
            return False
        else:
            self.line_break()
        if text := element.text:
            self.add(text)
        return True

    def end(self, tag: str) -> None:
        kind = _KINDS[tag]
        if kind == _BLOCK:
            if self.run:
                self.close()
            node = self.stack.pop()
            self.page.last[node] = len(self.page.texts)
            self.page.end[node] = len(self.page.parent)
        elif kind == _INLINE:
            self.inline(tag, -1)

    def inline(self, tag: str, step: int) -> None:
        if tag == "a":
            self.link += step
            self.links += step > 0
        elif tag in _BOLD:
            self.bold += step
        elif tag in _SLANTED:
            self.slant += step

    def note(self, tag: str) -> None:
        """Count an element that has no text of its own."""
        if tag in _IMAGES:
            self.images += 1
            self.page.images.append(self.stack[-1] if self.stack else 0)
        elif tag in _CONTROLS:
            self.page.controls.append(self.stack[-1] if self.stack else 0)

    def add(self, text: str) -> None:
        """Text that runs on."""
        if text.isspace():
            if self.run:
                self.run.append(" ")
            return
        if self.link:
            self.link_chars += len(text)
            self.link_first = self.link_first or not self.run
        if self.bold:
            self.bold_chars += len(text)
        if self.slant:
            self.slant_chars += len(text)
        self.run.append(text)
        self.broken = False

    def line_break(self) -> None:
        if self.broken:
            self.close()
        elif self.run:
            self.run.append(" ")
            self.broken = True

    def close(self) -> None:
        """End the run: it is a block if it has a letter or a digit."""
        text = " ".join("".join(self.run).split())
        if _WORD.search(text):
            counts = self.link_chars, self.links, int(self.link_first)
            self.page.texts.append(text)
            self.page.node.append(self.stack[-1] if self.stack else 0)
            self.page.runs.append((*counts, self.bold_chars, self.slant_chars, self.images))
            self.images = 0
        self.run.clear()
        self.reset()

    def open_node(self, element: Any, tag: str) -> None:
        page, stack = self.page, self.stack
        around = stack[-1] if stack else -1
        name, said, hidden = _named(element, tag)
        bits = _BIT.get(tag, 0) | hidden
        page.above.append(bits | page.above[around] if stack else bits)
        page.depth.append(len(stack))
        stack.append(len(page.parent))
        page.parent.append(around)
        page.tag.append(_TAG.get(tag, -1))
        page.name.append(page.names.setdefault(name, len(page.names)))
        page.saying.append(page.sayings.setdefault(said, len(page.sayings)))
        page.first.append(len(page.texts))
        page.last.append(len(page.texts))
        page.end.append(len(page.parent))

    def finish(self) -> Outline:
        self.close()
        for node in self.stack:
            self.page.last[node] = len(self.page.texts)
            self.page.end[node] = len(self.page.parent)
        if not self.page.parent:
            self.open_node(etree.Element("body"), "body")
        return self.page


def _named(element: Any, tag: str) -> tuple[str, str, int]:
    """Tag and class, what the attributes say the element is for, and the hidden bit."""
    items = element.items()
    if not items:
        return tag, "", 0
    attributes = dict(items)
    said = " ".join([value for key, value in items if key in _SAYING])
    hidden = _HIDDEN if _is_hidden(attributes) else 0
    return f"{tag} {attributes.get('class', '')}", said, hidden


def _is_hidden(attributes: dict[str, str]) -> bool:
    style = attributes.get("style")
    if style and "none" in style and "display:none" in style.replace(" ", "").lower():
        return True
    return "hidden" in attributes or attributes.get("aria-hidden") == "true"
