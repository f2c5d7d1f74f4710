"""Stream: stories in a sequence of lines, each anchored by the line that holds its time.

For cards of which the order of the parts is known (headline, source, time, chips, headline
again, body) and nothing of the markup. The order is Daily8's, from text renderings of 2025;
the headline may stand before the source, or only after the chips, or in both places.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container
from dataclasses import dataclass, field
from itertools import pairwise

from lxml import etree

from newscrawler.layouts.lines import Line
from newscrawler.values import times

MAX_LABEL = 80
"""Characters: sources and chips are short, a paragraph is not."""

_REACH = 8
"""Lines below the time in which the headline may come again, after the chips."""

_MAY_END_IN_TIME = re.compile(r"(?:\d|ago|now|yesterday|today)$|منذ|أمس|الآن")
"""The forms seen end so (English relative, day-first date) or hold such a word (Arabic); asked
of every short line of a page, this costs a hundredth of reading it as a time."""

_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_BULLETS = "•·-–* "


@dataclass(slots=True)
class Card:
    """One story. ``start`` and ``body`` are line numbers: where it and its text begin; ``end``
    is where the next one begins. ``box`` is the element that holds this card and no other."""

    headline: str
    source: str
    time: str
    anchor: int
    start: int
    body: int
    chips: list[str] = field(default_factory=list)
    end: int = 0
    box: etree._Element | None = None


def cards(lines: list[Line], titles: Container[str] = ()) -> list[Card]:
    """The cards in ``lines`` (those of images left out), in order.

    ``titles`` are texts known to be headlines, such as the alternative texts of images.
    """
    found: list[Card] = []
    for anchor in range(len(lines)):
        card = _card(lines, anchor, titles)
        if card is not None and (not found or card.start > found[-1].anchor):
            found.append(card)
    boxes = _boxes([lines[card.anchor].element for card in found])
    for card, box in zip(found, boxes, strict=True):
        card.box = box if box is not None and _is_in(lines[card.start].element, box) else None
    for card, following in pairwise(found):
        card.end = following.start
    if found:
        found[-1].end = len(lines)
    return found


def body(lines: list[Line], card: Card) -> list[str]:
    """The paragraphs of a card: what follows its last headline, inside its box."""
    inside = (line for line in lines[card.body : card.end])
    return [line.text for line in inside if card.box is None or _is_in(line.element, card.box)]


def byline(line: str) -> tuple[str, str]:
    """Source and time where a line holds a time and no more than a name beside it.

    >>> byline("News2419-07-2025")
    ('News24', '19-07-2025')
    >>> byline("The council met on Tuesday.")
    ('', '')
    """
    if len(line) > 2 * MAX_LABEL or not _MAY_END_IN_TIME.search(line):
        return "", ""
    source, time = times.split(line)
    return (source.strip(_BULLETS), time) if time and len(source) <= MAX_LABEL else ("", "")


def _card(lines: list[Line], anchor: int, titles: Container[str]) -> Card | None:
    source, time = byline(lines[anchor].text)
    if not time:
        return None
    first = anchor
    if not source and _is_source(lines, anchor - 1, titles):
        first, source = anchor - 1, lines[anchor - 1].text.strip(_BULLETS)
    if first and (
        _is_set(lines, first - 1, titles) or _again(lines, anchor, lines[first - 1].text)
    ):
        return _headed(lines, source, time, first - 1, anchor)
    return _headless(lines, source, time, first, anchor, titles)


def _headed(lines: list[Line], source: str, time: str, head: int, anchor: int) -> Card:
    """A card that begins with its headline."""
    headline = lines[head].text
    again = _again(lines, anchor, headline)
    chips_end = again if again else _after_chips(lines, anchor + 1, source)
    start = head
    while start and lines[start - 1].text == headline:
        start -= 1
    chips = [line.text.strip(_BULLETS) for line in lines[anchor + 1 : chips_end]]
    return Card(headline, source, time, anchor, start, again + 1 if again else chips_end, chips)


def _headless(
    lines: list[Line], source: str, time: str, first: int, anchor: int, titles: Container[str]
) -> Card | None:
    """A card that begins with its source; the headline stands after the chips."""
    near = range(anchor + 1, min(anchor + 1 + _REACH, len(lines)))
    known = (n for n in near if lines[n].tag in _HEADINGS or lines[n].text in titles)
    head = next(known, _after_chips(lines, anchor + 1, source) if source else len(lines))
    if head >= len(lines):
        return None
    line = lines[head]
    chips = [each.text.strip(_BULLETS) for each in lines[anchor + 1 : head]]
    return Card(line.text, source, time, anchor, first, head + 1, chips)


def _is_source(lines: list[Line], place: int, titles: Container[str]) -> bool:
    if place < 0 or len(lines[place].text) > MAX_LABEL:
        return False
    return not _is_set(lines, place, titles)


def _is_set(lines: list[Line], place: int, titles: Container[str]) -> bool:
    """Whether the line is set as a headline, known as one, or doubled as one."""
    line = lines[place]
    doubled = place > 0 and lines[place - 1].text == line.text
    return doubled or line.tag in _HEADINGS or line.text in titles


def _again(lines: list[Line], anchor: int, headline: str) -> int:
    """Where the headline is repeated below the time; 0 if it is not."""
    for place in range(anchor + 1, min(anchor + 1 + _REACH, len(lines))):
        if lines[place].text == headline:
            return place
    return 0


def _after_chips(lines: list[Line], place: int, source: str) -> int:
    """The first line that is no chip: set off by a bullet, a short list item, or the source."""
    while place < len(lines) and _is_chip(lines[place], source):
        place += 1
    return place


def _is_chip(line: Line, source: str) -> bool:
    return line.text[0] in _BULLETS or line.text == source or _is_item(line)


def _is_item(line: Line) -> bool:
    return line.tag == "li" and len(line.text) <= MAX_LABEL // 2


def _boxes(anchors: list[etree._Element]) -> list[etree._Element | None]:
    """For each anchor the highest element that holds it and none of the others."""
    chains = [[anchor, *anchor.iterancestors()] for anchor in anchors]
    held = Counter(element for chain in chains for element in chain)
    boxes: list[etree._Element | None] = []
    for chain in chains:
        alone = [element for element in chain if held[element] == 1]
        boxes.append(alone[-1] if alone and len(anchors) > 1 else None)
    return boxes


def _is_in(element: etree._Element, box: etree._Element) -> bool:
    return element is box or any(parent is box for parent in element.iterancestors())
