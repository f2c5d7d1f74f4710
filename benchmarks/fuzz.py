"""Throw hostile input at every reader: none may raise, none may take long.

    python -m benchmarks.fuzz --seconds 600 [--target layouts.feeds] [--seed N] [--keep]

A finding is an exception that the target does not name, or over one second of CPU per 100 KB
(0.3 s for what is shorter). ``--keep`` writes each finding to ``fixtures/fuzz/TARGET/``, where
``tests/fuzz`` runs it for ever after. Prints a JSON line a finding, then one in all; exits 1 if
there was a finding.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from benchmarks.fuzz_inputs import Inputs
from benchmarks.fuzz_targets import TARGETS, Target

ROOT = Path(__file__).parents[1]
FOUND = ROOT / "fixtures/fuzz"
SECONDS_PER_BYTE = 1 / 100_000
SHORTEST = 0.3  # seconds of CPU that any input may take: imports, a collection of garbage
HANG = 20.0  # seconds of CPU after which a call is cut off


class Finding(NamedTuple):
    """An input that a target could not take."""

    target: str
    what: str
    data: bytes


class TooSlow(Exception):
    """A call was cut off after ``HANG`` seconds."""


def budget(size: int) -> float:
    """The CPU seconds that an input of ``size`` bytes may take."""
    return max(SHORTEST, size * SECONDS_PER_BYTE)


def judge(name: str, data: bytes) -> Finding | None:
    """Give one input to a target; what is slow has three tries, as a machine may be busy."""
    for _ in range(3):
        seconds, error = _timed(TARGETS[name], data)
        if error:
            return Finding(name, error, data)
        if seconds <= budget(len(data)):
            return None
    return Finding(name, f"{seconds:.2f} s for {len(data)} bytes", data)


def _timed(target: Target, data: bytes) -> tuple[float, str | None]:
    given = data if target.takes is bytes else data.decode("utf-8", "surrogateescape")
    begun, error = time.process_time(), None
    try:
        with _alarm():
            target.run(given)
    except target.raises:
        pass
    except Exception as raised:  # whatever it is, it is the finding
        error = f"{type(raised).__name__}: {raised}"[:300]
    return time.process_time() - begun, error


@contextmanager
def _alarm() -> Iterator[None]:
    def cut_off(*_: object) -> None:
        raise TooSlow(f"over {HANG:g} s")

    signal.signal(signal.SIGPROF, cut_off)
    signal.setitimer(signal.ITIMER_PROF, HANG)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def fuzz(names: list[str], seconds: float, seed: int) -> Iterator[Finding | None]:
    """For each input until the time is over: what it found."""
    inputs, ends = Inputs(seed, [ROOT / "fixtures"]), time.monotonic() + seconds
    while time.monotonic() < ends:
        for name in names:
            if TARGETS[name].takes is bytes:
                yield judge(name, inputs.body())
            else:
                yield judge(name, inputs.text().encode("utf-8", "surrogateescape"))


def keep(finding: Finding) -> Path:
    """Write a finding where the tests find it."""
    folder = FOUND / finding.target
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{hashlib.sha256(finding.data).hexdigest()[:12]}.bin"
    path.write_bytes(finding.data)
    return path


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--target", action="append", choices=sorted(TARGETS))
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--keep", action="store_true", help="write findings to fixtures/fuzz")
    args = parser.parse_args()
    inputs, found = 0, 0
    for finding in fuzz(args.target or list(TARGETS), args.seconds, args.seed):
        inputs += 1
        if finding:
            found += 1
            where = str(keep(finding).relative_to(ROOT)) if args.keep else repr(finding.data[:60])
            print(json.dumps({"target": finding.target, "what": finding.what, "input": where}))
    print(json.dumps({"inputs": inputs, "findings": found, "seed": args.seed}))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
