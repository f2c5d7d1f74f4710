"""Outline: a page's text cut into its smallest paragraphs, and where each stands.

One walk over the parsed tree. A block is a run of text that no block-level element and no
empty line (two ``<br>``) interrupts. A node is a block-level element; nodes are numbered in
page order, so that the blocks inside a node are a range, and so are the nodes.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from lxml import etree

MAX_EVENTS = 400_000
"""Beginnings and ends of elements walked; the largest page of the corpora has 24,000. What
follows is not read."""

MAX_BLOCKS = 20_000

MENU = 3
"""Items that a list of nothing but links has more than, to be a menu wherever it stands."""

# Whether an element is left out, runs in the line, breaks it, or is a block. An unknown one
# runs in the line as it does in a browser; a custom one, with a hyphen, is a container by use.
# Menus and footers are a third of all elements; no text of 210 articles stands in one.
_DROPPED, _INLINE, _BREAK, _BLOCK = range(4)


class _Kinds(dict[str, int]):
    def __missing__(self, tag: str) -> int:
        return _BLOCK if "-" in tag else _INLINE


_KINDS = _Kinds(
    dict.fromkeys(
        "script style noscript template svg math iframe object applet embed canvas audio video"
        " select datalist option textarea button head title meta link base map area progress"
        " meter dialog nav footer img amp-img input".split(),
        _DROPPED,
    )
    | dict.fromkeys(("br", "hr"), _BREAK)
    | dict.fromkeys(
        "html body address article aside blockquote caption center dd details dir div dl dt"
        " fieldset figcaption figure form frameset h1 h2 h3 h4 h5 h6 header hgroup"
        " legend li main menu ol p pre section summary table tbody td tfoot th thead tr"
        " ul".split(),
        _BLOCK,
    )
)

TAGS = (
    "p div li h1 h2 h3 h4 h5 h6 td blockquote figcaption section article main aside"
    " header figure ul ol table tr tbody form body dd dt dl pre address th"
).split()
"""The block-level elements that count as such; a node's tag is its place here, else -1."""

_TAG = {tag: number for number, tag in enumerate(TAGS)}

_ABOVE = ("li", "ul", "blockquote", "figure", "article", "h2")
ABOVE = (*_ABOVE, "hidden")
"""What a block can stand in: a node's ``above`` has a bit for each, its own included."""

_BIT = {tag: 1 << number for number, tag in enumerate(_ABOVE)}
_HIDDEN = 1 << len(_ABOVE)

_IMAGES = frozenset(("img", "video", "iframe", "amp-img"))
_NOTED = _IMAGES | {"input", "button", "select", "textarea"}
"""Elements without text of their own that are counted: images and form controls."""

_BOLD = frozenset(("b", "strong"))
_MARKED = frozenset(("a", "i", "em", "cite", "small")) | _BOLD
"""Inline elements whose text is counted: links, bold, and the rest as slanted."""

_SAYING = frozenset(("id", "itemprop", "data-testid", "data-component", "role"))
_HIDING = frozenset(("style", "hidden", "aria-hidden"))
_WORD = re.compile(r"\w")


def _numbers() -> array[int]:
    return array("q")


@dataclass(slots=True)
class Outline:
    """The blocks and nodes of a page, as parallel columns."""

    texts: list[str] = field(default_factory=list)
    node: array[int] = field(default_factory=_numbers)
    """The innermost node around each block."""
    runs: array[int] = field(default_factory=_numbers)
    """``RUN`` numbers of each block: characters in links, links, bold characters, slanted
    characters, images and form controls since the block before."""

    parent: array[int] = field(default_factory=_numbers)
    """The node around each node, -1 for the first."""
    tag: array[int] = field(default_factory=_numbers)
    depth: array[int] = field(default_factory=_numbers)
    name: array[int] = field(default_factory=_numbers)
    """The place in ``names`` of each node's tag and class."""
    saying: array[int] = field(default_factory=_numbers)
    """The place in ``sayings`` of what a node's attributes say."""
    above: array[int] = field(default_factory=_numbers)
    first: array[int] = field(default_factory=_numbers)
    """The first block inside each node, and one past the last."""
    last: array[int] = field(default_factory=_numbers)
    end: array[int] = field(default_factory=_numbers)
    """One past the last node inside each node."""

    names: dict[tuple[str, str], int] = field(default_factory=dict)
    sayings: dict[str, int] = field(default_factory=dict)
    truncated: bool = False


RUN = 6


def outline(root: etree._Element) -> Outline:
    """The blocks of a page in page order. Recursion-free, linear, and bounded.

    One long loop: calls would double the time that it takes.
    """
    walk = _Walk()
    run = walk.run
    # Any: lxml's types allow for tags that are no str, which an HTML tree has none of.
    walker: Any = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in islice(walker, MAX_EVENTS):
        if event == "start":
            kind = _KINDS[tag := element.tag]
            if kind == _BLOCK:
                if tag == "ul" and _is_menu(element):
                    walker.skip_subtree()
                walk.enter(element)
            elif kind == _DROPPED:
                if tag in _NOTED:
                    walk.note(tag)
                walker.skip_subtree()
                continue
            elif kind == _BREAK:
                walk.line_break()
            elif tag in _MARKED:
                walk.mark(tag, 1)
            text = element.text
        else:
            if event == "end":
                if (kind := _KINDS[tag := element.tag]) == _BLOCK:
                    walk.leave()
                elif kind == _INLINE and tag in _MARKED:
                    walk.mark(tag, -1)
            text = element.tail
        if text and (run or not text.isspace()):
            walk.add(text)
    return walk.finish(next(walker, None) is not None)


class _Walk:
    """The state of the walk: the open elements, and the run of text not yet closed.

    An element becomes a node when a block inside it closes: half of them never hold text.
    """

    __slots__ = (
        "bold", "bold_chars", "broken", "controls", "images", "link", "link_chars",
        "links", "nodes", "page", "run", "slant", "slant_chars", "stack",
    )  # fmt: skip

    def __init__(self) -> None:
        self.page = Outline()
        self.stack: list[Any] = []
        self.nodes: list[int] = []
        self.run: list[str] = []
        self.link = self.bold = self.slant = self.images = self.controls = 0
        self.reset()

    def reset(self) -> None:
        self.link_chars = self.links = self.bold_chars = self.slant_chars = 0
        self.broken = False

    def mark(self, tag: str, step: int) -> None:
        """Enter or leave an inline element whose text is counted."""
        if tag == "a":
            self.link += step
            self.links += step > 0
        elif tag in _BOLD:
            self.bold += step
        else:
            self.slant += step

    def note(self, tag: str) -> None:
        """Count an element that has no text of its own."""
        if tag in _IMAGES:
            self.images += 1
        else:
            self.controls += 1

    def add(self, text: str) -> None:
        """Text that runs on."""
        if self.link:
            self.link_chars += len(text)
        if self.bold:
            self.bold_chars += len(text)
        if self.slant:
            self.slant_chars += len(text)
        if self.broken and not text.isspace():
            self.broken = False
        self.run.append(text)

    def line_break(self) -> None:
        if self.broken:
            self.close()
        elif self.run:
            self.run.append(" ")
            self.broken = True

    def close(self) -> None:
        """End the run: it is a block if it has a letter or a digit."""
        text = " ".join("".join(self.run).split())
        page = self.page
        if len(page.texts) >= MAX_BLOCKS:
            page.truncated = True
        elif _WORD.search(text):
            self.open_nodes()
            page.texts.append(text)
            page.node.append(self.nodes[-1])
            page.runs.extend((self.link_chars, self.links, self.bold_chars))
            page.runs.extend((self.slant_chars, self.images, self.controls))
            self.images = self.controls = 0
        self.run.clear()
        self.reset()

    def enter(self, element: Any) -> None:
        if self.run:
            self.close()
        self.stack.append(element)

    def leave(self) -> None:
        if self.run:
            self.close()
        if len(self.nodes) == len(self.stack):
            node = self.nodes.pop()
            self.page.last[node] = len(self.page.texts)
            self.page.end[node] = len(self.page.parent)
        self.stack.pop()

    def open_nodes(self) -> None:
        """Make nodes of the open elements; of a page that is no more than text, one."""
        if not self.stack:
            self.stack.append(etree.Element("body"))
        for element in self.stack[len(self.nodes) :]:
            self.open_node(element)

    def open_node(self, element: Any) -> None:
        page, nodes, tag = self.page, self.nodes, element.tag
        around = nodes[-1] if nodes else -1
        group, said, bits = _named(element, tag)
        page.above.append(bits | page.above[around] if nodes else bits)
        page.depth.append(len(nodes))
        nodes.append(len(page.parent))
        page.parent.append(around)
        page.tag.append(_TAG.get(tag, -1))
        page.name.append(page.names.setdefault((tag, group), len(page.names)))
        page.saying.append(page.sayings.setdefault(said, len(page.sayings)))
        page.first.append(len(page.texts))
        page.last.append(0)
        page.end.append(0)

    def finish(self, truncated: bool) -> Outline:
        """The outline of what was walked, all that is open closed."""
        if self.run:
            self.close()
        while self.stack:
            self.leave()
        self.page.truncated |= truncated
        return self.page


def _is_menu(items: Any) -> bool:
    """Whether the first two items and the last of a list are each nothing but a link."""
    return len(items) > MENU and all(
        len(item) == 1 and item[0].tag == "a" and not (item.text or item[0].tail or "").strip()
        for item in (items[0], items[1], items[-1])
    )


def _named(element: Any, tag: str) -> tuple[str, str, int]:
    """An element's class, all that its attributes say it is for, and its bits."""
    group = said = ""
    bits = _BIT.get(tag, 0)
    for key, value in element.items():
        if key == "class":
            group = value
            said += value + " "
        elif key in _SAYING:
            said += value + " "
        elif key in _HIDING and _is_hidden(key, value):
            bits |= _HIDDEN
    return group, said, bits


def _is_hidden(key: str, value: str) -> bool:
    if key == "style":
        return "none" in value and "display:none" in value.replace(" ", "").lower()
    return key == "hidden" or value == "true"
