"""Snapshots: a file in which names are found with one read, however many there are.

A name is 64 bit of a hash. Its first 18 choose the bucket and the next 32 are its mark; of each
name the file has the mark and the number of its row in the log of names. A search tree of the same
names costs SQLite a page that is not in its cache for each name that is looked up, and one to
write for each that is added; this one is written whole, now and then.

The file holds nothing that the log does not, and never changes: a new one takes its place. So any
process may read it at any time, and one that is missing, cut or of another log is made anew. The
token that it shares with the database proves that the log's rows up to its last one are these: a
database that was put back from a copy has another.
"""

from __future__ import annotations

import os
import stat
import struct
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

BUCKETS = 1 << 18
"""Of 20 million names a bucket has 76, and 300 bytes of marks to read."""

WRITTEN_AT_ONCE = 1024
"""Buckets held in memory while a snapshot is written."""

_BUCKET_SHIFT, _LAST_BUCKET = 46, BUCKETS - 1
_MARK_SHIFT, _LAST_MARK = 14, 0xFFFF_FFFF

ROW = np.dtype([("key", "<i8"), ("number", "<u4")])
"""A row of the log: the name, and its number there (each is used once, up to 4 billion)."""

Rows = NDArray[np.void]
_Numbers = NDArray[np.uint32]

_MAGIC = b"names 1\n"
_HEADER = struct.Struct("<8sQQQ")
_WIDTH = 4
"""Bytes of a mark and of a number."""
_STARTS_BYTES = _WIDTH * (BUCKETS + 1)


class Snapshot:
    """A snapshot that was opened: ``count`` names, ``last`` the number of the log's last row in
    it, ``token`` what its database has. Every method raises `OSError`."""

    def __init__(self, path: Path) -> None:
        """Raises `ValueError` for a file that is none, or not a whole one."""
        self._file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        with ExitStack() as failed:
            failed.callback(self.close)
            self.count, self.last, self.token = self._header(path)
            held = os.pread(self._file, _STARTS_BYTES, _HEADER.size)
            self.starts = memoryview(held).cast("I")
            failed.pop_all()
        self._marks_at = _HEADER.size + _STARTS_BYTES
        self._numbers_at = self._marks_at + _WIDTH * self.count

    def _header(self, path: Path) -> tuple[int, int, int]:
        head = os.pread(self._file, _HEADER.size, 0)
        magic, count, last, token = _HEADER.unpack(head.ljust(_HEADER.size, b"\0"))
        size = _HEADER.size + _STARTS_BYTES + 2 * _WIDTH * count
        if magic != _MAGIC or os.fstat(self._file).st_size != size:
            raise ValueError(f"{path} is no whole snapshot of names")
        return count, last, token

    def find(self, key: int) -> int | None:
        """The number of the last row with this name. Where another has its bucket and its mark, of
        20 million one name in 50 million, it may get that one's row: the row is to be looked at,
        and a name that is hidden so is taken for new."""
        bucket = key >> _BUCKET_SHIFT & _LAST_BUCKET
        start, end = self.starts[bucket], self.starts[bucket + 1]
        marks = os.pread(self._file, (end - start) * _WIDTH, self._marks_at + start * _WIDTH)
        mark = (key >> _MARK_SHIFT & _LAST_MARK).to_bytes(_WIDTH, "little")
        place = marks.rfind(mark)
        while place % _WIDTH and place > 0:  # across two marks
            place = marks.rfind(mark, 0, place + _WIDTH - 1)
        if place < 0:
            return None
        number = os.pread(self._file, _WIDTH, self._numbers_at + start * _WIDTH + place)
        return int.from_bytes(number, "little")

    def close(self) -> None:
        os.close(self._file)

    def marks(self, first: int, last: int) -> _Numbers:
        """The marks in some buckets."""
        return self._part(self._marks_at, first, last)

    def numbers(self, first: int, last: int) -> _Numbers:
        """The numbers in some buckets."""
        return self._part(self._numbers_at, first, last)

    def _part(self, at: int, first: int, last: int) -> _Numbers:
        start, end = self.starts[first], self.starts[last]
        held = os.pread(self._file, (end - start) * _WIDTH, at + start * _WIDTH)
        return np.frombuffer(held, "<u4")

    @classmethod
    def write(
        cls, path: Path, old: Snapshot | None, rows: Rows, *, last: int, token: int, mode: int
    ) -> Self:
        """Put a snapshot at ``path``: what ``old`` has, and the rows of the log after it up to
        ``last``, in their order; ``mode`` says who may read it. Only one process may do so at a
        time."""
        count = len(rows) + (old.count if old else 0)
        unfinished = path.with_name(f"{path.name}.part")
        try:
            with unfinished.open("wb") as file:
                os.fchmod(file.fileno(), stat.S_IMODE(mode))
                file.write(_HEADER.pack(_MAGIC, count, last, token))
                file.writelines(_merged(old, rows))
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
        except OSError:
            unfinished.unlink(missing_ok=True)
            raise
        return cls(path)


def _merged(old: Snapshot | None, rows: Rows) -> Iterator[bytes]:
    """Where each bucket starts, then the marks, then the numbers, a bucket's new ones last."""
    buckets = (rows["key"] >> _BUCKET_SHIFT & _LAST_BUCKET).astype(np.intp)
    order = buckets.argsort(kind="stable")
    buckets, added = buckets[order], rows[order]
    starts = buckets.searchsorted(np.arange(BUCKETS + 1))
    held = np.array(old.starts if old else [0] * (BUCKETS + 1), dtype=np.intp)
    yield (held + starts).astype("<u4").tobytes()
    marks = (added["key"] >> _MARK_SHIFT & _LAST_MARK).astype("<u4")
    sections = (
        (marks, old.marks if old else _none),
        (added["number"], old.numbers if old else _none),
    )
    for new, part_of_old in sections:
        for first in range(0, BUCKETS, WRITTEN_AT_ONCE):
            end = first + WRITTEN_AT_ONCE
            part = slice(starts[first], starts[end])
            behind = held[buckets[part] + 1] - held[first]
            yield np.insert(part_of_old(first, end), behind, new[part]).tobytes()


def _none(first: int, last: int) -> _Numbers:
    return np.empty(0, "<u4")
