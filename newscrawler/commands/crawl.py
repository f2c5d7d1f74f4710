"""``scrapy crawl``: Scrapy's own, with checked arguments, a lock and exit codes that tell."""

from __future__ import annotations

import argparse
import asyncio
import logging
import time
from collections.abc import Iterable
from pathlib import Path

from scrapy import Spider
from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings, Settings
from scrapy.spiderloader import get_spider_loader

from newscrawler.memory import runs
from newscrawler.memory.ledger import ledger_of
from newscrawler.memory.memory import MemoryUnusable
from newscrawler.output import exits, jsonlog, locks
from newscrawler.output.exits import Exit
from newscrawler.output.feeds import FeedUnusable
from newscrawler.output.names import run_id_of
from newscrawler.values.spelling import did_you_mean

logger = logging.getLogger(__name__)


class Command(ScrapyCrawl):
    """Runs one spider; the exit code is one of `newscrawler.output.exits.Exit`."""

    settings: Settings  # scrapy.cmdline sets it before anything here runs

    def long_desc(self) -> str:
        return (
            "Run a spider of the project, by name. Exit codes: 0 complete (also when nothing is "
            "new), 1 did not start, 2 usage, 3 nothing found or below the site's minimum, 4 too "
            "many errors, 5 stopped by a limit, deadline or signal, 74 the feed or the memory "
            "could not be written, 75 already running."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--json-log", action="store_true", help="log one JSON object a line to stderr"
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        if opts.json_log:
            self.settings.set("LOG_INSTALL_ROOT_HANDLER", False, priority="cmdline")
            jsonlog.install(self.settings["LOG_LEVEL"], self.settings["LOG_FILE"])
        check_settings(self.settings)
        check_arguments(spider_class(args, self.settings), opts.spargs)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        job = locks.job_name(args[0], opts.spargs)
        if not self.settings.getdict("FEEDS"):
            logger.warning("no feed is given (-o FILE): nothing is kept, no story counts as seen")
        try:
            with locks.held(Path(self.settings["LOCK_DIR"]), job):
                self.exitcode = self._crawl(args[0], job, opts.spargs)
        except locks.Locked as error:
            logger.error("%s", error)
            self.exitcode = Exit.RUNNING
        except locks.Unlockable as error:
            logger.critical("%s", error)
            self.exitcode = Exit.WRITE

    def _crawl(self, name: str, job: str, arguments: dict[str, str]) -> Exit:
        if not isinstance(self.crawler_process, AsyncCrawlerProcess):
            raise UsageError("newscrawler runs on asyncio: do not set FORCE_CRAWLER_PROCESS")
        crawler = self._create_crawler(name)
        task = self.crawler_process.crawl(crawler, **arguments)
        self.crawler_process.start()
        return keep(crawler, job, outcome(crawler, task))


def outcome(crawler: Crawler, task: asyncio.Task[None]) -> Exit:
    """The exit code of a crawl that has ended.

    Raises `UsageError` where the spider's ``from_crawler`` did. A task that is not done was
    cut short by a second signal.
    """
    if not task.done():
        return Exit.STOPPED
    error = task.exception()
    if isinstance(error, UsageError):
        raise error
    if isinstance(error, FeedUnusable | MemoryUnusable):
        logger.critical("%s", error)
        return Exit.WRITE
    if error is not None:
        logger.critical("the crawl did not start: %s", error, exc_info=error)
        return Exit.START
    return exits.of_crawl(crawler)


def keep(crawler: Crawler, job: str, code: Exit) -> Exit:
    """Tell the memory of the run; the exit code, a worse one where that failed."""
    stats = crawler.stats.get_stats() if code != Exit.START else {}
    if "start_time" not in stats:  # it did not open
        return code
    settings = crawler.settings
    longest = settings.getint("POLL_LONGEST_SECONDS", 86_400)
    bounds = runs.Bounds(settings.getint("POLL_SHORTEST_SECONDS", 900), longest)
    run = runs.Run(
        run_id=run_id_of(crawler),
        job=job,
        spider=crawler.spidercls.name,
        started=int(stats["start_time"].timestamp()),
        finished=int(time.time()),
        reason=stats.get("finish_reason", "killed"),
        exit_code=code,
        found=exits.found(stats),
        exported=stats.get("item_scraped_count", 0),
        figures=runs.figures_of(stats),
    )
    try:
        if memory := ledger_of(crawler).memory:
            runs.record(memory, run, bounds)
            memory.close()
    except MemoryUnusable as error:
        logger.critical("%s", error)
        return Exit.WRITE
    return code


def check_settings(settings: BaseSettings) -> None:
    """Raise `UsageError` for a setting that breaks the promises of the feed."""
    if settings["JOBDIR"]:
        raise UsageError(
            f"JOBDIR ({settings['JOBDIR']}) is refused: after a kill it skips pages for ever. Run "
            "the same command again instead: the memory (MEMORY_URL) knows what was read.",
            print_help=False,
        )


def spider_class(args: list[str], settings: BaseSettings) -> type[Spider]:
    """The class of the one spider named in ``args``; raises `UsageError` saying which are near.

    argparse leaves options that it does not know among the arguments.
    """
    if unknown := [arg for arg in args if arg.startswith("-")]:
        raise UsageError(f"unknown option {unknown[0]}", print_help=False)
    if len(args) != 1:
        raise UsageError(f"name one spider, not {len(args)} (scrapy list shows them)")
    loader = get_spider_loader(settings)
    if args[0] not in loader.list():
        raise UsageError(
            f"there is no spider {args[0]!r}{did_you_mean(args[0], loader.list())} "
            "(scrapy list shows all)",
            print_help=False,
        )
    return loader.load(args[0])


def check_arguments(spider: type[Spider], given: Iterable[str]) -> None:
    """Raise `UsageError` for a spider argument (``-a NAME=VALUE``) that the spider does not take.

    A spider declares what it takes in its class attribute ``arguments: dict[str, str]``, name
    to help; one without it is not checked.
    """
    known: dict[str, str] | None = getattr(spider, "arguments", None)
    if known is None:
        return
    for name in given:
        if name not in known:
            takes = ", ".join(sorted(known)) or "none"
            raise UsageError(
                f"spider {spider.name} takes no argument {name!r}{did_you_mean(name, known)} "
                f"(it takes: {takes})",
                print_help=False,
            )
