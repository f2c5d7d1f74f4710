"""Dedupe: a story once in a run, however many pages it stands on."""

from __future__ import annotations

from scrapy.exceptions import DropItem

from newscrawler.items import Article
from newscrawler.values import ids


class SeenInRun(DropItem):
    """The story was already exported in this run."""


class Dedupe:
    """Drops a story met before in this run, by its ``id`` or by its alias.

    The alias (aggregator, headline, first sentence) makes a lead and its link-less card on
    another page one story.

    :raises SeenInRun: with the headline.
    """

    def __init__(self) -> None:
        self._seen: set[int] = set()  # hashes: half the memory of the keys

    def process_item(self, item: Article) -> Article:
        keys = [hash(key) for key in keys_of(item)]
        if not self._seen.isdisjoint(keys):
            raise SeenInRun(f"seen in this run: {item.headline}", log_level="DEBUG")
        self._seen.update(keys)
        return item


def keys_of(item: Article) -> tuple[str, ...]:
    """The keys that a story is known by: its ``id``, and its alias if it has a body.

    A headline alone is no key beside an address: "Live updates" is many stories.
    """
    own = item.id or ""
    if not item.body:
        return (own,)
    return (own, ids.alias(item.aggregator or "", item.headline or "", item.body))
