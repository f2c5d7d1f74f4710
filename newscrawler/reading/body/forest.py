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
class Forest:
    """Trees whose nodes lie in one row: the right child of a node is ``left + 1``.

    A row of features goes right where its value is greater than the threshold. A leaf is its
    own left child behind an infinite threshold, so that all trees can take the same number of
    steps.
    """

    roots: Ints
    depth: int
    feature: Ints
    threshold: Floats
    left: Ints
    value: Floats
    """The score added in a leaf; 0 in an inner node."""

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
        values = np.ascontiguousarray(columns, np.float32).ravel()
        rows = np.arange(columns.shape[1], dtype=np.intp)
        feature = self.feature * len(rows)
        node = np.repeat(self.roots[:, None], len(rows), axis=1)
        for _ in range(self.depth):
            seen = values.take(feature.take(node) + rows)
            node = self.left.take(node) + (seen > self.threshold.take(node))
        return np.asarray(self.value.take(node).sum(axis=0), np.float32)

    def as_lists(self) -> dict[str, Any]:
        """The arrays as JSON can hold them; an infinite threshold is ``null``. Numbers have the
        fewest digits that give the same 32 bits again."""
        threshold = [None if np.isinf(t) else float(str(t)) for t in self.threshold]
        return {
            "roots": self.roots.tolist(),
            "depth": self.depth,
            "feature": self.feature.tolist(),
            "threshold": threshold,
            "left": self.left.tolist(),
            "value": [float(str(value)) for value in self.value],
        }


def from_lists(lists: dict[str, Any]) -> Forest:
    """The forest that ``as_lists`` describes. Raises ``KeyError`` for a missing array."""
    threshold = [np.inf if t is None else t for t in lists["threshold"]]
    return Forest(
        np.array(lists["roots"], np.intp),
        int(lists["depth"]),
        np.array(lists["feature"], np.intp),
        np.array(threshold, np.float32),
        np.array(lists["left"], np.intp),
        np.array(lists["value"], np.float32),
    )
