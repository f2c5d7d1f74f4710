"""A PostgreSQL server of the tests' own: in a folder, on a socket in it, without a port."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

DEBIAN = Path("/usr/lib/postgresql")
"""Where Debian keeps the server's programs, a folder a version; they are on no PATH there."""


class Postgres:
    """A server. ``url`` is a memory's."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self.url = f"postgresql+psycopg://tester@/postgres?host={folder}"
        self._programs, self._folder = programs, folder
        self._data = str(folder / "data")
        self._user = "nobody" if os.geteuid() == 0 else None  # it refuses to run as root
        if self._user:
            shutil.chown(folder, self._user)
        made = [
            str(programs / "initdb"),
            "-D",
            self._data,
            "-U",
            "tester",
            "-A",
            "trust",
            "--no-sync",
        ]
        subprocess.run(
            made, check=True, stdout=subprocess.DEVNULL, user=self._user, cwd=folder, timeout=60
        )
        self.start()

    def start(self) -> None:
        """Returns when it answers."""
        settings = ("listen_addresses=", "fsync=off", f"unix_socket_directories={self._folder}")
        options = [part for setting in settings for part in ("-c", setting)]
        self._process = subprocess.Popen(
            [self._programs / "postgres", "-D", self._data, *options],
            stderr=subprocess.DEVNULL,
            user=self._user,
            cwd=self._folder,
        )
        ready = [str(self._programs / "pg_isready"), "-q", "-h", str(self._folder)]
        for _ in range(300):
            if subprocess.run(ready, check=False).returncode == 0:
                return
            time.sleep(0.1)
        raise TimeoutError("PostgreSQL did not start in 30 seconds")

    def stop(self) -> None:
        """At once, its clients cut off."""
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait(30)


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A new, empty server; skips the test where one cannot be had."""
    programs = _programs()
    with tempfile.TemporaryDirectory(prefix="pg-") as folder:  # a socket's path must be short
        server = Postgres(programs, Path(folder))
        try:
            yield server
        finally:
            server.stop()


def _programs() -> Path:
    if importlib.util.find_spec("psycopg") is None:
        pytest.skip("psycopg is not installed: the memory is not tried on PostgreSQL")
    if on_path := shutil.which("postgres"):
        return Path(on_path).resolve().parent
    found = sorted(DEBIAN.glob("*/bin/postgres"), key=lambda path: float(path.parts[-3]))
    if not found:
        pytest.skip("no PostgreSQL server is installed: the memory is not tried on it")
    return found[-1].parent
