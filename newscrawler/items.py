"""The record: what one line of the feed holds, declared once.

The fields stand in the order of the keys on a line. Every key is on every line; what is
not known is ``null``, never ``""``. Times are RFC 3339 in UTC with ``Z``; text is NFC.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from itemadapter import ItemAdapter

SCHEMA_VERSION = 1
"""Adding a field keeps it; removing, renaming or changing the meaning of one raises it."""

Precision = Literal["second", "minute", "hour", "day", "month"]
BodyKind = Literal["full", "excerpt"]
Access = Literal["free", "paywalled", "unknown"]
Role = Literal["lead", "related", "listing", "feed", "sitemap", "article"]

REQUIRED = (
    "headline",
    "id",
    "schema_version",
    "aggregator",
    "page_url",
    "role",
    "fetched_at",
    "provenance",
)
"""Fields that are never ``null`` on a line of the feed."""


def _choice(literal: Any) -> dict[str, Any]:
    """The metadata that gives the schema the values of a ``Literal`` type.

    ``ItemAdapter.get_json_schema`` 0.13 writes ``{}`` for a ``Literal``.
    """
    return {"json_schema_extra": {"type": ["string", "null"], "enum": [*get_args(literal), None]}}


@dataclass(slots=True)
class Article:
    """One story as one source tells it. Every field has a default because the item loader
    builds the object first and fills it afterwards."""

    headline: str | None = None
    """The headline, one line. A record without one is not a story and is dropped."""

    source: str | None = None
    """The publisher's name as shown."""

    timestamp: str | None = None
    """When the publisher says the story appeared: the start of the known unit, in UTC."""

    body: str | None = None
    """The text, paragraphs separated by a blank line."""

    url: str | None = None
    """The story's own page, at its publisher where known; ``null`` where the card has no
    link. Never the listing that it stood on: that is ``page_url``."""

    id: str | None = None
    """32 hex digits that stay the same from run to run and from host to host: a hash of the
    site's own story key, else of the canonical URL, else of the aggregator, the normalised
    headline and the first sentence of the body."""

    schema_version: int = SCHEMA_VERSION
    """The version of this record."""

    timestamp_text: str | None = None
    """The time exactly as shown."""

    timestamp_precision: Precision | None = field(default=None, metadata=_choice(Precision))
    """How exact ``timestamp`` is."""

    modified: str | None = None
    """When the publisher says the story was last changed."""

    body_kind: BodyKind | None = field(default=None, metadata=_choice(BodyKind))
    """``full`` where ``body`` is the whole text, ``excerpt`` where it is a part of it."""

    summary: str | None = None
    """The publisher's or the aggregator's own summary, where it is not the body."""

    authors: list[str] = field(default_factory=list)
    """Names of the people (or desks) in the byline, in its order."""

    language: str | None = None
    """BCP 47."""

    image: str | None = None
    """URL of the main image."""

    section: str | None = None
    """The section or category that the publisher files the story under."""

    tags: list[str] = field(default_factory=list)
    """Keywords as given."""

    source_domain: str | None = None
    """The registered domain of the publisher."""

    link: str | None = None
    """The href as it stands on the page, made absolute; ``url`` is where it leads."""

    canonical_url: str | None = None
    """The address that the page itself states, or the canonical form of ``url``."""

    access: Access | None = field(default=None, metadata=_choice(Access))
    """Whether the text can be read without paying; ``null`` until the page was read."""

    aggregator: str | None = None
    """The site (spider) that the record comes from."""

    page_url: str | None = None
    """The page that the record was read from."""

    role: Role | None = field(default=None, metadata=_choice(Role))
    """What the record was on that page."""

    position: int | None = None
    """Its place among the records of that page, from 1."""

    story_id: str | None = None
    """The cluster of the same story from several publishers."""

    duplicate_of: str | None = None
    """The ``id`` of the record that this one repeats."""

    revision: int = 1
    """1 at the first sighting; raised by a changed headline or body."""

    first_seen: str | None = None
    """When this story was seen first."""

    fetched_at: str | None = None
    """When the page was fetched."""

    provenance: dict[str, str] = field(default_factory=dict)
    """Field -> the rule that gave it, such as ``card:css:h2 a``, ``jsonld`` or ``relative``."""

    __json_schema_extra__ = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "newscrawler article",
    }


def schema() -> dict[str, Any]:
    """The JSON Schema of one line of the feed (draft 2020-12).

    ``get_json_schema`` takes every field with a default as optional and as nullable where
    its type says so. On a line every key is present, and those of ``REQUIRED`` hold a value.
    """
    found: dict[str, Any] = ItemAdapter.get_json_schema(Article)
    for name, rule in found["properties"].items():
        rule.pop("default", None)
        rule.pop("anyOf", None)
        if name in REQUIRED:
            _forbid_null(rule)
    found["required"] = list(found["properties"])
    return found


def _forbid_null(rule: dict[str, Any]) -> None:
    if isinstance(rule["type"], list):
        rule["type"] = next(kind for kind in rule["type"] if kind != "null")
    if "enum" in rule:
        rule["enum"] = [value for value in rule["enum"] if value is not None]
    if rule["type"] == "string" and "enum" not in rule:
        rule["minLength"] = 1
