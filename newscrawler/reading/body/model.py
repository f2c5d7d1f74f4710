"""Model: the learned part of finding the body, loaded once from its data file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newscrawler.reading.body.again import again, doubtful
from newscrawler.reading.body.features import features, worthwhile
from newscrawler.reading.body.forest import Forest, from_lists
from newscrawler.reading.body.hints import Hints
from newscrawler.reading.body.outline import Outline
from newscrawler.reading.body.table import Table
from newscrawler.reading.body.view import View
from newscrawler.reading.body.words import Words

PATH = Path(__file__).with_name("model.json")
"""Written by ``python -m benchmarks.train_body``; ``model.md`` beside it is its card."""


class ModelError(ValueError):
    """A model file was trained for other features than the code computes."""


@dataclass(frozen=True, slots=True)
class Model:
    """Two forests, the second seeing the scores of the first, and the words they know.

    ``columns`` are the names of the features that each forest was trained on.
    """

    words: Words
    first: Forest
    second: Forest
    columns: tuple[tuple[str, ...], tuple[str, ...]]

    def scores(self, page: Outline, hints: Hints) -> NDArray[np.float32]:
        """The probability of each block of an outline to be text of the article."""
        if not page.texts:
            return np.zeros(0, np.float32)
        view = View(page)
        table = features(view, hints, self.words)
        self._check(table, 0)
        first = scored(self.first, table, worthwhile(table))
        if not (rows := doubtful(first)).size:
            return first
        second = again(view, table, first)
        self._check(second, 1)
        return scored(self.second, second, rows)

    def _check(self, table: Table, look: int) -> None:
        if tuple(table.columns) != self.columns[look]:
            odd = sorted(set(table.columns) ^ set(self.columns[look]))
            raise ModelError(f"features of look {look} differ from the model's: {odd}")

    def as_lists(self) -> dict[str, Any]:
        """The model as JSON can hold it."""
        return {
            "columns": [list(names) for names in self.columns],
            "names": dict(self.words.names),
            "starts": dict(self.words.starts),
            "first": self.first.as_lists(),
            "second": self.second.as_lists(),
        }


def scored(forest: Forest, table: Table, rows: NDArray[np.int64]) -> NDArray[np.float32]:
    """The score of each row of a table: by the forest for some, 0 for the others."""
    scores = np.zeros(table.rows, np.float32)
    scores[rows] = forest(table.matrix(rows))
    return scores


def load(lists: Mapping[str, Any]) -> Model:
    """The model that ``Model.as_lists`` describes."""
    first, second = lists["columns"]
    return Model(
        Words(lists["names"], lists["starts"]),
        from_lists(lists["first"]),
        from_lists(lists["second"]),
        (tuple(first), tuple(second)),
    )


@cache
def shipped() -> Model:
    """The model that comes with the project."""
    return load(json.loads(PATH.read_text("utf-8")))
