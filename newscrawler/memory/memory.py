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
)
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from newscrawler.memory.schema import links, metadata, names, owed, pages, stories
from newscrawler.memory.statements import BY_BOTH, BY_ID, BY_NAME, Statement, upsert
from newscrawler.memory.story import TAKEN_DOWN, Record, Story, key_of_id
from newscrawler.values.secret import Secrets

QUICK_CHECK_BYTES = 32 << 20
"""A file up to this size is checked whole at the start (0.1 s); a larger one as it is read."""

TABLES_LOCK = 7_301_965_124
"""A number of ours among PostgreSQL's advisory locks."""


class MemoryUnusable(Exception):
    """The memory cannot be opened, read or written. Names where it is, the cause and the way
    out."""

    def __init__(self, url: str, cause: object) -> None:
        way_out = (
            "If the file is damaged, move it away and run"
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
            self._failures = (SQLAlchemyError, dialect.loaded_dbapi.Error)
            self._connection = self.engine.connect().execution_options(
                isolation_level="AUTOCOMMIT"  # begins and ends its transactions itself
            )
            self._driver: Any = self._connection.connection.driver_connection
            self._begin = "BEGIN IMMEDIATE" if dialect.name == "sqlite" else "BEGIN"
            self._puts = {name: upsert(table, dialect) for name, table in metadata.tables.items()}
            self._put_stories = Statement(self._puts["stories"], dialect)
            self._put_names = Statement(self._puts["names"], dialect)
            self._by_id, self._by_name = Statement(BY_ID, dialect), Statement(BY_NAME, dialect)
            self._by_both = Statement(BY_BOTH, dialect)
            self._make_tables()
        except (SQLAlchemyError, OSError, ImportError) as error:
            raise MemoryUnusable(url, _cause(error)) from error

    def find(self, record: Record) -> Story | None:
        """The story that a record tells, by id, then by canonical URL and alias.

        An alias stands for a story only where one of the two is known by its words alone: two
        stories of one headline with an address each are two.
        """
        key, alias = record.story.key, record.alias
        first, *more = (key,) if key == alias or not record.addresses else record.addresses
        other = key if alias is None else alias
        if found := self._ask(self._by_both, key, other, first):
            return min(found, key=lambda story: story.key != key)
        told = (story for name in more for story in self._ask(self._by_name, name))
        return next(told, None)

    def get(self, story_id: str) -> Story | None:
        """The story of an id."""
        key, rest = key_of_id(story_id)
        found = self._ask(self._by_id, key, key)
        return next((story for story in found if story.rest == rest), None)

    def at(self, address_id: str) -> Story | None:
        """The story one of whose addresses, in canonical form, makes this id."""
        key, _ = key_of_id(address_id)
        found = self._ask(self._by_id, key, key) or self._ask(self._by_name, key)
        return next(iter(found), None)

    def remember(
        self, connection: Connection, records: Sequence[Record], sightings: Iterable[Story] = ()
    ) -> None:
        """Keep records that are durable in the feed, and sightings of known stories. The last of
        several records of a story stands; repeating it changes nothing."""
        rows = {story.key: story for story in sightings}
        rows |= {record.story.key: record.story for record in records}
        named = {name: record.story.key for record in records for name in record.names}
        # In order of the keys: two jobs that write at once then never wait for each other.
        self._put_stories.run(self._driver, sorted(rows.values()))
        self._put_names.run(self._driver, sorted(named.items()))

    def forget(self, key: int) -> bool:
        """Forget one story, so that it is new when it is met again; whether it was known. Pages
        are read again, whether they changed or not."""
        with self.writing() as connection:
            gone = connection.execute(delete(stories).where(stories.c.key == key))
            connection.execute(delete(names).where(names.c.story == key))
            connection.execute(delete(pages))
            return gone.rowcount > 0

    def take_down(self, story_id: str) -> None:
        """Keep no more of a story than that it shall not come again."""
        key, rest = key_of_id(story_id)
        now = int(time.time())
        mark = Story(key, rest, "", TAKEN_DOWN, 0, None, 0, now, now)
        with self.writing() as connection:
            connection.execute(delete(stories).where(stories.c.key == key))
            self._put_stories.run(self._driver, [mark])

    def expire(self, before: int) -> int:
        """Forget stories, pages, links and debts last seen before a time; how many stories."""
        with self.writing() as connection:
            old = delete(stories).where(
                stories.c.last_seen < before, stories.c.authority < TAKEN_DOWN
            )
            gone: CursorResult[Any] = connection.execute(old)
            left = select(stories.c.key).where(stories.c.key == names.c.story)
            connection.execute(delete(names).where(~left.exists()))
            connection.execute(delete(pages).where(pages.c.seen < before))
            connection.execute(delete(links).where(links.c.seen < before))
            connection.execute(delete(owed).where(owed.c.since < before))
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
        try:
            self._connection.exec_driver_sql(self._begin)
            yield self._connection
            self._driver.commit()
        except self._failures as error:
            raise MemoryUnusable(self.url, _cause(error)) from error
        finally:
            with suppress(*self._failures):  # of a connection that was lost
                self._driver.rollback()  # nothing, after a commit

    def put(self, connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
        """Insert rows, or replace those of the same primary key."""
        if rows:
            connection.execute(self._puts[table.name], rows)

    def close(self) -> None:
        self._connection.close()
        self.engine.dispose()

    def _ask(self, lookup: Statement, *keys: int) -> list[Story]:
        try:
            found = lookup.ask(self._driver, keys)
        except self._failures as error:
            raise MemoryUnusable(self.url, _cause(error)) from error
        return [Story(*row) for row in found]

    def _make_tables(self) -> None:
        """Once, by the first of several jobs that start at once."""
        if metadata.tables.keys() <= set(inspect(self._connection).get_table_names()):
            return
        with self.writing() as connection:
            if self.engine.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({TABLES_LOCK})")
            metadata.create_all(connection)


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


def _prepare_sqlite(engine: Engine) -> None:
    path = engine.url.database
    if path and path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    event.listen(engine, "connect", _set_pragmas)
    if path and Path(path).exists() and Path(path).stat().st_size <= QUICK_CHECK_BYTES:
        with engine.connect() as connection:
            answer = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
        if answer != "ok":
            raise OSError(f"damaged: {answer}")


_PRAGMAS = (
    "busy_timeout=30000",  # milliseconds that another job's commit is waited for
    "journal_mode=WAL",  # one writes while others read
    "synchronous=FULL",  # a commit survives a power cut (sqlite.org/pragma.html)
    # Keys are hashes, so a commit touches about as many pages as it has stories: a longer log
    # and a larger cache than SQLite's own make that cheaper where millions are known.
    "wal_autocheckpoint=4000",  # pages of log before it is worked into the file
    "cache_size=-32000",  # KiB
)


def _set_pragmas(connection: Any, record: object) -> None:
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").close()


def _cause(error: Exception) -> object:
    """What the driver said, without SQLAlchemy's statement and link."""
    return getattr(error, "orig", None) or error
