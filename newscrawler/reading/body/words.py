"""Words: what a node's attributes and the first word of a block say, as learned scores.

A score is the log odds of being article text of the blocks that have the word near them,
each publisher of the training pages counting once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import numpy as np

from newscrawler.reading.body.table import Column

MAX_SAYING = 300
"""Characters of an element's attributes that are looked at."""

SHORT = 200
"""Characters up to which a block may be known by its first word."""

NEXT = "\0"
"""What no attribute contains: it parts those that are looked through at once."""

_NEXT_SCORE = float("inf")

_NAME = re.compile("[A-Za-z][a-z]{2,}")
_NAME_OR_NEXT = re.compile("[A-Za-z][a-z]{2,}|\0")
_WORD = re.compile(r"\w+")

Scores = Mapping[str, float]


class Words:
    """The scores of words in attributes, and of the first words of short blocks."""

    def __init__(self, names: Scores, starts: Scores) -> None:
        self.names, self.starts = names, starts
        cased = {word.capitalize(): score for word, score in names.items()}
        self.cased = {**names, **cased, NEXT: _NEXT_SCORE}
        """Attribute words as they are written: to lower each would cost as much again."""

    def of_sayings(self, sayings: Iterable[str]) -> Column:
        """For each saying the least and the greatest score of its words and their sum, a line
        each; 0 where none is known."""
        text = NEXT.join([*(saying[:MAX_SAYING] for saying in sayings), ""])
        scores: list[tuple[float, float, float]] = []
        known: list[float] = []
        for score in map(self.cased.get, _NAME_OR_NEXT.findall(text)):
            if score is None:
                continue
            if score != _NEXT_SCORE:
                known.append(score)
            elif known:
                scores.append((min(known), max(known), sum(known)))
                known.clear()
            else:
                scores.append((0.0, 0.0, 0.0))
        return np.array(scores).T

    def of_starts(self, texts: Iterable[str]) -> list[float]:
        """The score of the word that each text starts with; 0 for a long text."""
        return [self.starts.get(start(text), 0.0) for text in texts]


def name_words(saying: str) -> list[str]:
    """The words of an element's class, id and the like.

    >>> name_words("storyBody c-caption__text--2")
    ['story', 'body', 'caption', 'text']
    """
    return [word.lower() for word in _NAME.findall(saying[:MAX_SAYING])]


def wording(text: str) -> list[str]:
    """The words of a text.

    >>> wording("Read more: the story so far")
    ['read', 'more', 'the', 'story', 'so', 'far']
    """
    return _WORD.findall(text.lower())


def start(text: str) -> str:
    """The first word of a short text, else nothing.

    >>> start("Read more: the story so far")
    'read'
    """
    found = _WORD.search(text) if len(text) <= SHORT else None
    return found[0].lower() if found else ""
