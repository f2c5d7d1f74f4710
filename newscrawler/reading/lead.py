"""Lines above the text: its headline, byline and dateline, which are fields of their own."""

from __future__ import annotations

from collections.abc import Iterable

from newscrawler.reading.authors import starts_as_byline
from newscrawler.reading.near import MAX_SHORT
from newscrawler.reading.page import key
from newscrawler.reading.published import time_in

MAX_LINES = 5
"""Paragraphs from the top that are looked at."""

MAX_TITLE = 200
"""Characters of a paragraph that can be the headline again."""


def without(body: str, titles: Iterable[str], authors: Iterable[str]) -> str:
    """A body without the lines at its top that say what the headline, the authors and the
    timestamp say: ``titles`` are the forms of the headline, ``authors`` the names known.

    >>> without("Storm hits\\n\\nBy Ida Marsh\\n\\nIt rained.", ["Storm hits"], ["Ida Marsh"])
    'It rained.'
    """
    paragraphs = body.split("\n\n", MAX_LINES)
    top = [each for each in paragraphs[:MAX_LINES] if len(each) <= MAX_TITLE]
    if not top:
        return body
    known, names = {*map(key, titles)}, [*map(key, authors)]
    above = {each for each in top if _is_above(each, known, names)}
    return "\n\n".join(each for each in paragraphs if each not in above) if above else body


def _is_above(line: str, titles: set[str], names: list[str]) -> bool:
    """Whether a line is the headline again, a byline of known names or a dateline."""
    own = key(line)
    if own in titles or len(line) > MAX_SHORT:
        return own in titles
    is_byline = own in names or (starts_as_byline(line) and any(name in own for name in names))
    return is_byline or bool(time_in(line))
