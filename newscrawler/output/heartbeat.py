"""Heartbeat: a run that hears nothing for too long is stopped, and one that hangs is seen."""

from __future__ import annotations

import asyncio
import logging
import os
import time
from pathlib import Path
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

logger = logging.getLogger(__name__)

BEAT = 5.0
"""Seconds between looks."""


class Heartbeat:
    """Extension: closes the spider as ``stalled`` after STALL_SECONDS without an answer or a
    story, and touches the file HEARTBEAT_FILE, if set, while the event loop turns."""

    def __init__(self, crawler: Crawler, limit: float, file: str | None) -> None:
        self._crawler, self._limit = crawler, limit
        self._file = Path(file) if file else None
        self._heard = time.monotonic()
        self._task: asyncio.Task[None] | None = None
        self._closing: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        limit = crawler.settings.getfloat("STALL_SECONDS")
        if not limit:
            raise NotConfigured
        heart = cls(crawler, limit, crawler.settings["HEARTBEAT_FILE"])
        crawler.signals.connect(heart.start, signals.spider_opened)
        crawler.signals.connect(heart.hear, signals.response_received)
        crawler.signals.connect(heart.hear, signals.item_scraped)
        crawler.signals.connect(heart.stop, signals.spider_closed)
        return heart

    def start(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._beat())

    def hear(self) -> None:
        self._heard = time.monotonic()

    def stop(self) -> None:
        if self._task:
            self._task.cancel()

    async def _beat(self) -> None:
        while time.monotonic() - self._heard < self._limit:
            if self._file and self._file.exists():
                os.utime(self._file)
            await asyncio.sleep(min(BEAT, self._limit))
        logger.error("nothing came for %g seconds: stopping", self._limit)
        closing = self._crawler.engine.close_spider_async(reason="stalled")
        self._closing = asyncio.get_running_loop().create_task(closing)  # `stop` ends this one
