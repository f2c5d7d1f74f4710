"""Converters: a feed as Parquet, CSV, JSON Feed or schema.org articles."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from newscrawler.items import Article
from newscrawler.values.safe import for_csv

Record = dict[str, Any]

NAMES = [field.name for field in fields(Article)]
TIMES = frozenset({"timestamp", "modified", "first_seen", "fetched_at"})
LISTS = frozenset({"authors", "tags"})
NUMBERS = frozenset({"schema_version", "position", "revision"})
ROW_GROUP = 10_000


class ConverterMissing(Exception):
    """A format needs a package that is not installed. Names both."""


def to_csv(records: Iterable[Record], path: Path) -> int:
    """A header and a row a record; how many. Lists are joined by ``; ``, provenance is JSON,
    and a cell that a spreadsheet would take for a formula is made text."""
    count = 0
    with _whole(path) as draft, draft.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(NAMES)
        for record in records:
            writer.writerow([for_csv(_cell(record.get(name))) for name in NAMES])
            count += 1
    return count


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(map(str, value))
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return "" if value is None else str(value)


def to_parquet(records: Iterable[Record], path: Path) -> int:
    """A row a record; how many. Times are timestamps in UTC, provenance is a map."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise ConverterMissing("parquet needs the package pyarrow: pip install pyarrow") from error
    schema = pyarrow.schema([(name, _arrow_type(pyarrow, name)) for name in NAMES])
    count, left = 0, iter(records)
    with _whole(path) as draft, pyarrow.parquet.ParquetWriter(draft, schema) as writer:
        while group := [_typed(record) for record in islice(left, ROW_GROUP)]:
            writer.write_table(pyarrow.Table.from_pylist(group, schema))
            count += len(group)
    return count


def _arrow_type(arrow: Any, name: str) -> Any:
    if name in TIMES:
        return arrow.timestamp("s", tz="UTC")
    if name in LISTS:
        return arrow.list_(arrow.string())
    if name == "provenance":
        return arrow.map_(arrow.string(), arrow.string())
    return arrow.int32() if name in NUMBERS else arrow.string()


def _typed(record: Record) -> Record:
    row = {name: record.get(name) for name in NAMES}
    for name in TIMES:
        if text := row[name]:
            row[name] = datetime.fromisoformat(text)
    row["provenance"] = list((row["provenance"] or {}).items())
    return row


def to_json_feed(records: Iterable[Record], path: Path) -> int:
    """A JSON Feed (https://www.jsonfeed.org/version/1.1/); how many items."""
    head = {"version": "https://jsonfeed.org/version/1.1", "title": "newscrawler"}
    count = 0
    with _whole(path) as draft, draft.open("w", encoding="utf-8") as file:
        file.write(json.dumps(head)[:-1] + ', "items": [')
        for count, record in enumerate(records, 1):
            file.write(",\n" if count > 1 else "\n")
            json.dump(feed_item(record), file, ensure_ascii=False)
        file.write("\n]}\n")
    return count


def feed_item(record: Record) -> Record:
    """A record as an item of a JSON Feed. Content is required there, if empty; what the format
    has no name for is under ``_newscrawler``, as it allows."""
    own = ("source", "timestamp_precision", "revision", "aggregator", "page_url", "role")
    item = {
        "id": record["id"],
        "url": record.get("url"),
        "title": record["headline"],
        "content_text": record.get("body") or record.get("summary") or "",
        "summary": record.get("summary"),
        "image": record.get("image"),
        "date_published": record.get("timestamp"),
        "date_modified": record.get("modified"),
        "authors": [{"name": name} for name in record.get("authors") or []],
        "tags": record.get("tags"),
        "language": record.get("language"),
        "_newscrawler": {name: record.get(name) for name in own},
    }
    return {name: value for name, value in item.items() if value not in (None, [])}


def to_news_articles(records: Iterable[Record], path: Path) -> int:
    """A schema.org NewsArticle (JSON-LD) a line; how many."""
    count = 0
    with _whole(path) as draft, draft.open("w", encoding="utf-8") as file:
        for record in records:
            json.dump(news_article(record), file, ensure_ascii=False)
            file.write("\n")
            count += 1
    return count


def news_article(record: Record) -> Record:
    """A record as https://schema.org/NewsArticle."""
    free = {"free": True, "paywalled": False}.get(record.get("access") or "")
    source = record.get("source")
    article = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "identifier": record["id"],
        "headline": record["headline"],
        "url": record.get("url"),
        "mainEntityOfPage": record.get("canonical_url"),
        "publisher": {"@type": "Organization", "name": source} if source else None,
        "datePublished": record.get("timestamp"),
        "dateModified": record.get("modified"),
        "articleBody": record.get("body"),
        "abstract": record.get("summary"),
        "author": [{"@type": "Person", "name": name} for name in record.get("authors") or []],
        "inLanguage": record.get("language"),
        "image": record.get("image"),
        "articleSection": record.get("section"),
        "keywords": record.get("tags"),
        "isAccessibleForFree": free,
    }
    return {name: value for name, value in article.items() if value not in (None, [])}


FORMATS: dict[str, Callable[[Iterable[Record], Path], int]] = {
    "parquet": to_parquet,
    "csv": to_csv,
    "jsonfeed": to_json_feed,
    "newsarticle": to_news_articles,
}


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """A draft that takes the name ``path`` when the block ends well, and goes when it does not."""
    draft = path.with_name(f"{path.name}.tmp")
    try:
        yield draft
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
