"""Which links of a page lead to its stories, by the trained forest."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from newscrawler.layouts.detect.addresses import is_ad, is_front
from newscrawler.layouts.detect.features import NAMES, matrix
from newscrawler.layouts.detect.forest import Forest, load
from newscrawler.layouts.detect.links import Links
from newscrawler.layouts.paging import WORDS

MODEL = Path(__file__).with_name("stories.json")

THRESHOLD = 0.42
"""Least chance of a story link, the best of the cross-validation (2026-11-24)."""


_RELS = frozenset("next prev tag category author license help search home sponsored".split())
"""Link types of what is no story (HTML Standard, 4.6.7; microformats.org/wiki/existing-rel-values;
``sponsored`` is Google's)."""


class Story(NamedTuple):
    """All links to one address, in document order."""

    copies: list[int]
    best: int
    """The copy with the headline: the first in or around a heading, else the first at all."""
    chance: float


@cache
def forest() -> Forest:
    """The model, read at its first use."""
    return load(MODEL, NAMES)


def pick(links: Links, host: str, model: Forest) -> list[Story]:
    """The stories of a page on ``host``, in the order of their first links."""
    if not links.hrefs:
        return []
    chances = model.score(matrix(links, host)).tolist()
    keys = [href.partition("#")[0] for href in links.hrefs]
    copies: dict[str, list[int]] = {
        keys[number]: []
        for number, chance in enumerate(chances)
        if chance >= THRESHOLD and not _tells_none(links, number, host)
    }
    for number, key in enumerate(keys):
        if key in copies:
            copies[key].append(number)
    return [_story(links, chances, numbers) for numbers in copies.values()]


def _tells_none(links: Links, number: int, host: str) -> bool:
    """Whether a link says by itself that it leads to no story: to the next page, to the front
    page, to a list of its kind, to what is paid for."""
    address, rel = links.addresses[number], links.elements[number].get("rel")
    return (
        is_ad(address.host)
        or (not address.tail and is_front(links.hrefs[number], host))
        or links.texts[number].casefold() in WORDS
        or (rel is not None and not _RELS.isdisjoint(rel.lower().split()))
    )


def _story(links: Links, chances: Sequence[float], numbers: list[int]) -> Story:
    if len(numbers) == 1:
        return Story(numbers, numbers[0], chances[numbers[0]])
    fit = [number for number in numbers if chances[number] >= THRESHOLD]
    best = next((number for number in fit if links.traits[links.numbers[number]].heading), fit[0])
    return Story(numbers, best, max(chances[number] for number in fit))
