"""Leads: a page's own story and the cards after it, told apart by the texts between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from newscrawler.layouts import lines as page_lines
from newscrawler.layouts import stream
from newscrawler.layouts.lines import Line
from newscrawler.layouts.rows import Found, Row

MIN_BODY = 40
"""Characters under which a lead without time and source has no text worth the name."""

Images = Mapping[str, str | None]
"""Alternative text -> address. A headline is as a rule the alternative text of its image."""


@dataclass(frozen=True, slots=True)
class Markers:
    """Lines that stand alone between the parts of a page, in every language of the site.

    ``tags`` heads the tags below the lead, ``end`` whatever else follows its text, ``related``
    the cards, and ``footer`` what follows them.
    """

    tags: frozenset[str]
    end: frozenset[str]
    related: frozenset[str]
    footer: frozenset[str]


def read(root: etree._Element, markers: Markers) -> tuple[Row | None, list[Row]]:
    """The lead and the related cards of an article page."""
    lines, images = _shown(root)
    related = _first(lines, markers.related, 0)
    cards_from = related + 1 if related < len(lines) else _first(lines, markers.end, 0)
    cards = _cards(lines[cards_from : _first(lines, markers.footer, cards_from)], images)
    after = markers.end | markers.related | markers.tags | markers.footer
    return _lead(lines, _first(lines, after, 0), images, markers), cards


def listing(root: etree._Element, markers: Markers) -> list[Row]:
    """The cards of a page that is nothing but cards."""
    lines, images = _shown(root)
    return _cards(lines[: _first(lines, markers.footer, 0)], images)


def _shown(root: etree._Element) -> tuple[list[Line], Images]:
    everything = page_lines.read(root)
    images = {line.text: line.src for line in everything if line.alt}
    return [line for line in everything if not line.alt], images


def _first(lines: list[Line], marks: frozenset[str], start: int) -> int:
    """Where the first of ``marks`` stands alone on a line; the end if none does."""
    places = (n for n in range(start, len(lines)) if lines[n].text in marks)
    return next(places, len(lines))


def _lead(
    lines: list[Line],
    end: int,
    images: Images,
    markers: Markers,
) -> Row | None:
    head = _headline(lines[:end], images)
    if head is None:
        return None
    headline = lines[head].text
    place = head + 1
    while place < end and lines[place].text == headline:
        place += 1
    row: Row = {"headline": Found([headline], "lead:heading")}
    source, time, place = _byline(lines, place, end)
    body = [line.text for line in lines[place:end]]
    _add(row, "source", source, "lead:byline")
    _add(row, "timestamp_text", time, "lead:byline")
    _add(row, "body", "\n\n".join(body), "lead:lines")
    _add(row, "image", images.get(headline) or "", "lead:image")
    if tags := _tags(lines, end, markers):
        row["tags"] = Found(tags, "lead:tags")
    return row if time or len("".join(body)) >= MIN_BODY else None


def _headline(lines: list[Line], images: Images) -> int | None:
    """The first level-one heading, else the first line that is repeated at once or as the
    alternative text of an image, else the first heading."""
    for place, line in enumerate(lines):
        if line.tag == "h1":
            return place
    for place, line in enumerate(lines):
        below = lines[place + 1].text if place + 1 < len(lines) else ""
        if line.text == below or line.text in images:
            return place
    return next((n for n, line in enumerate(lines) if line.tag in ("h2", "h3")), None)


def _byline(lines: list[Line], place: int, end: int) -> tuple[str, str, int]:
    """Source and time below the headline, glued on one line or on two, and where text begins."""
    if place < end:
        source, time = stream.byline(lines[place].text)
        if time:
            return source, time, place + 1
    if place + 1 < end and len(lines[place].text) <= stream.MAX_LABEL:
        source, time = stream.byline(lines[place + 1].text)
        if time and not source:
            return lines[place].text, time, place + 2
    return "", "", place


def _tags(lines: list[Line], end: int, markers: Markers) -> list[str]:
    start = _first(lines, markers.tags, 0)
    stop = _first(lines, markers.end | markers.related, start)
    shown = [line.text.lstrip("#") for line in lines[start + 1 : stop]]
    return [tag for tag in shown if len(tag) <= stream.MAX_LABEL] if start <= end else []


def _cards(lines: list[Line], images: Images) -> list[Row]:
    return [_row(lines, card, images) for card in stream.cards(lines, images)]


def _row(lines: list[Line], card: stream.Card, images: Images) -> Row:
    row: Row = {"headline": Found([card.headline], "card:headline")}
    _add(row, "source", card.source, "card:line above the time")
    _add(row, "timestamp_text", card.time, "card:time")
    _add(row, "body", "\n\n".join(stream.body(lines, card)), "card:lines")
    _add(row, "image", images.get(card.headline) or "", "card:image")
    _add(row, "link", _link(lines[card.start : card.end], card) or "", "card:link")
    sections = [chip for chip in card.chips if chip not in (card.source, card.headline)]
    _add(row, "section", sections[0] if sections else "", "card:chips")
    return row


def _add(row: Row, name: str, value: str, rule: str) -> None:
    if value:
        row[name] = Found([value], rule)


def _link(lines: list[Line], card: stream.Card) -> str | None:
    """The link of the headline, else the first of the card's own element."""
    heads = [line.element for line in lines if line.text == card.headline]
    for element in heads:
        if href := _around(element) or _within(element):
            return href
    return _within(card.box) if card.box is not None else None


def _around(element: etree._Element) -> str | None:
    links = (each for each in (element, *element.iterancestors("a")) if each.tag == "a")
    return next((each.get("href") for each in links if each.get("href")), None)


def _within(element: etree._Element) -> str | None:
    return next((a.get("href") for a in element.iter("a") if a.get("href")), None)
