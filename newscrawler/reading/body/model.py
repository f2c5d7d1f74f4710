"""Model: the learned part of finding the body, loaded once from its data file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from newscrawler.reading.body.features import Surroundings
from newscrawler.reading.body.forest import Forest, from_lists
from newscrawler.reading.body.hints import Hints
from newscrawler.reading.body.outline import Outline
from newscrawler.reading.body.own import Own, own
from newscrawler.reading.body.table import Floats, Table
from newscrawler.reading.body.view import Ints, View
from newscrawler.reading.body.words import Words

PATH = Path(__file__).with_name("model.json")
"""Written by ``python -m benchmarks.train_body``; ``model.md`` beside it is its card."""

DOUBTED = 0.02
"""The first guess below which a block is not looked at again."""


class ModelError(ValueError):
    """A model file was trained for other features than the code computes."""


@dataclass(frozen=True, slots=True)
class Model:
    """The words that it knows, the forest for the first look and the one for the second, and
    the names of the features that they were trained on."""

    words: Words
    first: Forest
    second: Forest
    columns: tuple[str, ...]

    def scores(self, page: Outline, hints: Hints) -> Floats:
        """The probability of each block of an outline to be text of the article.

        Raises ``ModelError`` where the model's features are not those of the code.
        """
        if not page.texts:
            return np.zeros(0, np.float32)
        view = View(page)
        alone = own(view, hints, self.words)
        guess = spread(self.first(alone.matrix), alone.rows, view.rows)
        rows, table = second_look(view, alone, guess)
        if (names := (*alone.names, *table.names)) != self.columns:
            odd = sorted(set(names) ^ set(self.columns))
            raise ModelError(f"the features of the code and of the model differ: {odd}")
        return spread(self.second(table.matrix()), rows, view.rows)

    def as_lists(self) -> dict[str, Any]:
        """The model as JSON can hold it."""
        return {
            "columns": list(self.columns),
            "names": dict(self.words.names),
            "starts": dict(self.words.starts),
            "first": self.first.as_lists(),
            "second": self.second.as_lists(),
        }


def second_look(view: View, alone: Own, guess: Floats) -> tuple[Ints, Table]:
    """The rows to look at again, and their features."""
    rows = np.flatnonzero(guess >= DOUBTED)
    return rows, Surroundings(view, alone, guess, rows).table


def spread(values: Floats, rows: Ints, size: int) -> Floats:
    """Values of some rows among all, 0 elsewhere."""
    column = np.zeros(size, np.float32)
    column[rows] = values
    return column


def load(lists: Mapping[str, Any]) -> Model:
    """The model that ``Model.as_lists`` describes."""
    words = Words(lists["names"], lists["starts"])
    first, second = from_lists(lists["first"]), from_lists(lists["second"])
    return Model(words, first, second, tuple(lists["columns"]))


@cache
def shipped() -> Model:
    """The model that comes with the project."""
    return load(json.loads(PATH.read_text("utf-8")))
