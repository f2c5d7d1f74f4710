"""``scrapy cron``: one or many jobs, each in its own process, one line of summary."""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from newscrawler.commands.crawl import check_arguments, check_settings, spider_class
from newscrawler.memory import runs
from newscrawler.memory.memory import Memory, MemoryUnusable
from newscrawler.output import jsonlog
from newscrawler.output.exits import Exit
from newscrawler.output.jobs import Job, Limits, Result, run_all, worst

logger = logging.getLogger(__name__)


class Command(ScrapyCommand):
    """Runs ``scrapy crawl`` for each site or feed list; the exit code is the worst of theirs."""

    requires_project = True
    requires_crawler_process = False
    settings: Settings  # scrapy.cmdline sets it before anything here runs

    def syntax(self) -> str:
        return "[options] <site or feed list> ..."

    def short_desc(self) -> str:
        return "Run sites and feed lists as cron does: locks, deadline, exit codes, a summary"

    def long_desc(self) -> str:
        return (
            "Run spiders by name, and feed lists by file (.opml, or one address a line), each in a "
            "process and under a lock of its own. Prints one JSON line. Exit codes as those of "
            "scrapy crawl, the worst of all jobs."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--deadline",
            type=_seconds,
            default=3000.0,
            metavar="SECONDS",
            help="stop all jobs after this long (default: 3000, so that an hourly line fits)",
        )
        parser.add_argument(
            "--jobs", type=_count, default=1, metavar="N", help="jobs at a time (default: 1)"
        )
        parser.add_argument(
            "--due", action="store_true", help="only jobs whose turn it is (scrapy status)"
        )
        parser.add_argument(
            "--json-log", action="store_true", help="log one JSON object a line to stderr"
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        if opts.json_log:
            jsonlog.install(self.settings["LOG_LEVEL"], self.settings["LOG_FILE"])
        else:
            logging.basicConfig(format=self.settings["LOG_FORMAT"], level=logging.INFO)
        check_settings(self.settings)
        opts.targets = [self._job(arg) for arg in args]
        if not opts.targets:
            raise UsageError("name at least one site (scrapy list) or feed list")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        try:
            memory = Memory(url) if (url := self.settings["MEMORY_URL"]) else None
            chosen = [job for job in opts.targets if not opts.due or is_due(memory, job)]
            limits = Limits(opts.deadline, opts.jobs, self.settings.getfloat("CRON_STALL_SECONDS"))
            results = asyncio.run(run_all(chosen, self._options(opts), limits))
            summary = [summary_of(memory, result) for result in results]
        except MemoryUnusable as error:
            logger.critical("%s", error)
            self.exitcode = Exit.WRITE
            return
        self.exitcode = worst(result.exit_code for result in results)
        left = len(opts.targets) - len(chosen)
        print(json.dumps({"exit_code": self.exitcode, "not_due": left, "jobs": summary}))

    def _job(self, target: str) -> Job:
        """A feed list if there is a file of that name, else a spider."""
        if not target.startswith("-") and Path(target).is_file():
            kind = "opml" if target.endswith(".opml") else "file"
            spider, arguments = spider_class(["feed"], self.settings), {kind: target}
        else:
            spider, arguments = spider_class([target], self.settings), {}
        check_arguments(spider, arguments)
        return Job(spider.name, arguments, Path(self.settings["LOCK_DIR"]))

    def _options(self, opts: argparse.Namespace) -> list[str]:
        """What is passed on to each ``scrapy crawl``."""
        options = [part for setting in opts.set for part in ("-s", setting)]
        if not self.settings.getdict("FEEDS"):
            options += ["-o", self.settings["CRON_FEED"]]
        if opts.json_log:
            options.append("--json-log")
        for flag, value in (("-L", opts.loglevel), ("--logfile", opts.logfile)):
            options += [flag, value] if value else []
        return options


def is_due(memory: Memory | None, job: Job) -> bool:
    """Whether it is a job's turn; it is before its first run, and without a memory always."""
    poll = runs.poll_of(memory, job.name) if memory else None
    return poll is None or poll.due <= job.now()


def summary_of(memory: Memory | None, result: Result) -> dict[str, object]:
    """What the summary says of a job."""
    said: dict[str, object] = {"job": result.job.name, "exit_code": result.exit_code}
    said["seconds"] = round(result.seconds, 1)
    if result.stopped:
        said["stopped"] = result.stopped
    last = next(iter(runs.latest(memory, result.job.name)), None) if memory else None
    if memory and last and last.finished >= result.started:
        poll = runs.poll_of(memory, result.job.name)
        said |= {"run_id": last.run_id, "reason": last.reason, "found": last.found}
        said |= {"exported": last.exported, "due": poll.due if poll else None}
    return said


def _seconds(text: str) -> float:
    value = float(text)
    if not value > 0:
        raise argparse.ArgumentTypeError(f"must be above 0, not {text}")
    return value


def _count(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"must be 1 or more, not {text}")
    return value
