"""What an attack is: a crawl that is led into it, and how to tell that it succeeded.

The same crawl runs with plain Scrapy and with the project's settings, and the same question is
asked of both; only an attack that succeeds against the first proves anything of the second.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from tests.attacks.runs import Outcome, Run
from tests.attacks.server import AttackServer


class Unavailable(Exception):
    """The machine does not have what an attack needs; says what."""


Succeeded = Callable[[Outcome], str]
"""How an attack succeeded, such as ``719 MiB``; empty where it did not."""


class Batch(NamedTuple):
    """Attacks that one crawl meets together."""

    name: str
    crawl: Callable[[Run], Outcome]
    attacks: Mapping[str, Succeeded]


def run_of(settings: str, folder: Path, server: AttackServer) -> Run:
    """How a batch is run: plain Scrapy is killed early, as soon as it is certain to be stuck."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    deadline, memory = (8.0, 700.0) if settings == "plain" else (60.0, 1000.0)
    return Run(settings, folder, server, deadline, memory)


def site(run: Run, path: str, host: str = "news.example") -> str:
    """An address on the attackers' site."""
    return f"http://{host}:{run.server.port}{path}"


def said(outcome: Outcome) -> str:
    """All texts of pages that the spider wrote down."""
    return " ".join(seen.get("text", "") for seen in outcome.seen)


def shows(text: str, how: str) -> Succeeded:
    """``how``, if the spider was shown a page with ``text``."""
    return lambda outcome: how if text in said(outcome) else ""


def logs(text: str, how: str) -> Succeeded:
    """``how``, if the log holds ``text``."""
    return lambda outcome: how if text in outcome.log else ""


def reaches(path: str) -> Succeeded:
    """Whether a request for ``path`` came to the canary."""
    return lambda outcome: "reaches the canary" if path in outcome.hits else ""


def asks(host: str, path: str = "/honest", more_than: int = 0) -> Succeeded:
    """Whether the site was asked for ``path`` more often than it should."""

    def question(outcome: Outcome) -> str:
        times = len(outcome.asked(host, path))
        return f"{times} requests" if times > more_than else ""

    return question
