"""The table of words: every language is whole, and every word of it is read."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any

import pytest

from newscrawler.values import times
from newscrawler.values.lexicon import UNITS, languages, lexicon, phrase_key
from tests.values.test_times import NOW

TABLES: dict[str, dict[str, Any]] = tomllib.loads(
    resources.files("newscrawler.values").joinpath("words.toml").read_text(encoding="utf-8")
)
BY_UNIT = {"unit", "short", "mark", "gone", "one", "two", "half"}
LISTS = {"months": 12, "jalali": 12, "weekdays": 7}
PHRASES = {"ago", "few", "now", "today", "yesterday", "before", "am", "pm", "at", "updated", "fill"}
NEEDED = {"weekdays", "unit", "ago", "few", "now", "today", "yesterday"}


@pytest.mark.parametrize("language", TABLES)
def test_a_language_is_whole(language: str) -> None:
    table = TABLES[language]
    assert table.keys() >= NEEDED
    assert table.keys() <= BY_UNIT | LISTS.keys() | PHRASES | {"number"}
    assert all(len(table.get(key, [0] * length)) == length for key, length in LISTS.items())
    assert all(table.get(key, {}).keys() <= set(UNITS) for key in BY_UNIT)
    assert table["unit"].keys() == set(UNITS)


@pytest.mark.parametrize("language", TABLES)
def test_every_month_of_a_language_is_read(language: str) -> None:
    for month, names in enumerate(TABLES[language].get("months", ()), 1):
        for name in names.split("|"):
            read = times.parse(f"2025-{name}-13", anchor=NOW, language=language)
            assert read, name
            assert (read.start.year, read.start.month, read.start.day) == (2025, month, 13)


@pytest.mark.parametrize("language", TABLES)
def test_every_word_is_in_its_lexicon_and_in_that_of_all(language: str) -> None:
    words = [
        phrase_key(word) for key in PHRASES for word in TABLES[language].get(key, "").split("|")
    ]
    known = lexicon(language).senses.keys()
    assert known >= set(filter(None, words))
    assert lexicon(None).senses.keys() >= known


def test_a_language_that_the_table_lacks_has_all_words() -> None:
    assert "cy" not in languages()
    assert lexicon("cy").senses == lexicon(None).senses
