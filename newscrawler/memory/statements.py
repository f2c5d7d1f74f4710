"""Statements: SQL that each story of a crawl asks for, made once and given to the driver as it is.

To prepare a statement anew costs SQLAlchemy five times what SQLite takes to answer it, and its
rows, connections and parameters as much again (24 November 2026). The text comes from SQLAlchemy
all the same, so it is right for the database in use.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Dialect,
    Insert,
    Table,
    any_,
    bindparam,
    func,
    insert,
    literal_column,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.sql import ClauseElement

from newscrawler.memory.schema import names, stories
from newscrawler.memory.story import TAKEN_DOWN

STORIES_NAMED = (
    select(stories, names.c.key)
    .join(names, names.c.story == stories.c.number)
    .where(names.c.key == any_(bindparam("names", type_=ARRAY(BigInteger))))
    .order_by(names.c.number)
)
"""Names, for a server: stories, each with the name. A name's last story is the last."""

STORY_AT = (
    select(stories)
    .join(names, names.c.story == stories.c.number)
    .where(names.c.number == bindparam("row"), names.c.key == bindparam("name"))
)
"""The number of a name's row, and the name."""

NAMES_SINCE = (
    select(names.c.key, names.c.number)
    .where(names.c.number > bindparam("last"))
    .order_by(names.c.number)
)
"""The number of a row."""

PUT_STORIES = insert(stories)
PUT_NAMES = insert(names).values(key=bindparam("name"), story=bindparam("of")).inline()
LAST_STORY = select(func.coalesce(func.max(stories.c.number), literal_column("0")))

RENEW_STORIES = (
    update(stories)
    .where(
        stories.c.number == bindparam("at"),
        stories.c.key == bindparam("of"),
        stories.c.revision <= bindparam("latest"),
        stories.c.authority < literal_column(str(TAKEN_DOWN)),
    )
    .values({column: bindparam(f"new_{column.name}") for column in stories.columns})
)
"""All columns, then number, key and revision once more: a later revision stands, and so does what
was taken down."""


class Statement:
    """A statement for the driver. Its values stand in the order in which it names them; every
    method raises the driver's own errors."""

    def __init__(self, made: ClauseElement, dialect: Dialect) -> None:
        self._sql = str(made.compile(dialect=dialect))

    def ask(self, driver: DBAPIConnection, values: Sequence[Any]) -> Sequence[Any]:
        """The rows of an answer."""
        found: Sequence[Any] = self.stream(driver, values).fetchall()
        return found

    def stream(self, driver: DBAPIConnection, values: Sequence[Any]) -> Any:
        """A cursor over the rows of an answer."""
        cursor = driver.cursor()
        cursor.execute(self._sql, values)
        return cursor

    def run(self, driver: DBAPIConnection, rows: Sequence[Sequence[Any]]) -> None:
        """Run it for each row of values."""
        driver.cursor().executemany(self._sql, rows)


def upsert(table: Table, dialect: Dialect) -> Insert:
    """Inserts a row, or replaces that of the same primary key."""
    insert_into = (postgresql if dialect.name == "postgresql" else sqlite).insert(table)
    keys = [column.name for column in table.primary_key]
    news = {c.name: insert_into.excluded[c.name] for c in table.columns if c.name not in keys}
    made: Insert = insert_into.on_conflict_do_update(index_elements=keys, set_=news)
    return made
