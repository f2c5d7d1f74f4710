"""The memory's one interface: SQLAlchemy Core over SQLite or PostgreSQL."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Connection,
    CursorResult,
    Engine,
    Executable,
    Row,
    Select,
    Table,
    bindparam,
    create_engine,
    delete,
    event,
    func,
    select,
    union_all,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from newscrawler.memory.schema import links, metadata, names, owed, pages, stories
from newscrawler.memory.story import TAKEN_DOWN, Record, Story, key_of_id

QUICK_CHECK_BYTES = 32 << 20
"""A file up to this size is checked whole at the start (0.1 s); a larger one as it is read."""


class MemoryUnusable(Exception):
    """The memory cannot be opened, read or written. Names where it is, the cause and the way
    out."""

    def __init__(self, url: str, cause: object) -> None:
        super().__init__(
            f"the memory at {url} cannot be used ({cause}). If the file is damaged, move it away "
            "and run: scrapy memory rebuild FEEDS..."
        )


_BY_ID: Select[Any] = select(stories).where(
    stories.c.key.in_([bindparam("key"), bindparam("other")])
)
_BY_NAME: Select[Any] = (
    select(stories)
    .join(names, names.c.story == stories.c.key)
    .where(names.c.key == bindparam("name"))
)
_BY_BOTH = union_all(_BY_ID, _BY_NAME)


class _Lookup:
    """A query that each story of a crawl asks, made into SQL once.

    Each story of a listing is looked up, and to prepare the query anew costs five times what
    SQLite takes to answer it (24 November 2026). So it goes to the driver, whose errors it raises.
    """

    def __init__(self, query: Select[Any] | CompoundSelect[Any], engine: Engine) -> None:
        compiled = query.compile(dialect=engine.dialect)
        self._sql = str(compiled)
        self._order: list[str] | None = getattr(compiled, "positiontup", None)

    def __call__(self, connection: Connection, **keys: int) -> list[Story]:
        given = tuple(keys[name] for name in self._order) if self._order else keys
        cursor = connection.connection.cursor()
        cursor.execute(self._sql, given)
        return [_story(row) for row in cursor.fetchall()]


class Memory:
    """What was seen. Raises `MemoryUnusable` from every method."""

    def __init__(self, url: str) -> None:
        """``url`` as SQLAlchemy has it; folders of a SQLite file are made."""
        try:
            self.engine = create_engine(url)
            self.url = self.engine.url.render_as_string(hide_password=True)
            if self.engine.dialect.name == "sqlite":
                _prepare_sqlite(self.engine)
            metadata.create_all(self.engine)
            self._reading = self.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            self._puts: dict[str, Executable] = {}
            self._driver_error: type[Exception] = self.engine.dialect.loaded_dbapi.Error
            self._by_id = _Lookup(_BY_ID, self.engine)
            self._by_name = _Lookup(_BY_NAME, self.engine)
            self._by_both = _Lookup(_BY_BOTH, self.engine)
        except (SQLAlchemyError, OSError) as error:
            raise MemoryUnusable(url, _cause(error)) from error

    def find(self, record: Record) -> Story | None:
        """The story that a record tells, by id, then by canonical URL and alias.

        An alias stands for a story only where one of the two is known by its words alone: two
        stories of one headline with an address each are two.
        """
        key, alias = record.story.key, record.alias
        first, *more = (key,) if key == alias or not record.addresses else record.addresses
        other = key if alias is None else alias
        if found := self._ask(self._by_both, key=key, other=other, name=first):
            return min(found, key=lambda story: story.key != key)
        told = (story for name in more for story in self._ask(self._by_name, name=name))
        return next(told, None)

    def get(self, story_id: str) -> Story | None:
        """The story of an id."""
        key, rest = key_of_id(story_id)
        found = self._ask(self._by_id, key=key, other=key)
        return next((story for story in found if story.rest == rest), None)

    def at(self, address_id: str) -> Story | None:
        """The story one of whose addresses, in canonical form, makes this id."""
        key, _ = key_of_id(address_id)
        found = self._ask(self._by_id, key=key, other=key) or self._ask(self._by_name, name=key)
        return next(iter(found), None)

    def remember(
        self, connection: Connection, records: Sequence[Record], sightings: Iterable[Story] = ()
    ) -> None:
        """Keep records that are durable in the feed, and sightings of known stories. The last of
        several records of a story stands; repeating it changes nothing."""
        rows = {story.key: _row(story) for story in sightings}
        rows |= {record.story.key: _row(record.story) for record in records}
        named = {name: record.story.key for record in records for name in record.names}
        self.put(connection, stories, list(rows.values()))
        self.put(connection, names, [{"key": k, "story": s} for k, s in named.items()])

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
        row = _row(Story(key, rest, "", TAKEN_DOWN, 0, None, 0, now, now, None))
        with self.writing() as connection:
            connection.execute(delete(stories).where(stories.c.key == key))
            self.put(connection, stories, [row])

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
            return self._reading.execute(query, values).all()
        except SQLAlchemyError as error:
            raise MemoryUnusable(self.url, _cause(error)) from error

    def writing(self) -> _Transaction:
        """A transaction: ``with memory.writing() as connection``."""
        return _Transaction(self)

    def put(self, connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
        """Insert rows, or replace those of the same primary key; a story not by an earlier
        revision of it, nor one that was taken down."""
        if not rows:
            return
        if table.name not in self._puts:
            self._puts[table.name] = self._put(table)
        connection.execute(self._puts[table.name], rows)

    def _put(self, table: Table) -> Executable:
        dialect = postgresql if self.engine.dialect.name == "postgresql" else sqlite
        insert = dialect.insert(table)
        keys = [column.name for column in table.primary_key]
        news = {c.name: insert.excluded[c.name] for c in table.columns if c.name not in keys}
        kept = None
        if table is stories:
            kept = (stories.c.revision <= insert.excluded.revision) & (
                stories.c.authority < TAKEN_DOWN
            )
        upsert: Executable = insert.on_conflict_do_update(
            index_elements=keys, set_=news, where=kept
        )
        return upsert

    def close(self) -> None:
        self._reading.close()
        self.engine.dispose()

    def _ask(self, lookup: _Lookup, **keys: int) -> list[Story]:
        try:
            return lookup(self._reading, **keys)
        except (SQLAlchemyError, self._driver_error) as error:
            raise MemoryUnusable(self.url, _cause(error)) from error


class _Transaction:
    """Commits at the end of its block; what the database raises becomes `MemoryUnusable`."""

    def __init__(self, memory: Memory) -> None:
        self._url = memory.url
        self._begin = memory.engine.begin()

    def __enter__(self) -> Connection:
        try:
            return self._begin.__enter__()
        except SQLAlchemyError as error:
            raise MemoryUnusable(self._url, _cause(error)) from error

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        try:
            self._begin.__exit__(kind, error, trace)
        except SQLAlchemyError as failure:
            raise MemoryUnusable(self._url, _cause(failure)) from failure
        if isinstance(error, SQLAlchemyError):
            raise MemoryUnusable(self._url, _cause(error)) from error


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


def _row(story: Story) -> dict[str, Any]:
    start, end = story.time or (None, None)
    return {
        "key": story.key,
        "rest": story.rest,
        "site": story.site,
        "authority": story.authority,
        "headline": story.headline,
        "body": story.body,
        "revision": story.revision,
        "first_seen": story.first_seen,
        "last_seen": story.last_seen,
        "time_from": start,
        "time_to": end,
    }


def _story(row: tuple[Any, ...]) -> Story:
    key, rest, site, authority, headline, body, revision, first, last, start, end = row
    interval = None if start is None else (start, end)
    return Story(key, rest, site, authority, headline, body, revision, first, last, interval)
