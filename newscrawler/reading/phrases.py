"""Phrases: the words of ``notices.toml`` as patterns, compiled once."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files


def first(section: str, text: str) -> str:
    """What any language says in that section, as it stands first in a text; else empty.

    >>> first("blocked", "Zugriff verweigert"), first("blocked", "Zugriff gewährt")
    ('Zugriff verweigert', '')
    """
    lower = text.lower()
    found = _pattern(section).search(lower)
    if not found:
        return ""
    return text[slice(*found.span())] if len(lower) == len(text) else found[0]


def every(section: str, text: str) -> list[str]:
    """All that a text has of that section, in lower case.

    >>> every("consent_title", "Before you continue")
    ['before you continue']
    """
    return [found[0] for found in _pattern(section).finditer(text.lower())]


@cache
def _pattern(section: str) -> re.Pattern[str]:
    """The phrases of a section, for a text in lower case: to disregard case takes four times
    as long."""
    phrases = [phrase for said in _sections()[section].values() for phrase in said]
    return re.compile("|".join(phrases))


@cache
def _sections() -> dict[str, dict[str, list[str]]]:
    text = files("newscrawler.reading").joinpath("notices.toml").read_text("utf-8")
    return tomllib.loads(text)
