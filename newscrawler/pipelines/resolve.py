"""Resolve: a link that leads elsewhere becomes the publisher's address; both are kept."""

from __future__ import annotations

import logging
from typing import Self

from scrapy.crawler import Crawler

from newscrawler.items import Article
from newscrawler.network.redirectors import is_redirector
from newscrawler.network.resolve import Resolver, Unresolved

logger = logging.getLogger(__name__)


class Resolve:
    """Sets ``url`` where ``link`` is a redirector's. What cannot be resolved stays in the feed
    with ``url`` null; its ``provenance`` says why there is none."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(Resolver(crawler))

    async def process_item(self, item: Article) -> Article:
        link = item.url or item.link
        if link is None or not is_redirector(link):
            return item
        try:
            item.url, rule = await self._resolver.resolve(link)
            item.provenance["url"] = f"resolve:{rule}"
        except Unresolved as error:
            logger.info("%s: %s", link, error)
            item.url = None
            item.provenance["url"] = "resolve:failed"
        return item
