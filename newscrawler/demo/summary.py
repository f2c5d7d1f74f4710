"""The summary of a feed: stories by source, how many have each field, sample lines."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from newscrawler.values import safe

SHOWN = ("headline", "source", "timestamp", "body", "url", "authors", "language", "image")
"""The fields that the summary counts."""

SAMPLES = 3

Line = dict[str, Any]


def read(folder: Path) -> list[Line]:
    """The records of all feeds in a folder, in the order of their names."""
    return [record for path in sorted(folder.glob("*.jsonl")) for record in _lines(path)]


def _lines(path: Path) -> Iterator[Line]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def show(records: list[Line], folder: Path, console: Console) -> None:
    """Print the summary of ``records``, which lie in ``folder``."""
    console.print(Group(_sources(records), _fields(records)))
    for record in records[:: max(1, len(records) // SAMPLES)][:SAMPLES]:
        console.print(Text(_sample(record)), soft_wrap=True)
    console.print(f"\n{len(records)} stories in {folder}/")


def _sources(records: Iterable[Line]) -> Table:
    table = Table("stories", "source", "roles", title="Stories by source", title_justify="left")
    by_source = Counter(record["source"] or "(not named)" for record in records)
    roles: dict[str, Counter[str]] = {}
    for record in records:
        roles.setdefault(record["source"] or "(not named)", Counter())[record["role"]] += 1
    for source, number in by_source.most_common():
        shown = ", ".join(f"{count} {role}" for role, count in roles[source].most_common())
        table.add_row(str(number), Text(safe.for_terminal(source)), shown)
    return table


def _fields(records: list[Line]) -> Table:
    table = Table("field", "filled", title="Fields", title_justify="left")
    for name in SHOWN:
        table.add_row(name, f"{sum(bool(record[name]) for record in records)} of {len(records)}")
    return table


def _sample(record: Line) -> str:
    body = (record["body"] or "").replace("\n", " ")
    shown = {name: record[name] for name in ("headline", "source", "timestamp")}
    shown["body"] = f"{body[:60]}..." if body else None
    return safe.for_terminal(json.dumps(shown, ensure_ascii=False))
