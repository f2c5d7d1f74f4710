"""``scrapy status``: what each job did last, and when it is due."""

from __future__ import annotations

import argparse
import json
import logging
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Column, Table
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from newscrawler.memory import runs
from newscrawler.memory.memory import Memory, MemoryUnusable
from newscrawler.memory.story import rfc3339
from newscrawler.output import locks
from newscrawler.output.exits import Exit
from newscrawler.values.spelling import did_you_mean

logger = logging.getLogger(__name__)

FILE_WIDTH = 200
"""Characters a line where a file or a pipe reads: nothing is broken up there."""


@dataclass(frozen=True, slots=True)
class Status:
    """One job. Times are RFC 3339, in UTC."""

    job: str
    running: str
    """Who holds its lock; empty where nobody does."""
    last_run: str
    reason: str
    exit_code: int
    found: int
    exported: int
    last_good: str | None
    due: str
    interval_seconds: int
    backing_off: bool


class Command(ScrapyCommand):
    """Prints a table, or with ``--json`` one JSON object a line. Exit code 3 where nothing ran."""

    requires_project = True
    requires_crawler_process = False
    settings: Settings  # scrapy.cmdline sets it before anything here runs

    def syntax(self) -> str:
        return "[options] [job] ..."

    def short_desc(self) -> str:
        return "Show the last run of each job, the last good one and when it is due"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="one JSON object a line")
        parser.add_argument(
            "--runs", type=int, default=1, metavar="N", help="runs of each job (default: 1)"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        url = self.settings["MEMORY_URL"]
        if not url:
            raise UsageError("there is no memory (MEMORY_URL is empty)", print_help=False)
        try:
            memory = Memory(url)
            wanted = _chosen(args, runs.jobs(memory))
            folder = Path(self.settings["LOCK_DIR"])
            found = [
                status for job in wanted for status in statuses(memory, job, folder, opts.runs)
            ]
        except MemoryUnusable as error:
            logger.critical("%s", error)
            self.exitcode = Exit.WRITE
            return
        self.exitcode = Exit.OK if found else Exit.NOTHING
        _print(found, as_json=opts.json)


def _chosen(args: list[str], known: list[str]) -> list[str]:
    for arg in args:
        if arg not in known:
            raise UsageError(f"no run of {arg!r}{did_you_mean(arg, known)}", print_help=False)
    return args or known


def statuses(memory: Memory, job: str, folder: Path, limit: int) -> list[Status]:
    """The last runs of a job, the newest first."""
    poll, good = runs.poll_of(memory, job), runs.last_good(memory, job)
    holder = locks.holder(folder, job)
    return [
        Status(
            job=job,
            running=holder,
            last_run=rfc3339(run.finished),
            reason=run.reason,
            exit_code=run.exit_code,
            found=run.found,
            exported=run.exported,
            last_good=rfc3339(good) if good else None,
            due=rfc3339(poll.due) if poll else "",
            interval_seconds=poll.interval if poll else 0,
            backing_off=bool(poll and poll.backing_off),
        )
        for run in runs.latest(memory, job, limit)
    ]


def _print(found: list[Status], *, as_json: bool) -> None:
    if as_json:
        for status in found:
            print(json.dumps(asdict(status)))
        return
    heads = ("job", "last run", "reason", "exit", "found", "new", "last good", "due")
    table = Table(*(Column(head, overflow="fold") for head in heads))
    for s in found:
        due = f"{s.due} (backing off)" if s.backing_off else s.due
        reason = f"{s.reason}, running now" if s.running else s.reason
        counts = (str(s.exit_code), str(s.found), str(s.exported))
        table.add_row(s.job, s.last_run, reason, *counts, s.last_good or "never", due)
    console = Console(width=None if sys.stdout.isatty() else FILE_WIDTH)
    console.print(table if found else "nothing has run yet")
