"""Pages: those with known bodies or passages, read and cut into labelled blocks."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import html

from benchmarks.body.labels import Labels, from_body, from_snippets
from newscrawler.reading.body.hints import Hints, hints
from newscrawler.reading.body.outline import Outline, outline
from newscrawler.values import urls

FOLDS = 8


@dataclass(frozen=True, slots=True)
class Page:
    """A page to learn from. ``publisher`` is its registered domain."""

    id: str
    publisher: str
    outline: Outline
    hints: Hints
    labels: Labels
    truth: dict[str, Any]
    """Its line of ``truth.jsonl``."""

    @property
    def fold(self) -> int:
        """The part of the pages that it is held out with, the same for a publisher's all."""
        return hashlib.sha256(self.publisher.encode()).digest()[0] % FOLDS


def read(directory: Path) -> Iterator[Page]:
    """The usable pages of a directory: ``truth.jsonl``, a line a page with ``id``, ``url``
    and ``body`` or ``snippets_with`` and ``snippets_without``; ``pages/<id>.html.gz``."""
    for line in (directory / "truth.jsonl").read_text("utf-8").splitlines():
        truth = json.loads(line)
        if "body" in truth or "snippets_with" in truth:
            with gzip.open(directory / "pages" / f"{truth['id']}.html.gz") as file:
                yield _page(truth, file.read())


def _page(truth: dict[str, Any], source: bytes) -> Page:
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    root = html.document_fromstring(source, parser=parser)
    page = outline(root)
    if "body" in truth:
        labels = from_body(page.texts, truth["body"])
    else:
        labels = from_snippets(page.texts, truth["snippets_with"], truth["snippets_without"])
    publisher = urls.registered_domain(truth["url"]) or truth["domain"]
    return Page(truth["id"], publisher, page, hints(root), labels, truth)


def digest(directories: list[Path]) -> str:
    """A digest of the truths and pages of directories, to tell which data a number is for."""
    total = hashlib.sha256()
    for directory in directories:
        for path in [directory / "truth.jsonl", *sorted((directory / "pages").iterdir())]:
            total.update(path.name.encode())
            total.update(path.read_bytes())
    return total.hexdigest()
