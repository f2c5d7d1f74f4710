"""The journal of a run's feed: what is open and what is about to be published.

It is written before each step, so that whoever finds it without its process can finish.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from newscrawler.output.codecs import Codec, codec_of
from newscrawler.output.manifest import FOLDER, Manifest
from newscrawler.output.part import sync_folder

SUFFIX = ".journal"


@dataclass(frozen=True, slots=True)
class Opened:
    """A live part and the file that it becomes."""

    part: str
    final: str
    overwrite: bool
    """Whether it replaces the file of that name (``-O``)."""
    per_run: bool
    """Whether only this run has that name."""
    lines: bool
    """Whether it holds one record a line, so that a torn one can be saved."""

    @property
    def codec(self) -> Codec:
        """How it is packed when it is published."""
        return codec_of(self.final) if self.lines else Codec()


@dataclass(frozen=True, slots=True)
class Plan:
    """How a part is about to be published."""

    part: str
    piece: str
    """The part as it is packed; the part itself where it is not."""
    into: str
    how: str
    """``link``, ``replace`` or ``append``."""
    manifest: Manifest


class Journal:
    """An append-only file of steps, locked while its process lives."""

    def __init__(self, path: Path, *, create: bool = True, wait: bool = False) -> None:
        """Raises `BlockingIOError` where another process holds it (unless it may ``wait``), and
        `FileNotFoundError` where it was finished meanwhile."""
        self.path = path
        flags = os.O_RDWR | os.O_APPEND | os.O_CLOEXEC | (os.O_CREAT if create else 0)
        self._handle = os.open(path, flags, 0o644)
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            if not os.fstat(self._handle).st_nlink:
                raise FileNotFoundError(path)
        except OSError:
            os.close(self._handle)
            raise
        sync_folder(path.parent)

    @classmethod
    def begun(cls, path: Path, facts: dict[str, Any]) -> Journal:
        """A new journal that says whose it is: ``run_id``, ``spider``, ``feed``, whether the feed
        holds ``lines`` and is ``filtered``, and the journals of the run's feeds
        (``siblings``)."""
        path.parent.mkdir(parents=True, exist_ok=True)
        journal = cls(path)
        journal.note("begin", **facts)
        return journal

    @property
    def root(self) -> Path:
        """The folder of the feed."""
        return self.path.parent.parent

    def note(self, step: str, **facts: Any) -> None:
        """Write a step; durable when this returns. Raises `OSError`."""
        os.write(self._handle, json.dumps({"step": step, **facts}).encode() + b"\n")
        os.fsync(self._handle)

    def opened(self, opened: Opened) -> None:
        self.note("open", **asdict(opened))

    def plan(self, plan: Plan) -> None:
        self.note("plan", **asdict(plan))

    def done(self, part: str) -> None:
        self.note("done", part=part)

    def steps(self) -> Iterator[dict[str, Any]]:
        """The steps so far; one that a kill cut short is none."""
        size = os.fstat(self._handle).st_size
        for line in os.pread(self._handle, size, 0).splitlines():
            with suppress(ValueError):
                yield json.loads(line)

    def close(self) -> None:
        os.close(self._handle)

    def finish(self) -> None:
        """The run owes nothing any more: remove the journal."""
        self.path.unlink()
        self.close()


def plan_of(step: dict[str, Any]) -> Plan:
    """The plan of a ``plan`` step."""
    manifest = Manifest(**step["manifest"])
    return Plan(step["part"], step["piece"], step["into"], step["how"], manifest)


def opened_of(step: dict[str, Any]) -> Opened:
    """The part of an ``open`` step."""
    return Opened(**{name: step[name] for name in Opened.__slots__})


def path_of(root: Path, run_id: str, slug: str) -> Path:
    """Where the journal of a feed of a run is."""
    return root / FOLDER / f"{run_id}.{slug}{SUFFIX}"
