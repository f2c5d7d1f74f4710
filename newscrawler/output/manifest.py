"""Manifests: one small file for each file (or piece of one) that was published.

They stand in ``manifests/`` under the feed's folder and are numbered in the order of
publication, so that a reader needs no more than the last number it saw.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from newscrawler.items import SCHEMA_VERSION
from newscrawler.output.part import sync_folder

FOLDER = "manifests"


class BadManifest(ValueError):
    """A manifest that cannot be read. Names the file and the cause."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was published by one run. A run that wrote no line has one with ``file`` null."""

    run_id: str
    spider: str
    feed: str
    """The feed's name as it was asked for, placeholders and all."""
    reason: str | None
    """Scrapy's finish reason, ``recovered`` for a run that ended without closing; null for a batch
    published while the run went on."""
    complete: bool
    """Whether the run came to its end by itself."""
    file: str | None = None
    """Relative to the feed's folder, or the key of an object."""
    offset: int = 0
    """Where in the file the piece begins, in bytes."""
    bytes: int = 0
    lines: int = 0
    sha256: str = ""
    """Of the piece's bytes, as they stand in the file."""
    first: str | None = None
    """``fetched_at`` of the first line."""
    last: str | None = None
    schema_version: int = SCHEMA_VERSION
    published: str = ""
    sequence: int = 0


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Hold the feed's folder: one publishes at a time. Raises `OSError`."""
    folder = root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def write(root: Path, manifest: Manifest) -> Manifest:
    """Write a manifest under the next number; the caller holds `locked`. Raises `OSError`."""
    numbers = (int(path.name.partition("-")[0]) for path in paths(root))
    numbered = replace(manifest, sequence=max(numbers, default=0) + 1)
    save(root / FOLDER / f"{numbered.sequence:08d}-{manifest.run_id}.json", numbered)
    return numbered


def save(path: Path, manifest: Manifest) -> None:
    """Write or replace the manifest at ``path``: it is there whole or not at all."""
    draft = path.with_suffix(".tmp")
    with draft.open("w", encoding="utf-8") as file:
        json.dump(asdict(manifest), file, indent=1)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    sync_folder(path.parent)


def paths(root: Path, after: int = 0) -> list[Path]:
    """The manifests numbered above ``after``, in order."""
    found = (root / FOLDER).glob("[0-9]*-*.json")
    return sorted(path for path in found if int(path.name.partition("-")[0]) > after)


def read(path: Path) -> Manifest:
    """Read one. Raises `BadManifest`, and `OSError` where there is none."""
    try:
        return Manifest(**json.loads(path.read_bytes()))
    except (TypeError, ValueError) as error:
        raise BadManifest(f"{path}: {error}") from error


def of_run(root: Path, run_id: str) -> list[Manifest]:
    """What a run has published, in order."""
    return [read(path) for path in sorted((root / FOLDER).glob(f"[0-9]*-{run_id}.json"))]


def now() -> str:
    """The time of publication, to the second."""
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
