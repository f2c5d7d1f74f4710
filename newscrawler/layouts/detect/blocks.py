"""Cards without links: the same markup again and again, each time with a headline and a time."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from lxml import etree

from newscrawler.layouts.detect import moments, regions
from newscrawler.layouts.detect.links import weight
from newscrawler.layouts.detect.pieces import Piece
from newscrawler.layouts.detect.tagpaths import HEADINGS, TagPaths

MAX_ELEMENTS = 10_000
"""More elements than a page of linkless cards has; what follows is not looked at."""

LEAST, MOST = 15, 250
"""Letters of a headline."""

FEWEST = 2
"""Cards that make a listing: fewer may be the page's own story."""

TIMED = 0.5
"""Least share of the cards that must show a time, which menus and captions do not have."""


class Block(NamedTuple):
    """One card: its headline and all its other texts."""

    headline: str
    holder: etree._Element
    card: etree._Element
    pieces: list[Piece]


def find(root: etree._Element) -> list[Block]:
    """The linkless cards below ``root`` in document order; none where nothing repeats."""
    listings = [listing for group in _groups(root) if (listing := _listing(group, root))]
    return max(listings, key=_rank, default=[])


def _groups(root: etree._Element) -> list[list[etree._Element]]:
    """Elements with a text of a headline's length, those on the same path together."""
    paths, groups = TagPaths(), dict[int, list[etree._Element]]()
    for element in islice(root.iter(etree.Element), MAX_ELEMENTS):
        letters = weight(" ".join((element.text or "").split()))
        if LEAST <= letters <= MOST:
            number = paths.of(element)
            if not paths.outside[number]:
                groups.setdefault(number, []).append(element)
    return [group for group in groups.values() if len(group) >= FEWEST]


def _listing(group: Sequence[etree._Element], root: etree._Element) -> list[Block]:
    """The cards around the elements of a group; none if they are no cards: most show a time,
    and their headlines are no times and not all the same."""
    blocks = [
        Block(
            " ".join((card.link.text or "").split()),
            card.link,
            card.top,
            [piece for piece in card.pieces() if piece[2] is not card.link],
        )
        for card in regions.cards(enumerate(group), root, moments.shows)
    ]
    times = moments.choose([block.pieces for block in blocks], glued=True)
    headlines = {block.headline for block in blocks if not moments.shows(block.headline)}
    if len(headlines) < FEWEST or sum(bool(time.text) for time in times) < TIMED * len(blocks):
        return []
    return blocks


def _rank(blocks: Sequence[Block]) -> tuple[bool, int, bool]:
    """Headings before other texts, more cards before fewer, headlines before names."""
    mean = sum(len(block.headline) for block in blocks) / len(blocks)
    return blocks[0].holder.tag in HEADINGS, len(blocks), mean >= 2 * LEAST
