"""Checks: does a feed hold what it promises?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from newscrawler.items import schema
from newscrawler.output import manifest as manifests
from newscrawler.output.codecs import CHUNK, lines
from newscrawler.output.journal import SUFFIX
from newscrawler.output.reader import BadLine, files_of, record_of

_SCHEMA = schema()
_ORDER = list(_SCHEMA["properties"])


def problems(path: Path) -> Iterator[str]:
    """What is wrong with a feed folder or file, a sentence each. Raises `OSError`."""
    told = map(manifests.read, manifests.paths(path))
    feeds = {path / one.file: one.feed for one in told if one.file}
    seen: defaultdict[str, set[tuple[str, int]]] = defaultdict(set)
    for file in files_of([path]):  # of several feeds in a folder each holds every story
        yield from file_problems(file, seen[feeds.get(file, "")])
    if path.is_dir():
        yield from folder_problems(path)


def file_problems(path: Path, seen: set[tuple[str, int]]) -> Iterator[str]:
    """Of the lines of a file; ``seen`` are the stories (id, revision) met so far, and grows."""
    validator = Draft202012Validator(_SCHEMA)
    try:
        for number, line in enumerate(lines(path), 1):
            where = f"{path}:{number}"
            try:
                record = record_of(line, where)
            except BadLine as error:
                yield str(error)
                continue
            yield from (f"{where}: {said}" for said in _record_problems(validator, record))
            story = (str(record.get("id")), int(record.get("revision") or 0))
            if story in seen:
                yield f"{where}: story {story[0]} revision {story[1]} stands in the feed already"
            seen.add(story)
    except ValueError as error:
        yield str(error)


def _record_problems(validator: Draft202012Validator, record: dict[str, Any]) -> Iterator[str]:
    for error in validator.iter_errors(record):
        yield f"{'.'.join(map(str, error.path)) or 'record'}: {error.message[:200]}"
    known = [name for name in record if name in _ORDER]
    if known != sorted(known, key=_ORDER.index):
        yield "keys are not in the order of the schema"


def folder_problems(root: Path) -> Iterator[str]:
    """Of a folder's manifests, and of runs that did not close."""
    for path in manifests.paths(root):
        try:
            yield from _manifest_problems(root, manifests.read(path))
        except (ValueError, OSError) as error:
            yield f"{path}: {error}"
    for path in sorted((root / manifests.FOLDER).glob(f"*{SUFFIX}")):
        yield f"{path}: a run is going on, or ended without closing; the next run finishes it"


def _manifest_problems(root: Path, one: manifests.Manifest) -> Iterator[str]:
    if one.file is None:
        return
    where = f"manifest {one.sequence} ({one.file} from byte {one.offset})"
    digest, left = sha256(), one.bytes
    with (root / one.file).open("rb") as file:
        file.seek(one.offset)
        while left and (data := file.read(min(CHUNK, left))):
            digest.update(data)
            left -= len(data)
    if digest.hexdigest() != one.sha256:
        yield f"{where}: the bytes are not those that were published"
        return
    count = sum(1 for _ in lines(root / one.file, one.offset, one.bytes))
    if count != one.lines:
        yield f"{where}: {count} lines, not {one.lines}"
