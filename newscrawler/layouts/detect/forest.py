"""Boosted trees of depth two, read from a file and summed with numpy alone.

Three comparisons a tree, all trees and all links at once: a page's links cost some tens of
microseconds, which no general tree library comes near (LightGBM's own call is a millisecond).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


class ModelError(ValueError):
    """A model file that does not fit the features of this version."""


@dataclass(frozen=True, slots=True)
class Forest:
    """All splits in one column: first the roots of the trees, then their left, then their right
    branches. A tree's value is a sum, so that one product of matrices adds up the trees: ``base``,
    the last leaf; its root's weight more where the root holds, so that it gives the second leaf;
    the left branch's more where that holds, too; the right branch's more where that holds
    and the root does not."""

    features: NDArray[np.intp]
    limits: NDArray[np.float64]
    base: float
    weights: NDArray[np.float64]

    def score(self, matrix: NDArray[np.float64]) -> NDArray[np.float64]:
        """Probability per row of ``matrix`` (rows x features)."""
        held = matrix.T.take(self.features, axis=0) <= self.limits[:, None]
        root, left, right = held.reshape(3, -1, len(matrix))
        left &= root
        right &= ~root
        chances: NDArray[np.float64] = 1 / (1 + np.exp(-(self.weights @ held + self.base)))
        return chances


def load(path: Path, names: tuple[str, ...]) -> Forest:
    """Read the model at ``path``.

    :raises ModelError: when it was trained on other features than ``names``.
    """
    model = json.loads(path.read_text(encoding="utf-8"))
    if tuple(model["features"]) != names:
        raise ModelError(f"{path.name} was trained on other features: {model['features']}")
    return from_trees(model["trees"])


def from_trees(trees: Sequence[dict[str, Any]]) -> Forest:
    """Trees as the file has them: ``split`` (root, left, right), ``at``, four ``leaves``."""
    first, second, third, last = np.array([tree["leaves"] for tree in trees], dtype=float).T
    return Forest(
        features=np.array([tree["split"] for tree in trees], dtype=np.intp).T.ravel(),
        limits=np.array([tree["at"] for tree in trees], dtype=float).T.ravel(),
        base=float(last.sum()),
        weights=np.concatenate([second - last, first - second, third - last]),
    )
