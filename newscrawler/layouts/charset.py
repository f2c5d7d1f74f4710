"""The characters of a feed: from bytes to text, whatever its labels claim."""

from __future__ import annotations

import codecs
import re

from w3lib.encoding import read_bom, resolve_encoding

_DECLARED = re.compile(rb"""^[^<]{0,200}<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")

_FIRST_BYTES = (
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
    (b"\x4c\x6f\xa7\x94", "cp037"),  # "<?xml" in EBCDIC
)
"""XML starts with ``<``, so that its first bytes show these without a mark (XML 1.0, F.1)."""

_ASIAN = re.compile(r"gb|big5|euc|shift|cp9[345]|johab|2022")
_FEW_BYTES = 30
"""So few bytes of such a charset may be valid UTF-8 by chance."""

_WIDE = re.compile(r"utf-?(16|32)")


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """Read the bytes that a charset does not know as Windows-1252.

    Curly quotes pasted into a UTF-8 feed are such bytes, and so is all of a feed whose label is
    wrong, so this one rule serves both.
    """
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return wrong.decode("cp1252", "replace"), error.end


codecs.register_error("newscrawler-windows", _as_windows)


def decode(body: bytes, charset: str | None = None) -> str:
    """The text of ``body``; never raises.

    In order: a byte order mark; UTF-8 where the bytes are valid UTF-8 beyond ASCII, since text in
    another charset hardly ever is (but a few bytes of an East Asian one); ``charset`` (of the HTTP
    header, RFC 7303 section 3); the XML declaration; UTF-8. Undecodable bytes are read as
    Windows-1252.

    >>> decode("<t>caf\\xe9 \\u2019</t>".encode("cp1252"), "utf-8")
    '<t>café ’</t>'
    >>> decode("<t>café</t>".encode("utf-8"), "iso-8859-1")
    '<t>café</t>'
    """
    mark, bom = read_bom(body)
    if mark and bom:
        return body[len(bom) :].decode(mark, "replace")
    for start, wide in _FIRST_BYTES:
        if body.startswith(start):
            return body.decode(wide, "replace")
    label = _usable(charset) or _usable(_declared(body)) or "utf-8"
    if not body.isascii() and _is_valid(body, "utf-8") and not _is_asian(body, label):
        return body.decode("utf-8")
    return body.decode(label, "newscrawler-windows")


def _is_valid(body: bytes, label: str) -> bool:
    try:
        body.decode(label)
    except UnicodeDecodeError:
        return False
    return True


def _is_asian(body: bytes, label: str) -> bool:
    """Whether the label is to be believed although the bytes are valid UTF-8."""
    few = len(body) - len(body.decode("ascii", "ignore")) < _FEW_BYTES
    return few and bool(_ASIAN.search(label)) and _is_valid(body, label)


def _declared(body: bytes) -> str | None:
    found = _DECLARED.match(body[:1024])
    return found[1].decode("ascii") if found else None


def _usable(label: str | None) -> str | None:
    """The codec that a label names; ``None`` for an unknown one and for a wide one, which
    bytes that begin as ASCII cannot be in."""
    name = resolve_encoding(label) if label else None
    return None if name is None or _WIDE.match(name) else name
