"""The summary on a card, or the whole body where a card carries it."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from newscrawler.layouts.detect.links import weight
from newscrawler.layouts.detect.pieces import Piece, string

LEAST = 60
"""Letters of a summary: shorter texts are labels, bylines and counts."""

BODY = 600
"""Letters from which a text is a body: teasers end before (the corpus' longest has 430)."""

PART = 20
"""Letters of a part of a summary that links and emphasis divide."""

MAX_LENGTH = 100_000
"""Characters kept of a body."""

_INLINE = frozenset("a em strong b i u font mark cite q small span abbr sup sub code time".split())


def choose(card: Sequence[Piece], headline: str) -> str:
    """The longest text of the card that does not repeat its headline, or ``""``."""
    long = [piece for piece in card if len(piece[0]) >= PART]
    if not long:
        return ""
    line, _, element = max(long, key=_length)
    text = _paragraph(line, element)
    if len(text) < LEAST and weight(text) < LEAST:
        return ""
    return "" if headline in text[: len(headline) + 20] else text


def _length(piece: Piece) -> int:
    return len(piece[0])


def _paragraph(line: str, element: etree._Element) -> str:
    """The text of the block that ``line``, directly in ``element``, is a part of."""
    while element.tag in _INLINE and (above := element.getparent()) is not None:
        element = above
    return " ".join(string(element)[:MAX_LENGTH].split()) if len(element) else line
