"""Read a corpus of feeds and sitemaps, and measure the CPU against feedparser.

    python -m benchmarks.feeds DIR > predictions.jsonl

``DIR`` holds ``truth.jsonl``, of which only ``id``, ``file`` and ``charset`` are read, and the
files. Each line printed is one file: its facts and its items, named as in the truth. The last
line on stderr is JSON: ``files``, ``items``, ``refused`` (ids that are no feed), ``ms_p50``,
``ms_p95`` and, over the files that both read, ``x_feedparser``: feedparser's CPU divided by ours
(all files together), with the median over the files beside it.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import feedparser

from newscrawler.layouts import feeds, sitemaps
from newscrawler.layouts.rows import Row
from newscrawler.values import text, times

T = TypeVar("T")
REPEATS = 5


class Read(NamedTuple):
    """One file read: what is printed, and the CPU seconds of either reader."""

    prediction: dict[str, Any]
    ours: float
    feedparser: float | None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("directory", type=Path, help="holds truth.jsonl and the files")
    read = list(read_corpus(parser.parse_args().directory))
    for one in read:
        print(json.dumps(one.prediction, ensure_ascii=False))
    print(json.dumps(summary(read)), file=sys.stderr)


def read_corpus(directory: Path) -> Iterator[Read]:
    """Every file of the corpus, each reader in turn on each."""
    for truth, body in stored(directory):
        yield _read(truth["id"], body, truth.get("charset"))


def stored(directory: Path) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Each line of the truth with the bytes of its file."""
    with (directory / "truth.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            truth = json.loads(line)
            path = directory / truth["file"]
            body = path.read_bytes()
            yield truth, gzip.decompress(body) if path.suffix == ".gz" else body


def _read(name: str, body: bytes, charset: str | None) -> Read:
    prediction, ours = _timed(lambda: predict(name, body, charset))
    is_feed = prediction["format"] not in ("sitemap", "none", "jsonfeed")
    headers = {"content-type": f"application/xml; charset={charset or 'utf-8'}"}
    peer = _timed(lambda: feedparser.parse(body, response_headers=headers))[1] if is_feed else None
    return Read(prediction, ours, peer)


def _timed(call: Callable[[], T]) -> tuple[T, float]:
    """The result, and the least CPU seconds of ``REPEATS`` calls."""
    spent = []
    for _ in range(REPEATS):
        start = time.process_time()
        result = call()
        spent.append(time.process_time() - start)
    return result, min(spent)


def predict(name: str, body: bytes, charset: str | None) -> dict[str, Any]:
    """What the file says, in the names of the truth; ``format`` is ``none`` if it is no feed."""
    try:
        feed = feeds.read(body, charset=charset)
    except feeds.NotAFeed:
        return _sitemap(name, body, charset)
    facts = {"format": feed.kind, "feed_title": feed.title, "feed_link": feed.link}
    return {"id": name, **facts, "items": [_item(row, feed.language) for row in feed.rows]}


def _sitemap(name: str, body: bytes, charset: str | None) -> dict[str, Any]:
    try:
        found = sitemaps.read(body, charset)
    except sitemaps.NotASitemap:
        return {"id": name, "format": "none", "items": []}
    return {"id": name, "format": "sitemap", "items": [_item(row, None) for row in found.rows]}


def _item(row: Row, language: str | None) -> dict[str, Any]:
    """One story as the loader would take it: lines cleaned, the time resolved."""

    def say(field: str) -> str:
        return text.line(row[field].values[0]) if field in row else ""

    shown = say("timestamp_text")
    now = datetime.now(UTC)
    moment = times.parse(shown, anchor=now, language=say("language") or language)
    return {
        "title": say("headline"),
        "link": row["link"].values[0] if "link" in row else "",
        "published": shown,
        "published_utc": times.rfc3339(moment.start) if moment else None,
        "updated": say("modified"),
        "author": ", ".join(row["authors"].values) if "authors" in row else "",
        "source": say("source"),
        "language": say("language"),
        "keywords": ", ".join(row["tags"].values) if "tags" in row else "",
        "summary": row["summary"].values[0] if "summary" in row else "",
        "body": row["body"].values[0] if "body" in row else "",
        "body_kind": say("body_kind") or None,
    }


def summary(read: list[Read]) -> dict[str, Any]:
    """The figures of the last line."""
    both = [(one.ours, one.feedparser) for one in read if one.feedparser is not None]
    spent = sorted(one.ours * 1000 for one in read)
    return {
        "files": len(read),
        "items": sum(len(one.prediction["items"]) for one in read),
        "refused": [one.prediction["id"] for one in read if one.prediction["format"] == "none"],
        "ms_p50": round(statistics.median(spent), 2),
        "ms_p95": round(spent[int(0.95 * (len(spent) - 1))], 2),
        "x_feedparser": round(sum(peer for _, peer in both) / sum(ours for ours, _ in both), 1),
        "x_feedparser_median": round(statistics.median(peer / ours for ours, peer in both), 1),
    }


if __name__ == "__main__":
    main()
