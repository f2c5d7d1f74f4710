"""Spelling: the word that a misspelt one was meant to be."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A question naming the nearest known word, or nothing.

    >>> did_you_mean("dayly8", ["daily8", "drudge"])
    ": did you mean 'daily8'?"
    >>> did_you_mean("zzz", ["daily8"])
    ''
    """
    near = get_close_matches(word[:100], known, n=1)
    return f": did you mean {near[0]!r}?" if near else ""
