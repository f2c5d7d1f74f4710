"""Letters: the one spelling in which words and digits of times are compared."""

from __future__ import annotations

from typing import Final
from unicodedata import normalize

_ZEROS: Final = (
    # Arabic, Persian, Devanagari, Bengali, Gurmukhi, Gujarati, Odia, Tamil, Telugu, Kannada,
    # Malayalam, Thai, Lao, Burmese, Khmer, full width
    0x660, 0x6F0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6,
    0xD66, 0xE50, 0xED0, 0x1040, 0x17E0, 0xFF10,
)  # fmt: skip
_ALIKE: Final[dict[int, str | None]] = {
    # what other scripts and typesetters write for the digits and signs of ASCII
    **{zero + digit: str(digit) for zero in _ZEROS for digit in range(10)},
    **dict.fromkeys(map(ord, "‐‑‒–—−－־"), "-"),
    **dict.fromkeys(map(ord, "’ʼ׳＇"), "'"),
    **dict.fromkeys(map(ord, "：︰"), ":"),
    **dict.fromkeys(map(ord, "（【"), "("),
    **dict.fromkeys(map(ord, "）】"), ")"),
    ord("／"): "/",
    ord("，"): ",",
    ord("İ"): "i",  # its lower case has two characters
    # what is written or left out at will: joiners, bidi marks, Arabic vowel signs and tatweel
    **dict.fromkeys((0x200B, 0x200D, 0x200E, 0x200F, 0x61C, 0x640, *range(0x64B, 0x653)), None),
    0x200C: " ",  # zero width non-joiner, which Persian writes between the parts of a word
}


def plain(text: str) -> str:
    """``text`` in lower case with the digits, dashes, colons and apostrophes of ASCII.

    >>> plain("۱۴ Kasım ٢٠٢٦")
    '14 kasım 2026'
    """
    if text.isascii():
        return text.lower()
    return normalize("NFC", text).translate(_ALIKE).lower()
