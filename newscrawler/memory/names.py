"""Names: the keys under which a story is found again.

The tables of stories and of names are logs: rows are added at the end, so that a commit writes a
few pages however many stories are known. A server finds a name by an index, which it brings to the
disk apart from the commits; for SQLite see `newscrawler.memory.namelog`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from sqlalchemy import Dialect

from newscrawler.memory.statements import STORIES_NAMED, Statement
from newscrawler.memory.story import Story

ASKED_AT_ONCE = 500
"""Names in one question to a server."""


class Names(Protocol):
    """Which stories names stand for, each for the last that was given it. Every method raises the
    errors of the driver, and `OSError`."""

    def find(self, names: Iterable[int]) -> Iterator[tuple[int, Story]]:
        """Each of these names that is known, in their order, and its story."""

    def look(self) -> None:
        """Take notice of what other jobs committed."""

    def committed(self) -> None:
        """Take notice of what this job committed."""

    def deleted(self, left: int) -> None:
        """Many rows were deleted; so many are left."""

    def close(self) -> None:
        """Close what is open."""


class ServerNames:
    """The names in a database that keeps an index of them."""

    def __init__(self, driver: Any, dialect: Dialect) -> None:
        self._driver = driver
        self._named = Statement(STORIES_NAMED, dialect)
        list(self.find([0]))  # tables of an earlier version are named before a crawl begins

    def find(self, names: Iterable[int]) -> Iterator[tuple[int, Story]]:
        asked = list(names)
        for start in range(0, len(asked), ASKED_AT_ONCE):
            part = asked[start : start + ASKED_AT_ONCE]
            rows = self._named.ask(self._driver, [part])
            found = {name: Story(*story) for *story, name in rows}
            yield from ((name, found[name]) for name in part if name in found)

    def look(self) -> None:
        """It sees each commit."""

    def committed(self) -> None:
        """It sees each commit."""

    def deleted(self, left: int) -> None:
        """It keeps its index small."""

    def close(self) -> None:
        """Nothing is open."""
