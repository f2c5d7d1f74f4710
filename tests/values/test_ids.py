"""Ids: the same story has the same, another has another."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawler.values import ids


@given(st.text())
def test_an_id_is_32_hex_digits(key: str) -> None:
    assert re.fullmatch("[0-9a-f]{32}", ids.story_id(key))
    assert ids.story_id(key) == ids.story_id(key)


@given(st.text(), st.text(), st.one_of(st.none(), st.text()))
def test_an_alias_is_an_id(aggregator: str, headline: str, body: str | None) -> None:
    assert re.fullmatch("[0-9a-f]{32}", ids.alias(aggregator, headline, body))


def test_lone_surrogates_have_an_id() -> None:
    assert ids.story_id("\ud800") != ids.story_id("\ud801")


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        ("'Two' die in Rome blast", "Two people died. More follows."),
        ("“TWO” die in Rome – blast", "Two people died! It is over."),
        ("Two die in Rome: blast ", "\n Two people died\nAnd so on."),
        ("Two die in Rome blast", "Ｔｗｏ people died…"),
    ],
)
def test_punctuation_and_case_make_no_other_story(headline: str, body: str) -> None:
    plain = ids.alias("daily8", "two die in rome blast", "two people died")
    assert ids.alias("daily8", headline, body) == plain


@pytest.mark.parametrize(
    ("aggregator", "headline", "body"),
    [
        ("other", "Two die", "They died."),
        ("daily8", "Two died", "They died."),
        ("daily8", "Two die", "They did not die."),
        ("daily8", "Two die", None),
        ("daily8", "Two die They died", ""),
    ],
)
def test_other_words_make_another_story(aggregator: str, headline: str, body: str | None) -> None:
    assert ids.alias(aggregator, headline, body) != ids.alias("daily8", "Two die", "They died.")


def test_sentences_end_in_other_scripts() -> None:
    first = ids.alias("a", "h", "二人死亡。詳細は後ほど。")
    assert first == ids.alias("a", "h", "二人死亡")


def test_a_first_sentence_without_end_is_cut() -> None:
    long = "word " * 1000
    assert ids.alias("a", "h", long) == ids.alias("a", "h", long + "and more.")
