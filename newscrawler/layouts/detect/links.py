"""The links of a page that could lead to stories, as columns in document order."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from lxml import etree

from newscrawler.layouts.detect.addresses import Address, shape
from newscrawler.layouts.detect.tagpaths import HEADINGS, TagPaths

MAX_LINKS = 4_000
"""More links than any listing shows; what follows is not looked at."""

LONG = 15
"""Letters of a text that is hardly ever a menu's. Shorter texts count where longer ones stand
in the same markup."""

_STRING = etree.XPath("string()", smart_strings=False)
_NO_STORY = ("#", "javascript:", "mailto:", "tel:", "data:")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")

_Markup = tuple[str | None, Any, str | None]


def weight(text: str) -> float:
    """Length of a text in letters, where one ideograph tells as much as two and a half.

    >>> weight("Rain"), weight("大雨")
    (4, 5.0)
    """
    return len(text) if text.isascii() else len(text) + 1.5 * len(_WIDE.findall(text))


@dataclass(slots=True)
class Links:
    """Columns, one entry a link."""

    paths: TagPaths = field(default_factory=TagPaths)
    elements: list[etree._Element] = field(default_factory=list)
    hrefs: list[str] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    """The number of each link's tag path: links in the same markup are one group."""
    repeats: Counter[str] = field(default_factory=Counter)
    """How often each address is linked."""
    headings: dict[int, bool] = field(default_factory=dict)
    """Group -> whether its links stand in or around a heading (its first link tells)."""


def collect(root: etree._Element) -> Links:
    """The links below ``root`` that could lead to a story."""
    links, told = Links(), _told(root)
    markups = {_markup(element) for element, _, letters in told if letters >= LONG}
    for element, text, letters in told:
        if letters >= LONG or _markup(element) in markups:
            href = (element.get("href") or "").strip()
            if href and not href.startswith(_NO_STORY):
                _add(links, element, href, text, letters)
    links.repeats = Counter(links.hrefs)
    return links


def _told(root: etree._Element) -> list[tuple[etree._Element, str, float]]:
    """The links with a text of two letters at least, the text on one line, and its weight."""
    outside = {link for part in root.iter("nav", "footer") for link in part.iter("a")}
    told = []
    for element in islice(root.iter("a"), MAX_LINKS):
        text = _STRING(element) if len(element) else element.text
        if text and len(text) > 1 and element not in outside:
            text = " ".join(text.split())
            letters = len(text) if text.isascii() else weight(text)
            if letters > 1:
                told.append((element, text, letters))
    return told


def _markup(element: etree._Element) -> _Markup:
    """What a link's path ends with, cheaper to read than the whole path."""
    above = element.getparent()
    if above is None:
        return element.get("class"), None, None
    return element.get("class"), above.tag, above.get("class")


def _add(links: Links, element: etree._Element, href: str, text: str, letters: float) -> None:
    paths, headings = links.paths, links.headings
    group = paths.of(element)
    if group not in headings:
        headings[group] = paths.headings[group] or _around_heading(element)
    if not paths.outside[group]:
        links.elements.append(element)
        links.hrefs.append(href)
        links.addresses.append(shape(href))
        links.texts.append(text)
        links.weights.append(letters)
        links.groups.append(group)


def _around_heading(element: etree._Element) -> bool:
    return next(element.iter(*HEADINGS), None) is not None
