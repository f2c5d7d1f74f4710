"""Table: named columns of numbers, one row a block."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Column = NDArray[Any]
Floats = NDArray[np.float32]


class Table:
    """Columns in the order in which they are added, by name."""

    def __init__(self, rows: int) -> None:
        self.rows = rows
        self.columns: dict[str, Column | float] = {}

    def __setitem__(self, name: str, column: Column | float) -> None:
        """Add a column, or one number that stands in every row."""
        self.columns[name] = column

    def __getitem__(self, name: str) -> Column:
        column = self.columns[name]
        return column if isinstance(column, np.ndarray) else np.full(self.rows, column)

    def add(self, prefix: str, names: Sequence[str], columns: Sequence[Column | float]) -> None:
        for name, column in zip(names, columns, strict=True):
            self[prefix + name] = column

    @property
    def names(self) -> list[str]:
        return list(self.columns)

    def matrix(self, rows: NDArray[np.int64]) -> Floats:
        """All columns of some rows, a row a block."""
        matrix = np.empty((len(self.columns), len(rows)), np.float32)
        for at, column in enumerate(self.columns.values()):
            matrix[at] = column[rows] if isinstance(column, np.ndarray) else column
        return np.ascontiguousarray(matrix.T)
