"""Before anything is parsed: the size and the charset of a page's bytes, and monstrous tags."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass

from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    read_bom,
    resolve_encoding,
)

from newscrawler.reading import monsters

MAX_BYTES = 10 * 1024 * 1024
"""The same bound as the download's; a news page has 0.2 MB in the median."""

# What the first bytes of files that are no text look like: https://mimesniff.spec.whatwg.org/
_MAGIC = (b"%PDF-", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04", b"\x1f\x8b", b"RIFF")
MAX_NUL_SHARE = 0.01

# The legacy encoding that a browser of that language falls back to, and a second one in use:
# https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding
_LEGACY = {
    "ar": ("cp1256",),
    "bg": ("cp1251",),
    "cs": ("cp1250",),
    "el": ("iso8859-7",),
    "he": ("cp1255",),
    "hu": ("cp1250",),
    "ja": ("cp932", "euc_jp"),
    "ko": ("cp949",),
    "pl": ("iso8859-2",),
    "ru": ("cp1251", "koi8_r"),
    "th": ("cp874",),
    "tr": ("cp1254",),
    "uk": ("cp1251",),
    "zh": ("gb18030", "big5hkscs"),
}
_LANG = re.compile(rb"<html[^>]{0,500}?\blang\s*=\s*[\"']?([a-z]{2})", re.IGNORECASE)
_MULTIBYTE = {"big5hkscs", "cp932", "cp949", "euc_jp", "gb18030", "shift_jis", "iso2022_jp"}
LAST_RESORT = "cp1252"

_NAMES = """
    iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-9 iso8859-10
    iso8859-11 iso8859-13 iso8859-14 iso8859-15 iso8859-16 koi8-r koi8-u cp866 cp874 cp1250 cp1251
    cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 mac-roman mac-cyrillic tis-620 gb2312 gbk
    gb18030 big5 big5hkscs euc_jp iso2022_jp shift_jis cp932 euc_kr cp949 utf-16 utf-16-le
    utf-16-be"""
_ENCODINGS = frozenset(codecs.lookup(name).name for name in _NAMES.split())
"""Those of https://encoding.spec.whatwg.org/#names-and-labels as Python names them. It has others
too, of which some are none of text (``hex``) or make what cannot be encoded (``utf-7``)."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A page's text, or why it is refused."""

    text: str
    encoding: str | None
    refusal: str | None = None
    """``empty``, ``too large``, ``binary`` or ``monstrous tag``; the text is then ``""``."""


def open(body: bytes, headers: Mapping[str, str]) -> Opened:
    """The text of a page as its bytes say, whatever its header claims. Never raises.

    ``headers`` are those of the response; only ``Content-Type`` is read, in any case.

    >>> open("<p>Grüße</p>".encode(), {"Content-Type": "text/html; charset=iso-8859-1"})
    Opened(text='<p>Grüße</p>', encoding='utf-8', refusal=None)
    >>> open(b"%PDF-1.7 ...", {}).refusal
    'binary'
    """
    if refusal := _refusal(body):
        return Opened("", None, refusal)
    encoding, text = _decode(body, headers)
    if b"\0" in body:
        text, body = text.replace("\0", ""), body.replace(b"\0", b"")
    if monsters.found(body if encoding == "utf-8" else text.encode()):
        return Opened("", None, "monstrous tag")
    return Opened(text, encoding)


def _refusal(body: bytes) -> str | None:
    """Why bytes are no page, without decoding them."""
    if not body or body.isspace():
        return "empty"
    if len(body) > MAX_BYTES:
        return "too large"
    if body.startswith(_MAGIC):
        return "binary"
    wide = body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if b"\0" in body and not wide and body.count(b"\0") > MAX_NUL_SHARE * len(body):
        return "binary"
    return None


def _decode(body: bytes, headers: Mapping[str, str]) -> tuple[str, str]:
    """The encoding and the text: by the byte order mark, UTF-8 where the bytes are, else the
    first declared or usual encoding that fits; the last resort fits always."""
    marked, mark = read_bom(body)
    if marked and mark:
        return marked, body[len(mark) :].decode(marked, "replace")
    if (text := _utf8(body)) is not None:
        return "utf-8", text
    for encoding in _candidates(body, headers):
        try:
            return encoding, body.decode(encoding)
        except UnicodeDecodeError:
            continue
    declared = [e for e in _declared(body, headers) if e in _MULTIBYTE]
    encoding = declared[0] if declared else LAST_RESORT
    return encoding, body.decode(encoding, "replace")


def _utf8(body: bytes) -> str | None:
    """The text of bytes that are UTF-8. ISO-2022-JP is ASCII with escapes."""
    try:
        return None if _is_escaped(body) and body.isascii() else body.decode()
    except UnicodeDecodeError:
        text = body.decode("utf-8", "replace")
        return text if _is_utf8(text) else None


def _is_escaped(body: bytes) -> bool:
    """Whether there is an escape of ISO-2022-JP; a single byte is found fifty times as fast."""
    return b"\x1b" in body and b"\x1b$" in body


def _is_utf8(text: str) -> bool:
    """Whether broken bytes, decoded as ``text``, are UTF-8 all the same: no legacy text of any
    length is UTF-8 by chance, and one broken byte among twenty good characters is a slip."""
    bad = text.count("\ufffd")
    return bad * 20 <= _non_ascii(text) - bad


def _non_ascii(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


def _candidates(body: bytes, headers: Mapping[str, str]) -> list[str]:
    """The encodings declared and those usual in the page's language, most telling first.

    A single-byte charset decodes anything, so a multi-byte one that fits wins over it, and
    any other over Latin 1, which servers stamp on everything.
    """
    found = _LANG.search(body[:4096])
    usual = _LEGACY.get(found[1].decode("ascii").lower(), ()) if found else ()
    escaped = ("iso2022_jp",) if _is_escaped(body) else ()
    return sorted((*escaped, *_declared(body, headers), *usual), key=_telling)


def _telling(encoding: str) -> int:
    return 0 if encoding in _MULTIBYTE else 1 + (encoding == LAST_RESORT)


def _declared(body: bytes, headers: Mapping[str, str]) -> list[str]:
    """The encodings that the header and the page declare, but UTF-8, which was tried."""
    content_type = next((v for k, v in headers.items() if k.lower() == "content-type"), None)
    found = http_content_type_encoding(content_type), html_body_declared_encoding(body)
    return [e for e in found if e and resolve_encoding(e) in _ENCODINGS]
