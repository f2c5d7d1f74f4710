"""Resolve: a link that leads elsewhere becomes the publisher's address; both are kept."""

from __future__ import annotations

import logging
from typing import Self

from scrapy.crawler import Crawler

from newscrawler.items import Article
from newscrawler.memory import links
from newscrawler.memory.ledger import ledger_of
from newscrawler.memory.memory import Memory
from newscrawler.network.redirectors import Lead, from_address, is_redirector
from newscrawler.network.resolve import Resolver, Unresolved

logger = logging.getLogger(__name__)


class Resolve:
    """Sets ``url`` where ``link`` is a redirector's. What cannot be resolved stays in the feed
    with ``url`` null; its ``provenance`` says ``resolve:failed``.

    What was asked for once is in the memory. Raises ``MemoryUnusable``.
    """

    def __init__(self, resolver: Resolver, memory: Memory | None) -> None:
        self._resolver = resolver
        self._memory = memory

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(Resolver(crawler), ledger_of(crawler).memory)

    async def process_item(self, item: Article) -> Article:
        link = item.url or item.link
        if link is None or not is_redirector(link):
            return item
        try:
            item.url, rule = await self._resolve(link)
        except Unresolved as error:
            logger.info("%s: %s", link, error)
            item.url, rule = None, "failed"
        item.provenance["url"] = f"resolve:{rule}"
        return item

    async def _resolve(self, link: str) -> Lead:
        if self._memory is None or from_address(link):
            return await self._resolver.resolve(link)
        if known := links.find(self._memory, link):
            return Lead(*known)
        lead = await self._resolver.resolve(link)
        links.put(self._memory, link, *lead)
        return lead
