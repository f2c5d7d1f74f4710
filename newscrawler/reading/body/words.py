"""Words: what a node's attributes and the first words of a block say, as learned scores.

A score is the log odds of being article text of the blocks that have the word near them,
each publisher of the training pages counting once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from newscrawler.reading.body.table import Table
from newscrawler.reading.body.view import LEVELS, View

MAX_SAYING = 300
"""Characters of an element's attributes that are looked at."""

SHORT = 200
"""Characters up to which a block may be known by its first words."""

_NAME = re.compile("[A-Za-z][a-z]+")
_START = re.compile(r"\w+")

Scores = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Words:
    """The scores of words in attributes, and of the one or two first words of short blocks."""

    names: Scores
    starts: Scores


def names(saying: str) -> set[str]:
    """The words of an element's class, id and the like.

    >>> sorted(names("storyBody c-caption__text--2"))
    ['body', 'caption', 'story', 'text']
    """
    return {word.lower() for word in _NAME.findall(saying[:MAX_SAYING])}


def starts(text: str) -> Iterator[str]:
    """The first word and the first two of a short block.

    >>> list(starts("Read more: the story so far"))
    ['read', 'read more']
    """
    if len(text) < SHORT:
        found = _START.findall(text[:60].lower())[:2]
        yield from (" ".join(found[:count]) for count in range(1, len(found) + 1))


def add_words(table: Table, view: View, words: Words) -> None:
    """The least and greatest score of each level, of all, their sum, and the starts' scores."""
    scored = np.array([_scores(saying, words.names) for saying in view.page.sayings])
    low, high, total = scored[np.array(view.page.saying)].T[:, view.up]
    for level in range(LEVELS - 1):
        table[f"words{level}_low"], table[f"words{level}_high"] = low[level], high[level]
    table["words_low"], table["words_high"] = low.min(axis=0), high.max(axis=0)
    table["words_sum"] = total.sum(axis=0)
    known = [[words.starts.get(start, 0.0) for start in starts(t)] for t in view.page.texts]
    table["start1"] = np.array([scores[0] if scores else 0.0 for scores in known])
    table["start2"] = np.array([scores[1] if len(scores) > 1 else 0.0 for scores in known])


def _scores(saying: str, scores: Scores) -> tuple[float, float, float]:
    """The least, the greatest and the sum of the known words' scores; 0 where none is."""
    found = [scores[word] for word in names(saying) if word in scores]
    return (min(found), max(found), sum(found)) if found else (0.0, 0.0, 0.0)
