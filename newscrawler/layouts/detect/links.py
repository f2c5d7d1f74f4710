"""The links of a page that could lead to stories, as columns in document order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple

from lxml import etree

from newscrawler.layouts.detect.addresses import Address, shape
from newscrawler.layouts.detect.pieces import string
from newscrawler.layouts.detect.tagpaths import HEADINGS, climb, kind_of

MAX_LINKS = 4_000
"""More links than any listing shows; what follows is not looked at."""

LONG = 15
"""Letters of a text that is hardly ever a menu's. Shorter texts count where longer ones stand
in the same markup."""

_OUTSIDE = ("nav", "footer", "noscript", "template")
"""Parts of a page without cards; half of the links of many pages stand there."""

_NO_STORY = ("#", "javascript:", "mailto:", "tel:", "data:")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")

Markup = tuple[str | None, Any, str | None]
"""Class of a link, tag and class around it."""


def weight(text: str) -> float:
    """Length of a text in letters, where one ideograph tells as much as two and a half.

    >>> weight("Rain"), weight("大雨")
    (4, 5.0)
    """
    return len(text) if text.isascii() else len(text) + 1.5 * len("".join(_WIDE.findall(text)))


Told = tuple[etree._Element, etree._Element | None, Markup, str, str, float]
"""A link, what is around it, their markup, its address, its text on one line and the weight of
that."""


class Traits(NamedTuple):
    """What the links of a group have in common by their place on the page: that of the first."""

    heading: bool
    """Whether it stands in or around a heading."""
    furniture: int
    """How many of the elements around it are named like furniture."""


class Groups:
    """Numbers the groups of a page: links of the same markup, also two steps above them. The
    whole path up to the root tells no more, and most of its elements are of nothing else."""

    def __init__(self) -> None:
        self.traits: list[Traits] = []
        self._known: dict[etree._Element, tuple[bool, int]] = {}
        self._numbers: dict[tuple[str, Markup], int] = {}

    def of(self, element: etree._Element, above: etree._Element | None, markup: Markup) -> int:
        """The number of the group of a link, of what is ``above`` it and their markup."""
        around = None if above is None else above.getparent()
        label = "" if around is None else kind_of(str(around.tag), around.get("class")).label
        number = self._numbers.get((label, markup))
        if number is None:
            number = self._numbers[label, markup] = len(self.traits)
            heading, furniture = self._of_place(element)
            if not heading and len(element):
                heading = next(element.iter(*HEADINGS), None) is not None
            self.traits.append(Traits(heading, furniture))
        return number

    def _of_place(self, element: etree._Element) -> tuple[bool, int]:
        """The traits of an element's path. Each ancestor is visited once per page."""
        above, chain = climb(element, self._known)
        heading, furniture = (False, 0) if above is None else self._known[above]
        for step in chain:
            kind = kind_of(str(step.tag), step.get("class"))
            heading, furniture = heading or kind.heading, furniture + kind.furniture
            self._known[step] = heading, furniture
        return heading, furniture


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
    repeats: Counter[str] = field(default_factory=Counter)
    """How often each address is linked."""
    traits: Sequence[Traits] = ()
    """Of each group."""
    told: Sequence[Told] = ()
    """All links with a text, also those that could not lead to a story."""


def collect(root: etree._Element) -> Links:
    """The links below ``root`` that could lead to a story."""
    told = _told(root)
    markups = {markup for _, _, markup, _, _, letters in told if letters >= LONG}
    kept = [link for link in told if link[2] in markups]
    if not kept:
        return Links()
    elements, above, around, hrefs, texts, weights = zip(*kept, strict=True)
    groups = Groups()
    numbers = list(map(groups.of, elements, above, around))
    repeats = Counter(hrefs)
    shapes = {href: shape(href) for href in repeats}
    addresses = [shapes[href] for href in hrefs]
    return Links(elements, hrefs, texts, weights, numbers, addresses, repeats, groups.traits, told)


def _told(root: etree._Element) -> list[Told]:
    """The links that lead to another page, with a text of two letters at least."""
    told: list[Told] = []
    for element in islice(_links(root), MAX_LINKS):
        href = address_of(element)
        if not href:
            continue
        text = string(element) if len(element) else element.text
        if text and len(text) > 1:
            text = " ".join(text.split())
            letters = len(text) if text.isascii() else weight(text)
            if letters > 1:
                above = element.getparent()
                tag, names = ("", None) if above is None else (above.tag, above.get("class"))
                told.append(
                    (element, above, (element.get("class"), tag, names), href, text, letters)
                )
    return told


def address_of(link: etree._Element) -> str:
    """The address that a link leads to as it stands; ``""`` where that is no other page."""
    href = link.get("href", "").strip()
    return "" if href.startswith(_NO_STORY) else href


def _links(root: etree._Element) -> Iterator[etree._Element]:
    """The links below ``root`` where cards can be. A walk over these tags alone takes a third
    of the time of an XPath that asks each link for what is around it."""
    found = root.iter("a", *_OUTSIDE)
    for element in found:
        if element.tag == "a":
            yield element
        else:
            for _ in element.iterdescendants("a", *_OUTSIDE):
                next(found)
