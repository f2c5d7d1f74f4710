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
    """Splits in columns: ``features[0]`` and ``limits[0]`` are the trees' roots, the second
    and third their left and right branches; ``leaves`` holds each tree's four values."""

    features: NDArray[np.intp]
    limits: NDArray[np.float64]
    leaves: NDArray[np.float64]

    def score(self, matrix: NDArray[np.float64]) -> NDArray[np.float64]:
        """Probability per row of ``matrix`` (rows x features)."""
        columns = np.ascontiguousarray(matrix.T)
        root, left, right = (
            columns[features] <= limits[:, None]
            for features, limits in zip(self.features, self.limits, strict=True)
        )
        leaf = self.leaves.T[:, :, None]
        lower, upper = np.where(left, leaf[0], leaf[1]), np.where(right, leaf[2], leaf[3])
        sums = np.where(root, lower, upper).sum(axis=0)
        chances: NDArray[np.float64] = 1 / (1 + np.exp(-sums))
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
    return Forest(
        features=np.array([tree["split"] for tree in trees], dtype=np.intp).T,
        limits=np.array([tree["at"] for tree in trees], dtype=float).T,
        leaves=np.array([tree["leaves"] for tree in trees], dtype=float),
    )
