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

MENU = 3
"""Items that a list of nothing but links has more than, to be a menu wherever it stands."""

# Whether an element is left out, runs in the line, does so and is counted, breaks the line, or
# is a block. An unknown one runs in the line as it does in a browser; a custom one, with a
# hyphen, is a container by use. Menus and footers are a third of all elements; no text of 210
# articles stands in one. A comment's tag is a function.
_DROPPED, _INLINE, _MARKED, _BREAK, _BLOCK = range(5)


class _Kinds(dict[Any, int]):
    def __missing__(self, tag: Any) -> int:
        if not isinstance(tag, str):
            return _DROPPED
        return _BLOCK if "-" in tag else _INLINE


_BOLD = frozenset(("b", "strong"))
_KINDS = _Kinds(
    dict.fromkeys(
        "script style noscript template svg math iframe object applet embed canvas audio video"
        " select datalist option textarea button head title meta link base map area progress"
        " meter dialog nav footer img amp-img input".split(),
        _DROPPED,
    )
    | dict.fromkeys(("br", "hr"), _BREAK)
    | dict.fromkeys("span u s q sub sup mark abbr code font label time picture".split(), _INLINE)
    | dict.fromkeys(("a", "i", "em", "cite", "small", *_BOLD), _MARKED)
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

_SAYING = frozenset(("class", "id", "itemprop", "data-testid", "data-component", "role"))
_HIDING = frozenset(("style", "hidden", "aria-hidden"))
_WORD = re.compile(r"\w")
_LINE = " \n"
"""What a line break leaves in a run; no text of a page is this very string."""


@dataclass(slots=True)
class Outline:
    """The blocks and nodes of a page, as parallel columns."""

    texts: list[str] = field(default_factory=list)
    node: list[int] = field(default_factory=list)
    """The innermost node around each block."""
    runs: list[int] = field(default_factory=list)
    """``RUN`` numbers of each block: characters in links, links, bold characters, slanted
    characters, and images since the block before."""

    nodes: list[int] = field(default_factory=list)
    """``NODE`` numbers of each node, in this order: the node around it (-1 for the first), its
    tag, its depth, the place in ``names`` of its tag and class, the place in ``sayings`` of what
    its attributes say, bits of ``ABOVE``, the first block inside it, one past the last block,
    and one past the last node inside it."""

    names: dict[tuple[str, str], int] = field(default_factory=dict)
    sayings: dict[str, int] = field(default_factory=dict)
    truncated: bool = False


RUN = 5
NODE = 9
_BITS, _LAST, _END = 5, 7, 8


def outline(root: etree._Element) -> Outline:
    """The blocks of a page in page order. Recursion-free, linear, and bounded.

    One long loop from each element to its first child or the next sibling, the open ones on a
    stack: half the time of ``iterwalk``, and calls would double it again.
    """
    walk = _Walk()
    run, opened = walk.run, walk.opened
    above: list[tuple[Any, int]] = []
    marked = 0
    # Any: lxml's types allow for tags that are no str, which only comments and the like have.
    element: Any = root
    for _ in range(MAX_ELEMENTS):
        kind = _KINDS[tag := element.tag]
        if kind == _DROPPED:
            if tag in _IMAGES:
                walk.images += 1
        elif kind == _BREAK:
            walk.line_break()
        else:
            if kind == _BLOCK:
                if run:
                    walk.close()
                opened.append(element)
            elif kind == _MARKED:
                walk.mark(tag, 1)
                marked += 1
            if (text := element.text) and (run or not text.isspace()):
                run.append(text)
                if marked:
                    walk.count(len(text))
            if len(element) and not (tag == "ul" and _is_menu(element)):
                above.append((element, kind))
                element = element[0]
                continue
            if kind == _BLOCK:
                walk.leave()
            elif kind == _MARKED:
                walk.mark(tag, -1)
                marked -= 1
        while element is not root:
            if (text := element.tail) and (run or not text.isspace()):
                run.append(text)
                if marked:
                    walk.count(len(text))
            if (following := element.getnext()) is not None:
                element = following
                break
            element, kind = above.pop()
            if kind == _BLOCK:
                walk.leave()
            elif kind == _MARKED:
                walk.mark(element.tag, -1)
                marked -= 1
        else:
            return walk.finish(truncated=False)
    return walk.finish(truncated=True)


class _Walk:
    """The state of the walk: the open elements, and the run of text not yet closed.

    An element becomes a node when a block inside it closes: half of them never hold text.
    """

    __slots__ = (
        "bold", "bold_chars", "images", "link", "link_chars", "links", "nodes", "opened", "page",
        "run", "slant", "slant_chars",
    )  # fmt: skip

    def __init__(self) -> None:
        self.page = Outline()
        self.opened: list[Any] = []
        self.nodes: list[int] = []
        self.run: list[str] = []
        self.link = self.bold = self.slant = self.images = 0
        self.link_chars = self.links = self.bold_chars = self.slant_chars = 0

    def mark(self, tag: str, step: int) -> None:
        """Enter or leave an inline element whose text is counted."""
        if tag == "a":
            self.link += step
            self.links += step > 0
        elif tag in _BOLD:
            self.bold += step
        else:
            self.slant += step

    def count(self, chars: int) -> None:
        """Count text that stands in such elements."""
        if self.link:
            self.link_chars += chars
        if self.bold:
            self.bold_chars += chars
        if self.slant:
            self.slant_chars += chars

    def line_break(self) -> None:
        """Break the line; a second break with nothing in between ends the run."""
        for text in reversed(self.run):
            if text is _LINE:
                self.close()
                return
            if not text.isspace():
                self.run.append(_LINE)
                return

    def close(self) -> None:
        """End the run: it is a block if it has a letter or a digit."""
        text = " ".join("".join(self.run).split())
        page = self.page
        if len(page.texts) >= MAX_BLOCKS:
            page.truncated = True
        elif text and (text[0].isalnum() or _WORD.search(text)):
            if len(self.nodes) < len(self.opened) or not self.nodes:
                self.open_nodes()
            page.texts.append(text)
            page.node.append(self.nodes[-1])
            page.runs.extend(
                (self.link_chars, self.links, self.bold_chars, self.slant_chars, self.images)
            )
            self.images = 0
        self.run.clear()
        self.link_chars = self.links = self.bold_chars = self.slant_chars = 0

    def leave(self) -> None:
        """Close the innermost open element."""
        if self.run:
            self.close()
        if len(self.nodes) == len(self.opened):
            at = self.nodes.pop() * NODE
            nodes = self.page.nodes
            nodes[at + _LAST] = len(self.page.texts)
            nodes[at + _END] = len(nodes) // NODE
        self.opened.pop()

    def open_nodes(self) -> None:
        """Make nodes of the open elements; of a page that is no more than text, one."""
        if not self.opened:
            self.opened.append(etree.Element("body"))
        page, open_nodes = self.page, self.nodes
        nodes, names, sayings, first = page.nodes, page.names, page.sayings, len(page.texts)
        around, above = -1, 0
        if open_nodes:
            around = open_nodes[-1]
            above = nodes[around * NODE + _BITS]
        for element in self.opened[len(open_nodes) :]:
            tag, group, said = element.tag, "", ""
            above |= _BIT.get(tag, 0)
            for key, value in element.items():
                if key == "class":
                    group = value
                if key in _SAYING:
                    said += value + " "
                elif key in _HIDING and _is_hidden(key, value):
                    above |= _HIDDEN
            name = names.setdefault((tag, group), len(names))
            saying = sayings.setdefault(said, len(sayings))
            depth, number = len(open_nodes), len(nodes) // NODE
            nodes.extend((around, _TAG.get(tag, -1), depth, name, saying, above, first, 0, 0))
            open_nodes.append(number)
            around = number

    def finish(self, truncated: bool) -> Outline:
        """The outline of what was walked, all that is open closed."""
        if self.run:
            self.close()
        while self.opened:
            self.leave()
        self.page.truncated |= truncated
        return self.page


def _is_menu(items: Any) -> bool:
    """Whether the first two items and the last of a list are each nothing but a link."""
    return len(items) > MENU and all(
        len(item) == 1 and item[0].tag == "a" and not (item.text or item[0].tail or "").strip()
        for item in (items[0], items[1], items[-1])
    )


def _is_hidden(key: str, value: str) -> bool:
    if key == "style":
        return "none" in value and "display:none" in value.replace(" ", "").lower()
    return key == "hidden" or value == "true"
