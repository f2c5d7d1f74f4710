"""Followed cards: a story's own page is fetched once, and not forgotten when a run is killed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler

from newscrawler.items import Article
from newscrawler.memory.ledger import Ledger, ledger_of
from newscrawler.values import ids, urls
from newscrawler.values.secret import Secrets


class Followed:
    """Spider middleware for spiders that read each card's own page.

    Such a request has the card, an `Article`, in ``meta["card"]``, and the spider makes it in a
    method ``story_request(card) -> Request``, if its ``follow`` is on. A card that the memory
    knows is not fetched again, unless the setting REFETCH_KNOWN says so. The others are owed
    until a record with their ``link`` is in the feed: the next start asks for them first. A card
    whose address holds a secret of the operator is not kept so.
    """

    def __init__(self, crawler: Crawler, ledger: Ledger) -> None:
        self._crawler, self._ledger = crawler, ledger
        self._secrets = Secrets.of(crawler.settings, crawler.spider)
        self._refetch = crawler.settings.getbool("REFETCH_KNOWN")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler, ledger_of(crawler))

    async def process_start(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        spider = self._crawler.spider
        story_request = getattr(spider, "story_request", None)
        if spider and story_request and getattr(spider, "follow", False):
            for card in self._ledger.recall(spider.name):
                self._crawler.stats.inc_value("memory/asked_again")
                yield story_request(card)
        async for request in start:
            yield request

    async def process_spider_output(
        self, response: Any, result: AsyncIterator[Any]
    ) -> AsyncIterator[Any]:
        async for found in result:
            card = found.meta.get("card") if isinstance(found, Request) else None
            if not isinstance(card, Article):
                yield found
            elif self._is_known(card):
                self._crawler.stats.inc_value("memory/not_fetched_again")
                yield card
            else:
                if self._secrets.hidden(found.url) == found.url:
                    self._ledger.owe(card)
                yield found

    def _is_known(self, card: Article) -> bool:
        if self._refetch or not card.link:
            return False
        address = card.canonical_url or card.url or card.link
        return self._ledger.knows_address(ids.story_id(urls.canonical(address)))
