"""Cards whose headlines are no links: the same markup again and again, each time with a headline
and a time, or with a heading and a link of its own ("Read more", or one that covers the card)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from lxml import etree

from newscrawler.layouts.detect import moments, regions
from newscrawler.layouts.detect.addresses import shape
from newscrawler.layouts.detect.links import address_of, weight
from newscrawler.layouts.detect.pieces import Piece
from newscrawler.layouts.detect.regions import Card
from newscrawler.layouts.detect.tagpaths import HEADINGS, TagPaths

MAX_ELEMENTS = 10_000
"""More elements than a page of linkless cards has; what follows is not looked at."""

LEAST, MOST = 15, 250
"""Letters of a headline."""

FEWEST = 2
"""Cards that make a listing: fewer may be the page's own story."""

TOLD = 0.5
"""Least share of the cards that must show a time, or lead somewhere from a heading: menus and
captions do neither."""

MAX_LINKS = 20
"""Links of a card that are looked at."""


class Block(NamedTuple):
    """One card: its headline and all its other texts."""

    headline: str
    holder: etree._Element
    card: etree._Element
    pieces: list[Piece]
    link: etree._Element | None
    """The link of this card alone, if there is one."""


def find(root: etree._Element) -> list[Block]:
    """The cards below ``root`` in document order; none where nothing repeats."""
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
    """The cards around the elements of a group; none if they are no cards: too few show a time
    or lead somewhere, or their headlines are times or all the same."""
    cards = regions.cards(enumerate(group), root, moments.shows)
    blocks = [
        Block(
            " ".join((card.link.text or "").split()),
            card.link,
            card.top,
            [piece for piece in card.pieces() if piece[2] is not card.link],
            link,
        )
        for card, link in zip(cards, _links(cards), strict=True)
    ]
    headlines = {block.headline for block in blocks if not moments.shows(block.headline)}
    timed = sum(map(bool, moments.find([block.pieces for block in blocks], glued=True)))
    leading = sum(block.link is not None and block.holder.tag in HEADINGS for block in blocks)
    if len(headlines) < FEWEST or max(timed, leading) < TOLD * len(blocks):
        return []
    return blocks


def _links(cards: Sequence[Card]) -> list[etree._Element | None]:
    """For each card its link, if all links on it lead to one page that no other card leads to,
    but for those to lists, authors and the like."""
    found = [_leading(card.top) for card in cards]
    count = Counter(href for links in found for href in links)
    return [
        next(iter(links.values())) if len(links) == 1 and count[next(iter(links))] == 1 else None
        for links in found
    ]


def _leading(card: etree._Element) -> dict[str, etree._Element]:
    """The first link of a card to each address that may be a story's."""
    found: dict[str, etree._Element] = {}
    for link in islice(card.iter("a"), MAX_LINKS):
        href = address_of(link)
        if href and not shape(href).dull:
            found.setdefault(href, link)
    return found


def _rank(blocks: Sequence[Block]) -> tuple[bool, int, bool]:
    """Headings before other texts, more cards before fewer, headlines before names."""
    mean = sum(len(block.headline) for block in blocks) / len(blocks)
    return blocks[0].holder.tag in HEADINGS, len(blocks), mean >= 2 * LEAST
