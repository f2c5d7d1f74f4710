"""Labels: which blocks of a page its known body is made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_TOKEN = re.compile(r"\w+")

CHANCE = 3
"""Tokens of a block that must match in a row; fewer match by chance."""


class Labels(NamedTuple):
    """Of each block: the share of it that is text of the article, and what that is worth."""

    truth: Floats
    weight: Floats


def from_body(texts: Sequence[str], body: str) -> Labels:
    """The labels that a known body gives: its tokens aligned in order with those of the page.

    A block weighs as the root of its length, all blocks of a page together the same.
    """
    tokens = [_TOKEN.findall(text) for text in texts]
    sizes = np.array([len(block) for block in tokens], np.float64)
    weight = np.sqrt(1 + sizes)
    return Labels(
        _matched(tokens, _TOKEN.findall(body)) / sizes.clip(1), 100 * weight / weight.sum()
    )


def _matched(tokens: list[list[str]], body: list[str]) -> Floats:
    """How many tokens of each block match; blocks of other words are not looked at."""
    known = set(body)
    stream: list[str] = []
    owner: list[int] = []
    for number, block in enumerate(tokens):
        if 2 * sum(token in known for token in block) >= len(block):
            stream += block
            owner += [number] * len(block)
    found = np.zeros(len(tokens))
    matcher = SequenceMatcher(None, stream, body, autojunk=False)
    for start, _, length in matcher.get_matching_blocks():
        for number, count in _runs(owner[start : start + length]):
            if count >= min(CHANCE, len(tokens[number])):
                found[number] += count
    return found


def _runs(owners: list[int]) -> Iterable[tuple[int, int]]:
    numbers, counts = np.unique(np.array(owners, np.int64), return_counts=True)
    return zip(numbers.tolist(), counts.tolist(), strict=True)


def from_snippets(texts: Sequence[str], wanted: Iterable[str], unwanted: Iterable[str]) -> Labels:
    """The labels that passages give which must be in the body, or must not; other blocks
    weigh nothing."""
    plain = [_plain(text) for text in texts]
    truth, weight = np.zeros(len(texts)), np.zeros(len(texts))
    for passage in wanted:
        if len(found := _holding(plain, passage)) == 1:
            truth[found], weight[found] = 1, SNIPPET_WEIGHT
    for passage in unwanted:
        found = [number for number in _holding(plain, passage) if not truth[number]]
        weight[found] = SNIPPET_WEIGHT
    return Labels(truth, weight)


SNIPPET_WEIGHT = 0.5


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _holding(texts: Sequence[str], passage: str) -> list[int]:
    return [number for number, text in enumerate(texts) if _plain(passage) in text]
