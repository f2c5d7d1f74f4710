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

from newscrawler.reading.body.features import features, worthwhile
from newscrawler.reading.body.forest import Forest, from_lists
from newscrawler.reading.body.hints import Hints
from newscrawler.reading.body.outline import Outline
from newscrawler.reading.body.view import View
from newscrawler.reading.body.words import Words

PATH = Path(__file__).with_name("model.json")
"""Written by ``python -m benchmarks.train_body``; ``model.md`` beside it is its card."""


class ModelError(ValueError):
    """A model file was trained for other features than the code computes."""


@dataclass(frozen=True, slots=True)
class Model:
    """The forest, the words that it knows, and the names of the features it was trained on."""

    words: Words
    forest: Forest
    columns: tuple[str, ...]

    def scores(self, page: Outline, hints: Hints) -> NDArray[np.float32]:
        """The probability of each block of an outline to be text of the article.

        Raises ``ModelError`` where the model's features are not those of the code.
        """
        scores = np.zeros(len(page.texts), np.float32)
        if page.texts:
            table = features(View(page), hints, self.words)
            if tuple(table.columns) != self.columns:
                odd = sorted(set(table.columns) ^ set(self.columns))
                raise ModelError(f"the features of the code and of the model differ: {odd}")
            rows = worthwhile(table)
            scores[rows] = self.forest(table.matrix(rows))
        return scores

    def as_lists(self) -> dict[str, Any]:
        """The model as JSON can hold it."""
        return {
            "columns": list(self.columns),
            "names": dict(self.words.names),
            "starts": dict(self.words.starts),
            "forest": self.forest.as_lists(),
        }


def load(lists: Mapping[str, Any]) -> Model:
    """The model that ``Model.as_lists`` describes."""
    words = Words(lists["names"], lists["starts"])
    return Model(words, from_lists(lists["forest"]), tuple(lists["columns"]))


@cache
def shipped() -> Model:
    """The model that comes with the project."""
    return load(json.loads(PATH.read_text("utf-8")))
