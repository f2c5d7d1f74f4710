"""View: an outline as arrays, with the sums over a node's blocks that every feature needs."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from newscrawler.reading.body.outline import NODE, RUN, Outline
from newscrawler.reading.body.table import Column

Ints = NDArray[np.int64]

LEVELS = 5
"""Nodes looked at around a block: its own and four above."""


class View:
    """The arrays of one outline that has at least one block.

    ``up`` holds for each level the node around each block, ``up[0]`` the innermost; ``runs`` a
    line for each of the ``RUN`` numbers of a block.
    """

    def __init__(self, page: Outline) -> None:
        self.page = page
        self.rows = len(page.texts)
        self.row = np.arange(self.rows)
        self.chars = np.fromiter(map(len, page.texts), np.int64, self.rows)
        self.runs = lines(page.runs, RUN)
        nodes = lines(page.nodes, NODE)
        (above, self.tag, self.depth, self.name, self.saying, self.bits) = nodes[:6]
        self.first, self.last, self.end = nodes[6:]
        self.parent = np.maximum(0, above)
        self.node = np.fromiter(page.node, np.int64, self.rows)
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
        pairs = (own * (len(self.page.names) + 1) + self.name[self.up[1]]).tolist()
        numbers: dict[int, int] = {}
        pair = [numbers.setdefault(pair, len(numbers)) for pair in pairs]
        return own, np.array(pair, np.int64)

    def mainstay(self, weight: Column) -> tuple[int, float]:
        """The heaviest block of the node that holds most weight directly or in its children,
        and the weight of that node."""
        held = np.bincount(self.up[1], weight, self.nodes)
        held += np.bincount(self.node, weight * 0.9, self.nodes)
        node = held.argmax()
        inside = (self.up[1] == node) | (self.node == node)
        return int(np.where(inside, weight, -1).argmax()), float(held[node])

    def meeting(self, block: int) -> Ints:
        """For each block, the innermost node that holds it and a given one."""
        met = np.zeros(self.nodes, np.int64)
        node, path = int(self.node[block]), []
        while node:
            path.append(node)
            node = int(self.parent[node])
        for node in reversed(path):
            met[node : self.end[node]] = node
        return np.asarray(met[self.node])


def lines(numbers: list[int], width: int) -> Ints:
    """Numbers that come ``width`` at a time, a line for each place."""
    flat = np.fromiter(numbers, np.int64, len(numbers))
    return np.ascontiguousarray(flat.reshape(-1, width).T)


def running(values: Any) -> Column:
    """Running sums of each line with a leading 0, so that a range's sum is a difference."""
    sums = np.zeros((*values.shape[:-1], values.shape[-1] + 1))
    np.cumsum(values, axis=-1, out=sums[..., 1:])
    return sums
