"""Score what ``benchmarks.feeds`` printed against the truth of the corpus.

    python -m benchmarks.score_feeds DIR/truth.jsonl predictions.jsonl

Prints, for each group (feed, sitemap, broken), how many of the items were found and how many of
their titles, links, times and sources are right, and every difference. Items are compared in
order; exit code 1 if an item, a title, a link or a time is wrong or one too many is predicted.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import zip_longest
from pathlib import Path
from typing import Any

FIELDS = {"title": "title_text", "link": "link", "published_utc": "published_utc"}
"""Key of a prediction -> key of the truth; what the truth leaves empty asks for nothing."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("truth", type=Path)
    parser.add_argument("predictions", type=Path)
    arguments = parser.parse_args()
    counts, wrong = score(_lines(arguments.truth), _lines(arguments.predictions))
    for line in wrong:
        print(line)
    for (group, field), number in sorted(counts.items()):
        print(f"{group:8} {field:24} {number:5}")
    sys.exit(bool(wrong))


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def score(
    truths: list[dict[str, Any]], predictions: list[dict[str, Any]]
) -> tuple[Counter[tuple[str, str]], list[str]]:
    """How many were asked for and found of each field of each group, and every difference."""
    counts: Counter[tuple[str, str]] = Counter()
    wrong: list[str] = []
    predicted = {prediction["id"]: prediction["items"] for prediction in predictions}
    for truth in truths:
        for place, pair in enumerate(zip_longest(truth["items"], predicted.get(truth["id"], []))):
            for field, fault in _compare(*pair):
                counts[truth["group"], f"{field} asked"] += 1
                counts[truth["group"], f"{field} right"] += not fault
                wrong += [f"{truth['id']} {place}: {field}: {fault}"] if fault else []
    return counts, wrong


def _compare(
    truth: dict[str, Any] | None, found: dict[str, Any] | None
) -> Iterator[tuple[str, str]]:
    """Field and difference (empty where there is none), for each field that the truth has."""
    if truth is None or found is None:
        yield "item", "not in the truth" if truth is None else "not found"
        return
    yield "item", ""
    for field, key in FIELDS.items():
        asked, given = truth.get(key) or "", found.get(field) or ""
        if field == "published_utc":
            asked, given = _moment(asked), _moment(given)
        if asked:
            yield field, "" if asked == given else f"{given!r}, not {asked!r}"


def _moment(text: str) -> str:
    """One spelling for a time, to the second; without a zone it is taken for UTC."""
    if not text:
        return ""
    moment = datetime.fromisoformat(text).replace(microsecond=0)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()


if __name__ == "__main__":
    main()
