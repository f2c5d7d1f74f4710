"""The memory's one interface: SQLAlchemy Core over SQLite or PostgreSQL."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import (
    Connection,
    CursorResult,
    Engine,
    Row,
    Select,
    Table,
    create_engine,
    delete,
    event,
    func,
    inspect,
    make_url,
    select,
    update,
)
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from newscrawler.memory.namelog import LoggedNames
from newscrawler.memory.names import Names, ServerNames
from newscrawler.memory.schema import links, metadata, names, owed, pages, stories
from newscrawler.memory.statements import upsert
from newscrawler.memory.stories import Stories
from newscrawler.memory.story import TAKEN_DOWN, Record, Story, key_of_id
from newscrawler.values.secret import Secrets

QUICK_CHECK_BYTES = 32 << 20
"""A file up to this size is checked whole at the start (0.1 s); a larger one as it is read."""

WRITE_LOCK = 7_301_965_124
"""A number of ours among PostgreSQL's advisory locks: one writes at a time, as in SQLite."""


class MemoryUnusable(Exception):
    """The memory cannot be opened, read or written. Names where it is, the cause and the way
    out."""

    def __init__(self, url: str, cause: object) -> None:
        way_out = (
            "If the file is damaged, or of an earlier version, move it away and run"
            if url.startswith("sqlite")
            else "It can be made anew in another database that MEMORY_URL names"
        )
        hidden = Secrets.of({"MEMORY_URL": url}).hidden_in_log
        super().__init__(
            hidden(f"the memory at {url} cannot be used ({cause}). {way_out}: ")
            + "scrapy memory rebuild FEEDS..."
        )


class Memory:
    """What was seen. Raises `MemoryUnusable` from every method."""

    def __init__(self, url: str) -> None:
        """``url`` as SQLAlchemy has it; folders of a SQLite file are made."""
        try:
            self.engine = _engine(url)
            self.url = self.engine.url.render_as_string(hide_password=True)
            dialect = self.engine.dialect
            self._failures = (SQLAlchemyError, dialect.loaded_dbapi.Error, OSError)
            self._connection = self.engine.connect().execution_options(
                isolation_level="AUTOCOMMIT"  # begins and ends its transactions itself
            )
            self._driver: Any = self._connection.connection.driver_connection
            self._begin = _BEGIN[dialect.name]
            self._puts = {name: upsert(table, dialect) for name, table in metadata.tables.items()}
            with self._telling():
                self._make_tables()
                self._names = self._names_of(self.engine)
            self._stories = Stories(self._driver, dialect, self._names)
        except (SQLAlchemyError, OSError, ImportError) as error:
            raise MemoryUnusable(url, _cause(error)) from error

    def find(self, record: Record) -> Story | None:
        """The story that a record tells."""
        return self._first(record.asked)

    def get(self, story_id: str) -> Story | None:
        """The story of an id."""
        key, rest = key_of_id(story_id)
        found = self._first([key])
        return found if found and (found.key, found.rest) == (key, rest) else None

    def at(self, address_id: str) -> Story | None:
        """The story one of whose addresses, in canonical form, makes this id."""
        return self._first([key_of_id(address_id)[0]])

    def remember(self, records: Sequence[Record], sightings: Iterable[Story] = ()) -> None:
        """Within a transaction: keep records that are durable in the feed, and sightings of known
        stories. The last of several records of a story stands; repeating it changes nothing."""
        self._stories.keep(records, sightings)

    def forget(self, story: Story) -> bool:
        """Forget one story, so that it is new when it is met again; whether it was known. Pages
        are read again, whether they changed or not."""
        with self.writing() as connection:
            row = (stories.c.number == story.number) & (stories.c.key == story.key)
            if known := connection.execute(delete(stories).where(row)).rowcount > 0:
                connection.execute(delete(names).where(names.c.story == story.number))
            connection.execute(delete(pages))
            return known

    def take_down(self, story_id: str) -> None:
        """Keep no more of a story than that it shall not come again."""
        key, rest = key_of_id(story_id)
        now = int(time.time())
        mark = Story(key, rest, "", TAKEN_DOWN, 0, None, 0, now, now)
        with self.writing() as connection:
            if found := self.get(story_id):
                kept = mark._replace(number=found.number)._asdict()
                row = stories.c.number == found.number
                connection.execute(update(stories).where(row).values(kept))
            else:
                self.remember([Record(mark, (), None)])

    def expire(self, before: int) -> int:
        """Forget stories, pages, links and debts last seen before a time; how many stories."""
        with self.writing() as connection:
            old = delete(stories).where(
                stories.c.last_seen < before, stories.c.authority < TAKEN_DOWN
            )
            gone: CursorResult[Any] = connection.execute(old)
            left = select(stories.c.number).where(stories.c.number == names.c.story)
            connection.execute(delete(names).where(~left.exists()))
            connection.execute(delete(pages).where(pages.c.seen < before))
            connection.execute(delete(links).where(links.c.seen < before))
            connection.execute(delete(owed).where(owed.c.since < before))
        left_names = self.count(names)
        with self._telling():
            self._names.deleted(left_names)
        return gone.rowcount

    def count(self, table: Table) -> int:
        """How many rows a table has."""
        return int(self.read(select(func.count()).select_from(table))[0][0])

    def read(self, query: Select[Any], **values: Any) -> Sequence[Row[Any]]:
        """Run a query."""
        try:
            return self._connection.execute(query, values).all()
        except SQLAlchemyError as error:
            raise MemoryUnusable(self.url, _cause(error)) from error

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that commits at the end of its block: ``with memory.writing() as
        connection``."""
        with self._telling():
            with self._transaction() as connection:
                yield connection
            self._names.committed()

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        """Raises the driver's errors."""
        try:
            for begin in self._begin:
                self._connection.exec_driver_sql(begin)
            yield self._connection
            self._driver.commit()
        finally:
            with suppress(*self._failures):  # of a connection that was lost
                self._driver.rollback()  # nothing, after a commit

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Raise what the driver, or the system, says as `MemoryUnusable`."""
        try:
            yield
        except self._failures as error:
            raise MemoryUnusable(self.url, _cause(error)) from error

    def put(self, connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
        """Insert rows, or replace those of the same primary key."""
        if rows:
            connection.execute(self._puts[table.name], rows)

    def close(self) -> None:
        self._names.close()
        self._connection.close()
        self.engine.dispose()

    def _first(self, asked: Iterable[int]) -> Story | None:
        """The story of the first of these names that is known."""
        try:  # a context manager would cost as much as the answer
            return self._stories.first(asked)
        except self._failures as error:
            raise MemoryUnusable(self.url, _cause(error)) from error

    def _make_tables(self) -> None:
        """Once, by the first of several jobs that start at once."""
        if metadata.tables.keys() <= set(inspect(self._connection).get_table_names()):
            return
        with self._transaction() as connection:
            metadata.create_all(connection)

    def _names_of(self, engine: Engine) -> Names:
        if engine.dialect.name != "sqlite":
            return ServerNames(self._driver, engine.dialect)
        return LoggedNames(self._driver, engine.dialect)


def _engine(url: str) -> Engine:
    """The engine of a database; its statements take their values by place."""
    kind = make_url(url).get_backend_name()
    if kind not in _STYLES:
        raise ArgumentError(f"{kind} is none of {', '.join(_STYLES)}")
    engine = create_engine(url, paramstyle=_STYLES[kind])
    if kind == "sqlite":
        _prepare_sqlite(engine)
    return engine


_STYLES: dict[str, Literal["qmark", "format"]] = {"sqlite": "qmark", "postgresql": "format"}
"""How a value's place is marked (PEP 249), by kind of database."""


_BEGIN = {
    "sqlite": ("BEGIN IMMEDIATE",),
    "postgresql": (
        "BEGIN ISOLATION LEVEL READ COMMITTED",  # sees what was committed before it got the lock
        f"SELECT pg_advisory_xact_lock({WRITE_LOCK})",
    ),
}
"""The statements that begin a transaction, by kind of database."""


def _file_of(engine: Engine) -> Path | None:
    """The file of a SQLite database; none for one in memory."""
    path = engine.url.database
    return Path(path) if path and path != ":memory:" else None


def _prepare_sqlite(engine: Engine) -> None:
    path = _file_of(engine)
    if path:
        path.parent.mkdir(parents=True, exist_ok=True)
    event.listen(engine, "connect", _set_pragmas)
    if path and path.exists() and path.stat().st_size <= QUICK_CHECK_BYTES:
        with engine.connect() as connection:
            answer = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
        if answer != "ok":
            raise OSError(f"damaged: {answer}")


_PRAGMAS = (
    "busy_timeout=30000",  # milliseconds that another job's commit is waited for
    "journal_mode=WAL",  # one writes while others read
    "synchronous=FULL",  # a commit survives a power cut (sqlite.org/pragma.html)
    "cache_size=-8000",  # KiB
)


def _set_pragmas(connection: Any, record: object) -> None:
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").close()


def _cause(error: Exception) -> object:
    """What the driver said, without SQLAlchemy's statement and link."""
    return getattr(error, "orig", None) or error
