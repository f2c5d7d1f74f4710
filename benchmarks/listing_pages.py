"""The stored listing pages of a corpus folder: ``truth.jsonl`` and ``pages/``."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Page:
    """One stored page. ``truth`` is its line of the truth file, for training only."""

    id: str
    url: str
    charset: str
    body: bytes
    truth: dict[str, Any]

    @property
    def origin_date(self) -> str:
        """The day of its repository's commit, ``YYYY-MM-DD``."""
        return str(self.truth["origin"]["repo_date"])


def read_pages(folder: Path) -> Iterator[Page]:
    """The pages of ``folder`` in the order of its truth file, unpacked."""
    with (folder / "truth.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            path = folder / row["file"]
            body = path.read_bytes()
            if path.suffix == ".gz":
                body = gzip.decompress(body)
            yield Page(row["id"], row["url"], row["charset"], body, row)
