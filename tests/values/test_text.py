"""Text: what is cut, what is kept, and what always holds."""

from __future__ import annotations

from unicodedata import category, is_normalized

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newscrawler.values import text

TEXTS = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(" \n\t&;#xaé\u0301\u200b\u200c\u200d\u200e\u200f\u202b\u202c\u2067\u2069"),
        st.sampled_from("بپ\u0915\u094d\u2764\ufe0f\u0345\ud800\x00\x85\u2028\u1100\u1161"),
    )
)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("", ""),
        (" \t\r\n\xa0\u3000\u2028", ""),
        ("\u200b\ufeff\u2060\u200e\u202a", ""),
        ("plain", "plain"),
        ("  two \n words\t", "two words"),
        ("Cafe\u0301", "Café"),
        ("soft\u00adhyphen zero\u200bwidth", "softhyphen zerowidth"),
        ("bell\x07 null\x00 escape\x1b csi\x9b", "bell null escape csi"),
        ("next\x85line", "next line"),
        ("\ufeffbyte order mark", "byte order mark"),
        ("half \ud83d of a pair", "half of a pair"),
        ("\ufffc", ""),
        ("AT&amp;T &#8220;x&#x201d; &hellip;", "AT&T “x” …"),
        ("&amp;lt;b&amp;gt; is shown as it stands", "&lt;b&gt; is shown as it stands"),
        ("AT&T, R&D, ?a=1&copy=2 &unknown; &#x1;", "AT&T, R&D, ?a=1&copy=2 &unknown;"),
        ("&nbsp;&#10;&zwnj;x&#xFFFFFF;", "x�"),
        # joiners: between letters that they shape, nowhere else
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\u0915\u094d\u200d\u0937", "\u0915\u094d\u200d\u0937"),
        ("👩\u200d🚀", "👩\u200d🚀"),
        ("ab\u200dc \u200c d\u200c", "abc d"),
        ("می\u200c\u200c\u200dخواهم", "می\u200cخواهم"),
        # marks of direction: where right-to-left letters are
        ("left\u200f-to-\u200eright\u2066!\u2069", "left-to-right!"),
        ("قال \u200e(BBC)\u200f: نعم", "قال \u200e(BBC)\u200f: نعم"),
        ("قال \u2067نعم\u2069 \u2066BBC\u2069", "قال \u2067نعم\u2069 \u2066BBC\u2069"),
        ("قال \u2067نعم", "قال نعم"),
        ("قال \u202bنعم\u202c", "قال \u202bنعم\u202c"),
        ("قال نعم\u202c", "قال نعم"),
        ("قال \u202eنعم\u202c", "قال نعم"),
    ],
)
def test_line(raw: str, clean: str) -> None:
    assert text.line(raw) == clean


def test_paragraphs() -> None:
    raw = "\n\n One  &amp;\u200b two.\r\n\r\n\t\nThree\x85\n four.\u2029 \u200b \nFive"
    assert text.paragraphs(raw) == "One & two.\n\nThree\n\nfour.\n\nFive"
    assert text.paragraphs(" \n \u200b\n") == ""


@given(TEXTS)
@example("0\u200c\u0301")
@example("\u0627\u200c\u0653\u200d\u0627")
def test_line_is_clean(raw: str) -> None:
    clean = text.line(raw)
    assert is_normalized("NFC", clean)
    assert clean == " ".join(clean.split())
    assert not any(category(letter) in {"Cc", "Cs"} for letter in clean)
    assert len(clean) <= 3 * len(raw)
    clean.encode()


@given(TEXTS)
def test_cleaning_twice_changes_nothing_more(raw: str) -> None:
    without_entities = raw.replace("&", "")
    once = text.line(without_entities)
    assert text.line(once) == once
    whole = text.paragraphs(without_entities)
    assert text.paragraphs(whole) == whole


@given(st.lists(TEXTS))
def test_paragraphs_are_lines(raw: list[str]) -> None:
    for paragraph in text.paragraphs("\n".join(raw)).split("\n\n"):
        assert paragraph == " ".join(paragraph.split())
        assert is_normalized("NFC", paragraph)
