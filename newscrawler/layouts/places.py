"""Where a field stands in a feed's entry: a list of places to look, best first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from newscrawler.layouts.fragments import is_full, paragraphs, story
from newscrawler.layouts.rows import Found, Row
from newscrawler.layouts.trees import Children, Element, inner_text


def _always(element: Element) -> bool:
    return True


class Place(NamedTuple):
    """One place: a child element, or an attribute of it."""

    name: str
    """``prefix:local`` as the specification writes it; ``.`` is the entry itself."""
    attribute: str = ""
    keep: Callable[[Element], bool] = _always
    """Which of the elements of that name count."""
    read: Callable[[Element], str] = inner_text
    """What an element says, where no attribute is named."""

    @property
    def shown(self) -> str:
        """The place as it stands in ``provenance``."""
        return f"{self.name}@{self.attribute.rpartition('}')[2]}" if self.attribute else self.name

    def values(self, entry: Children) -> list[str]:
        """What the entry says in this place, blanks left out."""
        elements = [e for e in entry.get(self.name.lower(), ()) if self.keep(e)]
        if self.attribute:
            found = [element.get(self.attribute, "") for element in elements]
        else:
            found = [self.read(element) for element in elements]
        return [value.strip() for value in found if value.strip()]


Layout = Mapping[str, Sequence[Place]]
"""Field of ``Article`` -> its places."""

_MANY = frozenset({"authors", "tags"})


def find(places: Sequence[Place], entry: Children, prefix: str) -> Found | None:
    """What the first place that says anything says, and which it was."""
    for place in places:
        values = place.values(entry)
        if values:
            return Found(values, f"{prefix}:{place.shown}")
    return None


def first(places: Sequence[Place], entry: Children) -> str | None:
    """The first value of the first place that has one."""
    found = find(places, entry, "")
    return found.values[0] if found else None


def row(layout: Layout, entry: Children, prefix: str) -> Row:
    """Every field of ``layout`` that the entry has; one value each, but for authors and tags."""
    found: Row = {}
    for field, places in layout.items():
        one = find(places, entry, prefix)
        if one:
            found[field] = one if field in _MANY else Found(one.values[:1], one.rule)
    return found


def texts(content: Found | None, description: Found | None) -> Row:
    """Body and summary from a feed's two texts, both HTML.

    The content is the body, ``full`` where it is a whole story. Without content the description
    is the body, and an excerpt: only a publisher's page can tell whether more was written.
    """
    summary = paragraphs(description.values[0]) if description else ""
    body, cut = story(paragraphs(content.values[0])) if content else ("", False)
    if content and body:
        kind = "full" if is_full(body, cut, summary) else "excerpt"
        found = {"body": Found([body], content.rule), "body_kind": Found([kind], content.rule)}
        if description and summary and not body.startswith(summary):
            found["summary"] = Found([story(summary)[0]], description.rule)
        return found
    if description and summary:
        text = Found([story(summary)[0]], description.rule)
        return {"body": text, "body_kind": Found(["excerpt"], description.rule)}
    return {}
