"""The crawl: our spiders against a bare Scrapy spider on the same pages, in one run.

``python -m benchmarks.crawl [--pages 2000] [--rounds 1]``

Pages of 20 cards and about 100 KB are rendered beforehand and served by another process on
loopback. Every crawl asks for the same four fields, 64 requests at a time, without delay,
AutoThrottle or robots.txt, and writes JSON Lines. The bare spider takes the fields with plain
parsel. Ours run through the project's settings: ``daily8`` reads the order of the lines, ``rules``
is a site of the kind that genspider writes, with the same four fields; both with Scrapy's plain
feed and no memory. ``durable`` is ``rules`` with the durable feed and the memory. The last line is
JSON; ``x_cpu`` is the CPU a page of ``rules`` divided by that of the bare spider, ``x_durable``
that of ``durable`` divided by that of ``rules``.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CARDS = 20
SPIDERS = ("bare", "rules", "daily8", "durable")

Figures = dict[str, Any]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.crawl", description=__doc__)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=1, help="the median of so many crawls each")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, serving(options.pages) as server:
        rounds = [_round(server.port, options.pages, Path(folder)) for _ in range(options.rounds)]
    result = _result(rounds, options.pages) | {"server_cpu_s": server.cpu_s}
    for name in SPIDERS:
        print(_line(name, result["spiders"][name]), file=sys.stderr)
    print(json.dumps(result))
    return 0


@dataclass
class Server:
    """The other process: its port, and at the end the CPU that it used, in seconds."""

    port: int
    cpu_s: float = 0.0


@contextmanager
def serving(pages: int) -> Iterator[Server]:
    command = [sys.executable, "-m", "benchmarks.crawl_server", str(pages), str(CARDS)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    stdin, stdout = process.stdin, process.stdout
    if stdin is None or stdout is None:
        raise RuntimeError("no pipes to the server")
    server = Server(json.loads(stdout.readline())["port"])
    try:
        yield server
    finally:
        stdin.close()
        server.cpu_s = json.loads(stdout.readline() or '{"cpu_s": 0}')["cpu_s"]
        process.wait()


def _round(port: int, pages: int, folder: Path) -> dict[str, Figures]:
    return {name: crawl(name, port, pages, folder) for name in SPIDERS}


def crawl(name: str, port: int, pages: int, folder: Path) -> Figures:
    feed = folder / f"{name}.jsonl"
    for old in folder.glob(f"{name}.*"):  # its memory as well: each round reads new stories
        old.unlink()
    command = [sys.executable, "-m", "benchmarks.crawl_spiders", name, str(port), str(pages)]
    child = subprocess.Popen([*command, str(feed)], stdout=subprocess.PIPE, text=True)
    shown = child.stdout.read() if child.stdout else ""
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        raise SystemExit(f"the crawl {name} failed with status {status}")
    figures: Figures = json.loads(shown.splitlines()[-1])
    with feed.open("rb") as lines:
        figures["lines"] = sum(1 for _ in lines)
    figures["cpu_s"] = usage.ru_utime + usage.ru_stime - figures.pop("start_cpu_s")
    figures["peak_mb"] = usage.ru_maxrss / 1024
    return figures


def _result(rounds: list[dict[str, Figures]], pages: int) -> Figures:
    spiders = {name: _median([each[name] for each in rounds], pages) for name in SPIDERS}
    bare = spiders["bare"]["cpu_ms_page"]
    ratios = {name: round(spiders[name]["cpu_ms_page"] / bare, 2) for name in ("rules", "daily8")}
    durable = spiders["durable"]["cpu_ms_page"] / spiders["rules"]["cpu_ms_page"]
    return {
        "pages": pages,
        "cards": pages * CARDS,
        "x_cpu": ratios["rules"],
        "x_cpu_each": ratios,
        "x_durable": round(durable, 3),
        "spiders": spiders,
    }


def _median(figures: list[Figures], pages: int) -> Figures:
    def middle(name: str) -> float:
        return float(statistics.median(each[name] for each in figures))

    return {
        "lines": figures[0]["lines"],
        "pages_s": round(pages / middle("elapsed_s"), 1),
        "cpu_ms_page": round(1000 * middle("cpu_s") / pages, 2),
        "cpu_us_card": round(1e6 * middle("cpu_s") / pages / CARDS, 1),
        "peak_mb": round(middle("peak_mb"), 1),
        "growth": round(middle("end_mb") / middle("tenth_mb") - 1, 3),
    }


def _line(name: str, figures: Figures) -> str:
    return f"{name:8}" + "".join(f"  {key} {value}" for key, value in figures.items())


if __name__ == "__main__":
    sys.exit(main())
