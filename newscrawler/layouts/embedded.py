"""Embedded: stories in the JSON that a page carries for its own scripts.

Next.js writes its first data into ``<script id="__NEXT_DATA__">``, or in parts into
``self.__next_f.push([1, "..."])``; others assign a state object to a name of ``window`` or put
it into ``<script type="application/json">``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from newscrawler.layouts.rows import Found, Row

MAX_LENGTH = 5_000_000
"""Characters of one script; a larger one is not read."""

MAX_NODES = 200_000
"""Values visited in one document."""

_STREAM = re.compile(r"self\.__next_f\.push\(\s*(\[.*\])\s*\)\s*;?\s*\Z", re.DOTALL)
_STATE = re.compile(r"\A\s*(?:window\.|self\.|var\s+|let\s+|const\s+)[\w.$]{1,60}\s*=\s*(?=[\[{])")
_ROW_OF_STREAM = re.compile(r"^[0-9a-f]{1,6}:(?=[\[{])", re.MULTILINE)

_DECODER = json.JSONDecoder(strict=False)

_NAMES = {
    "headline": ("headline", "title"),
    "body": ("body", "content", "articleBody", "fullText", "text", "description"),
    "source": ("source", "sourceName", "source_name", "publisher", "provider"),
    "timestamp_text": (
        "publishedAt",
        "published_at",
        "datePublished",
        "publishDate",
        "pubDate",
        "published",
        "createdAt",
        "created_at",
        "date",
        "time",
        "timeAgo",
    ),
    "link": ("url", "link", "href", "permalink"),
    "image": ("image", "imageUrl", "image_url", "thumbnail"),
    "section": ("category", "section"),
    "id": ("id", "_id", "uuid", "hash", "slug"),
}
"""Names that scripts give to the fields of a story, likeliest first."""

_NAME_IN_OBJECT = ("name", "title", "url", "src")


def stories(root: etree._Element) -> list[tuple[Row, bool]]:
    """The stories in the scripts of a page, and whether each stood in a list with others.

    A story is an object with a headline and at least one of body, source and time. The ``id``
    of a row is the script's own, not yet that of the record.
    """
    found = [each for data in documents(root) for each in _stories(data)]
    return [(row, listed) for row, listed in found if len(row) > 1]


def documents(root: etree._Element) -> Iterator[Any]:
    """The JSON documents in the scripts of a page; what cannot be read is passed over."""
    streamed: list[str] = []
    for script in root.iter("script"):
        source = script.text or ""
        if not source or len(source) > MAX_LENGTH:
            continue
        if match := _STREAM.search(source):
            streamed.extend(_streamed(match.group(1)))
        elif "json" in (script.get("type") or ""):
            yield from _json(source)
        elif match := _STATE.match(source):
            yield from _json(source[match.end() :])
    yield from _rows_of_stream("".join(streamed))


def _streamed(push: str) -> list[str]:
    return [part for data in _json(push) for part in data if isinstance(part, str)]


def _rows_of_stream(text: str) -> Iterator[Any]:
    """The values of a React stream: each row is a hexadecimal id, a colon and JSON."""
    place = 0
    while match := _ROW_OF_STREAM.search(text, place):
        place = match.end()
        try:
            value, place = _DECODER.raw_decode(text, place)
        except (ValueError, RecursionError):  # not JSON, or too deep: the next row may be
            continue
        yield value


def _json(source: str) -> Iterator[Any]:
    """The one document at the start of ``source``; text after it is ignored."""
    try:
        yield _DECODER.raw_decode(source.lstrip())[0]
    except (ValueError, RecursionError):  # not JSON, or nested deeper than Python recurses
        return


def _stories(data: Any) -> Iterator[tuple[Row, bool]]:
    stack: list[tuple[Any, bool]] = [(data, False)]
    for _ in range(MAX_NODES):
        if not stack:
            return
        value, listed = stack.pop()
        if isinstance(value, dict):
            row = _row(value)
            if row:
                yield row, listed
            stack.extend((each, False) for each in reversed(value.values()))
        elif isinstance(value, list):
            stack.extend((each, True) for each in reversed(value))


def _row(value: dict[str, Any]) -> Row:
    row: Row = {}
    for name, keys in _NAMES.items():
        for key in keys:
            if shown := _text(value.get(key)):
                row[name] = Found([shown], f"card:json:{key}")
                break
    known = row.keys() & {"body", "source", "timestamp_text"}
    return row if "headline" in row and known else {}


def _text(value: Any) -> str:
    if isinstance(value, dict):
        value = next((value[key] for key in _NAME_IN_OBJECT if value.get(key)), None)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value)
