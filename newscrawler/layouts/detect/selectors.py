"""Selectors that find again what was detected, short enough to be read and mended by people."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cssselect import HTMLTranslator
from lxml import etree

from newscrawler.layouts.detect.detection import Detection

ANCESTORS = 3
"""Elements around a card that its selector may name."""

SHARE = 0.1
"""Least share of the cards that a kind of card must have to get a selector of its own."""

ENOUGH = 0.5
"""Least share of the cards in which a field's selector must find the right element first."""

SHOWN = ("headline", "source", "timestamp_text", "summary", "body")
"""Fields that are found by their text; a link is found by its element."""

Shown = tuple[etree._Element, str]
"""A card, or what stands behind it, and the text of a field."""

SAMPLE = 20
"""Cards whose elements are asked for options."""

MOST_OPTIONS = 40

_NAME = re.compile(r"-?[A-Za-z_][\w-]*")
_TRANSLATOR = HTMLTranslator()


class Selectors(NamedTuple):
    """CSS selectors: of the cards on the page, and of each field within a card (with
    ``::attr(href)`` for the link); ``""`` for the card itself."""

    row: str
    fields: dict[str, str]
    beside: bool
    """Whether some of the fields stand in the element right behind the card."""


def of(detection: Detection, root: etree._Element) -> Selectors:
    """The selectors of what was detected on the page ``root``; ``row`` is ``""`` for nothing."""
    cards, fields, beside = detection.cards, dict[str, str](), False
    if any("link" in row for row in detection.rows):
        link = _within(list(zip(cards, detection.places, strict=True)))
        fields["link"] = f"{link or ''}::attr(href)"
    for name in SHOWN:
        shown = [
            (card, row[name].values[0])
            for card, row in zip(cards, detection.rows, strict=True)
            if name in row
        ]
        selector = _within(_holders(shown), len(shown))
        if selector is None:
            selector = _within(_holders(_behind(shown)), len(shown))
            beside = beside or selector is not None
        if selector is not None:
            fields[name] = selector
    return Selectors(", ".join(_kinds(cards, root)), fields, beside)


def _behind(shown: Sequence[Shown]) -> list[Shown]:
    """The same texts, to be sought in the element behind each card."""
    return [(after, text) for card, text in shown if (after := card.getnext()) is not None]


def _kinds(cards: Sequence[etree._Element], root: etree._Element) -> list[str]:
    """A selector for each kind of card that is common enough."""
    kinds: dict[tuple[str, ...], list[etree._Element]] = {}
    for card in cards:
        kinds.setdefault((str(card.tag), *_classes(card)[:1]), []).append(card)
    common = [kind for kind in kinds.values() if len(kind) >= SHARE * len(cards)]
    return list(dict.fromkeys(_of_kind(kind, root) for kind in common))


def _of_kind(cards: Sequence[etree._Element], root: etree._Element) -> str:
    """The shortest selector that finds these cards, and as few others as can be."""
    best, best_score, inner = "", -1.0, [""]
    level = list(cards)
    for _ in range(ANCESTORS + 1):
        options = [
            f"{outside} > {inside}" if inside else outside
            for outside in _common(level)
            for inside in inner
        ]
        scores = [(_agreement(option, cards, root), option) for option in options]
        score, option = max(scores, key=lambda pair: pair[0])
        if score > best_score:
            best, best_score = option, score
        inner = [option]
        level = [above for element in level if (above := element.getparent()) is not None]
        if not level:
            break
    return best


def _agreement(selector: str, cards: Sequence[etree._Element], root: etree._Element) -> float:
    """How well what a selector finds agrees with these cards: F1."""
    found = set(_select(selector)(root))
    return 2 * len(found.intersection(cards)) / (len(found) + len(cards))


def _common(elements: Sequence[etree._Element]) -> list[str]:
    """Selectors of all of these: their tag with each class that they share, the tag alone (``*``
    where they differ in it)."""
    tags = {str(element.tag) for element in elements}
    tag = tags.pop() if len(tags) == 1 else "*"
    classes = [set(_classes(element)) for element in elements[1:]]
    shared = [name for name in _classes(elements[0]) if all(name in each for each in classes)]
    return [*(f"{tag}.{name}" for name in shared), tag]


def _within(
    pairs: Sequence[tuple[etree._Element, etree._Element]], count: int | None = None
) -> str | None:
    """The selector that finds the second element of most pairs first within the first one;
    ``None`` where none does so for half of ``count`` (all pairs)."""
    options = Counter(
        option for card, element in pairs[:SAMPLE] for option in set(_options(card, element))
    )
    best, best_rank = None, (ENOUGH * (count or len(pairs)), False, 0)
    for option, _ in options.most_common(MOST_OPTIONS):
        search = _select(option) if option else None
        hits = sum(
            (card if search is None else next(iter(search(card)), None)) is element
            for card, element in pairs
        )
        rank = (hits, _tells(option), -len(option))
        if rank > best_rank:
            best, best_rank = option, rank
    return best


def _tells(selector: str) -> bool:
    """Whether a selector names a class or a heading, which outlast a change of the markup."""
    return "." in selector or re.search(r"\bh[1-6]\b", selector) is not None


def _holders(shown: Sequence[Shown]) -> list[tuple[etree._Element, etree._Element]]:
    found = ((card, _holder(card, text)) for card, text in shown)
    return [(card, holder) for card, holder in found if holder is not None]


def _options(card: etree._Element, element: etree._Element) -> Iterator[str]:
    """Selectors that may find ``element`` within ``card``: by tag, by each class, by both with
    what is around it."""
    if element is card:
        yield ""
        return
    tag, classes = str(element.tag), [f".{name}" for name in _classes(element)]
    own = [tag, *classes, *(f"{tag}{name}" for name in classes)]
    yield from own
    around = element.getparent()
    while around is not None and around is not card:
        outer = [str(around.tag), *(f".{name}" for name in _classes(around))]
        yield from (f"{outside} {inside}" for outside in outer for inside in own[:2])
        around = around.getparent()


def _holder(card: etree._Element, value: str) -> etree._Element | None:
    """The element of a card with the least text that has the value; of several the first, and
    the innermost of that."""
    best, length = None, 0
    for element in card.iter(etree.Element):
        text = " ".join("".join(element.itertext(etree.Element)).split())
        inner = best is not None and len(text) == length and best in element.iterancestors()
        if value in text and (best is None or inner or len(text) < length):
            best, length = element, len(text)
    return best


def _classes(element: etree._Element) -> list[str]:
    """The classes of an element that can stand in a selector as they are, without numbers that
    may count the cards."""
    names = (element.get("class") or "").split()
    return [name for name in names if _NAME.fullmatch(name) and not re.search(r"\d{2}", name)]


def _select(selector: str) -> etree.XPath:
    return etree.XPath(_TRANSLATOR.css_to_xpath(selector), smart_strings=False)
