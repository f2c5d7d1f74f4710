"""Tables of the memory, for SQLite and PostgreSQL alike.

Keys are 64 bit of a hash: the chance that two of ten million stories share one is 3 in a
million (n * n / 2 / 2**64), and a key is a third of the bytes of a text id. Times are seconds
since 1970.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    Table,
    Text,
)

Key = BigInteger().with_variant(Integer(), "sqlite")
"""In SQLite only a column called INTEGER is the row's own number."""

metadata = MetaData()

stories = Table(
    "stories",
    metadata,
    Column("key", Key, nullable=False),  # first half of the id
    Column("rest", Key, nullable=False),  # second half of the id
    Column("site", Text, nullable=False),
    Column("authority", SmallInteger, nullable=False),
    Column("headline", Key, nullable=False),  # hash of the text
    Column("body", Key),
    Column("revision", Integer, nullable=False),
    Column("first_seen", Key, nullable=False),
    Column("last_seen", Key, nullable=False),
    Column("time_from", Key),  # the narrowest interval in which it appeared
    Column("time_to", Key),
    Column("number", Key, primary_key=True, autoincrement=False),  # in the order of arrival
)

names = Table(
    "names",
    metadata,
    Column("number", Key, primary_key=True, autoincrement=True),  # none is used twice
    Column("key", Key, nullable=False),  # of an id, a canonical URL or an alias
    Column("story", Key, nullable=False),  # its number
    Index("names_by_key", "key").ddl_if(dialect="postgresql"),
    sqlite_autoincrement=True,
)

pages = Table(
    "pages",
    metadata,
    Column("key", Key, primary_key=True, autoincrement=False),
    Column("url", Text, nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("seen", Key, nullable=False),
)

links = Table(
    "links",
    metadata,
    Column("key", Key, primary_key=True, autoincrement=False),  # of a redirector's link
    Column("url", Text, nullable=False),  # where it leads
    Column("rule", Text, nullable=False),  # what told it
    Column("seen", Key, nullable=False),
)

owed = Table(
    "owed",
    metadata,
    Column("key", Key, primary_key=True, autoincrement=False),  # of the site and the URL
    Column("site", Text, nullable=False, index=True),
    Column("url", Text, nullable=False),
    Column("card", JSON, nullable=False),
    Column("since", Key, nullable=False),
    Column("tries", Integer, nullable=False),
)

runs = Table(
    "runs",
    metadata,
    Column("run_id", Text, primary_key=True),
    Column("job", Text, nullable=False, index=True),
    Column("spider", Text, nullable=False),
    Column("started", Key, nullable=False),
    Column("finished", Key, nullable=False),
    Column("reason", Text, nullable=False),
    Column("exit_code", Integer, nullable=False),
    Column("found", Integer, nullable=False),
    Column("exported", Integer, nullable=False),
    Column("figures", JSON, nullable=False),  # all stats that are numbers or texts
)

polls = Table(
    "polls",
    metadata,
    Column("job", Text, primary_key=True),
    Column("interval", Integer, nullable=False),  # seconds
    Column("due", Key, nullable=False),
    Column("backing_off", Boolean, nullable=False),
)
