"""Debts: cards whose own page has not been read yet. They are asked again first."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update

from newscrawler.items import Article
from newscrawler.memory.memory import Memory
from newscrawler.memory.schema import owed
from newscrawler.memory.story import hash_of

MAX_TRIES = 3
"""Starts at which a card is asked again; a page that is gone is no story owed."""

_MINE = (
    select(owed.c.key, owed.c.card)
    .where(owed.c.site == bindparam("site"), owed.c.tries < MAX_TRIES)
    .order_by(owed.c.since)
)
_TRIED = update(owed).where(owed.c.key == bindparam("tried")).values(tries=owed.c.tries + 1)
_PAID = delete(owed).where(owed.c.key == bindparam("paid"))


def key_of(card: Article) -> int:
    """The key of a card: its site and its link. The record made of its page has both."""
    return hash_of(f"{card.aggregator} {card.link}")


def owe(memory: Memory, connection: Connection, cards: Iterable[Article]) -> None:
    """Note that the pages of these cards are to be read."""
    since = int(time.time())
    rows = [
        {
            "key": key_of(card),
            "site": card.aggregator,
            "url": card.link,
            "card": asdict(card),
            "since": since,
            "tries": 0,
        }
        for card in cards
    ]
    memory.put(connection, owed, rows)


def pay(connection: Connection, keys: Iterable[int]) -> None:
    """The records of these cards are in the feed."""
    if rows := [{"paid": key} for key in keys]:
        connection.execute(_PAID, rows)


def recall(memory: Memory, site: str) -> list[Article]:
    """The cards that are owed to a site, the oldest first; counts the try."""
    rows = memory.read(_MINE, site=site)
    if rows:
        with memory.writing() as connection:
            connection.execute(_TRIED, [{"tried": row.key} for row in rows])
    return [_card(row.card) for row in rows]


def _card(fields: dict[str, Any]) -> Article:
    """A field that a later version does not have any more is left out."""
    return Article(**{name: fields[name] for name in Article.__slots__ if name in fields})
