"""The live part of a feed: whole lines, one write each, nothing between them and the disk."""

from __future__ import annotations

import errno
import io
import os
from pathlib import Path
from typing import Any

from newscrawler.output.codecs import CHUNK


class Part(io.RawIOBase):
    """A file that holds whole lines only.

    Each line goes to it in one ``write(2)``, unbuffered and appending, so that a kill leaves
    whole lines and ``tail -F`` shows them at once. A write that fails or comes up short is cut
    off again.
    """

    def __init__(self, path: Path) -> None:
        """Creates the file and its folder. Raises `OSError`, also where the file exists."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path, self.size = path, 0
        self.settled = 0
        """How many of the run's noted stories are known to be safe here."""
        self._synced = True
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
        self._handle = os.open(path, flags, 0o644)
        sync_folder(path.parent)

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.size

    def write(self, data: Any, /) -> int:
        """Take a whole line (bytes). Raises `OSError`; then the file is as before."""
        try:
            written = os.write(self._handle, data)
            if written < len(data):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self.path))
        except OSError:
            self.cut(self.size)
            raise
        self.size += written
        self._synced = False
        return written

    def cut(self, size: int) -> None:
        """Take back what was written after ``size``."""
        os.ftruncate(self._handle, size)
        self.size = size

    def sync(self) -> None:
        """Return when all lines are on the disk. Raises `OSError`."""
        if not self._synced:
            os.fsync(self._handle)
            self._synced = True

    def close(self) -> None:
        if not self.closed:
            os.close(self._handle)
        super().close()


def whole(path: Path, end: int | None = None) -> int:
    """How many bytes of a file, from its start and before ``end``, are whole lines.

    >>> import tempfile
    >>> torn = Path(tempfile.mkdtemp(), "torn.jsonl")
    >>> torn.write_bytes(b'{"a":1}\\n{"b"')
    12
    >>> whole(torn), whole(torn, 7)
    (8, 0)
    """
    end = path.stat().st_size if end is None else end
    with path.open("rb") as file:
        while end > 0:
            start = max(end - CHUNK, 0)
            file.seek(start)
            found = file.read(end - start).rfind(b"\n")
            if found >= 0:
                return start + found + 1
            end = start
    return 0


def sync_folder(folder: Path) -> None:
    """Make the names in ``folder`` durable: fsync(2) says that a file's own fsync does not."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
