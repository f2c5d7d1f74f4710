"""The log of names in SQLite: each process holds its end, and reads the rest from a snapshot."""

from __future__ import annotations

import logging
import secrets
import sqlite3
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

    The snapshot stands beside the database's file; without one, as for a database in memory, all
    names are held. A snapshot that cannot be written or read is no failure: the log has it all.
    """

    def __init__(self, driver: Any, dialect: Dialect) -> None:
        self._driver = driver
        self._story_at = Statement(STORY_AT, dialect)
        self._since = Statement(NAMES_SINCE, dialect)
        # as SQLite knows it, links and URLs resolved; empty for one in memory
        ((_, _, file), *_) = driver.execute("PRAGMA database_list").fetchall()
        self._database = Path(file) if file else None
        self._held = Held()
        self._version: int | None = None
        self._room = HELD // 8  # so that the next job has few to read at its start
        self._use(self._present())
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
            while self._read_on():
                continue
            self._version = version

    def committed(self) -> None:
        self._version, more = None, True
        while more:
            more = self._read_on()
            if len(self._held) > self._room and self._database:
                self._put_away(self._database)

    def deleted(self, left: int) -> None:
        """A snapshot that is mostly of rows that are gone is made anew."""
        if self._database and self._snapshot and self._snapshot.count > 2 * left:
            try:
                _beside(self._database).unlink(missing_ok=True)
            except OSError as error:
                logger.warning("%s stays as it is: %s", _beside(self._database), error)
                return
            self.close()
            self._held.clear()
            self._last = 0
            self.committed()

    def close(self) -> None:
        if self._snapshot:
            self._snapshot.close()
        self._use(None)

    def _present(self) -> Snapshot | None:
        """The snapshot of this log, if there is one."""
        if self._database is None or not (token := self._number("user_version")):
            return None
        if snapshot := _opened(self._database, token):
            return snapshot
        try:
            self._driver.execute("BEGIN IMMEDIATE")  # another job may be putting one there
            return _opened(self._database, self._number("user_version"))
        except sqlite3.OperationalError:  # a long one is at work: the log will do
            return None
        finally:
            self._driver.rollback()

    def _read_on(self) -> bool:
        """Hold rows added to the log since it was last read; whether there may be more."""
        cursor = self._since.stream(self._driver, (self._last,))
        rows = cursor.fetchmany(HELD + 1)
        cursor.close()
        if rows:
            self._held.update(rows)
            self._last = rows[-1][1]
        return len(rows) > HELD

    def _put_away(self, database: Path) -> None:
        """Put the rows that are held in a new snapshot, behind those of the present one."""
        try:
            self._driver.execute("BEGIN IMMEDIATE")  # one process at a time
            self._adopt(database)
            if len(self._held) > self._room:
                self._write(database)
        except (OSError, sqlite3.Error) as error:
            logger.warning("names stay in memory, %s was not written: %s", _beside(database), error)
            self._room = 2 * len(self._held)
        finally:
            self._driver.rollback()  # nothing, after a commit

    def _adopt(self, database: Path) -> None:
        """Take the snapshot that another job has put in place since, and hold what is not in it."""
        snapshot = _opened(database, self._number("user_version"))
        if snapshot is None:
            return
        if self._snapshot and snapshot.last <= self._snapshot.last:  # the same, or one begun anew
            snapshot.close()
            return
        self.close()
        self._use(snapshot)
        self._held.drop(snapshot.last)
        self._last = max(self._last, snapshot.last)

    def _write(self, database: Path) -> None:
        token = secrets.randbits(31) or 1  # SQLite has 0 where there is none
        snapshot = Snapshot.write(
            _beside(database),
            self._snapshot,
            self._held.all(),
            last=self._last,
            token=token,
            mode=database.stat().st_mode,
        )
        try:
            self._driver.execute(f"PRAGMA user_version={token}")
            self._driver.commit()
        except sqlite3.Error:
            snapshot.close()
            raise
        self.close()
        self._use(snapshot)
        self._held.clear()

    def _use(self, snapshot: Snapshot | None) -> None:
        self._snapshot = snapshot
        self._find_older = lru_cache(JUDGED)(snapshot.find) if snapshot else _not_known

    def _number(self, pragma: str) -> int:
        ((number,),) = self._driver.execute(f"PRAGMA {pragma}").fetchall()
        return int(number)


def _beside(database: Path) -> Path:
    """Where the snapshot of a database is."""
    return database.with_name(f"{database.name}-names")


def _opened(database: Path, token: int) -> Snapshot | None:
    """The snapshot beside a database, if it has the token."""
    try:
        snapshot = Snapshot(_beside(database))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        logger.warning("names are read from the log, not from %s: %s", _beside(database), error)
        return None
    if snapshot.token == token:
        return snapshot
    snapshot.close()
    return None


def _not_known(name: int) -> None:
    return None
