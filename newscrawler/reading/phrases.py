"""Phrases: the words of ``notices.toml`` as patterns, compiled once."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files


@cache
def pattern(section: str) -> re.Pattern[str]:
    """What any language says in that section.

    >>> bool(pattern("blocked").search("Zugriff verweigert"))
    True
    """
    phrases = [phrase for said in _sections()[section].values() for phrase in said]
    return re.compile("|".join(phrases), re.IGNORECASE)


@cache
def _sections() -> dict[str, dict[str, list[str]]]:
    text = files("newscrawler.reading").joinpath("notices.toml").read_text("utf-8")
    return tomllib.loads(text)
