"""The tag paths of a page, numbered, so that repeated markup gets one number."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
HIDDEN = frozenset({"script", "style", "noscript", "template", "svg", "head", "textarea"})
_OUTSIDE = HIDDEN | {"nav", "footer"}

_FURNITURE = frozenset(
    "nav navigation navbar menu submenu footer foot header masthead sidebar aside widget widgets"
    " tag tags comment comments related popular most trending ad ads advert advertisement promo"
    " sponsor sponsored share social login breadcrumb breadcrumbs pager pagination author authors"
    " category categories topic topics subnav toolbar blogroll newsletter newsletters weather"
    " ticker slider".split()
)
"""Words in classes and tags that name what surrounds stories."""

_BREAKS = str.maketrans("-_:", "   ")
_DIGITS = re.compile(r"\d+")

NOWHERE = -1
"""The number of the path above a root."""


class Kind(NamedTuple):
    """What tag and class attribute say of an element."""

    label: str
    furniture: bool
    heading: bool
    outside: bool
    """Whether no card is below it."""


@lru_cache(maxsize=16_384)
def kind_of(tag: str, names: str | None) -> Kind:
    """The kind of an element. The pages of a site share their classes.

    The label leaves numbers out: ``post-17`` and ``post-18`` are of one kind.

    >>> kind_of("li", "item-3 wide")
    Kind(label='li.item-#', furniture=False, heading=False, outside=False)
    >>> kind_of("nav", None).outside, kind_of("div", "page-footer").furniture
    (True, True)
    """
    words = (names or "").translate(_BREAKS).lower().split()
    furniture = tag in _FURNITURE or not _FURNITURE.isdisjoint(words)
    label = f"{tag}.{_DIGITS.sub('#', (names or '').split(None, 1)[0])}" if words else tag
    return Kind(label, furniture, tag in HEADINGS, tag in _OUTSIDE)


def climb(
    element: etree._Element, known: Container[etree._Element]
) -> tuple[etree._Element | None, Iterator[etree._Element]]:
    """The innermost ``known`` element around ``element`` or itself, and the way from it down, so
    that each ancestor is visited once per page."""
    chain: list[etree._Element] = []
    step: etree._Element | None = element
    while step is not None and step not in known:
        chain.append(step)
        step = step.getparent()
    return step, reversed(chain)


class TagPaths:
    """The tag paths below one root, numbered. Elements on the same path share a number.

    A path is made of each element's tag and first class: the items of a list are on one path,
    those of the same list in another column on another.
    """

    def __init__(self) -> None:
        self.outside: list[bool] = []
        """For each path whether it leads through a part of the page that has no cards."""
        self._known: dict[etree._Element, int] = {}
        self._numbers: dict[tuple[int, str], int] = {}

    def of(self, element: etree._Element) -> int:
        """The number of the element's path. Each ancestor is visited once per page."""
        above, chain = climb(element, self._known)
        number = NOWHERE if above is None else self._known[above]
        for step in chain:
            number = self._known[step] = self._below(number, step)
        return number

    def _below(self, parent: int, element: etree._Element) -> int:
        kind = kind_of(str(element.tag), element.get("class"))
        number = self._numbers.get((parent, kind.label))
        if number is None:
            number = self._numbers[parent, kind.label] = len(self.outside)
            self.outside.append(kind.outside or (parent != NOWHERE and self.outside[parent]))
        return number
