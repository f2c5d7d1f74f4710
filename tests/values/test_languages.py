"""Languages: what pages write, and the tag it stands for."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawler.values import languages


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("en", "en"),
        ("EN", "en"),
        ("en-us", "en-US"),
        ("en_GB", "en-GB"),
        ("en_US.UTF-8", "en-US"),
        ("zh-Hans-CN", "zh-Hans-CN"),
        ("zh_hant", "zh-Hant"),
        ("es-419", "es-419"),
        ("de-DE-1996", "de-DE"),
        ("de-CH-x-private", "de-CH"),
        ("fr, en", "fr"),
        ("fr;q=0.8", "fr"),
        (" pt-br ", "pt-BR"),
        ("eng", "en"),
        ("fil", "fil"),
        ("ckb", "ckb"),
        ("iw-IL", "he-IL"),
        ("jp", "ja"),
        ("no", "no"),
        ("nb_NO", "nb-NO"),
        ("English", "en"),
        ("العربية", "ar"),
        ("Tiếng Việt", "vi"),
        ("", None),
        ("x-default", None),
        ("und", None),
        ("mul", None),
        ("xx", None),
        ("article", None),
        ("klingon", None),
        ("en us", None),
        ("1", None),
    ],
)
def test_tag(text: str, tag: str | None) -> None:
    assert languages.tag(text) == tag


@given(st.one_of(st.text(), st.from_regex(r"[a-zA-Z]{1,9}([-_][a-zA-Z0-9]{1,9}){0,4}")))
def test_a_tag_is_well_formed_and_settled(text: str) -> None:
    tag = languages.tag(text)
    if tag is not None:
        assert re.fullmatch(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?", tag)
        assert languages.tag(tag) == tag
