"""The memory with 0, 1 and 10 million known stories: lookups and commits a second, bytes, RSS.

``python -m benchmarks.memory [MILLIONS ...]`` from the project's folder; 10 million take 3 GB of
disk. The last line of output is JSON.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from newscrawler.memory.memory import Memory
from newscrawler.memory.story import Record, record_of
from newscrawler.values import ids

LOOKUPS = 20_000
GROUP = 100
"""Stories a commit: so many a crawl of a few sites finds in FEED_GROUP_SECONDS."""
COMMITS = 200
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
            keys = [_halves(number) for number in range(start, min(start + CHUNK, count))]
            connection.exec_driver_sql(
                "INSERT INTO stories VALUES (?,?,'quay',11,?,?,1,?,?,?,?)",
                [(key, rest, key, rest, *[1_795_514_400] * 4) for key, rest in keys],
            )
            # aliases look like keys: random numbers of 64 bit
            connection.exec_driver_sql(
                "INSERT INTO names VALUES (?,?)", [(rest, key) for key, rest in keys]
            )
            connection.commit()


def _halves(number: int) -> tuple[int, int]:
    text = ids.story_id(f"https://quay.example/story/{number}")
    halves = (int(text[:16], 16), int(text[16:], 16))
    return tuple(half - (1 << 64) if half >> 63 else half for half in halves)  # type: ignore[return-value]


def new_records(count: int, known: int, seed: int) -> list[Record]:
    """Records of stories that were never seen."""
    first = known + seed * 10**8
    return [record_of(fields(number)) for number in range(first, first + count)]


def known_records(count: int, known: int, seed: int) -> list[Record]:
    """Records of known stories, in no order."""
    chosen = random.Random(seed)
    return [record_of(fields(chosen.randrange(known))) for _ in range(count)]


def lookups_a_second(memory: Memory, asked: list[Record], *, found: bool) -> float:
    count, seconds = 0, []
    for group in _groups(asked, LOOKUPS // ROUNDS):
        begun = time.perf_counter()
        count += sum(memory.find(record) is not None for record in group)
        seconds.append(time.perf_counter() - begun)
    if count != (LOOKUPS if found else 0):
        raise SystemExit(f"{count} of {LOOKUPS} stories found")
    return LOOKUPS / ROUNDS / min(seconds)


def commits_a_second(memory: Memory, known: int) -> float:
    """Commits of ``GROUP`` new stories each, durable when they return."""
    seconds = []
    for rounds in _groups(new_records(COMMITS * GROUP, known, seed=2), COMMITS * GROUP // ROUNDS):
        begun = time.perf_counter()
        for group in _groups(rounds, GROUP):
            with memory.writing() as connection:
                memory.remember(connection, group)
        seconds.append(time.perf_counter() - begun)
    return COMMITS / ROUNDS / min(seconds)


def _groups(every: list[Record], size: int) -> Iterator[list[Record]]:
    for start in range(0, len(every), size):
        yield every[start : start + size]


def rss_mb() -> float:
    """What the process holds now, in MiB (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / (1 << 20)


def measure(known: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "memory.sqlite")
        memory = Memory(f"sqlite:///{path}")
        fill(memory, known)
        memory.close()
        size = path.stat().st_size
        memory = Memory(f"sqlite:///{path}")
        before = rss_mb()
        new = lookups_a_second(memory, new_records(LOOKUPS, known, seed=1), found=False)
        old = 0.0
        if known:
            old = lookups_a_second(memory, known_records(LOOKUPS, known, seed=1), found=True)
        commits = commits_a_second(memory, known)
        grown = rss_mb() - before
        memory.close()
    return {
        "known": known,
        "lookups_of_new_s": round(new),
        "lookups_of_known_s": round(old),
        "commits_s": round(commits),
        "stories_s": round(commits * GROUP),
        "bytes_story": round(size / known) if known else 0,
        "rss_growth_mb": round(grown, 1),
    }


def main() -> None:
    millions = [float(text) for text in sys.argv[1:]] or [0.0, 1.0, 10.0]
    results = [measure(int(number * 1_000_000)) for number in millions]
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
