"""Run every attack against plain Scrapy and against ours, and print the table.

    python -m benchmarks.attacks

Plain Scrapy is killed 8 seconds after its first request or at 700 MiB; where an attack is on
the CPU, at three times the bar instead (``tests/attacks/effort.py``). ``ours took`` has the peak
memory, the CPU in parts of that bar, and the seconds. Exits 1 if an attack fails against plain
Scrapy (it then proves nothing) or succeeds against ours.
"""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.attacks.attack import Batch, Unavailable, run_of
from tests.attacks.effort import BAR
from tests.attacks.every import BATCHES
from tests.attacks.runs import Outcome
from tests.attacks.server import AttackServer, attack_server


class Line(NamedTuple):
    """One attack: how it went against plain Scrapy and against ours; empty: it failed."""

    attack: str
    plain: str
    ours: str
    cost: str


def lines(batch: Batch, folder: Path, server: AttackServer) -> Iterator[Line]:
    """The lines of a batch, each of whose crawls runs once."""
    plain = batch.crawl(run_of("plain", folder / "plain", server))
    ours = batch.crawl(run_of("ours", folder / "ours", server))
    for name, succeeded in batch.attacks.items():
        yield Line(name, succeeded(plain), succeeded(ours), _cost(ours))


def _cost(outcome: Outcome) -> str:
    effort = f"{max(outcome.effort, 0) / BAR:.0%} of the bar, " if outcome.effort else ""
    return f"{outcome.rss:.0f} MiB, {effort}{outcome.seconds:.1f} s"


def main() -> int:
    versions = ", ".join(f"{name} {version(name)}" for name in ("Scrapy", "Twisted", "lxml"))
    python = platform.python_version()
    print(f"Measured on {datetime.now(UTC):%Y-%m-%d}: Python {python}, {versions}.\n")
    print("| attack | plain Scrapy | ours | ours took |\n| --- | --- | --- | --- |")
    bad = 0
    with TemporaryDirectory() as folder, attack_server() as server:
        for batch in BATCHES:
            try:
                met = list(lines(batch, Path(folder), server))
            except Unavailable as reason:
                print(f"| {batch.name} | not tried: {reason} | | |")
                continue
            for line in met:
                bad += not line.plain or bool(line.ours)
                print(f"| {line.attack} | {line.plain or '-'} | {line.ours or '-'} | {line.cost} |")
                sys.stdout.flush()
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
