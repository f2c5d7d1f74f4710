"""The links of a page that could lead to stories, as columns in document order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple

from lxml import etree

from newscrawler.layouts.detect.addresses import Address, shape
from newscrawler.layouts.detect.tagpaths import HEADINGS, NOWHERE, TagPaths

MAX_LINKS = 4_000
"""More links than any listing shows; what follows is not looked at."""

LONG = 15
"""Letters of a text that is hardly ever a menu's. Shorter texts count where longer ones stand
in the same markup."""

# Links in a menu or a footer are no cards, and half of the links of many pages.
_LINKS = etree.XPath("descendant-or-self::a[@href][not(ancestor::nav or ancestor::footer)]")
_STRING = etree.XPath("string()", smart_strings=False)
_NO_STORY = ("#", "javascript:", "mailto:", "tel:", "data:")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")

Markup = tuple[str | None, Any, str | None]
"""Class of a link, tag and class around it."""


def weight(text: str) -> float:
    """Length of a text in letters, where one ideograph tells as much as two and a half.

    >>> weight("Rain"), weight("大雨")
    (4, 5.0)
    """
    return len(text) if text.isascii() else len(text) + 1.5 * len(_WIDE.findall(text))


class Traits(NamedTuple):
    """What the links of a group have in common by their place on the page."""

    heading: bool
    """Whether they stand in or around a heading (the first of them tells)."""
    furniture: int
    """How many of the elements around them are named like furniture."""
    outside: bool
    """Whether they stand in a part of the page that has no cards."""


class Groups:
    """Numbers the groups of a page: links of the same markup on the same path."""

    def __init__(self) -> None:
        self.traits: list[Traits] = []
        self._paths = TagPaths()
        self._numbers: dict[tuple[int, Markup], int] = {}

    def of(self, element: etree._Element, above: etree._Element | None, markup: Markup) -> int:
        """The number of the group of a link, of what is ``above`` it and their markup."""
        around = None if above is None else above.getparent()
        path = NOWHERE if around is None else self._paths.of(around)
        number = self._numbers.get((path, markup))
        if number is None:
            number = self._numbers[path, markup] = len(self.traits)
            self.traits.append(self._traits(element))
        return number

    def _traits(self, element: etree._Element) -> Traits:
        paths = self._paths
        path = paths.of(element)
        heading = paths.headings[path] or next(element.iter(*HEADINGS), None) is not None
        return Traits(heading, paths.furniture[path], paths.outside[path])


@dataclass(slots=True)
class Links:
    """Columns, one entry a link; links in the same markup are one group."""

    elements: Sequence[etree._Element] = ()
    hrefs: Sequence[str] = ()
    texts: Sequence[str] = ()
    weights: Sequence[float] = ()
    numbers: Sequence[int] = ()
    """The group of each."""
    addresses: Sequence[Address] = ()
    groups: Groups = field(default_factory=Groups)
    """Kept for more than its traits: lxml makes a new object of each ancestor when the last
    reference is gone, which costs as much as reading it."""
    repeats: Counter[str] = field(default_factory=Counter)
    """How often each address is linked."""


Told = tuple[etree._Element, etree._Element | None, Markup, str, float]
"""A link, what is around it, their markup, its text on one line and the weight of that."""


def collect(root: etree._Element) -> Links:
    """The links below ``root`` that could lead to a story."""
    told = _told(root)
    markups = {markup for _, _, markup, _, letters in told if letters >= LONG}
    groups = Groups()
    rows = []
    for element, above, markup, text, letters in told:
        if markup in markups:
            href = element.get("href", "").strip()
            if href and not href.startswith(_NO_STORY):
                number = groups.of(element, above, markup)
                if not groups.traits[number].outside:
                    rows.append((element, href, text, letters, number, shape(href)))
    if not rows:
        return Links()
    elements, hrefs, texts, weights, numbers, addresses = zip(*rows, strict=True)
    return Links(elements, hrefs, texts, weights, numbers, addresses, groups, Counter(hrefs))


def _told(root: etree._Element) -> list[Told]:
    """The links with a text of two letters at least."""
    told = []
    for element in islice(_LINKS(root), MAX_LINKS):
        text = _STRING(element) if len(element) else element.text
        if text and len(text) > 1:
            text = " ".join(text.split())
            letters = len(text) if text.isascii() else weight(text)
            if letters > 1:
                told.append((element, *_around(element), text, letters))
    return told


def _around(element: etree._Element) -> tuple[etree._Element | None, Markup]:
    """What is around a link, and their markup, which is cheaper to read than a whole path."""
    above = element.getparent()
    if above is None:
        return None, (element.get("class"), "", None)
    return above, (element.get("class"), above.tag, above.get("class"))
