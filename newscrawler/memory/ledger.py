"""The ledger: what the memory is told once the feed has it on the disk."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any
from weakref import WeakKeyDictionary

from scrapy.crawler import Crawler

from newscrawler.items import Article
from newscrawler.memory.memory import Memory
from newscrawler.memory.story import (
    Known,
    Record,
    Revised,
    Story,
    judge,
    record_of,
    record_of_article,
)

REPLAYED_AT_ONCE = 1000
"""Records a transaction when a feed is read again."""


class Ledger:
    """Stands between a run and its memory. Without a memory nothing is known or kept.

    ``noted`` counts the stories given to `note`; `commit` takes how many of them are durable.
    """

    def __init__(self, memory: Memory | None) -> None:
        self.memory = memory
        self.noted = 0
        self._committed = 0
        self._waiting: list[Record] = []
        self._sightings: list[Story] = []

    def judge(self, article: Article) -> Known | Revised | None:
        """What the article is to the memory; ``None`` for a story that is new."""
        if self.memory is None:
            return None
        record = record_of_article(article)
        known = self.memory.find(record)
        return judge(known, record) if known else None

    def knows(self, story_id: str) -> bool:
        """Whether the memory has the story of this id."""
        return self.memory is not None and self.memory.get(story_id) is not None

    def sighted(self, story: Story) -> None:
        """A known story was met again; goes with the next commit."""
        self._sightings.append(story)

    def note(self, article: Article) -> None:
        """The article's line was given to every feed that takes it."""
        self.noted += 1
        self._waiting.append(record_of_article(article))

    def commit(self, durable: int) -> None:
        """Remember the first ``durable`` of the noted stories. Raises `MemoryUnusable`; then
        they wait for the next commit."""
        count = durable - self._committed
        if self.memory and (count or self._sightings):
            self.memory.commit(self._waiting[:count], self._sightings)
        del self._waiting[:count]
        self._sightings.clear()
        self._committed += count

    def replay(self, records: Iterable[dict[str, Any]]) -> int:
        """Remember the records of a feed; how many. Raises `MemoryUnusable`, and `ValueError`
        for a record that is none."""
        count, left = 0, iter(records)
        while batch := [record_of(fields) for fields in islice(left, REPLAYED_AT_ONCE)]:
            count += len(batch)
            if self.memory:
                self.memory.commit(batch)
        return count


_LEDGERS: WeakKeyDictionary[Crawler, Ledger] = WeakKeyDictionary()


def ledger_of(crawler: Crawler) -> Ledger:
    """The one ledger of a crawl; opens the memory that the setting MEMORY_URL names at the
    first call. Raises `MemoryUnusable`."""
    if crawler not in _LEDGERS:
        url = crawler.settings["MEMORY_URL"]
        _LEDGERS[crawler] = Ledger(Memory(url) if url else None)
    return _LEDGERS[crawler]
