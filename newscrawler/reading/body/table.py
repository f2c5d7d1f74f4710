"""Table: named columns of numbers, one number a block."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Column = NDArray[Any]
Floats = NDArray[np.float32]


class Table:
    """Columns in the order in which they are added: the lines of its matrix."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.parts: list[Floats] = []

    def add(self, names: Sequence[str], columns: Sequence[Column] | Column) -> None:
        """Add columns of the same length: a list of them, or the lines of an array."""
        self.names += names
        self.parts.append(np.array(columns, np.float32))

    def matrix(self) -> Floats:
        """All columns, a line each."""
        return np.concatenate(self.parts)
