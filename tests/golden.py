"""Fixture folders: a page, its clock, and the lines expected from it."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from scrapy.http import Response

from newscrawler.items import Article
from newscrawler.pipelines.normalise import Normalise
from newscrawler.pipelines.validate import Validate
from tests.pages import raw

FIXTURES = Path(__file__).parent.parent / "fixtures"


def folders(kind: str) -> list[Path]:
    """The fixture folders of a kind, such as ``sites``."""
    return sorted(path.parent for path in (FIXTURES / kind).glob("*/meta.json"))


def response(folder: Path) -> Response:
    """The page of a folder as it was fetched: ``meta.json`` has its address, headers and time."""
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    page = next(folder.glob("page.*"))
    headers = meta.get("headers") or {"Content-Type": _KINDS[page.suffix]}
    return raw(page.read_bytes(), meta["url"], headers, datetime.fromisoformat(meta["fetched_at"]))


def lines(articles: list[Article]) -> list[dict[str, Any]]:
    """What the feed would hold of these records."""
    return [asdict(Normalise().process_item(Validate().process_item(each))) for each in articles]


def expected(folder: Path) -> list[dict[str, Any]]:
    """The lines that a folder expects."""
    text = (folder / "expected.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def update(folder: Path, found: list[dict[str, Any]]) -> None:
    """Rewrite the lines that a folder expects."""
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in found)
    (folder / "expected.jsonl").write_text(text, encoding="utf-8")


_KINDS = {
    ".html": "text/html; charset=utf-8",
    ".xml": "application/xml",
    ".json": "application/json",
}
