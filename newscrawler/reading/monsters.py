"""Monsters: tags whose attributes would take the parser seconds.

libxml2 walks along the attributes that a tag has for each one more, so 100,000 of them block it
for 13 s. How a page is cut into tags is the parser's secret: what looks like a comment, a
script or a quoted value may be none to it. So no scan here reads tags. It looks for places
where no tag can be open, whatever stands before them; only where few are found is the parser
asked, which is linear as long as it builds no tree.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

MAX_STEPS = 2**28
"""The sum over all tags of the square of their attributes: 0.4 s of libxml2 2.14 (26 November
2026). One tag may have 16,000 attributes, or a page of 10 MB 80 on each."""

SHORTEST = 3
"""Bytes that an attribute takes: names of one letter are few, and a tag has each name once."""

SHARE = 2**29
"""The length of a page times that from one place to the next: in stretches of that length all of
it comes to a fifth of ``MAX_STEPS``."""

MIN_STRIDE = 128
"""Bytes from one place to the next at least."""

LONG = 8192
"""Bytes of a stretch from which it is worth looking at what is in it."""

AHEAD = 64
"""Bytes skipped after a ``>`` that may be inside a value."""

SPACE = 32
"""White space looked at between ``=`` and a quote."""

_QUOTES = (b'"', b"'")


def found(body: bytes) -> bool:
    """Whether the tags of a page, in UTF-8 and without NUL, are too much for the parser."""
    spans = [*_spans(body)]
    if _steps((end - start) // SHORTEST for start, end in spans) <= MAX_STEPS:
        return False
    if _steps(_most(body[start:end]) for start, end in spans) <= MAX_STEPS:
        return False
    return _steps(_counts(body)) > MAX_STEPS


def _steps(counts: Iterator[int]) -> int:
    return sum(count * count for count in counts)


def _spans(body: bytes) -> Iterator[tuple[int, int]]:
    """The stretches of a page between places where no tag is open.

    Such a place is a ``>`` that is in no quoted value: the last quote before it, of either
    kind, opens none, since it does not follow a ``=``.
    """
    start = looked = 0
    opens = dict.fromkeys(_QUOTES, False)
    stride = max(MIN_STRIDE, SHARE // (len(body) + 1))
    end = body.find(b">", stride)
    while end >= 0:
        for quote in _QUOTES:
            if (at := body.rfind(quote, looked, end)) >= 0:
                opens[quote] = _opens(body, at)
        looked = end
        if any(opens.values()):
            end = body.find(b">", end + AHEAD)
        else:
            yield start, end
            start, end = end, body.find(b">", end + stride)
    yield start, len(body)


def _opens(body: bytes, quote: int) -> bool:
    """Whether a quote may open a value; a long white space before it may hide anything."""
    before = body[max(0, quote - SPACE) : quote].rstrip()
    return not before or before.endswith(b"=")


def _most(span: bytes) -> int:
    """How many attributes a stretch holds at most: each follows white space, a slash or a
    value's end."""
    bound = len(span) // SHORTEST
    if len(span) <= LONG:
        return bound
    return min(bound, len(span.split()) + span.count(b"/") + span.count(b"="))


class _Counter:
    """What the parser calls for each tag in place of making an element of it."""

    def __init__(self) -> None:
        self.counts: list[int] = []

    def start(self, _tag: str, attributes: dict[str, str]) -> None:
        if attributes:
            self.counts.append(len(attributes))

    def close(self) -> None:
        """Part of what the parser asks of its target."""


def _counts(body: bytes) -> Iterator[int]:
    """The attributes of each tag as the parser sees them."""
    counter: Any = _Counter()  # Any: its protocol in types-lxml has what lxml does not ask for
    parser = etree.HTMLParser(target=counter, encoding="utf-8", huge_tree=True)
    readable = body.decode("utf-8", "replace").encode()
    etree.fromstring(readable, parser)
    return iter(counter.counts)
