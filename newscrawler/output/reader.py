"""Reading feeds: pieces in the order of their publication, from a cursor on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from newscrawler.output import manifest as manifests
from newscrawler.output.codecs import lines
from newscrawler.output.manifest import Manifest


class ManyFeeds(ValueError):
    """A folder holds several feeds with the same stories, and none was chosen."""


class BadLine(ValueError):
    """A line that is no record. Names the file, the line's number and the cause."""


def published(
    root: Path, since: int = 0, feeds: Iterable[str] = (), spider: str | None = None
) -> list[Manifest]:
    """What was published after the manifest of the number ``since``, in order.

    ``feeds`` chooses among the feeds of the folder by the names that they were asked for with.
    Raises `newscrawler.output.manifest.BadManifest`.
    """
    found = [manifests.read(path) for path in manifests.paths(root, since)]
    wanted = set(feeds)
    return [
        one
        for one in found
        if (not wanted or one.feed in wanted) and (spider is None or one.spider == spider)
    ]


def check_one_feed(root: Path, chosen: list[Manifest]) -> None:
    """Raises `ManyFeeds` where the manifests are of several feeds: each holds every story."""
    names = sorted({one.feed for one in chosen if one.file})
    if len(names) > 1:
        raise ManyFeeds(f"{root} holds {len(names)} feeds: {', '.join(names)}")


def lines_of(root: Path, manifest: Manifest) -> Iterator[bytes]:
    """The lines of a published piece. Raises `OSError`, and `ValueError` for a damaged file."""
    if manifest.file:
        yield from lines(root / manifest.file, manifest.offset, manifest.bytes)


def files_of(paths: Iterable[Path]) -> Iterator[Path]:
    """Feed files: those given, and in a folder those that its manifests name, in order; where it
    has none, by name. Raises `FileNotFoundError`."""
    for path in paths:
        if not path.is_dir():
            path.stat()
            yield path
        elif told := manifests.paths(path):
            names = (manifests.read(one).file for one in told)
            yield from (path / name for name in dict.fromkeys(names) if name)
        else:
            yield from sorted(found for found in path.rglob("*.jsonl*") if found.is_file())


def records_of(path: Path, bad: list[BadLine] | None = None) -> Iterator[dict[str, Any]]:
    """The records of a feed file. A line that is none goes to ``bad``.

    Raises `BadLine` where there is no such list, `OSError`, and `ValueError` where the file is
    damaged.
    """
    for number, line in enumerate(lines(path), 1):
        try:
            yield record_of(line, f"{path}:{number}")
        except BadLine as error:
            if bad is None:
                raise
            bad.append(error)


def record_of(line: bytes, where: str) -> dict[str, Any]:
    """The record of a line at ``where``. Raises `BadLine`."""
    try:
        record = json.loads(line.decode(), parse_constant=_no_constant)
    except ValueError as error:
        raise BadLine(f"{where}: {error}") from error
    if not isinstance(record, dict):
        raise BadLine(f"{where}: not an object")
    return record


def _no_constant(name: str) -> None:
    """``NaN`` and the infinities are Python's, not JSON's (RFC 8259, 6)."""
    raise ValueError(f"{name} is not JSON")
