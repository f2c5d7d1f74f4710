"""A story as the memory sees it, and what a record is to it: new, known or a revision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any, NamedTuple

from newscrawler.items import Article, Precision
from newscrawler.values import ids, urls
from newscrawler.values.secret import MASK

Interval = tuple[int, int] | None
"""Seconds since 1970 between which a story appeared, the end not included."""

_UNKNOWN = (None, None)

_UNITS: dict[Precision, int] = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400}
_BODIES = {None: 0, "excerpt": 10, "full": 20}
_ROLES = {"listing": 1, "related": 2, "feed": 3, "sitemap": 4, "lead": 5, "article": 6}

TAKEN_DOWN = 100
"""The authority of a story that was taken down: nothing that is read is worth more."""


class Story(NamedTuple):
    """What the memory keeps of a story, and what it computes of a record to compare: a row of
    the table, its columns in their order."""

    key: int
    rest: int
    site: str
    authority: int
    """How much the place that the text was read from is worth: the body's kind, then the role.
    The same text read twice from one place differs only if it was changed."""
    headline: int
    body: int | None
    revision: int
    first_seen: int
    last_seen: int
    time_from: int | None = None
    time_to: int | None = None
    number: int | None = None
    """``None`` for one that is not in the memory yet."""

    @property
    def time(self) -> Interval:
        """The narrowest interval in which it appeared."""
        if self.time_from is None or self.time_to is None:
            return None
        return self.time_from, self.time_to

    @property
    def id(self) -> str:
        """The 32 hex digits."""
        return f"{self.key & _MASK:016x}{self.rest & _MASK:016x}"


class Record(NamedTuple):
    """A record of the feed, reduced to what the memory needs."""

    story: Story
    addresses: tuple[int, ...]
    """Keys of its canonical URL, its own page and its link; none for a card without a link."""
    alias: int | None
    """Key of the alias, `newscrawler.values.ids.alias`; ``None`` for a headline alone beside an
    address: "Live updates" is many stories."""

    @property
    def names(self) -> list[int]:
        """The keys under which the story is found again: its id, its addresses and its alias,
        the last one turned round where it is not the id."""
        key = self.story.key
        names = [key, *(address for address in self.addresses if address != key)]
        if self.alias is not None and self.alias != key:
            names.append(~self.alias)
        return names

    @property
    def asked(self) -> list[int]:
        """The keys under which the story may be known, the surest first.

        An alias stands for a story only where one of the two is known by its words alone: two
        stories of one headline with an address each are two. So who has no address asks for
        aliases, and who has one for an id that is this alias.
        """
        key, alias = self.story.key, self.alias
        asked = [key, *(address for address in self.addresses if address != key)]
        if alias is not None:
            asked.append(~alias if alias == key else alias)
        return asked


@dataclass(frozen=True, slots=True)
class Known:
    """A record of a story that is known and did not change."""

    story: Story


@dataclass(frozen=True, slots=True)
class Revised:
    """A record of a known story whose text changed."""

    story: Story
    changed: tuple[str, ...]


_ADDRESSES = ("canonical_url", "url", "link")


def record_of(fields: Mapping[str, Any]) -> Record:
    """Reduce the fields of a record. Raises `ValueError` for an id or a time that is none."""
    headline, body = fields["headline"] or "", fields.get("body")
    seen = _seconds(fields["fetched_at"])
    key, rest = key_of_id(fields["id"])
    site, first_seen = fields["aggregator"] or "", fields.get("first_seen")
    start, end = interval(fields.get("timestamp"), fields.get("timestamp_precision")) or _UNKNOWN
    story = Story(
        key=key,
        rest=rest,
        site=site,
        authority=_BODIES[fields.get("body_kind")] + _ROLES.get(fields["role"], 0),
        headline=hash_of(headline),
        body=hash_of(body) if body else None,
        revision=fields.get("revision") or 1,
        first_seen=_seconds(first_seen) if first_seen else seen,
        last_seen=seen,
        time_from=start,
        time_to=end,
    )
    has_address = any(fields.get(name) for name in _ADDRESSES)
    alias = ids.alias(site, headline, body) if body or not has_address else None
    return Record(story, _addresses(fields), key_of_id(alias)[0] if alias else None)


def _addresses(fields: Mapping[str, Any]) -> tuple[int, ...]:
    """A page may name another address as its canonical one than the link that led there. One
    in which something was masked is no name: others may look the same."""
    known = fields.get("canonical_url")
    found = {known: None} if known and MASK not in known else {}
    for name in ("url", "link"):
        url = fields.get(name)
        if url and url != known and MASK not in url:
            found[urls.canonical(url)] = None
    return tuple(key_of_id(ids.story_id(url))[0] for url in found)


_FIELDS = (
    *("id", "headline", "body", "body_kind", "role", "aggregator", "revision", "url", "link"),
    *("canonical_url", "first_seen", "fetched_at", "timestamp", "timestamp_precision"),
)


def record_of_article(article: Article) -> Record:
    """`record_of` for an item."""
    return record_of({name: getattr(article, name) for name in _FIELDS})


def judge(known: Story, record: Record) -> Known | Revised:
    """What a record is to the story that the memory has.

    Text counts as changed only where it comes from the site that the story was first read at,
    and from the same place there or a better one: a card's headline beside the article's own,
    or an excerpt after the full text, is no news.
    """
    seen = record.story
    start, end = narrowed(known.time, seen.time) or _UNKNOWN
    merged = known._replace(
        last_seen=max(known.last_seen, seen.last_seen),
        first_seen=min(known.first_seen, seen.first_seen),
        time_from=start,
        time_to=end,
    )
    changed = _changed(known, seen)
    if not changed:
        return Known(merged)
    body = seen.body if seen.body is not None else known.body
    revised = merged._replace(
        authority=seen.authority,
        headline=seen.headline,
        body=body,
        revision=known.revision + 1,
    )
    return Revised(revised, changed)


def _changed(known: Story, seen: Story) -> tuple[str, ...]:
    if seen.site != known.site or seen.authority < known.authority:
        return ()
    same_place = seen.authority == known.authority
    better_body = seen.authority // 10 > known.authority // 10
    if not (same_place or better_body):
        return ()
    texts = {"headline": seen.headline != known.headline}
    texts["body"] = seen.body is not None and seen.body != known.body
    return tuple(name for name, differs in texts.items() if differs)


def narrowed(old: Interval, new: Interval) -> Interval:
    """The part that both intervals share; the old one where they share none: the first
    sighting stands.

    >>> narrowed((0, 3600), (1800, 5400)), narrowed((0, 60), (600, 660)), narrowed(None, (0, 1))
    ((1800, 3600), (0, 60), (0, 1))
    """
    if old is None or new is None:
        return old or new
    start, end = max(old[0], new[0]), min(old[1], new[1])
    return (start, end) if start < end else old


def interval(timestamp: str | None, precision: Precision | None) -> Interval:
    """The interval that a timestamp and its precision stand for.

    >>> interval("2026-11-24T10:00:00Z", "hour")
    (1795514400, 1795518000)
    >>> interval("2026-12-01T00:00:00Z", "month")
    (1796083200, 1798761600)
    """
    if timestamp is None:
        return None
    start = _seconds(timestamp)
    if precision == "month":
        day = datetime.fromtimestamp(start, UTC).replace(day=1)
        following = day.replace(year=day.year + day.month // 12, month=day.month % 12 + 1)
        return start, int(following.timestamp())
    return start, start + _UNITS[precision or "second"]


def precision_of(time: tuple[int, int]) -> Precision:
    """The finest precision whose unit is not shorter than the interval.

    >>> precision_of((0, 1)), precision_of((0, 1800)), precision_of((0, 2_000_000))
    ('second', 'hour', 'month')
    """
    length = time[1] - time[0]
    return next((name for name, unit in _UNITS.items() if length <= unit), "month")


def rfc3339(seconds: int) -> str:
    """Seconds since 1970 as the record has them."""
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%SZ}"


def hash_of(text: str) -> int:
    """64 bit (signed) of a text; its white space was made uniform where it was read.

    >>> hash_of("a b") == hash_of("a b"), hash_of("a b") == hash_of("ab")
    (True, False)
    """
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(digest.digest(), signed=True)


def key_of_id(story_id: str) -> tuple[int, int]:
    """The two halves (64 bit, signed) of an id of 32 hex digits.

    >>> key_of_id("0000000000000001ffffffffffffffff")
    (1, -1)
    """
    half = 16
    return _signed(int(story_id[:half], 16)), _signed(int(story_id[half:] or "0", 16))


_MASK = (1 << 64) - 1


def _signed(number: int) -> int:
    return number - (1 << 64) if number >> 63 else number


def _seconds(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())
