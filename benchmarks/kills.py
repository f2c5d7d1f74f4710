"""SIGKILL at random moments over one crawl: every story once in every feed, no bad line.

``python -m benchmarks.kills [KILLS]`` from the project's folder. The last line of output is JSON;
the exit code is 1 where a story was lost or doubled, or a line is bad.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from newscrawler.output.codecs import lines
from newscrawler.output.manifest import FOLDER, paths, read
from tests.output.newsroom import newsroom
from tests.output.scrapy_run import scrapy, start

PAGES = 300
"""Ten stories each."""
FEEDS = ("plain/%(name)s-%(run_id)s.jsonl", "gzip/%(name)s-%(run_id)s.jsonl.gz")
EARLIEST, LATEST = 0.8, 5.0
"""Seconds after the start of the process at which it is killed."""

DELAY = 0.4
"""Seconds to a page, four of which are asked for at once: a whole run takes 30, so that however
fast the machine is, there are stories left for the last of the kills."""

FAULTS = ("lost", "doubled", "bad_lines", "unfinished")

ATTEMPTS = 4
"""A kill, at most: before and after its work a crawl is not counted as killed."""


def command(base: str, seed: int) -> list[str]:
    """One crawl of all pages, in an order of its own."""
    arguments = {"base": base, "pages": PAGES, "seed": seed}
    spider = [part for name, value in arguments.items() for part in ("-a", f"{name}={value}")]
    return ["crawl", "quay", *spider, *(part for feed in FEEDS for part in ("-o", feed))]


def kill_once(folder: Path, base: str, seed: int) -> bool:
    """Start a crawl and kill it; whether it was at work then: alive, with a live part open."""
    process = start(folder, *command(base, seed))
    time.sleep(random.uniform(EARLIEST, LATEST))
    alive = process.poll() is None
    process.kill()
    process.communicate()
    return alive and any(folder.glob("*/*.part"))


def story_counts(folder: Path) -> tuple[Counter[str], int]:
    """How often each story stands in the feed of a folder, and how many lines are no record."""
    found, bad = Counter[str](), 0
    for path in sorted(folder.glob("*.jsonl*")):
        try:
            for line in lines(path):
                try:
                    found[json.loads(line)["id"]] += 1
                except (ValueError, KeyError):
                    bad += 1
        except ValueError as error:
            print(error, file=sys.stderr)
            bad += 1
    return found, bad


def judge(folder: Path) -> dict[str, int]:
    """The figures over both feeds; the worse of the two where they differ."""
    result = {"stories": PAGES * 10, **dict.fromkeys(FAULTS, 0)}
    for feed in ("plain", "gzip"):
        found, bad = story_counts(folder / feed)
        result["lost"] = max(result["lost"], PAGES * 10 - len(found))
        result["doubled"] = max(result["doubled"], found.total() - len(found))
        result["bad_lines"] += bad
        result["unfinished"] += len(list((folder / feed).glob("*.part")))
        told = sum(read(path).lines for path in paths(folder / feed))
        if told != found.total():
            raise SystemExit(f"{folder / feed / FOLDER} tells of {told} lines, not {found.total()}")
    return result


def measure(kills: int, folder: Path) -> dict[str, int]:
    """Kill ``kills`` crawls at work, let one end, and judge."""
    effective = attempts = 0
    with newsroom(PAGES, DELAY) as room:
        while effective < kills:
            attempts += 1
            if attempts > ATTEMPTS * kills:
                raise SystemExit(f"only {effective} of {kills} kills met a crawl at work")
            effective += kill_once(folder, room.url, attempts)
            print(f"attempt {attempts}: {effective} effective kills", file=sys.stderr)
        last: subprocess.CompletedProcess[str] = scrapy(folder, *command(room.url, 0))
    if last.returncode:
        raise SystemExit(f"the last run ended with {last.returncode}:\n{last.stderr}")
    return {"effective_kills": effective, "attempts": attempts, **judge(folder)}


def main() -> int:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 25
    with tempfile.TemporaryDirectory() as folder:
        result = measure(kills, Path(folder))
    print(json.dumps(result))
    return int(any(result[fault] for fault in FAULTS))


if __name__ == "__main__":
    sys.exit(main())
