"""A process watched from outside: how long it ran, and what it took of the machine."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

START = 60.0  # seconds until a process is under way; a busy machine starts slowly
_TICKS = os.sysconf("SC_CLK_TCK")


class Limits(NamedTuple):
    """What a process may take until it is killed."""

    seconds: float
    """Since it was under way."""
    cpu: float
    """Seconds of CPU in all."""
    memory: float
    """MiB of resident memory."""


class Taken(NamedTuple):
    """How a process ended, and what it took."""

    code: int
    """Its exit code; negative: the signal that ended it, -9 where a limit did."""
    cpu: float
    """Seconds of CPU, system included."""
    rss: float
    """Peak resident memory in MiB."""


def watch(pid: int, limits: Limits, under_way: Callable[[], bool]) -> Taken:
    """Wait for the end of a child, or make it.

    The peak is ``VmHWM``, asked for all the while: ``ru_maxrss`` of a child is never less
    than what its parent held when it forked, and this parent makes pages of 50 MB. Of a crawl
    that a process of 8 MiB forked, the two differed by 0.4 MiB at most (an honest page, a gzip
    bomb, an endless body; 26 November 2026).
    """
    deadline, begun, peak = time.monotonic() + START, False, 0.0
    while True:
        ended, status, usage = os.wait4(pid, os.WNOHANG)
        if not ended:
            peak = max(peak, _peak(pid))
            if not begun and under_way():
                deadline, begun = time.monotonic() + limits.seconds, True
            if time.monotonic() < deadline and _cpu(pid) < limits.cpu and peak < limits.memory:
                time.sleep(0.02)
                continue
            os.kill(pid, signal.SIGKILL)
            _, status, usage = os.wait4(pid, 0)
        return Taken(os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime, peak)


def _peak(pid: int) -> float:
    """MiB of resident memory at most so far (Linux)."""
    found = [line.split()[1] for line in _proc(pid, "status") if line.startswith("VmHWM:")]
    return int(found[0]) / 1024 if found else 0.0


def _cpu(pid: int) -> float:
    """Seconds of CPU so far (Linux)."""
    for line in _proc(pid, "stat"):
        user, system = line.rpartition(")")[2].split()[11:13]  # the name before may hold spaces
        return (int(user) + int(system)) / _TICKS
    return 0.0


def _proc(pid: int, name: str) -> list[str]:
    try:
        return Path(f"/proc/{pid}/{name}").read_text().splitlines()
    except OSError:  # it has ended meanwhile
        return []
