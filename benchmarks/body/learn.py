"""Learn: from labelled pages to a model. Deterministic: one thread, fixed seeds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import lightgbm
import numpy as np

from benchmarks.body.pages import Page
from newscrawler.reading.body.features import features, worthwhile
from newscrawler.reading.body.forest import Forest
from newscrawler.reading.body.model import Model
from newscrawler.reading.body.table import Table
from newscrawler.reading.body.view import View
from newscrawler.reading.body.words import Words, name_words, starts, wording

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
    "verbosity": -1,
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
    "seed": 2,
}
PARAMETERS = COMMON | {
    "learning_rate": 0.1,
    "num_leaves": 31,
    "max_depth": 6,
    "min_data_in_leaf": 20,
}
TREES = 120


def learn(pages: Sequence[Page]) -> Model:
    """The model of all pages.

    The words' scores that the forest learns from are made fold by fold, from the pages of
    other publishers: else it would trust them more than it can on a new page.
    """
    pages = [page for page in pages if page.outline.texts]
    tables = tables_of(pages)
    forest = fit(pages, tables)
    return Model(learn_words(pages), forest, tuple(tables[0].columns))


def tables_of(pages: Sequence[Page]) -> list[Table]:
    """The features of each page, its words scored by the publishers of other folds."""
    tables: dict[str, Table] = {}
    for fold in sorted({page.fold for page in pages}):
        words = learn_words([page for page in pages if page.fold != fold])
        for page in pages:
            if page.fold == fold:
                tables[page.id] = features(View(page.outline), page.hints, words)
    return [tables[page.id] for page in pages]


def fit(pages: Sequence[Page], tables: Sequence[Table]) -> Forest:
    """A forest on the blocks worth a look; one of which half is text weighs little."""
    rows = [worthwhile(table) for table in tables]
    matrix = np.concatenate([t.matrix(r) for t, r in zip(tables, rows, strict=True)])
    labels = [(p.labels.truth[r], p.labels.weight[r]) for p, r in zip(pages, rows, strict=True)]
    truth, weight = (np.concatenate(part) for part in zip(*labels, strict=True))
    weight = weight * np.maximum(0.05, np.abs(truth - 0.5) * 2)
    used = weight > 0
    data = lightgbm.Dataset(matrix[used], (truth[used] > 0.5).astype(int), weight=weight[used])
    return exported(lightgbm.train(PARAMETERS, data, TREES))


def learn_words(pages: Sequence[Page]) -> Words:
    """The scores of the words that several publishers use."""
    named: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    started: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for page in pages:
        known = [sorted(set(name_words(saying))) for saying in page.outline.sayings]
        for block in np.flatnonzero(page.labels.weight):
            add = page.labels.truth[block], 1.0
            size = float(np.sqrt(1 + len(page.outline.texts[block].split())))
            node = page.outline.node[block]
            for _ in range(WORD_LEVELS):
                for word in known[page.outline.saying[node]]:
                    _count(named[word][page.publisher], add[0], size)
                node = max(0, page.outline.parent[node])
            for start in starts(wording(page.outline.texts[block])):
                _count(started[start][page.publisher], add[0], size)
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


def exported(booster: lightgbm.Booster) -> Forest:
    """A booster's trees as flat arrays, children side by side."""
    nodes: list[tuple[int, float, int, float]] = []
    roots, depth = [], 0
    for tree in booster.dump_model()["tree_info"]:
        roots.append(len(nodes))
        depth = max(depth, _flatten(tree["tree_structure"], nodes))
    feature, threshold, left, value = zip(*nodes, strict=True)
    return Forest(
        np.array(roots, np.intp),
        depth,
        np.array(feature, np.intp),
        np.array(threshold, np.float32),
        np.array(left, np.intp),
        np.array(value, np.float32),
    )


def _flatten(root: dict[str, Any], nodes: list[tuple[int, float, int, float]]) -> int:
    """Append a tree's nodes, breadth first; its depth."""
    nodes.append((0, 0.0, 0, 0.0))
    level, depth = [(root, len(nodes) - 1)], 0
    while True:
        below = []
        for tree, at in level:
            if "leaf_value" in tree:
                nodes[at] = (0, np.inf, at, round(tree["leaf_value"], 5))
            else:
                nodes[at] = (tree["split_feature"], _below(tree["threshold"]), len(nodes), 0.0)
                for side in ("left_child", "right_child"):
                    below.append((tree[side], len(nodes)))
                    nodes.append((0, 0.0, 0, 0.0))
        if not below:
            return depth
        level, depth = below, depth + 1


def _below(threshold: float) -> float:
    """The greatest 32-bit number that is no greater: features are 32-bit, so no comparison
    changes."""
    single = np.float32(threshold)
    return float(single if single <= threshold else np.nextafter(single, np.float32(-np.inf)))
