"""Publishing: a live part becomes the file, or a piece of the file, that readers see.

`carry_out` may be repeated from any point where a kill stopped it. A new name is given by
``link`` and ``unlink``, never by ``rename``, which destroys what stands under that name.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from newscrawler.output import manifest as manifests
from newscrawler.output.codecs import CHUNK, Codec, codec_of, lines
from newscrawler.output.journal import Journal, Opened, Plan
from newscrawler.output.manifest import Manifest
from newscrawler.output.names import partial_of
from newscrawler.output.part import sync_folder


@dataclass(frozen=True, slots=True)
class Run:
    """Which run publishes, and how it ended so far."""

    run_id: str
    spider: str
    feed: str
    reason: str | None
    complete: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """What is published: a part, packed as its file's name asks for."""

    path: Path
    bytes: int
    lines: int
    sha256: str
    first: str | None
    last: str | None


def packed(part: Path, codec: Codec) -> Piece:
    """Pack a part that takes no more lines; a file beside it, on the disk. Raises `OSError`."""
    path = part
    if codec.suffix:
        path = part.with_name(f"{part.name}{codec.suffix}")
        with part.open("rb") as source, path.open("wb") as target:
            codec.pack(source, target)
            target.flush()
            os.fsync(target.fileno())
    count, first, last = 0, b"", b""
    for line in lines(part):
        count, first, last = count + 1, first or line, line
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Piece(path, path.stat().st_size, count, digest, fetched_at(first), fetched_at(last))


def fetched_at(line: bytes) -> str | None:
    """When the record of a line was fetched; ``None`` for what is not a record.

    >>> fetched_at(b'{"fetched_at": "2026-11-24T10:00:00Z"}'), fetched_at(b"name,place")
    ('2026-11-24T10:00:00Z', None)
    """
    with suppress(ValueError):
        record: Any = json.loads(line or b"null")
        if isinstance(record, dict):
            return record.get("fetched_at")
    return None


def publish(root: Path, journal: Journal, opened: Opened, run: Run) -> Manifest:
    """Publish a part of the feed in ``root``; returns its manifest. Raises `OSError`.

    Names in ``opened`` are relative to ``root``. The part must be closed.
    """
    piece = packed(root / opened.part, opened.codec)
    with manifests.locked(root):
        plan = _plan(root, opened, piece, run)
        journal.plan(plan)
        return carry_out(root, journal, plan)


def publish_nothing(root: Path, run: Run) -> Manifest:
    """Say that a run wrote no line (or no more lines). Raises `OSError`."""
    with manifests.locked(root):
        return manifests.write(root, manifest_of_nothing(run))


def carry_out(root: Path, journal: Journal, plan: Plan) -> Manifest:
    """Do what is planned, as far as it has not been done; the caller holds the folder's lock."""
    piece, into = root / plan.piece, root / plan.into
    into.parent.mkdir(parents=True, exist_ok=True)
    if plan.how == "append":
        _append(piece, into, plan.manifest)
    elif plan.how == "replace":
        with suppress(FileNotFoundError):  # it was, before the kill
            piece.replace(into)
    elif piece.exists() and not (into.exists() and into.samefile(piece)):
        into.hardlink_to(piece)
    sync_folder(into.parent)
    written = _write_once(root, plan.manifest)
    for path in (piece, root / plan.part):
        path.unlink(missing_ok=True)
    sync_folder(piece.parent)
    journal.done(plan.part)
    return written


def _plan(root: Path, opened: Opened, piece: Piece, run: Run) -> Plan:
    into, how, offset = root / opened.final, "link", 0
    if opened.overwrite and run.complete:
        how = "replace"
    elif (opened.overwrite or opened.per_run) and not run.complete:
        into = partial_of(into, run.run_id)
    if how == "link" and into.exists():
        how, offset = "append", _end_of(into, opened)
    name, source = (path.relative_to(root).as_posix() for path in (into, piece.path))
    return Plan(opened.part, source, name, how, manifest_of(run, name, offset, piece))


def manifest_of(run: Run, file: str, offset: int, piece: Piece) -> Manifest:
    """The manifest of a piece, not yet numbered."""
    return replace(
        manifest_of_nothing(run),
        file=file,
        offset=offset,
        bytes=piece.bytes,
        lines=piece.lines,
        sha256=piece.sha256,
        first=piece.first,
        last=piece.last,
    )


def manifest_of_nothing(run: Run) -> Manifest:
    """The manifest of a run that wrote no line."""
    return Manifest(
        run_id=run.run_id,
        spider=run.spider,
        feed=run.feed,
        reason=run.reason,
        complete=run.complete,
        published=manifests.now(),
    )


def _end_of(path: Path, opened: Opened) -> int:
    """Where the next piece begins. A last line without newline, not ours, is given one, so
    that our first line is not glued to it."""
    with path.open("r+b") as file:
        size = file.seek(0, os.SEEK_END)
        if size and opened.lines and not codec_of(path.name).suffix:
            file.seek(size - 1)
            if file.read(1) != b"\n":
                size += file.write(b"\n")
    return size


def _append(piece: Path, into: Path, manifest: Manifest) -> None:
    """Copy the part behind ``manifest.offset``; a copy that a kill tore is cut back first."""
    with into.open("r+b", buffering=0) as file:
        if os.fstat(file.fileno()).st_size >= manifest.offset + manifest.bytes:
            return
        file.truncate(manifest.offset)
        file.seek(manifest.offset)
        try:
            with piece.open("rb") as source:
                shutil.copyfileobj(source, file, CHUNK)
            _whole(file.tell(), manifest, into)
        except OSError:
            file.truncate(manifest.offset)
            raise
        os.fsync(file.fileno())


def _whole(end: int, manifest: Manifest, into: Path) -> None:
    """An unbuffered write may come up short on a full disk."""
    if end != manifest.offset + manifest.bytes:
        raise OSError(f"{into}: only {end - manifest.offset} of {manifest.bytes} bytes written")


def _write_once(root: Path, manifest: Manifest) -> Manifest:
    for written in manifests.of_run(root, manifest.run_id):
        if (written.file, written.offset) == (manifest.file, manifest.offset):
            return written
    return manifests.write(root, manifest)
