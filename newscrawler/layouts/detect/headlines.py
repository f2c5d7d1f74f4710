"""The headline within a link that holds more than it: kickers, counts, summaries, times."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import islice

from lxml import etree

from newscrawler.layouts.detect.links import weight
from newscrawler.layouts.detect.pieces import Piece, string
from newscrawler.layouts.detect.tagpaths import HEADINGS, HIDDEN

MAX_ELEMENTS = 120
"""Elements looked at within one link."""

MAX_DEPTH = 10
"""Blocks within blocks that are entered in search of the headline."""

LEAST = 8
"""Letters of a text before a part beside it can be a mere label of it."""

ENOUGH = 20
"""Letters of a block within a link that is no kicker: the first such block is the headline."""

MOST = 250
"""Letters; what is longer is a summary or a body."""

_SHOWN = etree.XPath(
    f"descendant::text()[not({' or '.join(f'ancestor::{tag}' for tag in sorted(HIDDEN))})]",
    smart_strings=False,
)
Said = Callable[[etree._Element], str]
"""What an element says: faster where nothing is hidden in it."""

_TITLE = re.compile(r"(?<!sub)(?<!sub-)(?<!sub_)(?:title|headline|heading|\bhed\b)", re.IGNORECASE)
_CLOSINGS = ("/", "|", "•", "·")
"""Signs at the end of a label that set it apart from the headline."""

_FORMATS = frozenset("a em strong b i u font mark cite q wbr sup sub br bdi small".split())
"""Tags that dress a part of the headline and do not set it apart."""


def read(
    link: etree._Element, text: str, card: Iterable[Piece]
) -> tuple[str, frozenset[etree._Element]]:
    """The headline of ``link`` and the elements whose own text is a part of it. ``text`` is all
    text of the link on one line; mostly it is one piece of its ``card``."""
    if not len(link):
        return text, frozenset((link,))
    for line, _, holder in card:
        if line == text and _is_within(holder, link):
            return text, frozenset((holder,))
    inside = _inside(link)
    hides = any(part.tag in HIDDEN and string(part).strip() for part in inside)
    said = _shown if hides else string
    holder = _block(_titled(inside, said), said)
    return _without_labels(holder, said), frozenset(_inside(holder))


def _is_within(element: etree._Element, link: etree._Element) -> bool:
    return element is link or link in element.iterancestors()


def _inside(element: etree._Element) -> list[etree._Element]:
    return list(islice(element.iter(etree.Element), MAX_ELEMENTS))


def _titled(parts: Sequence[etree._Element], said: Said) -> etree._Element:
    """The first heading within the first of ``parts``, a link, that has a text, else the longest
    text of a class that names a title, else the link itself."""
    link, *inside = parts
    for element in inside:
        if element.tag in HEADINGS and _line(element, said):
            return element
    named = [element for element in inside if _is_title(element.get("class"))]
    letters = [(weight(_line(element, said)), number) for number, element in enumerate(named)]
    fit = [pair for pair in letters if 1 < pair[0] <= MOST]
    return named[max(fit)[1]] if fit else link


@lru_cache(maxsize=4096)
def _is_title(names: str | None) -> bool:
    return names is not None and _TITLE.search(names) is not None


def _block(holder: etree._Element, said: Said) -> etree._Element:
    """The block with the headline where ``holder`` has no text of its own."""
    for _ in range(MAX_DEPTH):
        told = _told(holder, said)
        if not told or _own(holder).strip() or any(child.tag in _FORMATS for child, _ in told):
            break
        letters = [(weight(text), child) for child, text in told]
        long = [child for length, child in letters if length >= ENOUGH]
        holder = long[0] if long else max(letters, key=lambda pair: pair[0])[1]
    return holder


def _told(element: etree._Element, said: Said) -> list[tuple[etree._Element, str]]:
    """The children of ``element`` that have a text, and that."""
    children = (child for child in element if isinstance(child.tag, str))
    return [(child, text) for child in children if (text := _line(child, said))]


def _without_labels(holder: etree._Element, said: Said) -> str:
    """The text of ``holder`` less a first and last part that has a class and is the smaller
    part: ``<a><span class="kicker">Live</span> Rain over all</a>``."""
    whole, told = _line(holder, said), _told(holder, said)
    ends = {child for child, _ in (*told[:1], *told[-1:]) if _is_label(child)}
    if not ends:
        return whole
    texts = dict(told)
    kept = [holder.text or ""]
    for child in holder:
        kept += ["" if child in ends else texts.get(child, ""), child.tail or ""]
    rest = " ".join(" ".join(kept).split())
    least = LEAST if told[0][1].endswith(_CLOSINGS) else max(LEAST, weight(whole) / 2)
    return rest if weight(rest) >= least else whole


def _is_label(element: etree._Element) -> bool:
    return element.tag not in _FORMATS and bool(element.get("class"))


def _own(element: etree._Element) -> str:
    return " ".join([element.text or "", *(child.tail or "" for child in element)])


def _line(element: etree._Element, said: Said) -> str:
    return " ".join(said(element).split())


def _shown(element: etree._Element) -> str:
    """All text below ``element`` without that of scripts and their like."""
    return "".join(_SHOWN(element))
