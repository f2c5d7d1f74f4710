"""Selectors that find again what was detected, short enough to be read and mended by people."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from cssselect import HTMLTranslator
from lxml import etree

from newscrawler.layouts.detect.detection import Detection

ANCESTORS = 3
"""Elements around a card that its selector may name."""

SHARE = 0.1
"""Least share of the cards that a kind of card must have to get a selector of its own."""

ENOUGH = 0.5
"""Least share of the cards in which a field's selectors must find the right element first."""

ALTERNATIVES = 4
"""Selectors of a field: pages set their cards in several ways."""

SHOWN = ("headline", "source", "timestamp_text", "summary", "body")
"""Fields that are found by their text; a link is found by its element."""

Shown = tuple[etree._Element, str]
"""A card, or what stands behind it, and the text of a field."""

SAMPLE = 20
"""Cards whose elements are asked for options, from all over the page."""

MOST_OPTIONS = 40

_NAME = re.compile(r"-?[A-Za-z_][\w-]*")
_TRANSLATOR = HTMLTranslator()


class Selectors(NamedTuple):
    """CSS selectors: of the cards on the page, and of each field within a card, best first (with
    ``::attr(href)`` for the link); ``""`` for the card itself."""

    row: str
    fields: dict[str, list[str]]
    beside: bool
    """Whether some of the fields stand in the element right behind the card."""


def of(detection: Detection, root: etree._Element) -> Selectors:
    """The selectors of what was detected on the page ``root``; ``row`` is ``""`` for nothing."""
    cards, fields, beside = detection.cards, dict[str, list[str]](), False
    linked = [
        (card, place)
        for card, place, row in zip(cards, detection.places, detection.rows, strict=True)
        if "link" in row
    ]
    if linked:
        links = _within(linked) or [""]
        fields["link"] = [f"{link}::attr(href)" for link in links]
    for name in SHOWN:
        shown = [
            (card, row[name].values[0])
            for card, row in zip(cards, detection.rows, strict=True)
            if name in row
        ]
        found = _within(_holders(shown), len(shown))
        if not found:
            found = _within(_holders(_behind(shown)), len(shown))
            beside = beside or bool(found)
        if found:
            fields[name] = found
    row = ", ".join(_kinds(cards, root, fields.get("headline", [])))
    return Selectors(row, fields, beside)


def _behind(shown: Sequence[Shown]) -> list[Shown]:
    """The same texts, to be sought in the element behind each card."""
    return [(after, text) for card, text in shown if (after := card.getnext()) is not None]


def _kinds(
    cards: Sequence[etree._Element], root: etree._Element, headlines: Sequence[str]
) -> list[str]:
    """A selector for each kind of card that is common enough; where it finds more than cards,
    of those with an element that one of ``headlines`` finds."""
    kinds: dict[tuple[str, ...], list[etree._Element]] = {}
    for card in cards:
        kinds.setdefault((str(card.tag), *_classes(card)[:1]), []).append(card)
    common = [kind for kind in kinds.values() if len(kind) >= SHARE * len(cards)]
    found = []
    for kind in common:
        plain = _of_kind(kind, root)
        options = [plain, *(f"{plain}:has({headline})" for headline in headlines if headline)]
        found.append(max(options, key=lambda option: _agreement(option, kind, root)))
    return list(dict.fromkeys(found))


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


Pair = tuple[etree._Element, etree._Element]
"""A card and an element of it."""


def _within(pairs: Sequence[Pair], count: int | None = None) -> list[str]:
    """The selectors that find the second element of most pairs first within the first one, each
    for the cards in which those before it find nothing; none where they do not do so for half
    of ``count`` (all pairs)."""
    total, found, right, rest = count or len(pairs), list[str](), 0, list(pairs)
    while rest and len(found) < ALTERNATIVES:
        option, hits = _best(rest)
        if hits < SHARE * total:
            break
        found.append(option)
        right += hits
        rest = [pair for pair in rest if _first(option, pair[0]) is None]
    return found if right >= ENOUGH * total else []


def _best(pairs: Sequence[Pair]) -> tuple[str, int]:
    """The selector that is right more often than it is wrong, and how often it is right."""
    sample = pairs[:: -(-len(pairs) // SAMPLE)]
    options = Counter(option for pair in sample for option in set(_options(*pair)))
    best, best_rank, best_hits = "", (0, False, 0), 0
    for option, _ in options.most_common(MOST_OPTIONS):
        firsts = [(_first(option, card), element) for card, element in pairs]
        hits = sum(first is element for first, element in firsts)
        wrong = sum(first is not None for first, _ in firsts) - hits
        rank = (hits - wrong, _tells(option), -len(option))
        if rank > best_rank:
            best, best_rank, best_hits = option, rank, hits
    return best, best_hits


def _first(selector: str, card: etree._Element) -> etree._Element | None:
    """What a selector finds first within a card."""
    return next(iter(_select(selector)(card)), None) if selector else card


def _tells(selector: str) -> bool:
    """Whether a selector names a class or a heading, which outlast a change of the markup."""
    return "." in selector or re.search(r"\bh[1-6]\b", selector) is not None


def _holders(shown: Sequence[Shown]) -> list[Pair]:
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


@lru_cache(maxsize=256)
def _select(selector: str) -> etree.XPath:
    return etree.XPath(_TRANSLATOR.css_to_xpath(selector), smart_strings=False)
