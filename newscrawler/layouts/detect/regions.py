"""Which part of a page belongs to which story: its card, and what stands beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from newscrawler.layouts.detect.pieces import Piece, behind, below, with_tails

SHARED = -1
"""The owner of an element that holds links of several stories."""

_BORDERS = frozenset({"article", "li", "section", "main", "body", "html"})
"""A card may be one of these, but reaches no further."""

MAX_BESIDE = 6
"""Siblings that are looked at between two cards."""

Owners = dict[etree._Element, int]
"""Element -> the one story below it, or ``SHARED``."""


@dataclass(slots=True)
class Card:
    """One place on the page where a story stands."""

    story: int
    link: etree._Element
    top: etree._Element
    """The greatest element with links of no other story."""
    beside: list[etree._Element] = field(default_factory=list)
    """Siblings of ``top`` that belong to no story, behind it or, if ``leads``, before it."""
    leads: bool = False

    def pieces(self) -> list[Piece]:
        """The texts of the card in document order."""
        if self.leads:
            return with_tails(self.beside) + below(self.top)
        return below(self.top) + behind(self.top) + with_tails(self.beside)


def cards(
    links: Iterable[tuple[int, etree._Element]],
    root: etree._Element,
    timed: Callable[[str], bool],
) -> list[Card]:
    """The cards below ``root`` of these links (story number, element), in document order.

    ``timed`` tells whether a text is a time: where the first of several siblings has one
    before it and the last none behind it, what stands between them belongs to the next.
    """
    pairs = list(links)
    owners = _owners(pairs)
    found: dict[etree._Element, Card] = {}
    for story, link in pairs:
        top = _top(link, story, owners, root)
        if top not in found:
            found[top] = Card(story, link, top)
    _give_siblings(found.values(), owners, timed)
    return list(found.values())


def _owners(links: Sequence[tuple[int, etree._Element]]) -> Owners:
    """Climb from every link; each element changes at most twice, so this ends in time."""
    owners: Owners = {}
    for story, link in links:
        step: etree._Element | None = link
        while step is not None:
            owner = owners.get(step)
            if owner is None:
                owners[step] = story
            elif owner in (story, SHARED):
                break
            else:
                owners[step] = SHARED
            step = step.getparent()
    return owners


def _top(link: etree._Element, story: int, owners: Owners, root: etree._Element) -> etree._Element:
    top = link
    while top is not root and top.tag not in _BORDERS:
        above = top.getparent()
        if above is None or owners[above] != story:
            break
        top = above
    return top


def _give_siblings(found: Iterable[Card], owners: Owners, timed: Callable[[str], bool]) -> None:
    runs: dict[etree._Element, list[Card]] = {}
    for card in found:
        above = card.top.getparent()
        if card.top.tag not in _BORDERS and above is not None and owners[above] == SHARED:
            runs.setdefault(above, []).append(card)
    for run in runs.values():
        leads = len(run) > 1 and _leads(run[0].top, run[-1].top, owners, timed)
        for card in run:
            card.leads = leads
            card.beside = _siblings(card.top, owners, before=leads)


def _leads(
    first: etree._Element, last: etree._Element, owners: Owners, timed: Callable[[str], bool]
) -> bool:
    """Whether there is a time before the first and none behind the last of some siblings."""
    before = with_tails(_siblings(first, owners, before=True))
    if not any(timed(piece[0]) for piece in before):
        return False
    after = behind(last) + with_tails(_siblings(last, owners, before=False))
    return not any(timed(piece[0]) for piece in after)


def _siblings(top: etree._Element, owners: Owners, *, before: bool) -> list[etree._Element]:
    """The next siblings on one side, up to the first with a story, in document order."""
    found = []
    for sibling in islice(top.itersiblings(preceding=before), MAX_BESIDE):
        if sibling in owners:
            break
        found.append(sibling)
    return found[::-1] if before else found
