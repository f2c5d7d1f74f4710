"""The tag paths of a page, numbered, so that repeated markup gets one number."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

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

Step = tuple[int, Any, str | None]
"""Number of the path above, tag and class attribute: one step of a path."""

Kind = tuple[str, bool, bool, bool]
"""Label of an element; whether it is furniture, a heading, outside all cards."""


@lru_cache(maxsize=16_384)
def kind_of(tag: str, names: str | None) -> Kind:
    """What tag and class attribute say of an element. The pages of a site share their classes.

    The label leaves numbers out: ``post-17`` and ``post-18`` are of one kind.

    >>> kind_of("li", "item-3 wide"), kind_of("nav", None)
    (('li.item-#', False, False, False), ('nav', True, False, True))
    >>> kind_of("div", "page-footer")[1]
    True
    """
    words = (names or "").translate(_BREAKS).lower().split()
    furniture = tag in _FURNITURE or not _FURNITURE.isdisjoint(words)
    label = f"{tag}.{_DIGITS.sub('#', (names or '').split(None, 1)[0])}" if words else tag
    return label, furniture, tag in HEADINGS, tag in _OUTSIDE


class TagPaths:
    """The tag paths below one root, numbered. Elements on the same path share a number.

    A path is made of each element's tag and first class: the items of a list are on one path,
    those of the same list in another column on another. Columns, one entry a path:
    """

    def __init__(self) -> None:
        self.labels: list[str] = []
        self.furniture: list[int] = []
        """How many elements of the path are named like furniture."""
        self.headings: list[bool] = []
        """Whether a heading is on the path."""
        self.outside: list[bool] = []
        """Whether the path leads through a part of the page that has no cards."""
        self._known: dict[etree._Element, int] = {}
        self._steps: dict[Step, int] = {}
        self._numbers: dict[tuple[int, str], int] = {}

    def of(self, element: etree._Element) -> int:
        """The number of the element's path. Each ancestor is visited once per page."""
        known, steps = self._known, self._steps
        number = known.get(element)
        if number is not None:
            return number
        chain = [element]
        above = element.getparent()
        while above is not None and (number := known.get(above)) is None:
            chain.append(above)
            above = above.getparent()
        number = NOWHERE if number is None else number
        while chain:
            step = chain.pop()
            key = number, step.tag, step.get("class")
            found = steps.get(key)
            number = known[step] = self._new(key) if found is None else found
        return number

    def _new(self, step: Step) -> int:
        parent, tag, names = step
        kind = kind_of(tag, names)
        number = self._numbers.get((parent, kind[0]))
        if number is None:
            number = self._numbers[parent, kind[0]] = len(self.labels)
            self._append(parent, kind)
        self._steps[step] = number
        return number

    def _append(self, parent: int, kind: Kind) -> None:
        label, furniture, heading, outside = kind
        self.labels.append(label)
        if parent == NOWHERE:
            self.furniture.append(int(furniture))
            self.headings.append(heading)
            self.outside.append(outside)
        else:
            self.furniture.append(self.furniture[parent] + furniture)
            self.headings.append(heading or self.headings[parent])
            self.outside.append(outside or self.outside[parent])
