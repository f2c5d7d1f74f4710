"""The characters of a feed, under right, wrong and missing labels."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawler.layouts.charset import decode

GREEK = '<?xml version="1.0" encoding="iso-8859-7"?><t>Ελλάδα</t>'


@pytest.mark.parametrize(
    ("body", "charset", "expected"),
    [
        (codecs.BOM_UTF8 + "<t>é</t>".encode(), "iso-8859-1", "<t>é</t>"),
        (codecs.BOM_UTF16_LE + "<t>é</t>".encode("utf-16-le"), None, "<t>é</t>"),
        ("<t>é</t>".encode("utf-16-le"), "utf-8", "<t>é</t>"),
        ("<t>é</t>".encode("utf-16-be"), None, "<t>é</t>"),
        ("<t>é</t>".encode("utf-32-le"), "utf-32", "<t>é</t>"),
        ("<t>é</t>".encode("utf-32-be"), None, "<t>é</t>"),
        ("<?xml version='1.0'?><t>é</t>".encode("cp037"), None, "<?xml version='1.0'?><t>é</t>"),
        (b"<t>\xd6\xb1</t>", "gb2312", "<t>直</t>"),  # valid UTF-8, too
        ("<t>é</t>".encode() * 20, "euc-kr", "<t>é</t>" * 20),
        ("<t>é</t>".encode(), "iso-8859-1", "<t>é</t>"),
        ("<t>é</t>".encode("iso-8859-1"), "iso-8859-1", "<t>é</t>"),
        (GREEK.encode("iso-8859-7"), None, GREEK),
        (GREEK.encode("iso-8859-7"), "no-such-charset", GREEK),
        ("<t>日本</t>".encode("iso-2022-jp"), "iso-2022-jp", "<t>日本</t>"),
        ("<t>뉴스</t>".encode("euc-kr"), "euc-kr", "<t>뉴스</t>"),
        (b'<?xml version="1.0" encoding="utf-16"?><t>x</t>', None, None),
        (b"<t>a \x93quote\x94</t>", "utf-8", "<t>a “quote”</t>"),
        ("<t>é</t>".encode() + b"\x92", "utf-8", "<t>é</t>’"),
        (b"\x81", "utf-8", "\ufffd"),
        (b"", None, ""),
    ],
)
def test_decode(body, charset, expected):
    assert decode(body, charset) == (body.decode() if expected is None else expected)


def test_the_fallback_is_for_decoding_only():
    with pytest.raises(UnicodeEncodeError):
        "\ud800".encode("utf-8", "newscrawler-windows")


@given(st.binary(max_size=200), st.sampled_from([None, "utf-8", "euc-kr", "utf-16", "hz", "x"]))
def test_decode_never_raises(body, charset):
    assert isinstance(decode(body, charset), str)
