"""The characters of a feed: from bytes to text, whatever its labels claim."""

from __future__ import annotations

import codecs
import re

from w3lib.encoding import read_bom, resolve_encoding

_DECLARED = re.compile(rb"""^[^<]{0,200}<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")

_BYTE_ORDER = (
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
"""XML starts with ``<``, so without a mark the first two bytes show UTF-16 (XML 1.0, F.1)."""

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
    another charset hardly ever is; ``charset`` (of the HTTP header, RFC 7303 section 3); the XML
    declaration; UTF-8. Undecodable bytes are read as Windows-1252.

    >>> decode("<t>caf\\xe9 \\u2019</t>".encode("cp1252"), "utf-8")
    '<t>café ’</t>'
    >>> decode("<t>café</t>".encode("utf-8"), "iso-8859-1")
    '<t>café</t>'
    """
    mark, bom = read_bom(body)
    if mark and bom:
        return body[len(bom) :].decode(mark, "replace")
    for start, wide in _BYTE_ORDER:
        if body.startswith(start):
            return body.decode(wide, "replace")
    if not body.isascii() and _is_utf8(body):
        return body.decode("utf-8")
    label = _usable(charset) or _usable(_declared(body)) or "utf-8"
    return body.decode(label, "newscrawler-windows")


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _declared(body: bytes) -> str | None:
    found = _DECLARED.match(body[:1024])
    return found[1].decode("ascii") if found else None


def _usable(label: str | None) -> str | None:
    """The codec that a label names; ``None`` for an unknown one and for a wide one, which
    bytes that begin as ASCII cannot be in."""
    name = resolve_encoding(label) if label else None
    return None if name is None or _WIDE.match(name) else name
