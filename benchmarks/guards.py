"""What the guards cost: the crawl benchmark with them and without, in turn.

    python -m benchmarks.guards [--pages 2000] [--rounds 5]

The same spider on the same pages: once with the shipped settings, once with Scrapy's own
resolver, handler, downloader and extensions in place of ``newscrawler.network`` and without the
check of ``reading.open``. The last line is JSON: ``overhead`` is the median over the rounds of
CPU with guards divided by CPU without, less one. Exits 1 where it is over 5 %.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks.crawl import crawl, serving

ALLOWED = 0.05


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.guards", description=__doc__)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    ratios = []
    with tempfile.TemporaryDirectory() as folder, serving(options.pages) as server:
        for _ in range(options.rounds):
            cpu = {
                name: crawl(name, server.port, options.pages, Path(folder))["cpu_s"]
                for name in ("rules", "unguarded")
            }
            ratios.append(cpu["rules"] / cpu["unguarded"])
            print(f"{cpu['rules']:.2f} s with, {cpu['unguarded']:.2f} s without", file=sys.stderr)
    overhead = statistics.median(ratios) - 1
    rounds = [round(ratio - 1, 3) for ratio in ratios]
    print(json.dumps({"pages": options.pages, "overhead": round(overhead, 3), "rounds": rounds}))
    return 1 if overhead > ALLOWED else 0


if __name__ == "__main__":
    sys.exit(main())
