"""Locks: a job runs once at a time, and a dead process holds nothing."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from newscrawler.values.safe import for_filename


class Locked(Exception):
    """The job is running already. Names the job and what its holder wrote."""

    def __init__(self, job: str, holder: str) -> None:
        super().__init__(f"{job} is running already ({holder or 'holder unknown'})")


class Unlockable(Exception):
    """The lock file cannot be written. Names it and the cause."""


def job_name(spider: str, arguments: Mapping[str, str]) -> str:
    """The name of a job: the spider, and a hash of its arguments where it has any, so that two
    feed lists of one spider do not wait for each other.

    >>> job_name("daily8", {})
    'daily8'
    >>> job_name("feed", {"urls": "https://news.example/rss"})
    'feed-6f415acb'
    """
    name = for_filename(spider)
    if not arguments:
        return name
    digest = sha256(json.dumps(sorted(arguments.items())).encode()).hexdigest()
    return f"{name}-{digest[:8]}"


@contextmanager
def held(folder: Path, job: str) -> Iterator[Path]:
    """Hold the lock of ``job`` while the block runs; gives the lock file.

    The lock is the kernel's (``flock``), so it goes with the process that held it, however
    that ended: a stale lock is taken over by just asking. The file's text, pid and start, is
    for people. Raises `Locked` at once where another process holds it, and `Unlockable`.
    """
    path = folder / f"{job}.lock"
    try:
        handle = _open(path, job)
    except OSError as error:
        raise Unlockable(f"the lock {path} cannot be written: {error}") from error
    try:
        yield path
    finally:
        # in a container the next process may have the same pid
        with suppress(OSError):
            os.ftruncate(handle, 0)
        os.close(handle)


def _open(path: Path, job: str) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        _take(handle, job)
        os.ftruncate(handle, 0)
        os.pwrite(handle, _holder().encode(), 0)
    except (Locked, OSError):
        os.close(handle)
        raise
    return handle


def holder(folder: Path, job: str) -> str:
    """Who holds the lock of a job, by what it wrote; empty where that process is gone.

    It does not try the lock: a job that starts at that moment would be refused.
    """
    with suppress(OSError, ValueError, IndexError):
        text = (folder / f"{job}.lock").read_text().strip()
        os.kill(int(text.split()[1]), 0)
        return text
    return ""


def _take(handle: int, job: str) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Locked(job, os.pread(handle, 200, 0).decode(errors="replace").strip()) from None


def _holder() -> str:
    return f"pid {os.getpid()} since {datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}\n"
