"""How much CPU a hostile page may take, measured by an honest one on the same machine.

Seconds mean little where nobody knows the machine: a fast one does in them what a slow one does
not. So the measure is what plain Scrapy takes for a crawl of one honest page in the same run,
about a second of CPU where the promise of a second a page was made.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from math import inf
from pathlib import Path

from tests.attacks.attack import run_of, site
from tests.attacks.runs import Outcome, Run
from tests.attacks.server import AttackServer

BAR = 3.0
"""Plain honest crawls that a page may take beyond an honest one: a second, three times slack."""
CERTAIN = 3 * BAR
"""Where a crawl is killed: no machine is so much faster within one run."""


@cache
def honest(settings: str, server: AttackServer, folder: Path) -> float:
    """Seconds of CPU that a crawl of one honest page takes, start and end included."""
    run = run_of(settings, folder / f"honest-{settings}", server)
    run.deadline, run.memory = 60.0, inf
    return run.visit([site(run, "/honest")]).cpu


def measured(crawl: Callable[[Run], Outcome]) -> Callable[[Run], Outcome]:
    """The same crawl, killed for its CPU and not for its time, with its ``effort`` told."""
    return partial(_measure, crawl)


def _measure(crawl: Callable[[Run], Outcome], run: Run) -> Outcome:
    plain = honest("plain", run.server, run.folder.parent)
    own = honest(run.settings, run.server, run.folder.parent)
    run.deadline, run.cpu = 120.0, own + CERTAIN * plain
    outcome = crawl(run)
    outcome.effort = (outcome.cpu - own) / plain
    return outcome


def toils(outcome: Outcome) -> str:
    """How an attack succeeded that took more than the bar."""
    end = ", then killed" if outcome.killed else ""
    return f"{outcome.cpu:.1f} s of CPU, {outcome.effort / BAR:.1f} times the bar{end}"
