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

_NAME = re.compile("[A-Za-z][a-z]{2,}")
_NAME_OR_NEXT = re.compile("[A-Za-z][a-z]{2,}|\0")
_WORD = re.compile(r"\w+")

Scores = Mapping[str, float]


class Words:
    """The scores of words in attributes, and of the first words of short blocks."""

    def __init__(self, names: Scores, starts: Scores) -> None:
        self.names, self.starts = names, starts
        self.cased = {**names, **{word.capitalize(): names[word] for word in names}}
        """Attribute words as they are written: to lower each would cost as much again."""

    def of_sayings(self, sayings: Iterable[str]) -> Column:
        """For each saying the least and the greatest score of its words and their sum, a line
        each; 0 where none is known."""
        known, scores = self.cased.get, []
        low = high = total = 0.0
        found = False
        text = NEXT.join([*(saying[:MAX_SAYING] for saying in sayings), ""])
        for word in _NAME_OR_NEXT.findall(text):
            if word == NEXT:
                scores.append((low, high, total))
                low = high = total = 0.0
                found = False
            elif (score := known(word)) is not None:
                low = min(low, score) if found else score
                high = max(high, score) if found else score
                total += score
                found = True
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
    found = _WORD.search(text[:SHORT]) if len(text) <= SHORT else None
    return found[0].lower() if found else ""
