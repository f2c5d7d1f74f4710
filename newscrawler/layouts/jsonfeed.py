"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/): from text to rows."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from newscrawler.layouts import fragments
from newscrawler.layouts.places import texts
from newscrawler.layouts.rows import Found, Row

_ITEMS = re.compile(r'"items"\s*:\s*\[\s*')
_COMMA = re.compile(r"[\s,]*")
_SURROGATE = re.compile("[\ud800-\udfff]")

_FIELDS = {
    "headline": ("title",),
    "link": ("url", "external_url", "id"),
    "timestamp_text": ("date_published", "date_modified"),
    "modified": ("date_modified",),
    "language": ("language",),
    "image": ("image", "banner_image"),
}
"""Field of ``Article`` -> keys of an item, best first."""


def parse(text: str) -> dict[str, Any] | None:
    """The feed; ``None`` where the text is none. Of a broken one, the items that are whole."""
    if not text.lstrip("\ufeff \t\r\n").startswith("{"):
        return None
    text = _SURROGATE.sub("\ufffd", text)
    try:
        found = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        found = {"items": list(_whole_items(text))}
    is_feed = isinstance(found.get("items"), list) and (found["items"] or "version" in found)
    return found if is_feed else None


def _whole_items(text: str) -> Iterator[Any]:
    start = _ITEMS.search(text)
    decoder = json.JSONDecoder(strict=False)
    place = start.end() if start else len(text)
    while place < len(text):
        try:
            item, end = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            return
        yield item
        comma = _COMMA.match(text, end)
        place = comma.end() if comma else end


def say(mapping: Mapping[str, Any], *keys: str) -> tuple[str, str]:
    """The first key that holds text or a number, and that text; else two empty strings."""
    for key in keys:
        value = mapping.get(key)
        if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
            return key, _SURROGATE.sub("\ufffd", str(value).strip())
    return "", ""


def row(item: object) -> Row:
    """What one item says; an item that is no object says nothing."""
    if not isinstance(item, dict):
        return {}
    found: Row = {}
    for field, keys in _FIELDS.items():
        key, value = say(item, *keys)
        if value and (key != "id" or value.startswith("http")):
            found[field] = Found([value], f"feed:json:{key}")
    found |= _people(item) | _tags(item)
    return found | texts(_markup(item, "content"), _markup(item, "summary"))


def _people(item: Mapping[str, Any]) -> Row:
    """``authors`` of 1.1, else ``author`` of 1.0."""
    for key in ("authors", "author"):
        people = item.get(key)
        listed = people if isinstance(people, list) else [people]
        names = [say(person, "name")[1] for person in listed if isinstance(person, dict)]
        if any(names):
            return {"authors": Found([name for name in names if name], f"feed:json:{key}.name")}
    return {}


def _tags(item: Mapping[str, Any]) -> Row:
    tags = item.get("tags")
    texts = [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
    return {"tags": Found(texts, "feed:json:tags")} if texts else {}


def _markup(item: Mapping[str, Any], name: str) -> Found | None:
    """``content_html`` or ``content_text`` (escaped, line breaks kept), or ``summary``."""
    key, value = say(item, f"{name}_html")
    if value:
        return Found([value], f"feed:json:{key}")
    key, value = say(item, f"{name}_text", name)
    lines = html.escape(value, quote=False).replace("\n", "<br>")
    return Found([lines], f"feed:json:{key}") if value else None


def title(feed: Mapping[str, Any]) -> str:
    """The feed's title, without markup."""
    return fragments.headline(say(feed, "title")[1])
