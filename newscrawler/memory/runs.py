"""Runs: what each run found, and when the next one is due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import bindparam, delete, func, select

from newscrawler.memory.memory import Memory
from newscrawler.memory.schema import polls, runs

KEPT = 200
"""Runs kept of each job: weeks of an hourly one."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a job. Times are seconds since 1970."""

    run_id: str
    job: str
    spider: str
    started: int
    finished: int
    reason: str
    exit_code: int
    found: int
    """Stories on the pages, known ones included."""
    exported: int
    """New and revised ones."""
    figures: dict[str, Any]
    """Scrapy's stats, as far as they are numbers or texts."""


@dataclass(frozen=True, slots=True)
class Poll:
    """When a job is due. ``interval`` in seconds, ``due`` since 1970."""

    job: str
    interval: int
    due: int
    backing_off: bool


@dataclass(frozen=True, slots=True)
class Bounds:
    """Within what an interval stays, in seconds."""

    shortest: int = 900
    longest: int = 86_400


def next_poll(last: Poll | None, run: Run, bounds: Bounds) -> Poll:
    """When a job is due after a run.

    News makes the interval shorter by a third, none makes it longer by half, so it settles
    where about half of the runs find some. A site that refuses (429, 503) or asks to wait
    (``Retry-After``) is left alone twice as long each time, and at least as long as it asks.

    >>> from dataclasses import replace
    >>> run = Run("R", "daily8", "daily8", 0, 100, "finished", 0, 40, 3, {})
    >>> next_poll(None, run, Bounds())
    Poll(job='daily8', interval=2400, due=2500, backing_off=False)
    >>> next_poll(Poll("daily8", 3600, 0, False), replace(run, exported=0), Bounds()).interval
    5400
    >>> busy = replace(run, figures={"poll/refused": 1, "poll/retry_after": 9000})
    >>> next_poll(Poll("daily8", 3600, 0, False), busy, Bounds())
    Poll(job='daily8', interval=7200, due=9100, backing_off=True)
    """
    interval = last.interval if last else 3600
    asked = int(run.figures.get("poll/retry_after", 0))
    refused = bool(asked or run.figures.get("poll/refused"))
    factor = 2.0 if refused else 2 / 3 if run.exported else 1.5
    interval = min(max(round(interval * factor), bounds.shortest), bounds.longest)
    return Poll(run.job, interval, run.finished + max(interval, asked), refused)


def figures_of(stats: Mapping[str, Any]) -> dict[str, Any]:
    """The stats that JSON can hold."""
    return {name: value for name, value in stats.items() if isinstance(value, int | float | str)}


def record(memory: Memory, run: Run, bounds: Bounds) -> Poll:
    """Keep a run, and when its job is due next."""
    poll = next_poll(poll_of(memory, run.job), run, bounds)
    recent = (
        select(runs.c.run_id)
        .where(runs.c.job == run.job)
        .order_by(runs.c.started.desc())
        .limit(KEPT)
    )
    with memory.writing() as connection:
        memory.put(connection, runs, [asdict(run)])
        memory.put(connection, polls, [asdict(poll)])
        old = delete(runs).where(runs.c.job == run.job, runs.c.run_id.not_in(recent))
        connection.execute(old)
    return poll


def poll_of(memory: Memory, job: str) -> Poll | None:
    """When a job is due; ``None`` before its first run."""
    rows = memory.read(select(polls).where(polls.c.job == bindparam("job")), job=job)
    return Poll(**rows[0]._mapping) if rows else None


def jobs(memory: Memory) -> list[str]:
    """The jobs that have run."""
    return [row.job for row in memory.read(select(runs.c.job).distinct().order_by(runs.c.job))]


def latest(memory: Memory, job: str, limit: int = 1) -> list[Run]:
    """The last runs of a job, the newest first."""
    query = select(runs).where(runs.c.job == bindparam("job")).order_by(runs.c.started.desc())
    return [Run(**row._mapping) for row in memory.read(query.limit(limit), job=job)]


def last_good(memory: Memory, job: str) -> int | None:
    """When the last run of a job ended with exit code 0."""
    query = select(func.max(runs.c.finished)).where(
        runs.c.job == bindparam("job"), runs.c.exit_code == 0
    )
    found: int | None = memory.read(query, job=job)[0][0]
    return found
