"""Reads pages 50,000 times in one process and says how far its memory grew.

    python -m benchmarks.read_memory [READS]

The pages are the project's own fixtures, each made different by a number in its text, title and
address, so that a cache keyed by what pages say would fill. Prints JSON; exit code 1 where the
resident memory grew by ``LIMIT`` MB or more after the first tenth (imports, the model and the
tables that are built once).
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path

from newscrawler import reading

READS = 50_000
LIMIT = 20.0
"""Megabytes."""

FIXTURES = Path(__file__).parent.parent / "fixtures"
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
_PAGE_KB = 4
"""``/proc/self/statm`` counts in pages of memory."""


def resident() -> float:
    """The process's resident memory in MB."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * _PAGE_KB / 1024


def texts() -> list[str]:
    """The pages of the fixtures of articles and of pages that are none."""
    paths = [*FIXTURES.glob("articles/*/page.html"), *FIXTURES.glob("verdicts/*.html")]
    return [path.read_text(encoding="utf-8") for path in sorted(paths)]


def read(text: str, number: int) -> None:
    """One full read of a page that was never read before."""
    marked = text.replace("<title>", f"<title>{number} ").replace("<p>", f"<p>{number} ")
    body = marked.encode()
    selector = reading.parse(body, reading.open(body, {}))
    reading.read(selector, f"https://kite{number}.example/story-{number}", NOW)


def main(reads: int) -> int:
    warm = resident()
    for number, text in enumerate(islice(cycle(texts()), reads)):
        if number == reads // 10:
            warm = resident()
        read(text, number)
    grown = resident() - warm
    print(json.dumps({"reads": reads, "rss_mb": round(resident(), 1), "grown_mb": round(grown, 1)}))
    return int(grown >= LIMIT)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else READS))
