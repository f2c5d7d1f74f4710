"""Words: what a node's attributes and the first words of a block say, as learned scores.

A score is the log odds of being article text of the blocks that have the word near them,
each publisher of the training pages counting once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from newscrawler.reading.body.table import Table
from newscrawler.reading.body.view import LEVELS, Ints, View, numbers, scattered

MAX_SAYING = 300
"""Characters of an element's attributes that are looked at."""

SHORT = 200
"""Characters up to which a block may be known by its first words."""

_NAME = re.compile("[A-Za-z][a-z]{2,}")
_WORD = re.compile(r"\w+")

Scores = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Words:
    """The scores of words in attributes, and of the one or two first words of short blocks."""

    names: Scores
    starts: Scores


def name_words(saying: str) -> list[str]:
    """The words of an element's class, id and the like.

    >>> name_words("storyBody c-caption__text--2")
    ['story', 'body', 'caption', 'text']
    """
    return [word.lower() for word in _NAME.findall(saying[:MAX_SAYING])]


def wording(text: str) -> list[str]:
    """The words of a short block, none of a longer one.

    >>> wording("Read more: the story so far")
    ['read', 'more', 'the', 'story', 'so', 'far']
    """
    return _WORD.findall(text.lower()) if len(text) <= SHORT else []


def starts(words: list[str]) -> list[str]:
    """The first word and the first two.

    >>> starts(["read", "more", "the", "story"])
    ['read', 'read more']
    """
    return [words[0], " ".join(words[:2])] if len(words) > 1 else words


def add_names(table: Table, view: View, rows: Ints, names: Scores) -> None:
    """Of some rows: the least and greatest score of each level, of all, and their sum."""
    said = numbers(view.page.saying)[view.up[:, rows]]
    used, place = np.unique(said, return_inverse=True)
    sayings = list(view.page.sayings)
    scored = np.array([_scores(sayings[n], names) for n in used.tolist()]).reshape(-1, 3)
    columns = np.zeros((3, LEVELS, view.rows))
    columns[:, :, rows] = scored.T[:, place.reshape(said.shape)]
    low, high, total = columns
    for level in range(LEVELS - 1):
        table[f"words{level}_low"], table[f"words{level}_high"] = low[level], high[level]
    table["words_low"], table["words_high"] = low.min(axis=0), high.max(axis=0)
    table["words_sum"] = total.sum(axis=0)


def add_starts(table: Table, rows: Ints, wordings: list[list[str]], known: Scores) -> None:
    """Of some rows: the scores of the words that they start with."""
    scores = [[known.get(start, 0.0) for start in starts(words)] for words in wordings]
    for at, name in enumerate(("start1", "start2")):
        column = [found[at] if len(found) > at else 0.0 for found in scores]
        table[name] = scattered(column, rows, table.rows)


def _scores(saying: str, known: Scores) -> tuple[float, float, float]:
    """The least, the greatest and the sum of the known words' scores; 0 where none is."""
    found = [known[word] for word in name_words(saying) if word in known]
    return (min(found), max(found), sum(found)) if found else (0.0, 0.0, 0.0)
