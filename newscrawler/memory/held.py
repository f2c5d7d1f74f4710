"""Held names: a table of numbers, in a quarter of the memory that a dictionary of them takes."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

import numpy as np

from newscrawler.memory.snapshot import ROW, Rows

_LEAST = 1024


class Held:
    """Names (64 bit of a hash each) and the numbers of their rows, at least 1.

    Open addressing with linear probing; at most half of the places are taken, so that a search
    looks at two of them, on average (Knuth, The Art of Computer Programming, vol. 3, 6.4).
    """

    def __init__(self) -> None:
        self.clear()

    def __len__(self) -> int:
        return self._count

    def clear(self) -> None:
        """Forget all."""
        self._make(_LEAST)

    def get(self, name: int) -> int | None:
        """The row of a name."""
        names, rows, last = self._names, self._rows, self._last
        place = name & last
        while row := rows[place]:
            if names[place] == name:
                return row
            place = place + 1 & last
        return None

    def update(self, added: Iterable[tuple[int, int]]) -> None:
        """Add names with their rows; a later row of a name replaces the one before."""
        for name, row in added:
            place = name & self._last
            while self._rows[place] and self._names[place] != name:
                place = place + 1 & self._last
            self._count += not self._rows[place]
            self._names[place], self._rows[place] = name, row
            if 2 * self._count > self._last:
                self._refill(self.all(), 2 * (self._last + 1))

    def drop(self, last: int) -> None:
        """Forget the rows up to this one."""
        rows = self.all()
        self._refill(rows[rows["number"] > last], self._last + 1)

    def all(self) -> Rows:
        """Every name with its row, in the order of the rows."""
        rows = np.frombuffer(self._rows, np.uint32)
        taken = rows.nonzero()[0]
        found = np.empty(len(taken), ROW)
        found["key"], found["number"] = np.frombuffer(self._names, np.int64)[taken], rows[taken]
        return found[found["number"].argsort()]

    def _refill(self, rows: Rows, places: int) -> None:
        self._make(places)
        self.update(zip(rows["key"].tolist(), rows["number"].tolist(), strict=True))

    def _make(self, places: int) -> None:
        self._count, self._last = 0, places - 1
        self._names = array("q", bytes(8 * places))
        self._rows = array("I", bytes(4 * places))
