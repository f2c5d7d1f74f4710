"""The ledger: what the memory is told once the feed has it on the disk."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any
from weakref import WeakKeyDictionary

from scrapy.crawler import Crawler

from newscrawler.items import Article
from newscrawler.memory import debts, pages
from newscrawler.memory.memory import Memory
from newscrawler.memory.pages import Validators
from newscrawler.memory.story import (
    Known,
    Record,
    Revised,
    Story,
    judge,
    record_of,
    record_of_article,
)

JUDGED_AT_ONCE = 10_000
"""Articles between the pipeline and the feed; Scrapy works on a hundred of a page."""

REPLAYED_AT_ONCE = 1000
"""Records a transaction when a feed is read again."""


class Ledger:
    """Stands between a run and its memory. Without a memory nothing is known or kept.

    ``noted`` counts the stories given to `note`; `commit` takes how many of them are durable.
    Raises `newscrawler.memory.memory.MemoryUnusable` from every method.
    """

    def __init__(self, memory: Memory | None) -> None:
        self.memory = memory
        self.noted = 0
        self._committed = 0
        self._judged: dict[int, tuple[Article, Record]] = {}
        self._waiting: list[tuple[Record, int | None]] = []
        self._sightings: list[Story] = []
        self._paid: list[int] = []
        self._owed: list[Article] = []
        self._debts: set[int] = set()
        self._answered: dict[str, Validators] = {}

    def judge(self, article: Article) -> Known | Revised | None:
        """What the article is to the memory; ``None`` for a story that is new."""
        if self.memory is None:
            return None
        record = record_of_article(article)
        if known := self.memory.find(record):
            return judge(known, record)
        if len(self._judged) > JUDGED_AT_ONCE:  # later pipelines dropped them
            self._judged.clear()
        self._judged[id(article)] = (article, record)
        return None

    def knows(self, story_id: str) -> bool:
        """Whether the memory has the story of this id."""
        return self.memory is not None and self.memory.get(story_id) is not None

    def knows_address(self, address_id: str) -> bool:
        """Whether the memory has a story whose canonical URL makes this id."""
        return self.memory is not None and self.memory.at(address_id) is not None

    def validators(self, url: str) -> Validators | None:
        """What a server said of a page the last time."""
        return pages.validators(self.memory, url) if self.memory else None

    def recall(self, site: str) -> list[Article]:
        """The cards of a site whose own page is still to be read."""
        found = debts.recall(self.memory, site) if self.memory else []
        self._debts.update(map(debts.key_of, found))
        return found

    def sighted(self, story: Story, article: Article) -> None:
        """A known story was met again; goes with the next commit."""
        self._sightings.append(story)
        if (key := self._debt_of(article)) is not None:
            self._paid.append(key)

    def owe(self, card: Article) -> None:
        """The card's own page is to be read; goes with the next commit."""
        self._owed.append(card)
        self._debts.add(debts.key_of(card))

    def answered(self, url: str, validators: Validators) -> None:
        """A page was sent whole; `finish` keeps what its server said of its version."""
        self._answered[url] = validators

    def note(self, article: Article) -> None:
        """The article's line was given to every feed that takes it."""
        self.noted += 1
        _, record = self._judged.pop(id(article), (article, None))
        record = record or record_of_article(article)
        self._waiting.append((record, self._debt_of(article)))

    def commit(self, durable: int) -> None:
        """Remember the first ``durable`` of the noted stories; what fails waits for the next
        commit."""
        count = max(durable - self._committed, 0)
        if self.memory and (count or self._sightings or self._owed):
            ready = self._waiting[:count]
            with self.memory.writing() as connection:
                self.memory.remember([record for record, _ in ready], self._sightings)
                debts.owe(self.memory, connection, self._owed)
                paid = (key for _, key in ready if key is not None)
                debts.pay(connection, [*self._paid, *paid])
        del self._waiting[:count]
        for done in (self._sightings, self._owed, self._paid):
            done.clear()
        self._committed += count

    def _debt_of(self, article: Article) -> int | None:
        """The key of the card that this article pays; most runs owe nothing."""
        key = debts.key_of(article) if self._debts else None
        return key if key in self._debts else None

    def finish(self) -> None:
        """The run closed well and all its stories are remembered: keep the validators."""
        if self.memory and self._answered:
            with self.memory.writing() as connection:
                pages.put(self.memory, connection, self._answered)

    def replay(self, records: Iterable[dict[str, Any]]) -> int:
        """Remember the records of a feed; how many. Raises `ValueError` for one that is none."""
        count, left = 0, iter(records)
        while batch := [record_of(fields) for fields in islice(left, REPLAYED_AT_ONCE)]:
            count += len(batch)
            if self.memory:
                with self.memory.writing():
                    self.memory.remember(batch)
        return count


_LEDGERS: WeakKeyDictionary[Crawler, Ledger] = WeakKeyDictionary()


def ledger_of(crawler: Crawler) -> Ledger:
    """The one ledger of a crawl; opens the memory that the setting MEMORY_URL names at the
    first call."""
    if crawler not in _LEDGERS:
        url = crawler.settings["MEMORY_URL"]
        _LEDGERS[crawler] = Ledger(Memory(url) if url else None)
    return _LEDGERS[crawler]
