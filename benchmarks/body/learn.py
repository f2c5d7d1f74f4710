"""Learn: from labelled pages to a model. Deterministic: one thread, fixed seeds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import lightgbm
import numpy as np

from benchmarks.body.pages import Page
from newscrawler.reading.body.forest import Forest, Level
from newscrawler.reading.body.model import Model, second_look, spread
from newscrawler.reading.body.own import Own, own
from newscrawler.reading.body.table import Floats
from newscrawler.reading.body.view import Ints, View
from newscrawler.reading.body.words import Words, name_words, start

MIN_PUBLISHERS = 2
"""Publishers that must use a word before it is known."""

WORD_LEVELS = 3
"""Nodes around a block whose words are learned from."""

COMMON: dict[str, Any] = {
    "objective": "binary",
    "feature_fraction": 0.3,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5,
    "max_bin": 63,
    "min_data_in_leaf": 30,
    "verbosity": -1,
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
    "seed": 2,
}
FIRST = COMMON | {"learning_rate": 0.15, "num_leaves": 12, "max_depth": 4, "trees": 40}
SECOND = COMMON | {
    "lambda_l2": 10,
    "learning_rate": 0.075,
    "max_bin": 255,
    "num_leaves": 24,
    "max_depth": 5,
    "trees": 160,
}


def learn(pages: Sequence[Page]) -> Model:
    """The model of all pages.

    What the forests learn from is made fold by fold, from the pages of other publishers: the
    words' scores, and the first look's guesses for the second. Else they would trust them more
    than they can on a new page.
    """
    pages = [page for page in pages if page.outline.texts]
    views = [View(page.outline) for page in pages]
    alone = _alone(pages, views)
    known = [(page, each.rows, each.matrix) for page, each in zip(pages, alone, strict=True)]
    seconds = []
    for page, view, each, guess in zip(pages, views, alone, _guesses(known), strict=True):
        rows, table = second_look(view, each, spread(guess, each.rows, view.rows))
        seconds.append((page, rows, table.matrix()))
    names = (*alone[0].names, *table.names)
    return Model(learn_words(pages), fit(known, FIRST), fit(seconds, SECOND), names)


Known = tuple[Page, Ints, Floats]
"""A page, rows of it, and their features, a line each."""


def _alone(pages: Sequence[Page], views: Sequence[View]) -> list[Own]:
    """What the blocks of each page say, their words scored by the publishers of other folds."""
    words = {
        fold: learn_words([page for page in pages if page.fold != fold])
        for fold in {page.fold for page in pages}
    }
    return [
        own(view, page.hints, words[page.fold]) for page, view in zip(pages, views, strict=True)
    ]


def _guesses(known: Sequence[Known]) -> list[Floats]:
    """The first look at each page, by a forest of the other folds."""
    forests = {
        fold: fit([each for each in known if each[0].fold != fold], FIRST)
        for fold in {page.fold for page, _, _ in known}
    }
    return [forests[page.fold](matrix) for page, _, matrix in known]


def fit(known: Sequence[Known], parameters: dict[str, Any]) -> Forest:
    """A forest on some blocks; one of which half is text weighs little."""
    matrix = np.concatenate([matrix for _, _, matrix in known], axis=1).T
    labels = [(page.labels.truth[rows], page.labels.weight[rows]) for page, rows, _ in known]
    truth, weight = (np.concatenate(part) for part in zip(*labels, strict=True))
    weight = weight * np.maximum(0.05, np.abs(truth - 0.5) * 2)
    used = weight > 0
    data = lightgbm.Dataset(matrix[used], (truth[used] > 0.5).astype(int), weight=weight[used])
    others = {name: value for name, value in parameters.items() if name != "trees"}
    booster = lightgbm.train(others, data, parameters["trees"])
    return exported(booster, parameters["max_depth"])


def learn_words(pages: Sequence[Page]) -> Words:
    """The scores of the words that several publishers use."""
    named: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    started: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for page in pages:
        known = [sorted(set(name_words(saying))) for saying in page.outline.sayings]
        view = View(page.outline)
        for block in np.flatnonzero(page.labels.weight):
            truth = page.labels.truth[block]
            size = float(np.sqrt(1 + len(page.outline.texts[block].split())))
            for saying in view.saying[view.up[:WORD_LEVELS, block]]:
                for word in known[saying]:
                    _count(named[word][page.publisher], truth, size)
            if word := start(page.outline.texts[block]):
                _count(started[word][page.publisher], truth, size)
    return Words(_scores(named), _scores(started))


def _count(sums: list[float], truth: float, size: float) -> None:
    sums[0] += truth * size
    sums[1] += size


def _scores(counted: dict[str, dict[str, list[float]]]) -> dict[str, float]:
    """The log odds of each word, its publishers weighing the same, three decimals."""
    scores = {}
    for word, publishers in sorted(counted.items()):
        if len(publishers) >= MIN_PUBLISHERS:
            shares = [true / size for true, size in publishers.values()]
            odds = (sum(shares) + 0.5) / (len(shares) - sum(shares) + 1)
            scores[word] = round(float(np.log(odds)), 3)
    return scores


def exported(booster: lightgbm.Booster, depth: int) -> Forest:
    """A booster's trees as complete ones of a depth that none exceeds."""
    nodes = [tree["tree_structure"] for tree in booster.dump_model()["tree_info"]]
    levels = []
    for _ in range(depth):
        splits = [_split(node) for node in nodes]
        feature, threshold = zip(*splits, strict=True)
        levels.append(Level(np.array(feature, np.intp), np.array(threshold, np.float32)))
        nodes = [child for node in nodes for child in _children(node)]
    value = [round(node["leaf_value"], 5) for node in nodes]
    return Forest(tuple(levels), np.array(value, np.float32))


def _split(node: dict[str, Any]) -> tuple[int, float]:
    """The feature and threshold of a node; nothing goes right of a leaf."""
    if "leaf_value" in node:
        return 0, np.inf
    return node["split_feature"], _below(node["threshold"])


def _children(node: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    if "leaf_value" in node:
        return node, {"leaf_value": 0.0}
    return node["left_child"], node["right_child"]


def _below(threshold: float) -> float:
    """The greatest 32-bit number that is no greater: features are 32-bit, so no comparison
    changes."""
    single = np.float32(threshold)
    return float(single if single <= threshold else np.nextafter(single, np.float32(-np.inf)))
