"""Scrapy's feed exporter, with the order that keeps a story: line, disk, memory, publication."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlparse

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.extensions.feedexport import FeedExporter
from twisted.python.failure import Failure

from newscrawler.items import Article
from newscrawler.memory.ledger import ledger_of
from newscrawler.memory.memory import MemoryUnusable
from newscrawler.output import exits
from newscrawler.output.buckets import SCHEMES, bucket_of
from newscrawler.output.exits import Exit
from newscrawler.output.exporter import UNENCODABLE
from newscrawler.output.feed import Ending, Feed, LocalFeed, Order
from newscrawler.output.names import root_of, run_id_of
from newscrawler.output.recover import recover
from newscrawler.output.remote import RemoteFeed, Rotation, spool_of
from newscrawler.output.storage import DurableStorage

logger = logging.getLogger(__name__)


class FeedUnusable(Exception):
    """A feed cannot be written safely. Names the feed and the cause."""


class DurableFeeds(FeedExporter):
    """Stands in the place of Scrapy's ``FeedExporter``.

    That one's ``item_scraped`` is a signal handler, whose errors are swallowed, and it stores
    nothing for a run without items. So here a failed write closes the spider, each feed gets a
    manifest in any case, and stories become known in groups, after ``fsync``. Starting it
    finishes what killed runs left; it raises `FeedUnusable` and `MemoryUnusable`.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._ledger = ledger_of(crawler)
        self._group = crawler.settings.getint("FEED_GROUP_ITEMS", 500)
        self._pause = crawler.settings.getfloat("FEED_GROUP_SECONDS", 1.0)
        self._failed = False
        self._ending = Ending()
        self._timer: asyncio.Task[None] | None = None
        self._closing: asyncio.Task[None] | None = None
        self._durable: dict[str, Feed] = {}
        self._begin()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        feeds = super().from_crawler(crawler)
        crawler.signals.connect(feeds.item_error, signals.item_error)
        return feeds

    def item_error(self, failure: Failure) -> None:
        """A pipeline could not ask the memory: what is new cannot be told any more."""
        if isinstance(failure.value, MemoryUnusable):
            self._fail("memory", failure.value)

    def open_spider(self, spider: Spider) -> None:
        super().open_spider(spider)
        self._bind()
        self._timer = asyncio.get_running_loop().create_task(self._commit_often())

    def item_scraped(self, item: Any, spider: Spider) -> None:
        if self._failed:
            return
        stats = self.crawler.stats
        unencodable = stats.get_value(UNENCODABLE, 0)
        marks = [mark for feed in self._durable.values() if feed.lines for mark in feed.marks()]
        try:
            super().item_scraped(item, spider)
        except OSError as error:
            for part, size in marks:  # in all feeds or in none
                part.cut(size)
            self._fail("feed", error)
            return
        if isinstance(item, Article) and stats.get_value(UNENCODABLE, 0) == unencodable:
            self._ledger.note(item)
            if self._ledger.noted % self._group == 0:
                self.commit()
        self._bind()

    def commit(self) -> None:
        """Make durable what the feeds took, then tell the memory."""
        if self._failed:
            return
        try:
            self._commit()
        except OSError as error:
            self._fail("feed", error)
        except MemoryUnusable as error:
            self._fail("memory", error)

    async def close_spider(self, spider: Spider, reason: str = "finished") -> None:
        if self._timer:
            self._timer.cancel()
        self.commit()
        self._ending = Ending(reason, complete=reason == "finished" and not self._failed)
        good = exits.of_crawl(self.crawler, reason) == Exit.OK
        self._ending = replace(self._ending, good=good)
        self._bind()
        await super().close_spider(spider)
        self._close_feeds()

    def _begin(self) -> None:
        """Recover the folders of our feeds, then begin their journals."""
        orders = [
            self._order(template, options)
            for template, options in self.feeds.items()
            if issubclass(self._storage_class(template), DurableStorage)
        ]
        for order in orders:
            with _named(order.shown):
                recover(order.root, self._ledger, partial(bucket_of, self.crawler))
        journals = [str(order.journal.absolute()) for order in orders if order.lines]
        for order in orders:
            with _named(order.shown):
                self._durable[order.template] = self._feed(order, journals)

    def _feed(self, order: Order, journals: list[str]) -> Feed:
        settings = self.crawler.settings
        if bucket := bucket_of(self.crawler, order.template):
            seconds = settings.getfloat("FEED_SEGMENT_SECONDS")
            rotation = Rotation(settings.getint("FEED_SEGMENT_BYTES"), seconds)
            return RemoteFeed(order, journals, bucket, rotation)
        return LocalFeed(order, journals)

    def _order(self, template: str, options: dict[str, Any]) -> Order:
        order = Order(
            template,
            options["format"],
            overwrite=bool(options.get("overwrite")),
            filtered=bool(options.get("item_classes") or options.get("item_filter")),
            run_id=run_id_of(self.crawler),
            spider=self.crawler.spidercls.name,
            root=self._root(template),
        )
        if order.lines and "postprocessing" in options:
            raise FeedUnusable(
                f"feed {order.shown}: postprocessing loses the whole feed on a kill; end its name "
                "in .gz or .zst instead"
            )
        return order

    def _bind(self) -> None:
        """Give each slot's storage its feed: Scrapy tells a storage its address only."""
        for slot in self.slots:
            if isinstance(slot.storage, DurableStorage):
                slot.storage.feed = self._durable[slot.uri_template]
                slot.storage.ending = self._ending
                slot.storage.settle = self._settle

    def _commit(self) -> None:
        noted = self._ledger.noted
        for feed in self._durable.values():
            feed.sync(noted)
        logs = [feed.settled for feed in self._durable.values() if feed.lines]
        if logs or not self._durable:
            durable = min((n for n in logs if n is not None), default=noted)
            self._ledger.commit(durable)
            for feed in self._durable.values():
                feed.committed(durable)

    async def _settle(self) -> None:
        for feed in self._durable.values():
            await feed.flush(self._ledger.noted)
        self._commit()

    async def _commit_often(self) -> None:
        while True:
            await asyncio.sleep(self._pause)
            self.commit()

    def _fail(self, what: str, error: BaseException) -> None:
        """Take no more stories: one that is skipped in the middle would never come back."""
        if self._failed:
            return
        self._failed = True
        logger.critical("stopping, the %s could not be written: %s", what, error)
        self.crawler.stats.inc_value(f"{what}/write_errors")
        closing = self.crawler.engine.close_spider_async(reason=f"{what}_write_error")
        self._closing = asyncio.get_running_loop().create_task(closing)

    def _close_feeds(self) -> None:
        try:
            if all(feed.settled is None for feed in self._durable.values()):
                self._ledger.commit(self._ledger.noted)  # where no feed holds whole lines
            for feed in self._durable.values():
                feed.close(self._ending)
            if self._ending.good and not self.crawler.stats.get_value("spider_exceptions/count"):
                self._ledger.finish()
        except (OSError, MemoryUnusable) as error:
            logger.critical("the feed could not be closed, the next run will: %s", error)
            self.crawler.stats.inc_value("feed/write_errors")

    def _root(self, template: str) -> Path:
        if urlparse(template).scheme in SCHEMES:
            return spool_of(self.crawler.settings["FEED_SPOOL_DIR"], template)
        return root_of(template)

    def _storage_class(self, template: str) -> type[Any]:
        return self.storages.get(urlparse(template).scheme, self.storages["file"])


@contextmanager
def _named(template: str) -> Iterator[None]:
    """Says which feed it was that raised `OSError`."""
    try:
        yield
    except OSError as error:
        raise FeedUnusable(f"feed {template}: {error}") from error
