"""Stories: the rows of what is known, how they are found and how they are kept."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Dialect

from newscrawler.memory.names import Names
from newscrawler.memory.statements import (
    LAST_STORY,
    PUT_NAMES,
    PUT_STORIES,
    RENEW_STORIES,
    Statement,
)
from newscrawler.memory.story import Record, Story


class Stories:
    """The stories of a database. Methods raise the errors of its driver, and `OSError`."""

    def __init__(self, driver: Any, dialect: Dialect, names: Names) -> None:
        self._driver, self._names = driver, names
        self._last, self._put, self._renewal, self._put_names = (
            Statement(made, dialect) for made in (LAST_STORY, PUT_STORIES, RENEW_STORIES, PUT_NAMES)
        )

    def first(self, asked: Iterable[int]) -> Story | None:
        """The story of the first of these names that is known."""
        self._names.look()
        return next((story for _, story in self._names.find(asked)), None)

    def keep(self, records: Sequence[Record], sightings: Iterable[Story]) -> None:
        """Within a transaction: add or renew what the records tell, and renew what was sighted."""
        self._names.look()
        told = {record.story.key: record.story for record in records}
        known = {key: story for key, story in self._names.find(told) if story.key == key}
        self._renew(*sightings, *(told[key]._replace(number=known[key].number) for key in known))
        added = self._add([told[key] for key in told if key not in known])
        numbers = {key: story.number for key, story in {**known, **added}.items()}
        self._name(records, numbers, known.keys())

    def _renew(self, *told: Story) -> None:
        rows = [(*story, story.number, story.key, story.revision) for story in told]
        self._renewal.run(self._driver, rows)

    def _add(self, new: Sequence[Story]) -> dict[int, Story]:
        """Add stories; by key, with the numbers they got."""
        if not new:
            return {}
        ((last,),) = self._last.ask(self._driver, ())
        added = [story._replace(number=number) for number, story in enumerate(new, last + 1)]
        self._put.run(self._driver, added)
        return {story.key: story for story in added}

    def _name(
        self, records: Sequence[Record], numbers: Mapping[int, int | None], known: Container[int]
    ) -> None:
        """Let the names of records stand for their stories (``numbers``, by key), where they do
        not yet. A story's own id stands for no other, though it may be an address of one."""
        named = {name: record.story.key for record in records for name in record.names}
        named |= {key: key for key in numbers}
        addresses = {address for record in records for address in record.addresses}
        asked = [name for name, key in named.items() if key in known or name in addresses]
        stand = {name: story.key for name, story in self._names.find(asked)}
        rows = [
            (name, numbers[key])
            for name, key in named.items()
            if stand.get(name) not in (key, name)
        ]
        self._put_names.run(self._driver, rows)
