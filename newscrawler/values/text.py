"""Text: one line or several paragraphs, clean enough to compare, store and show."""

from __future__ import annotations

import re
from html import unescape
from unicodedata import is_normalized, normalize

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
"""With its semicolon only: ``?a=1&copy=2`` and ``AT&T`` hold none."""

_ODD = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffc\ufffe\uffff\ud800-\udfff]"
)
"""What a clean text has none of, so that most texts are searched once and left alone."""

_INVISIBLE = dict.fromkeys(
    (
        *range(0x09),
        *range(0x0E, 0x1C),
        *range(0x7F, 0x85),
        *range(0x86, 0xA0),
        0xAD,  # soft hyphen: a hint for line breaking, not a letter
        0x200B,  # zero width space
        *range(0x202D, 0x202F),  # overrides make text read backwards: used to deceive
        *range(0x2060, 0x2066),  # word joiner, invisible operators, one unassigned
        *range(0x206A, 0x2070),  # deprecated format characters
        0xFEFF,  # byte order mark
        *range(0xFFF9, 0xFFFD),  # annotation anchors, object replacement
        0xFFFE,
        0xFFFF,
        *range(0xD800, 0xE000),  # lone surrogates cannot be written as UTF-8
    )
)
_BIDI_MARKS = dict.fromkeys(
    (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
)
_OPENERS = dict.fromkeys((0x202A, 0x202B, 0x202C, *range(0x2066, 0x206A)))
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff]")

_JOINERS = re.compile("[\u200c\u200d]+")
_SHAPED = re.compile("[^\u0000-\u036f\\s\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""A character that a joiner beside it may shape: not Latin, not a space, not a mark."""


def line(text: str) -> str:
    r"""``text`` on one line: NFC, entities decoded once, white space collapsed, without
    control and zero-width characters; ``""`` when nothing is left.

    Bidi marks stay in text that has right-to-left letters, where they place its punctuation,
    and joiners between letters that they shape (Persian, the Indic scripts, emoji).

    >>> line(" Caf\u0065\u0301\u200b \n &amp; Bar\xa0 ")
    'Café & Bar'
    >>> line("AT&T &amp;lt; R&D")
    'AT&T &lt; R&D'
    """
    return " ".join(_clean(text).split())


def paragraphs(text: str) -> str:
    r"""The paragraphs of ``text`` (its lines that are not empty), each as ``line`` makes it,
    separated by a blank line.

    >>> paragraphs("One.\r\n  Still  one? No.\n\n\n\u200b\nThree.")
    'One.\n\nStill one? No.\n\nThree.'
    """
    collapsed = (" ".join(part.split()) for part in _clean(text).splitlines())
    return "\n\n".join(part for part in collapsed if part)


def _clean(text: str) -> str:
    if "&" in text:
        text = _ENTITY.sub(lambda found: unescape(found[0]), text)
    if text.isascii() and text.isprintable():
        return text
    if _has_odd(text):
        text = _without_odd(text)
    return text if is_normalized("NFC", text) else normalize("NFC", text)


def _has_odd(text: str) -> bool:
    """Whether ``_ODD`` finds something. Printable text holds nothing odd but U+FFFC, and Python
    says in a twentieth of the search's time whether it is printable."""
    if text.replace("\n", " ").isprintable() and "\ufffc" not in text:
        return False
    return _ODD.search(text) is not None


def _without_odd(text: str) -> str:
    text = normalize("NFC", text.translate(_INVISIBLE))
    if not _RIGHT_TO_LEFT.search(text):
        text = text.translate(_BIDI_MARKS)
    elif not _balanced(text):
        text = text.translate(_OPENERS)
    return _JOINERS.sub(_joiner_at_work, text)


def _joiner_at_work(found: re.Match[str]) -> str:
    before = found.string[max(found.start() - 1, 0) : found.start()]
    after = found.string[found.end() : found.end() + 1]
    return found[0][0] if _SHAPED.match(before) and _SHAPED.match(after) else ""


def _balanced(text: str) -> bool:
    """Whether every embedding and isolate is closed: one that is not would turn round the
    text that follows wherever the value is shown (UAX #9, X1 to X8)."""
    pairs = (("\u202a\u202b", "\u202c"), ("\u2066\u2067\u2068", "\u2069"))
    return all(
        sum(text.count(opener) for opener in openers) == text.count(closer)
        for openers, closer in pairs
    )
