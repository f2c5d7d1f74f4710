"""One feed of one run on the local disk: opens its live parts and publishes them."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from newscrawler.output.journal import Journal, Opened, path_of
from newscrawler.output.names import PER_RUN, part_of, slug_of
from newscrawler.output.part import Part
from newscrawler.output.publish import Run, publish, publish_nothing
from newscrawler.values.safe import without_userinfo

LINE_FORMATS = frozenset({"jsonlines", "jsonl", "jl", "gz", "zst"})
"""Formats of one record a line; what a kill tears of them can be saved."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How far the run has come when a part is published."""

    reason: str | None = None
    """Scrapy's finish reason; ``None`` while it goes on."""
    complete: bool = True
    """Whether it came to its end by itself."""
    good: bool = True
    """Whether it may take the place of an earlier feed (``-O``)."""


@dataclass(frozen=True, slots=True)
class Order:
    """A feed as it was asked for, and the run that fills it."""

    template: str
    """The feed's name with its placeholders."""
    file_format: str
    overwrite: bool
    """``-O``: takes the place of what stands under the name."""
    filtered: bool
    """Whether it takes some items only."""
    run_id: str
    spider: str
    root: Path
    """Where its live parts, journal and manifests are."""

    @property
    def shown(self) -> str:
        """The name as journals, manifests and messages have it: without the key of a bucket."""
        return without_userinfo(self.template)

    @property
    def lines(self) -> bool:
        """Whether it holds one record a line."""
        return self.file_format in LINE_FORMATS

    @property
    def journal(self) -> Path:
        return path_of(self.root, self.run_id, slug_of(self.template))

    def facts(self, siblings: list[str]) -> dict[str, Any]:
        """How the journal begins; ``siblings`` are the journals of the run's feeds of lines."""
        return {
            "run_id": self.run_id,
            "spider": self.spider,
            "feed": self.shown,
            "lines": self.lines,
            "filtered": self.filtered,
            "siblings": siblings,
        }


class Feed(Protocol):
    """What a storage asks of the feed it belongs to."""

    lines: bool
    root: Path

    @property
    def settled(self) -> int | None:
        """How many of the run's noted stories are safe in this feed; ``None``: all of them."""

    def open(self, name: str) -> io.RawIOBase:
        """What the lines of the file (or object) called ``name`` are written to."""

    def marks(self) -> list[tuple[Part, int]]:
        """The live parts and their sizes, to `Part.cut` them back to."""

    def sync(self, noted: int) -> None:
        """Make durable what was taken; ``noted`` stories were given to all feeds until now."""

    async def flush(self, noted: int) -> None:
        """Return when all that was taken is settled."""

    def committed(self, count: int) -> None:
        """The memory has the first ``count`` of the noted stories."""

    def publish(self, file: Any, ending: Ending) -> None:
        """Publish what `open` gave; it takes no more lines."""

    def close(self, ending: Ending) -> None:
        """The run is over."""


class LocalFeed:
    """A feed of files. Every method raises `OSError`."""

    def __init__(self, order: Order, siblings: list[str]) -> None:
        self.root, self.lines = order.root, order.lines
        self._order = order
        self._run = Run(order.run_id, order.spider, order.shown, None, complete=True)
        self._parts: dict[Part, Opened] = {}
        self._told = False
        self._journal = Journal.begun(order.journal, order.facts(siblings))

    @property
    def settled(self) -> int | None:
        return min((part.settled for part in self._parts), default=None)

    def open(self, name: str) -> Part:
        final, order = Path(name), self._order
        path = part_of(final, order.run_id)
        opened = Opened(
            part=path.relative_to(self.root).as_posix(),
            final=final.relative_to(self.root).as_posix(),
            overwrite=order.overwrite,
            per_run=bool(PER_RUN.search(order.template)),
            lines=self.lines,
        )
        self._journal.opened(opened)
        part = Part(path)
        self._parts[part] = opened
        return part

    def marks(self) -> list[tuple[Part, int]]:
        return [(part, part.size) for part in self._parts]

    def sync(self, noted: int) -> None:
        for part in self._parts:
            part.sync()
            part.settled = noted

    async def flush(self, noted: int) -> None:
        self.sync(noted)

    def committed(self, count: int) -> None:
        """Nothing waits for it."""

    def publish(self, part: Part, ending: Ending) -> None:
        opened = self._parts[part]
        part.close()
        if not part.size and opened.overwrite:
            part.path.unlink()
            self._journal.done(opened.part)
        else:
            complete = ending.good if opened.overwrite else ending.complete
            run = replace(self._run, reason=ending.reason, complete=complete)
            publish(self.root, self._journal, opened, run)
            self._told = ending.reason is not None
        del self._parts[part]

    def close(self, ending: Ending) -> None:
        """Leave the journal to recovery where a part could not be published."""
        if self._parts:
            self._journal.close()
            return
        if not self._told:
            run = replace(self._run, reason=ending.reason, complete=ending.complete)
            publish_nothing(self.root, run)
        self._journal.finish()
