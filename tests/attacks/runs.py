"""Crawls as processes of their own, watched from outside."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from math import inf
from pathlib import Path
from typing import Any

from tests.attacks.server import AttackServer, Visit
from tests.attacks.watching import Limits, watch

ROOT = Path(__file__).parents[2]


@dataclass
class Outcome:
    """What a crawl did, as seen from outside its process."""

    code: int
    """Its exit code; negative: the signal that ended it, -9 where its deadline did."""
    seconds: float
    cpu: float
    """Seconds of CPU, system included."""
    rss: float
    """Peak resident memory in MiB."""
    log: str
    effort: float = 0.0
    """CPU beyond that of an honest page, in honest crawls of plain Scrapy; see ``effort``."""
    seen: list[dict[str, Any]] = field(default_factory=list)
    """What the spider wrote down."""
    hits: list[str] = field(default_factory=list)
    """Requests that reached the canary meanwhile."""
    visits: list[Visit] = field(default_factory=list)
    """The requests that the site got meanwhile."""
    files: dict[str, bytes] = field(default_factory=dict)
    """The feeds that it left, by name."""

    def asked(self, host: str, path: str) -> list[float]:
        """When the site was asked for this, in monotonic seconds."""
        return [visit.at for visit in self.visits if visit[1:] == (host, path)]

    @property
    def killed(self) -> bool:
        """Whether it went past one of its limits."""
        return self.code == -signal.SIGKILL


@dataclass
class Run:
    """How a crawl is run: ``settings`` is ``plain`` or ``ours``."""

    settings: str
    folder: Path
    server: AttackServer
    deadline: float = 60.0
    """Seconds after its first request until it is killed."""
    memory: float = 2000.0
    """MiB of resident memory at which it is killed."""
    cpu: float = inf
    """Seconds of CPU at which it is killed."""

    def visit(self, urls: list[str], *options: str, **env: str) -> Outcome:
        """Run the spider ``visit`` on ``urls``."""
        listed, seen = self.folder / "urls.txt", self.folder / "seen.jsonl"
        listed.write_text("\n".join(urls))
        seen.unlink(missing_ok=True)
        arguments = ["visit", "-a", f"urls={listed}", "-a", f"seen={seen}", *options]
        outcome = self.crawl(*arguments, **env)
        lines = seen.read_text().splitlines() if seen.exists() else []
        outcome.seen = [json.loads(line) for line in lines]
        return outcome

    def crawl(self, *arguments: str, **env: str) -> Outcome:
        """Run ``scrapy crawl ARGUMENTS`` in the folder and wait for its end, or make it."""
        allowed = f"NETWORK_PORTS={self.server.port},{self.server.tls_port}"
        ports = ["-s", allowed] if self.settings == "ours" else []
        self.server.hits.clear()
        self.server.visits.clear()
        log = self.folder / "log.txt"
        begun = time.monotonic()
        with log.open("wb") as stream:
            process = subprocess.Popen(
                [sys.executable, "-m", "scrapy", "crawl", *ports, *arguments],
                cwd=self.folder,
                env=self.environment(env),
                stdout=stream,
                stderr=stream,
            )
        limits = Limits(self.deadline, self.cpu, self.memory)
        taken = watch(process.pid, limits, self._has_asked)
        process.returncode = taken.code
        return Outcome(
            taken.code,
            time.monotonic() - begun,
            taken.cpu,
            taken.rss,
            log.read_text(errors="replace"),
            hits=list(self.server.hits),
            visits=list(self.server.visits),
            files={path.name: path.read_bytes() for path in self.folder.rglob("*.json*")},
        )

    def _has_asked(self) -> bool:
        return bool(self.server.visits or self.server.hits)

    def environment(self, more: dict[str, str]) -> dict[str, str]:
        return {
            **os.environ,
            "PYTHONPATH": f"{ROOT / 'tests/attacks/dns'}:{ROOT}",
            "SCRAPY_SETTINGS_MODULE": f"tests.attacks.{self.settings}",
            **more,
        }
