"""What bytes are taken for before they are parsed."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawler.reading import opening
from tests.bounds import SLACK

LATIN = "text/html; charset=iso-8859-1"


def page(text: str, lang: str = "", meta: str = "") -> str:
    charset = f'<meta charset="{meta}">' if meta else ""
    return f'<html lang="{lang}"><head>{charset}</head><body><p>{text}</p></body></html>'


@pytest.mark.parametrize("header", [LATIN, "text/html; charset=utf-8", "text/html", "x/y; charset"])
def test_utf8_is_utf8_whatever_the_header_says(header):
    opened = opening.open(page("Käse für Zoë").encode(), {"content-type": header})
    assert "Käse für Zoë" in opened.text
    assert opened.encoding == "utf-8"


@pytest.mark.parametrize(
    ("lang", "encoding", "text"),
    [
        ("ko", "euc-kr", "한국어 뉴스 기사입니다"),
        ("zh", "gbk", "中文新闻标题"),
        ("ja", "shift_jis", "日本語のニュース記事"),
        ("ja", "euc-jp", "日本語のニュース記事"),
        ("ja", "iso2022_jp", "日本語のニュース記事"),
        ("ru", "windows-1251", "Новости дня"),
        ("pl", "iso-8859-2", "Zażółć gęślą jaźń"),
    ],
)
@pytest.mark.parametrize("place", ["header", "meta", "lying header", "nowhere", "lying both"])
def test_a_legacy_charset_is_found(lang, encoding, text, place):
    meta = {"meta": encoding, "lying header": encoding, "lying both": "utf-8"}.get(place, "")
    header = {"header": encoding, "lying header": "iso-8859-1", "lying both": "iso-8859-1"}
    body = page(text, lang, meta).encode(encoding)
    content_type = f"text/html; charset={header.get(place, '')}"
    assert text in opening.open(body, {"Content-Type": content_type}).text


def test_an_undeclared_page_is_read_as_western():
    assert "Grüße" in opening.open(page("Grüße").encode("cp1252"), {}).text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_beats_the_header(encoding):
    opened = opening.open(page("Żółw").encode(encoding), {"Content-Type": LATIN})
    assert "Żółw" in opened.text
    assert not opened.text.startswith("\ufeff")


def test_a_broken_byte_does_not_make_a_page_western():
    body = page("Überraschung für Zoë äöü äöü äöü äöü äöü äöü äöü").encode() + b"\xff"
    opened = opening.open(body, {})
    assert opened.encoding == "utf-8"
    assert "für Zoë" in opened.text


def test_a_truncated_multibyte_page_keeps_its_charset():
    body = page("한국어 뉴스 기사입니다", "ko").encode("euc-kr")
    cut = body[: body.index("뉴".encode("euc-kr")) + 1]
    assert "한국어" in opening.open(cut, {"Content-Type": "text/html; charset=euc-kr"}).text


def test_nul_bytes_are_dropped_and_the_text_kept():
    body = page("one two three " * 50).encode().replace(b"two", b"tw\0o", 1)
    assert "one two three one two three" in opening.open(body, {}).text


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"%PDF-1.7\n1 0 obj", "binary"),
        (b"\x89PNG\r\n\x1a\n", "binary"),
        (bytes(range(256)) + b"\0" * 64, "binary"),
        (b"<p>" + b"a" * opening.MAX_BYTES, "too large"),
    ],
)
def test_what_is_no_page_is_refused(body, reason):
    assert opening.open(body, {}) == opening.Opened("", None, reason)


@pytest.mark.parametrize("name", ["hex", "rot13", "utf-7", "unicode_escape", "undefined", "nope"])
@pytest.mark.parametrize("body", [rb"<p>\ud800 +2AA- caf\u00e9</p>\xff".replace(rb"\xff", b"\xff")])
def test_a_charset_that_is_none_of_text_is_passed_over(name, body):
    opened = opening.open(body, {"Content-Type": f"text/html; charset={name}"})
    assert opened.encoding == opening.LAST_RESORT
    assert opened.text.encode() != body


@pytest.mark.parametrize(
    "unit",
    [b"<", b"<p ", b"<p a=", b'<p a="', b"<!--", b"<script>", b"<script a=", b"<title></", b"&"],
)
def test_any_bytes_take_less_than_a_second(unit):
    body = unit * (opening.MAX_BYTES // len(unit))
    start = time.process_time()
    opening.open(body, {})
    assert time.process_time() - start < SLACK


@given(st.binary(), st.text(max_size=40))
def test_any_bytes_and_header_are_opened(body, content_type):
    opened = opening.open(body, {"Content-Type": content_type})
    assert "\0" not in opened.text
    assert (opened.text == "") >= (opened.refusal is not None)
