"""Pages: the validators by which a server says that a listing or a feed has not changed.

RFC 9110, 8.8 (ETag, Last-Modified) and 13.1 (If-None-Match, If-Modified-Since).
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from newscrawler.memory.memory import Memory
from newscrawler.memory.schema import pages
from newscrawler.memory.story import hash_of

_BY_KEY = select(pages.c.etag, pages.c.last_modified).where(
    pages.c.key == bindparam("key"), pages.c.seen >= bindparam("since")
)


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said of a page's version."""

    etag: str | None
    last_modified: str | None

    def __bool__(self) -> bool:
        return bool(self.etag or self.last_modified)


TRUSTED_SECONDS = 7 * 86_400
"""After this long a page is read whole again, so that what stands on it is seen and does not
expire from the memory."""


def validators(memory: Memory, url: str) -> Validators | None:
    """What is known of a page that was read whole not long ago."""
    since = int(time.time()) - TRUSTED_SECONDS
    row = next(iter(memory.read(_BY_KEY, key=hash_of(url), since=since)), None)
    return Validators(row.etag, row.last_modified) if row else None


def put(memory: Memory, connection: Connection, seen: Mapping[str, Validators]) -> None:
    """Keep the validators of pages, by URL."""
    now = int(time.time())
    rows = [
        {
            "key": hash_of(url),
            "url": url.partition("?")[0],  # for people to read: the key finds it
            "etag": found.etag,
            "last_modified": found.last_modified,
            "seen": now,
        }
        for url, found in seen.items()
    ]
    memory.put(connection, pages, rows)
