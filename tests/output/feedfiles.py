"""What stands in the feeds of a folder, for the tests to judge."""

from __future__ import annotations

import json
from collections import Counter
from hashlib import sha256
from pathlib import Path

from newscrawler.output import manifest as manifests
from newscrawler.output.codecs import lines


def ids(folder: Path, pattern: str = "*.jsonl*") -> Counter[str]:
    """How often each story stands in the files of a folder; a bad line is an error."""
    found = Counter[str]()
    for path in sorted(folder.glob(pattern)):
        found.update(json.loads(line)["id"] for line in lines(path))
    return found


def told(root: Path) -> list[manifests.Manifest]:
    """The manifests of a feed folder, each checked against its piece of the file."""
    found = [manifests.read(path) for path in manifests.paths(root)]
    for one in found:
        if one.file:
            data = (root / one.file).read_bytes()[one.offset : one.offset + one.bytes]
            assert sha256(data).hexdigest() == one.sha256, one.file
            count = sum(1 for _ in lines(root / one.file, one.offset, one.bytes))
            assert count == one.lines, one.file
    return found


def left_over(folder: Path) -> list[str]:
    """Names of files that a finished run must not leave."""
    names = (path.name for path in folder.rglob("*") if path.is_file())
    return [name for name in names if name.endswith((".part", ".journal", ".tmp"))]
