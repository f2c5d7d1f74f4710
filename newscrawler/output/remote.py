"""One feed of one run in an object store: closed segments are sent while the crawl goes on."""

from __future__ import annotations

import asyncio
import io
import logging
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scrapy.utils.asyncio import run_in_thread

from newscrawler.output.buckets import Bucket
from newscrawler.output.feed import Ending, Order
from newscrawler.output.journal import Journal, Opened
from newscrawler.output.names import PER_RUN
from newscrawler.output.part import Part
from newscrawler.output.publish import Run
from newscrawler.output.send import forget, send, send_end
from newscrawler.values.safe import without_userinfo

logger = logging.getLogger(__name__)

RETRIES = (1.0, 2.0, 4.0, 8.0)
"""Seconds between tries to send a segment at the end of a run, beside those of the client."""


@dataclass(frozen=True, slots=True)
class Rotation:
    """When a segment is closed: after so many bytes, or seconds since its first line."""

    size: int
    seconds: float


class Segments(io.RawIOBase):
    """What the exporter writes to: one live part after the other."""

    def __init__(self, feed: RemoteFeed, key: str) -> None:
        self._feed, self.key = feed, key
        self.part: Part | None = None
        self.opened: Opened | None = None
        self.born = 0.0

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        """Raises `OSError`; then the part is as before."""
        if self.part is None:
            self.part, self.opened = self._feed.new_part(self.key)
            self.born = time.monotonic()
        return self.part.write(data)

    def take(self) -> Opened | None:
        """Close the segment; what was opened, if it holds anything."""
        part, opened, self.part, self.opened = self.part, self.opened, None, None
        if part is None:
            return None
        part.close()
        return opened


class RemoteFeed:
    """A feed of objects. A line is safe on the local disk first, and settled when its segment
    was sent; until then it is in the spool, where recovery finds it.

    Raises `OSError`, which `newscrawler.output.buckets.UploadFailed` is.
    """

    def __init__(
        self, order: Order, siblings: list[str], bucket: Bucket, rotation: Rotation
    ) -> None:
        self.root, self.lines = order.root, order.lines
        self._order, self._bucket, self._rotation = order, bucket, rotation
        self._run = Run(order.run_id, order.spider, order.shown, None, complete=True)
        self._segments: list[Segments] = []
        self._pending: list[tuple[Opened, int]] = []
        self._done: list[tuple[Opened, int]] = []
        self._sent = self._count = 0
        self._sending: asyncio.Task[None] | None = None
        self._journal = Journal.begun(order.journal, order.facts(siblings))

    @property
    def settled(self) -> int | None:
        live = any(one.part and one.part.size for one in self._segments)
        return self._sent if live or self._pending else None

    def open(self, name: str) -> Segments:
        segments = Segments(self, urlsplit(name).path.lstrip("/"))
        self._segments.append(segments)
        return segments

    def new_part(self, key: str) -> tuple[Part, Opened]:
        """A live part in the spool, for the next segment of an object."""
        self._count += 1
        unique = bool(PER_RUN.search(self._order.template))
        final = segment_key(key, "" if unique else self._order.run_id, self._count)
        part = f"{self._order.run_id}-{self._count:06d}.part"
        opened = Opened(part, final, overwrite=False, per_run=True, lines=self.lines)
        self._journal.opened(opened)
        return Part(self.root / part), opened

    def marks(self) -> list[tuple[Part, int]]:
        return [(one.part, one.part.size) for one in self._segments if one.part]

    def sync(self, noted: int) -> None:
        for one in self._segments:
            if one.part:
                one.part.sync()
                if self.lines and self._is_due(one, one.part):
                    self._queue(one, noted)
        if self._pending and (self._sending is None or self._sending.done()):
            self._sending = asyncio.get_running_loop().create_task(self._send_pending())

    async def flush(self, noted: int) -> None:
        """Close the segments and return when all is sent; tries again for a while."""
        for one in self._segments:
            if one.part:
                one.part.sync()
            self._queue(one, noted)
        for pause in (*RETRIES, 0.0):
            if self._sending:
                await self._sending
            if not self._pending:
                return
            try:
                await self._send_first()
            except OSError as error:
                if not pause:
                    raise
                logger.warning("trying again in %g s: %s", pause, error)
                await asyncio.sleep(pause)

    def publish(self, file: Segments, ending: Ending) -> None:
        """All is sent by `flush`."""
        self._segments.remove(file)

    def committed(self, count: int) -> None:
        """The memory has the first ``count`` stories: their segments leave the spool."""
        for opened, noted in [*self._done]:
            if noted <= count:
                forget(self.root, self._journal, opened)
                self._done.remove((opened, noted))

    def close(self, ending: Ending) -> None:
        """Say how the run ended in a manifest of its own, or leave the journal to recovery."""
        if self._segments or self._pending or self._done:
            self._journal.close()
            return
        run = replace(self._run, reason=ending.reason, complete=ending.complete)
        send_end(self.root, run, self._bucket)
        self._journal.finish()

    def _is_due(self, one: Segments, part: Part) -> bool:
        age = time.monotonic() - one.born
        return part.size >= self._rotation.size or age >= self._rotation.seconds

    def _queue(self, one: Segments, noted: int) -> None:
        if opened := one.take():
            self._pending.append((opened, noted))

    async def _send_pending(self) -> None:
        """In order, so that what is settled is a beginning of what was noted."""
        try:
            while self._pending:
                await self._send_first()
        except OSError as error:
            logger.warning("a segment waits in %s: %s", self.root, error)

    async def _send_first(self) -> None:
        opened, noted = self._pending[0]
        await run_in_thread(send, self.root, opened, self._run, self._bucket)
        self._done.append(self._pending.pop(0))
        self._sent = noted


def segment_key(key: str, run_id: str, number: int) -> str:
    """The name of a segment.

    >>> segment_key("feeds/quay/R1.jsonl.gz", "", 2), segment_key("all.jsonl", "R1", 12)
    ('feeds/quay/R1-000002.jsonl.gz', 'all-R1-000012.jsonl')
    """
    folder, slash, name = key.rpartition("/")
    stem, dot, suffixes = name.partition(".")
    middle = f"-{run_id}" if run_id else ""
    return f"{folder}{slash}{stem}{middle}-{number:06d}{dot}{suffixes}"


def spool_of(folder: str, template: str) -> Path:
    """Where the live parts and journals of a remote feed are.

    >>> spool_of("state/spool", "s3://bucket/feeds/%(run_id)s.jsonl").as_posix()
    'state/spool/s3-bucket-feeds'
    """
    parts = urlsplit(without_userinfo(template).partition("%(")[0].rpartition("/")[0])
    names: Iterable[str] = (parts.scheme, parts.netloc, *parts.path.split("/"))
    return Path(folder) / "-".join(name for name in names if name)
