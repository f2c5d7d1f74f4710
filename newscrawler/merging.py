"""Merging: two tellings of one story become one record."""

from __future__ import annotations

from dataclasses import fields

from newscrawler.items import Article

_OWN = frozenset(
    "id schema_version aggregator page_url role position revision first_seen fetched_at "
    "provenance story_id duplicate_of".split()
)
"""What says where the kept record itself was found, and is never taken from the other."""

_TOGETHER = {
    "timestamp": ("timestamp_text", "timestamp_precision"),
    "body": ("body_kind",),
}
"""Fields that explain another one and so travel with it."""

_FOLLOWERS = frozenset(name for names in _TOGETHER.values() for name in names)


def fill(kept: Article, other: Article, prefix: str = "") -> Article:
    """Give ``kept`` what it lacks and ``other`` has; the provenance says from where.

    ``prefix`` is put before the rule of each field taken, such as ``related:``.
    """
    for entry in fields(Article):
        name = entry.name
        if name in _OWN or name in _FOLLOWERS or getattr(kept, name) or not getattr(other, name):
            continue
        for each in (name, *_TOGETHER.get(name, ())):
            _take(kept, other, each, prefix)
    return kept


def _take(kept: Article, other: Article, name: str, prefix: str) -> None:
    setattr(kept, name, getattr(other, name))
    if rule := other.provenance.get(name):
        kept.provenance[name] = f"{prefix}{rule}"
    else:
        kept.provenance.pop(name, None)
