"""Detection: the rows found on a listing, and how sure they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from lxml import etree
from parsel import Selector

from newscrawler.layouts.detect import (
    blocks,
    headlines,
    moments,
    regions,
    sources,
    stories,
    summaries,
)
from newscrawler.layouts.detect.blocks import Block
from newscrawler.layouts.detect.forest import Forest
from newscrawler.layouts.detect.links import Links, address_of, collect
from newscrawler.layouts.detect.moments import Shown
from newscrawler.layouts.detect.pieces import Piece, labels
from newscrawler.layouts.detect.stories import Story
from newscrawler.layouts.rows import Found, Row
from newscrawler.trees import plain

RULE = "detect"
"""The provenance of every field found here."""

FEW = 3
"""Fewer linked stories than this, and cards without links are looked for."""


@dataclass(frozen=True, slots=True)
class Detection:
    """What was found on a page; ``rows`` is empty where nothing looked like a story."""

    rows: list[Row] = field(default_factory=list)
    confidence: float = 0.0
    """0 to 1: the mean chance of the stories found, less where there are fewer than three; for
    cards whose headlines are no links the share of them that show a time or lead somewhere."""
    places: list[etree._Element] = field(default_factory=list, repr=False)
    """For each row the element that holds its headline: the link, if there is one."""
    cards: list[etree._Element] = field(default_factory=list, repr=False)
    """For each row the element that is its card."""


def cards(selector: Selector, base_url: str, forest: Forest | None = None) -> Detection:
    """The cards of the page (or part of a page) in ``selector``, in document order.

    Works on the tree that the response has already parsed. ``base_url`` is the page's address,
    whose host tells links that stay from links that leave. ``forest`` replaces the model that
    tells stories from other links (the cross-validation does so).

    Each row has ``headline``, and where the card has them ``link`` (the href as it stands),
    ``source``, ``timestamp_text``, ``timestamp`` (the same time as stated for machines) and
    ``summary`` or ``body``. Never raises for what a page holds.
    """
    root = selector.root
    if not isinstance(root, etree._Element):
        return Detection()
    host = (urlsplit(base_url).hostname or "").removeprefix("www.")
    with plain(root):
        links = collect(root)
        found = stories.pick(links, host, forest or stories.forest())
        if len(found) < FEW and len(linkless := blocks.find(root)) > len(found):
            return _of_blocks(linkless)
        return _of_links(links, found, root, host)


def _of_links(links: Links, found: Sequence[Story], root: etree._Element, host: str) -> Detection:
    """The rows of the stories found among ``links``, each told by one card or more."""
    copies = sorted((copy, number) for number, story in enumerate(found) for copy in story.copies)
    elements = ((number, links.elements[copy]) for copy, number in copies)
    areas = regions.cards(elements, root, moments.shows)
    pieces = [area.pieces() for area in areas]
    told: list[list[Piece]] = [[] for _ in found]
    for area, texts in zip(areas, pieces, strict=True):
        told[area.story] += texts
    heads = [
        headlines.read(links.elements[story.best], links.texts[story.best], texts)
        for story, texts in zip(found, told, strict=True)
    ]
    rows = [_row(headline) for headline, _ in heads]
    for row, story in zip(rows, found, strict=True):
        row["link"] = _found(links.hrefs[story.best])
    titles = [heads[area.story][1] for area in areas]
    cards = [
        [piece for piece in texts if piece[2] not in title]
        for title, texts in zip(titles, pieces, strict=True)
    ]
    hints = sources.hints(links, [found[area.story].best for area in areas], host)
    times = moments.find(cards)
    labelled = [
        moments.untimed(card, shown) + (labels(area.top) if hint.host else [])
        for card, shown, area, hint in zip(cards, times, areas, hints, strict=True)
    ]
    names = sources.choose(labelled, hints)
    _fill([rows[area.story] for area in areas], cards, moments.choose(times), names)
    places = [links.elements[story.best] for story in found]
    tops = {area.story: area.top for area in reversed(areas)}
    return Detection(rows, _confidence(found), places, [tops[number] for number in sorted(tops)])


def _of_blocks(found: Sequence[Block]) -> Detection:
    """The rows of cards whose headlines are no links."""
    rows = [_row(block.headline) for block in found]
    places = [block.holder if block.link is None else block.link for block in found]
    for row, block in zip(rows, found, strict=True):
        if block.link is not None:
            row["link"] = _found(address_of(block.link))
    texts = [block.pieces for block in found]
    names = sources.beside(texts, [block.headline for block in found])
    _fill(rows, texts, moments.choose(moments.find(texts, glued=True)), names)
    told = sum("timestamp_text" in row or "link" in row for row in rows)
    return Detection(rows, round(told / len(rows), 3), places, [block.card for block in found])


def _row(headline: str) -> Row:
    return {"headline": _found(headline)}


def _fill(
    rows: Sequence[Row],
    cards: Sequence[Sequence[Piece]],
    times: Sequence[Shown],
    names: Sequence[str],
) -> None:
    """Add what each card tells to its row; where a story stands twice, the later card fills
    the gaps."""
    for row, card, time, name in zip(rows, cards, times, names, strict=True):
        if time.text and "timestamp_text" not in row:
            row["timestamp_text"] = _found(time.text)
            if time.stated:
                row["timestamp"] = _found(time.stated)
        if name and "source" not in row:
            row["source"] = _found(name)
        if "summary" not in row and "body" not in row:
            text = summaries.choose(card, row["headline"].values[0])
            if text:
                row["body" if len(text) >= summaries.BODY else "summary"] = _found(text)


def _found(value: str) -> Found:
    return Found([value], RULE)


def _confidence(found: Sequence[Story]) -> float:
    if not found:
        return 0.0
    mean = sum(story.chance for story in found) / len(found)
    return round(mean * min(1, len(found) / FEW), 3)
