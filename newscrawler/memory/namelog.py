"""The log of names in SQLite: each process holds its end, and reads the rest from a snapshot."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Dialect

from newscrawler.memory.held import Held
from newscrawler.memory.snapshot import Snapshot
from newscrawler.memory.statements import NAMES_SINCE, STORY_AT, Statement
from newscrawler.memory.story import Story

logger = logging.getLogger(__name__)

HELD = 200_000
"""Rows of the log's end that a process holds, in 6 MB; more go to a new snapshot, which takes a
quarter of a second where 20 million are known."""

JUDGED = 10_000
"""Names not looked up in the snapshot again: a story's are when it is judged, and soon after when
it is remembered."""


class LoggedNames:
    """The names in a SQLite database, `newscrawler.memory.names.Names`.

    ``path`` is that of its snapshot; without one, as for a database in memory, all names are
    held. A snapshot that cannot be written is no failure: they are held then, too.
    """

    def __init__(self, driver: Any, dialect: Dialect, path: Path | None) -> None:
        self._driver, self._path = driver, path
        self._story_at = Statement(STORY_AT, dialect)
        self._since = Statement(NAMES_SINCE, dialect)
        self._held = Held()
        self._room = HELD // 8  # so that the next job has few to read at its start
        self._version: int | None = None
        self._use(self._opened())
        self._last = self._snapshot.last if self._snapshot else 0
        self.committed()
        self._room = max(self._room, HELD)

    def find(self, names: Iterable[int]) -> Iterator[tuple[int, Story]]:
        for name in names:
            row = self._held.get(name) or self._find_older(name)
            if row is not None:  # which may have been deleted since it was read
                for story in self._story_at.ask(self._driver, (row, name)):
                    yield name, Story(*story)

    def look(self) -> None:
        # sqlite.org/pragma.html#pragma_data_version: other connections' commits change it
        version = self._number("data_version")
        if version != self._version:
            self._version = version
            while self._read_on():
                continue

    def committed(self) -> None:
        more = True
        while more:
            more = self._read_on()
            if len(self._held) > self._room and self._path:
                self._put_away(self._path)

    def deleted(self, left: int) -> None:
        """A snapshot that is mostly of rows that are gone is made anew."""
        if self._path and self._snapshot and self._snapshot.count > 2 * left:
            self.close()
            self._path.unlink(missing_ok=True)
            self._use(None)
            self._held.clear()
            self._last = 0
            self.committed()

    def close(self) -> None:
        if self._snapshot:
            self._snapshot.close()

    def _opened(self) -> Snapshot | None:
        """The snapshot, if it is one of this log."""
        if self._path is None or not self._path.exists():
            return None
        try:
            snapshot = Snapshot(self._path)
        except ValueError as error:
            logger.warning("%s: it is made anew", error)
            return None
        if snapshot.token != self._number("user_version"):
            snapshot.close()
            return None
        return snapshot

    def _read_on(self) -> bool:
        """Hold rows added to the log since it was last read; whether there may be more."""
        cursor = self._since.stream(self._driver, (self._last,))
        rows = cursor.fetchmany(HELD + 1)
        cursor.close()
        if rows:
            self._held.update(rows)
            self._last = rows[-1][1]
        return len(rows) > HELD

    def _put_away(self, path: Path) -> None:
        """Put the rows that are held in a new snapshot, behind those of the present one."""
        rows = self._held.all()
        token = secrets.randbits(31) or 1  # SQLite has 0 where there is none
        self._driver.execute("BEGIN IMMEDIATE")  # one process at a time
        try:
            snapshot = Snapshot.write(path, self._snapshot, rows, last=self._last, token=token)
            self._driver.execute(f"PRAGMA user_version={token}")
            self._driver.commit()
        except OSError as error:
            logger.warning("names stay in memory, as %s cannot be written: %s", path, error)
            self._room = 2 * len(rows)
        else:
            self.close()
            self._use(snapshot)
            self._held.clear()
        finally:
            self._driver.rollback()  # nothing, after a commit

    def _use(self, snapshot: Snapshot | None) -> None:
        self._snapshot = snapshot
        self._find_older = lru_cache(JUDGED)(snapshot.find) if snapshot else _not_known

    def _number(self, pragma: str) -> int:
        ((number,),) = self._driver.execute(f"PRAGMA {pragma}").fetchall()
        return int(number)


def _not_known(name: int) -> None:
    return None
