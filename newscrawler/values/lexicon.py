"""The lexicon: what the words of ``words.toml`` mean in a time, by language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from typing import Any, Final, NamedTuple

from newscrawler.values.letters import plain
from newscrawler.values.machine import ZONES

UNITS: Final = ("year", "month", "week", "day", "hour", "minute", "second")
"""From coarse to fine."""

MONTH_FIRST: Final = frozenset({"en", "en-US", "en-PH", "fil"})
"""Languages and regions in which 3/4/2026 is the fourth of March (CLDR, yMd); ``en`` alone is
taken for the English of most pages that say no more."""

YEAR_FIRST: Final = frozenset({"zh", "ja", "ko", "hu", "mn", "eu", "ne", "lt"})
"""Languages in which 11-24 is the 24th of November and 26.11.24 begins with the year (CLDR)."""

_CITIES: Final = {
    "et": "America/New_York",
    "ct": "America/Chicago",
    "mt": "America/Denver",
    "pt": "America/Los_Angeles",
    "uk": "Europe/London",
}
"""What news writes all year round, summer time or not."""

_COMMON: Final[dict[str, Any]] = {
    # what is written in every language that does not mean something else by it
    "short": {"second": "s|sec", "minute": "m|min", "hour": "h", "day": "d"},
    "am": "am|a m",
    "pm": "pm|p m",
    "at": "@",
}

_MORE_THAN_UNIT: Final = frozenset({"short", "mark"})

SEPARATORS: Final = r"\s,.:;\-/|·•()\[\]{}،、。؛~～「」<>«»․\"“”*_"
WORD: Final = re.compile(rf"[^\d{SEPARATORS}]+")


class Token(NamedTuple):
    """One thing that a time says."""

    kind: str
    value: int = 0
    unit: str = ""


Sense = tuple[Token, ...]
"""What one word or phrase says, in one of its meanings."""


class Lexicon(NamedTuple):
    """The words of one language, or of all."""

    senses: dict[str, tuple[Sense, ...]]
    """Word, or words with one space between, in lower case -> its meanings."""

    longest: dict[str, int]
    """First word -> how many words the longest phrase has that begins so."""

    last: frozenset[str]
    """The words that phrases end with."""


@cache
def _tables() -> dict[str, dict[str, Any]]:
    source = resources.files("newscrawler.values").joinpath("words.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


@cache
def languages() -> frozenset[str]:
    """The languages that ``words.toml`` has.

    >>> {"en", "ar"} <= languages()
    True
    """
    return frozenset(_tables())


@cache
def lexicon(language: str | None) -> Lexicon:
    """The words of ``language`` (a BCP 47 tag; its first part counts), or of all languages.

    >>> lexicon("en-GB").senses["yesterday"]
    ((Token(kind='day', value=1, unit=''),),)
    """
    tables = _tables()
    code = (language or "").partition("-")[0]
    chosen = [tables[code]] if code in tables else list(tables.values())
    senses: dict[str, tuple[Sense, ...]] = {}
    for table in chosen:
        for phrase, sense in _entries(table):
            senses[phrase] = _with(senses.get(phrase, ()), sense)
    for phrase, sense in (*_entries(_COMMON), *_zones()):
        if len(chosen) > 1 or phrase not in senses:
            senses[phrase] = _with(senses.get(phrase, ()), sense)
    return Lexicon(senses, _longest(senses), frozenset(phrase.split(" ")[-1] for phrase in senses))


def speakers(text: str) -> frozenset[str]:
    """The languages that may have all the words of ``text`` (made ``plain``).

    >>> sorted(speakers("hace 5 min")), sorted(speakers("5 listopada"))
    (['es'], ['hr', 'pl'])
    """
    found = languages()
    for word in WORD.findall(text):
        found &= _by_word().get(word, found)
    return found


@cache
def _by_word() -> dict[str, frozenset[str]]:
    """Word -> the languages that have it, alone or in a phrase; not those that all have."""
    common = {phrase for phrase, _ in (*_entries(_COMMON), *_zones())}
    found: dict[str, set[str]] = {}
    for language, table in _tables().items():
        for phrase, _ in _entries(table):
            for word in set(phrase.split(" ")) - common:
                found.setdefault(word, set()).add(language)
    return {word: frozenset(having) for word, having in found.items()}


def _longest(senses: Iterable[str]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for phrase in senses:
        words = phrase.split(" ")
        longest[words[0]] = max(longest.get(words[0], 1), len(words))
    return longest


def _with(known: tuple[Sense, ...], sense: Sense) -> tuple[Sense, ...]:
    """A unit says nothing that its abbreviation or its mark does not say."""
    units = {each[0].unit for each in known if len(each) == 1 and each[0].kind in _MORE_THAN_UNIT}
    if sense in known or (sense[-1].kind == "unit" and sense[0].unit in units):
        return known
    if sense[0].kind in _MORE_THAN_UNIT:
        known = tuple(each for each in known if each != (Token("unit", 0, sense[0].unit),))
    return (*known, sense)


def _zones() -> Iterator[tuple[str, Sense]]:
    for name, minutes in ZONES.items():
        if len(name) > 1:
            yield name, (Token("zone", minutes),)
    for name, city in _CITIES.items():
        yield name, (Token("zone", 0, city),)


def _entries(table: dict[str, Any]) -> Iterator[tuple[str, Sense]]:
    for kind, start in (("months", 1), ("jalali", 1), ("weekdays", 0), ("number", 1)):
        for value, alternatives in enumerate(table.get(kind, ()), start):
            yield from _phrases(alternatives, Token(kind, value))
    for kind in ("unit", "short", "mark"):
        for unit, alternatives in table.get(kind, {}).items():
            yield from _phrases(alternatives, Token(kind, 0, unit))
    for unit, alternatives in table.get("gone", {}).items():
        yield from _phrases(alternatives, Token("unit", 0, unit), Token("ago"))
    for value, kind in enumerate(("one", "two"), 1):
        for unit, alternatives in table.get(kind, {}).items():
            yield from _phrases(alternatives, Token("amount", value, unit))
    yield from _phrases(table.get("half", {}).get("hour", ""), Token("amount", 30, "minute"))
    for days, kind in enumerate(("today", "yesterday", "before")):
        yield from _phrases(table.get(kind, ""), Token("day", days))
    for kind in ("ago", "few", "now", "am", "pm", "at", "updated", "fill"):
        yield from _phrases(table.get(kind, ""), Token(kind))


def _phrases(alternatives: str, *sense: Token) -> Iterator[tuple[str, Sense]]:
    for phrase in filter(None, alternatives.split("|")):
        yield phrase_key(phrase), sense


def phrase_key(phrase: str) -> str:
    """The words of ``phrase``, made ``plain``, with one space between.

    >>> phrase_key("avant-hier"), phrase_key("พ.ย."), phrase_key("(月)")
    ('avant hier', 'พ ย', '(月)')
    """
    return " ".join(re.findall(rf"\([^\d\s()]\)|\d+|{WORD.pattern}", plain(phrase)))
