"""Statements: SQL that each story of a crawl asks for, made once and given to the driver as it is.

To prepare a statement anew costs SQLAlchemy five times what SQLite takes to answer it, and its
rows, connections and parameters as much again (24 November 2026). The text comes from SQLAlchemy
all the same, so it is right for the database in use.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    Dialect,
    Insert,
    Select,
    Table,
    bindparam,
    literal_column,
    select,
    union_all,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.sql import ClauseElement

from newscrawler.memory.schema import names, stories
from newscrawler.memory.story import TAKEN_DOWN

BY_ID: Select[Any] = select(stories).where(
    stories.c.key.in_([bindparam("key"), bindparam("other")])
)
BY_NAME: Select[Any] = (
    select(stories)
    .join(names, names.c.story == stories.c.key)
    .where(names.c.key == bindparam("name"))
)
BY_BOTH = union_all(BY_ID, BY_NAME)


class Statement:
    """A statement for the driver. Its values stand in the order in which it names them; every
    method raises the driver's own errors."""

    def __init__(self, made: ClauseElement, dialect: Dialect) -> None:
        self._sql = str(made.compile(dialect=dialect))

    def ask(self, driver: DBAPIConnection, values: Sequence[Any]) -> Sequence[Any]:
        """The rows of an answer."""
        cursor = driver.cursor()
        cursor.execute(self._sql, values)
        return cursor.fetchall()

    def run(self, driver: DBAPIConnection, rows: Sequence[Sequence[Any]]) -> None:
        """Run it for each row of values."""
        driver.cursor().executemany(self._sql, rows)


def upsert(table: Table, dialect: Dialect) -> Insert:
    """Inserts a row, or replaces that of the same primary key; a story not by an earlier
    revision of it, nor one that was taken down."""
    insert = (postgresql if dialect.name == "postgresql" else sqlite).insert(table)
    keys = [column.name for column in table.primary_key]
    news = {c.name: insert.excluded[c.name] for c in table.columns if c.name not in keys}
    kept = None
    if table is stories:
        kept = (stories.c.revision <= insert.excluded.revision) & (
            stories.c.authority < literal_column(str(TAKEN_DOWN))
        )
    made: Insert = insert.on_conflict_do_update(index_elements=keys, set_=news, where=kept)
    return made
