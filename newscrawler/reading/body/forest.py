"""Forest: a boosted ensemble of decision trees as flat arrays, evaluated with numpy alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.intp]
"""The type that numpy indexes by: any other is converted at every step."""

ROWS_AT_ONCE = 1024
"""Bounds the memory of one evaluation: rows times trees times a few integers."""


@dataclass(frozen=True, slots=True)
class Level:
    """The inner nodes at one depth of all trees, tree by tree.

    A row of features goes right where its value is greater than the threshold: from the node
    ``n`` to ``2 * n + 1`` of the next level, else to ``2 * n``.
    """

    feature: Ints
    threshold: Floats


@dataclass(frozen=True, slots=True)
class Forest:
    """Complete trees of the same depth: a leaf higher up stands behind infinite thresholds."""

    levels: tuple[Level, ...]
    value: Floats
    """The score added in each leaf, tree by tree."""

    def __call__(self, columns: Floats) -> Floats:
        """The probability of each row; ``columns`` has a line for each feature."""
        width = columns.shape[1]
        parts = [
            self._scores(columns[:, at : at + ROWS_AT_ONCE])
            for at in range(0, max(1, width), ROWS_AT_ONCE)
        ]
        return np.asarray(1 / (1 + np.exp(-np.concatenate(parts))), np.float32)

    def _scores(self, columns: Floats) -> Floats:
        """The sum over the trees of the leaves that the rows end in."""
        columns = np.ascontiguousarray(columns, np.float32)
        width = columns.shape[1]
        values, rows = columns.ravel(), np.arange(width)
        root = self.levels[0]
        node = 2 * np.arange(len(root.feature))[:, None]
        node = node + (columns[root.feature] > root.threshold[:, None])
        for level in self.levels[1:]:
            place = (level.feature * width).take(node)
            place += rows
            right = values.take(place) > level.threshold.take(node)
            node += node
            node += right
        return np.asarray(self.value.take(node).sum(axis=0), np.float32)

    def as_lists(self) -> dict[str, Any]:
        """The arrays as JSON can hold them; an infinite threshold is ``null``. Numbers have the
        fewest digits that give the same 32 bits again."""
        return {
            "features": [level.feature.tolist() for level in self.levels],
            "thresholds": [
                [None if np.isinf(t) else float(str(t)) for t in level.threshold]
                for level in self.levels
            ],
            "value": [float(str(value)) for value in self.value],
        }


def from_lists(lists: dict[str, Any]) -> Forest:
    """The forest that ``as_lists`` describes. Raises ``KeyError`` for a missing array."""
    levels = []
    for features, numbers in zip(lists["features"], lists["thresholds"], strict=True):
        threshold = [np.inf if number is None else number for number in numbers]
        levels.append(Level(np.array(features, np.intp), np.array(threshold, np.float32)))
    return Forest(tuple(levels), np.array(lists["value"], np.float32))
