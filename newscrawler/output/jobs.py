"""Jobs: ``scrapy crawl`` processes under a deadline, some at a time."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from newscrawler.output import locks
from newscrawler.output.exits import Exit

logger = logging.getLogger(__name__)

GRACE = 45.0
"""Seconds between SIGTERM and SIGKILL; an answer that is waited for takes up to 30
(DOWNLOAD_TIMEOUT)."""

_WORST_FIRST = (
    *(Exit.WRITE, Exit.START, Exit.USAGE, Exit.ERRORS, Exit.NOTHING, Exit.STOPPED),
    *(Exit.RUNNING, Exit.OK),
)


@dataclass(frozen=True, slots=True)
class Job:
    """A spider with its arguments."""

    spider: str
    arguments: dict[str, str]
    lock_folder: Path

    @property
    def name(self) -> str:
        return locks.job_name(self.spider, self.arguments)

    @property
    def lock(self) -> Path:
        return self.lock_folder / f"{self.name}.lock"

    @staticmethod
    def now() -> int:
        """Seconds since 1970."""
        return int(time.time())


@dataclass(frozen=True, slots=True)
class Limits:
    """How long all jobs may take (seconds), how many run at a time, and how long one may give
    no sign (seconds, 0: any time)."""

    deadline: float
    at_a_time: int
    stall: float


@dataclass(slots=True)
class Result:
    """How a job ended. ``stopped`` says why, if it was not by itself."""

    job: Job
    exit_code: int = Exit.STOPPED
    started: int = field(default_factory=Job.now)
    seconds: float = 0.0
    stopped: str = ""


def worst(codes: Iterable[int]) -> int:
    """The exit code that tells the most; one that is not ours, such as a kill's, is 1.

    >>> worst([0, 3, 75]), worst([0, -9]), worst([])
    (<Exit.NOTHING: 3>, <Exit.START: 1>, <Exit.OK: 0>)
    """
    known = {Exit(code) if code in list(Exit) else Exit.START for code in codes}
    return next((code for code in _WORST_FIRST if code in known), Exit.OK)


async def run_all(jobs: Sequence[Job], options: list[str], limits: Limits) -> list[Result]:
    """Run jobs until all have ended or the deadline, or a SIGTERM or SIGINT, stops them."""
    end = time.monotonic() + limits.deadline
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    slots = asyncio.Semaphore(limits.at_a_time)

    async def one(job: Job) -> Result:
        async with slots:
            left = end - time.monotonic()
            if stop.is_set() or left <= 0:
                return Result(job, stopped="not started")
            return await _Watch(job, stop, end, limits.stall).run(options)

    return await asyncio.gather(*map(one, jobs))


class _Watch:
    """One process and what may end it."""

    def __init__(self, job: Job, stop: asyncio.Event, end: float, stall: float) -> None:
        self._job, self._stop, self._end, self._stall = job, stop, end, stall
        self._result = Result(job)

    async def run(self, options: list[str]) -> Result:
        begun = time.monotonic()
        process = await asyncio.create_subprocess_exec(
            *self._command(options),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            start_new_session=True,  # a Ctrl-C is ours to pass on, once
        )
        watching = asyncio.create_task(self._watch(process))
        self._result.exit_code = await process.wait()
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
        self._result.seconds = time.monotonic() - begun
        if self._result.exit_code < 0:
            logger.error("%s was ended by signal %d", self._job.name, -self._result.exit_code)
        return self._result

    def _command(self, options: list[str]) -> list[str]:
        settings = {"STALL_SECONDS": self._stall, "HEARTBEAT_FILE": self._job.lock}
        return [
            *(sys.executable, "-m", "scrapy", "crawl", self._job.spider),
            *(part for item in self._job.arguments.items() for part in ("-a", "=".join(item))),
            *(part for name, value in settings.items() for part in ("-s", f"{name}={value}")),
            *options,
        ]

    async def _watch(self, process: asyncio.subprocess.Process) -> None:
        while not (why := self._why_stop(process)):
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stop.wait(), timeout=0.5)
        self._result.stopped = why
        logger.warning("stopping %s: %s", self._job.name, why)
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGTERM)
            await asyncio.sleep(GRACE)
            process.kill()

    def _why_stop(self, process: asyncio.subprocess.Process) -> str:
        if self._stop.is_set():
            return "signal"
        if time.monotonic() >= self._end:
            return "deadline"
        if self._stall and self._silent(process) > 2 * self._stall:
            return "stalled"
        return ""

    def _silent(self, process: asyncio.subprocess.Process) -> float:
        """Seconds since the process last touched its lock; 0 where another one holds it."""
        try:
            held_by = self._job.lock.read_text().split()[1:2]
            touched = self._job.lock.stat().st_mtime
        except OSError:
            return 0.0
        return time.time() - touched if held_by == [str(process.pid)] else 0.0
