"""Storages for Scrapy's FEEDS: the file system and standard output."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import IO, Any

from scrapy import Spider
from scrapy.extensions.feedexport import StdoutFeedStorage
from w3lib.url import file_uri_to_path

from newscrawler.output.feed import Ending, Feed

logger = logging.getLogger(__name__)


class DurableStorage:
    """Writes to a live part and publishes it. `newscrawler.output.feeds.DurableFeeds` gives it
    its feed before it is opened."""

    feed: Feed
    ending: Ending
    settle: Callable[[], Awaitable[None]]
    """Returns when all lines are safe in all feeds and the memory knows."""

    def __init__(self, uri: str, *, feed_options: dict[str, Any] | None = None) -> None:
        self.name = file_uri_to_path(uri) if uri.startswith("file:") else uri

    def open(self, spider: Spider) -> IO[bytes]:
        """Raises `OSError`."""
        return self.feed.open(self.name)  # type: ignore[return-value]  # a RawIOBase is enough

    async def store(self, file: IO[bytes]) -> None:
        """Raises `OSError` or `MemoryUnusable`; the part then waits for recovery."""
        await self.settle()
        self.feed.publish(file, self.ending)


class StdoutStorage(StdoutFeedStorage):
    """Standard output, which is whatever reads it: nothing is durable, and it says so."""

    def open(self, spider: Spider) -> IO[bytes]:
        logger.warning(
            "standard output is not durable: a story counts as seen once it is written there, "
            "whether the reader keeps it or not"
        )
        return super().open(spider)
