"""Turns: the limits of a domain hold over all processes of a machine.

``scrapy cron --jobs`` runs sites in processes of their own, and several sites lead to the same
publishers. One file holds what they must agree on: a seat is one byte of it, locked while a
request runs (the kernel frees the seats of a process that dies), and beside the seats stands
when the domain was last asked.
"""

from __future__ import annotations

import fcntl
import os
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from newscrawler.network.policy import UnsafeSettings

BUCKETS = 4096
"""Domains of one bucket share its seats, which is rare and only slower."""

_STRIDE = 256  # bytes a bucket: 8 for the time, the rest for seats
_TIME = struct.Struct("<d")
_POLL = 0.1  # seconds until a taken seat is looked at again


class Taken(NamedTuple):
    """A seat that is held, by its place in the file."""

    place: int


class Wait(NamedTuple):
    """No seat yet: ask again after ``seconds``."""

    seconds: float


class Turns:
    """The seats of all domains in one file. Not for threads."""

    def __init__(self, path: Path):
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self._mine: set[int] = set()  # a process does not see its own locks

    def take(self, domain: str, seats: int, delay: float) -> Taken | Wait:
        """A seat for one request to ``domain``, of which ``seats`` may run at a time, each
        ``delay`` seconds or more after the one before; or how long to wait."""
        start = crc32(domain.encode("utf-8", "replace")) % BUCKETS * _STRIDE
        first = start + _TIME.size
        place = self._free(range(first, first + min(seats, _STRIDE - _TIME.size)))
        if place is None:
            return Wait(_POLL)
        with self._locked(start):
            wait = self._last(start) + delay - time.time()
            if not 0 < wait <= delay:  # a clock set back must not wait for its old time
                self._stamp(start)
                return Taken(place)
        self.give_back(Taken(place))
        return Wait(wait)

    def give_back(self, seat: Taken) -> None:
        """Free a seat."""
        fcntl.lockf(self._file, fcntl.LOCK_UN, 1, seat.place)
        self._mine.discard(seat.place)

    def _free(self, places: range) -> int | None:
        for place in places:
            if place in self._mine:
                continue
            try:
                fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)
            except BlockingIOError:
                continue
            self._mine.add(place)
            return place
        return None

    @contextmanager
    def _locked(self, start: int) -> Iterator[None]:
        fcntl.lockf(self._file, fcntl.LOCK_EX, _TIME.size, start)
        try:
            yield
        finally:
            fcntl.lockf(self._file, fcntl.LOCK_UN, _TIME.size, start)

    def _stamp(self, start: int) -> None:
        """Note that the domain is asked now. A full disk must not hold up the crawl: the seat
        holds without the note, and only the pause between two processes is lost."""
        with suppress(OSError):
            os.pwrite(self._file, _TIME.pack(time.time()), start)

    def _last(self, start: int) -> float:
        data = os.pread(self._file, _TIME.size, start)
        return float(_TIME.unpack(data)[0]) if len(data) == _TIME.size else 0.0


@cache
def turns_at(path: str) -> Turns:
    """The one ``Turns`` of this process for a file: closing another would free its locks.

    Raises ``UnsafeSettings`` where the file cannot be written.
    """
    try:
        return Turns(Path(path).absolute())
    except OSError as error:
        raise UnsafeSettings(f"NETWORK_TURNS: {path}: {error.strerror}") from error
