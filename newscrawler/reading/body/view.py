"""View: an outline as arrays, with the sums over a node's blocks that every feature needs."""

from __future__ import annotations

from array import array
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newscrawler.reading.body.outline import Outline
from newscrawler.reading.body.table import Column

Ints = NDArray[np.int64]

LEVELS = 5
"""Nodes looked at around a block: its own and four above."""


class View:
    """The arrays of one outline that has at least one block.

    ``up`` holds for each level the node around each block, ``up[0]`` the innermost.
    """

    def __init__(self, page: Outline) -> None:
        self.page = page
        self.rows = len(page.texts)
        self.row = np.arange(self.rows)
        self.parent = np.maximum(0, numbers(page.parent))
        self.tag, self.name, self.depth, self.first, self.last, self.end, self.node = map(
            numbers, (page.tag, page.name, page.depth, page.first, page.last, page.end, page.node)
        )
        self.up = np.empty((LEVELS, self.rows), np.int64)
        self.up[0] = self.node
        for level in range(1, LEVELS):
            self.up[level] = self.parent[self.up[level - 1]]

    @property
    def nodes(self) -> int:
        return len(self.tag)

    def alike(self) -> tuple[Ints, Ints]:
        """A number for each kind of block: by the name of its node, and of the one above too."""
        own = self.name[self.node]
        pair = own * (len(self.page.names) + 1) + self.name[self.up[1]]
        return own, np.unique(pair, return_inverse=True)[1]

    def within(self, node: int) -> Column:
        """Whether each block is inside a node."""
        return np.asarray((self.row >= self.first[node]) & (self.row < self.last[node]))

    def mainstay(self, weight: Column) -> tuple[int, float]:
        """The heaviest block of the node that holds most weight directly or in its children,
        and the weight of that node."""
        held = np.bincount(self.up[1], weight, self.nodes)
        held += np.bincount(self.node, weight * 0.9, self.nodes)
        node = held.argmax()
        inside = (self.up[1] == node) | (self.node == node)
        return int(np.where(inside, weight, -1).argmax()), float(held[node])

    def smallest(self, sums: Column, share: float) -> int:
        """The last node that holds a share of a weight; ``sums`` are its running sums."""
        found = np.flatnonzero(sums[self.last] - sums[self.first] >= share * sums[-1])
        return int(found[-1]) if len(found) else 0

    def meeting(self, block: int) -> Ints:
        """For each block, the innermost node that holds it and a given one."""
        path = [int(self.node[block])]
        while (above := self.page.parent[path[-1]]) >= 0:
            path.append(above)
        met = np.zeros(self.nodes, np.int64)
        for node in reversed(path):
            met[node : self.end[node]] = node
        return np.asarray(met[self.node])


def numbers(column: array[int]) -> Ints:
    """A column of an outline, not copied."""
    return np.frombuffer(column, np.int64)


def running(values: Any) -> Column:
    """Running sums with a leading 0, so that a range's sum is a difference."""
    sums = np.empty(len(values) + 1)
    sums[0] = 0
    np.cumsum(values, out=sums[1:])
    return sums


def scattered(values: list[float], rows: Ints, size: int) -> Column:
    """A column that has values in some rows and 0 elsewhere."""
    column = np.zeros(size)
    column[rows] = values
    return column


def shifted(values: Column, by: int, fill: float = -1) -> Column:
    """The values of the rows ``by`` further down, ``fill`` outside.

    >>> shifted(np.array([1.0, 2.0, 3.0]), 1).tolist()
    [2.0, 3.0, -1.0]
    """
    moved = np.full(len(values), fill, np.float64)
    if abs(by) < len(values):
        if by > 0:
            moved[:-by] = values[by:]
        else:
            moved[-by:] = values[:by]
    return moved
