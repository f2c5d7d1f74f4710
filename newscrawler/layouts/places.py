"""Where a field stands in a feed's entry: a list of places to look, best first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from newscrawler.layouts.fragments import is_full, paragraphs, story
from newscrawler.layouts.rows import Found, Row
from newscrawler.layouts.trees import Children, Element, inner_text


@dataclass(frozen=True, slots=True)
class Place:
    """One place: a child element, or an attribute of it."""

    name: str
    """``prefix:local`` as the specification writes it; ``.`` is the entry itself."""
    attribute: str = ""
    keep: Callable[[Element], bool] | None = None
    """Which of the elements of that name count, if not all."""
    read: Callable[[Element], str] = inner_text
    """What an element says, where no attribute is named."""
    key: str = field(init=False)
    """``name`` as the children of an entry are known by."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", self.name.lower())

    @property
    def shown(self) -> str:
        """The place as it stands in ``provenance``."""
        return f"{self.name}@{self.attribute.rpartition('}')[2]}" if self.attribute else self.name

    def values(self, elements: Iterable[Element]) -> list[str]:
        """What elements of this name say in this place, blanks left out."""
        if self.keep:
            elements = filter(self.keep, elements)
        if self.attribute:
            found = [element.get(self.attribute, "").strip() for element in elements]
        else:
            found = [self.read(element).strip() for element in elements]
        return [value for value in found if value]


Places = Mapping[str, Sequence[Place]]
"""Field of ``Article`` -> its places."""

_MANY = frozenset({"authors", "tags"})


def find(places: Sequence[Place], entry: Children, prefix: str) -> Found | None:
    """What the first place that says anything says, and which it was."""
    for place in places:
        elements = entry.get(place.key)
        values = place.values(elements) if elements else None
        if values:
            return Found(values, f"{prefix}:{place.shown}")
    return None


def first(places: Sequence[Place], entry: Children) -> str | None:
    """The first value of the first place that has one."""
    found = find(places, entry, "")
    return found.values[0] if found else None


def row(layout: Places, entry: Children, prefix: str) -> Row:
    """Every field of ``layout`` that the entry has; one value each, but for authors and tags."""
    found: Row = {}
    for name, places in layout.items():
        one = find(places, entry, prefix)
        if one:
            found[name] = one if name in _MANY else Found(one.values[:1], one.rule)
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
