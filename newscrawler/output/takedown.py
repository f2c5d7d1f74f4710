"""Taking things out of a feed: one story at once, whole files by age."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from newscrawler.output import manifest as manifests
from newscrawler.output.codecs import codec_of, lines
from newscrawler.output.manifest import Manifest
from newscrawler.output.part import sync_folder
from newscrawler.output.reader import BadLine, record_of


def remove(root: Path, ids: set[str]) -> int:
    """Take stories out of all published files of a feed folder; how many lines went.

    Each file is replaced whole, then its manifests; no run may publish meanwhile. Raises
    `OSError`, and `ValueError` for a file that cannot be read.
    """
    with manifests.locked(root):
        return sum(_rewrite(root, file, told, ids) for file, told in _by_file(root).items())


def expire(root: Path, before: str) -> list[str]:
    """Delete the files all of whose pieces were published before a time (RFC 3339, UTC); their
    names. The newest manifest stays, so that numbers go on. Raises `OSError`."""
    limit = datetime.fromisoformat(before)
    gone = []
    with manifests.locked(root):
        newest = manifests.paths(root)[-1:]
        for file, told in _by_file(root).items():
            if any(datetime.fromisoformat(one.published) >= limit for _, one in told):
                continue
            (root / file).unlink(missing_ok=True)
            gone.append(file)
            for path, one in told:
                if path in newest:
                    manifests.save(path, replace(one, file=None, bytes=0, lines=0, sha256=""))
                else:
                    path.unlink()
    return gone


Told = list[tuple[Path, Manifest]]
"""The manifests of one file, in the order of its pieces, and where they stand."""


def _by_file(root: Path) -> dict[str, Told]:
    found: dict[str, Told] = {}
    for path in manifests.paths(root):
        one = manifests.read(path)
        if one.file:
            found.setdefault(one.file, []).append((path, one))
    return {file: sorted(told, key=lambda each: each[1].offset) for file, told in found.items()}


def _rewrite(root: Path, file: str, told: Told, ids: set[str]) -> int:
    """What stands outside of the pieces is not ours and stays."""
    path = root / file
    old = path.read_bytes()
    new, at, removed, changed = io.BytesIO(), 0, 0, []
    for where, one in told:
        kept = [line for line in lines(path, one.offset, one.bytes) if not _is_one_of(line, ids)]
        new.write(old[at : one.offset])
        at = one.offset + one.bytes
        gone = one.lines - len(kept)
        piece = _packed(path, kept) if gone else old[one.offset : at]
        changed.append((where, _moved(one, new.tell(), piece, len(kept))))
        new.write(piece)
        removed += gone
    if removed:
        new.write(old[at:])
        _replace(path, new.getvalue())
        for where, one in changed:
            manifests.save(where, one)
    return removed


def _is_one_of(line: bytes, ids: set[str]) -> bool:
    """A line that is no record cannot be the story."""
    if not any(one.encode() in line for one in ids):
        return False
    try:
        return record_of(line, "line").get("id") in ids
    except BadLine:
        return False


def _packed(path: Path, kept: Iterable[bytes]) -> bytes:
    target = io.BytesIO()
    text = b"".join(line + b"\n" for line in kept)
    if text:
        codec_of(path.name).pack(io.BytesIO(text), target)
    return target.getvalue()


def _moved(one: Manifest, offset: int, piece: bytes, count: int) -> Manifest:
    digest = sha256(piece).hexdigest()
    return replace(one, offset=offset, bytes=len(piece), lines=count, sha256=digest)


def _replace(path: Path, data: bytes) -> None:
    draft = path.with_name(f"{path.name}.tmp")
    with draft.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    sync_folder(path.parent)
