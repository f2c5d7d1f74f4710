"""The memory with 0, 1 and 10 million known stories: lookups and commits a second, bytes, RSS.

``python -m benchmarks.memory [MILLIONS ...]`` from the project's folder; 10 million take 1.4 GB of
disk. As a crawl does: a lookup is what the ledger says of an article (its keys are made of its
fields, and asked for), a commit is a hundred articles that were just looked up, durable when it
returns. The last line of output is JSON.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from newscrawler.items import Article
from newscrawler.memory.ledger import Ledger
from newscrawler.memory.memory import Memory
from newscrawler.memory.story import key_of_id, record_of_article
from newscrawler.values import ids

GROUP = 100
"""Stories a commit: so many a crawl of a few sites finds in FEED_GROUP_SECONDS."""
ROUND = 1000
"""Stories looked up, then committed."""
ROUNDS = 20
"""The fastest of so many is taken, which other work on the machine disturbed least."""
CHUNK = 100_000


def fields(number: int) -> dict[str, Any]:
    """The record of an invented story."""
    url = f"https://quay.example/story/{number}"
    return {
        "id": ids.story_id(url),
        "canonical_url": url,
        "url": url,
        "link": url,
        "headline": f"Harbour ferry {number} adds a late crossing",
        "body": f"The council voted on crossing {number}. " * 8,
        "body_kind": "excerpt",
        "role": "listing",
        "aggregator": "quay",
        "timestamp": "2026-11-24T09:00:00Z",
        "timestamp_precision": "minute",
        "fetched_at": "2026-11-24T10:00:00Z",
    }


def fill(memory: Memory, count: int) -> None:
    """Know ``count`` stories, each by an id and an alias; as fast as SQLite can."""
    with memory.engine.connect() as connection:
        for pragma in ("synchronous=OFF", "cache_size=-2000000"):
            connection.exec_driver_sql(f"PRAGMA {pragma}").close()
        for start in range(0, count, CHUNK):
            keys = [
                key_of_id(fields(number)["id"])
                for number in range(start, min(start + CHUNK, count))
            ]
            connection.exec_driver_sql(
                "INSERT INTO stories VALUES (?,?,'quay',11,?,?,1,?,?,?,?,?)",
                [
                    (key, rest, key, rest, *[1_795_514_400] * 4, number)
                    for number, (key, rest) in enumerate(keys, start + 1)
                ],
            )
            # aliases look like keys: random numbers of 64 bit
            connection.exec_driver_sql(
                "INSERT INTO names (key, story) VALUES (?,?)",
                [
                    (name, number)
                    for number, (key, rest) in enumerate(keys, start + 1)
                    for name in (key, rest)
                ],
            )
            connection.commit()


def new_articles(count: int, first: int = 10**9) -> list[Article]:
    """Stories that were never seen."""
    return [Article(**fields(number)) for number in range(first, first + count)]


def known_articles(count: int, known: int) -> list[Article]:
    """Known stories, in no order."""
    chosen = random.Random(1)
    return [Article(**fields(chosen.randrange(known))) for _ in range(count)]


def lookup_seconds(ledger: Ledger, asked: list[Article], *, known: bool) -> float:
    begun = time.perf_counter()
    found = sum(ledger.judge(article) is not None for article in asked)
    seconds = time.perf_counter() - begun
    if found != (len(asked) if known else 0):
        raise SystemExit(f"{found} of {len(asked)} stories found")
    return seconds


def find_seconds(memory: Memory, asked: list[Article]) -> float:
    """What of a lookup is left when the keys are made."""
    records = [record_of_article(article) for article in asked]
    begun = time.perf_counter()
    for record in records:
        memory.find(record)
    return time.perf_counter() - begun


def commit_seconds(ledger: Ledger, articles: list[Article]) -> float:
    begun = time.perf_counter()
    for group in _groups(articles, GROUP):
        for article in group:
            ledger.note(article)
        ledger.commit(ledger.noted)
    return time.perf_counter() - begun


def _groups(every: list[Article], size: int) -> Iterator[list[Article]]:
    for start in range(0, len(every), size):
        yield every[start : start + size]


def rss_mb() -> float:
    """What the process holds now, in MiB (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / (1 << 20)


def open_seconds(path: Path) -> float:
    begun = time.perf_counter()
    Memory(f"sqlite:///{path}").close()
    return time.perf_counter() - begun


def measure(path: Path, known: int) -> dict[str, float]:
    """The figures of a memory at ``path`` in which so many stories are known. After the new ones
    it is opened once more, which puts their names in a snapshot."""
    unknown, others = new_articles(ROUNDS * ROUND), new_articles(ROUNDS * ROUND, 2 * 10**9)
    seen = known_articles(ROUNDS * ROUND, known) if known else []
    before = rss_mb()
    opened = open_seconds(path)
    memory = Memory(f"sqlite:///{path}")
    ledger, new, commits = Ledger(memory), [], []
    for articles in _groups(unknown, ROUND):
        new.append(lookup_seconds(ledger, articles, known=False))
        commits.append(commit_seconds(ledger, articles))
    asked = [find_seconds(memory, articles) for articles in _groups(others, ROUND)]
    old = [lookup_seconds(ledger, group, known=True) for group in _groups(seen, ROUND)]
    memory.close()
    return {
        "known": known,
        "open_ms": round(opened * 1000, 1),
        "snapshot_ms": round(open_seconds(path) * 1000, 1),
        "lookups_of_new_s": round(ROUND / min(new)),
        "find_us": round(min(asked) / ROUND * 1e6, 1),
        "lookups_of_known_s": round(ROUND / min(old)) if old else 0,
        "commits_s": round(ROUND / GROUP / min(commits)),
        "mean_commit_ms": round(sum(commits) / ROUNDS / ROUND * GROUP * 1000, 2),
        "rss_growth_mb": round(rss_mb() - before, 1),
    }


def prepare(path: Path, known: int) -> dict[str, float]:
    """Make the memory at ``path``; what it takes up, and what it takes to open it without a
    snapshot."""
    memory = Memory(f"sqlite:///{path}")
    fill(memory, known)
    memory.close()
    seconds = open_seconds(path)
    size = sum(file.stat().st_size for file in path.parent.iterdir())
    return {"bytes_story": round(size / known) if known else 0, "first_open_s": round(seconds, 1)}


def figures(known: int) -> dict[str, float]:
    """Each part in a process of its own, so that none finds what another left in its memory."""
    with (
        tempfile.TemporaryDirectory() as folder,
        ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as processes,
    ):
        path = Path(folder, "memory.sqlite")
        prepared = processes.submit(prepare, path, known).result()
        return processes.submit(measure, path, known).result() | prepared


def main() -> None:
    millions = [float(text) for text in sys.argv[1:]] or [0.0, 1.0, 10.0]
    results = [figures(int(number * 1_000_000)) for number in millions]
    for result in results:
        print(result, file=sys.stderr)
    first, last = results[0], results[-1]
    ratios = {
        f"{name}_ratio": round(last[name] / first[name], 2)
        for name in ("lookups_of_new_s", "commits_s")
    }
    print(json.dumps({"results": results, **ratios}))


if __name__ == "__main__":
    main()
