"""Learn: from labelled pages to a model. Deterministic: one thread, fixed seeds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

from benchmarks.body.pages import Page
from newscrawler.reading.body.again import again, doubtful
from newscrawler.reading.body.features import features, worthwhile
from newscrawler.reading.body.forest import Forest
from newscrawler.reading.body.model import Model, scored
from newscrawler.reading.body.table import Table
from newscrawler.reading.body.view import View
from newscrawler.reading.body.words import Words, name_words, starts, wording

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

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
    "seed": 1,
}
FIRST = COMMON | {"learning_rate": 0.1, "num_leaves": 31, "max_depth": 6, "min_data_in_leaf": 20}
SECOND = COMMON | {"learning_rate": 0.08, "num_leaves": 15, "max_depth": 5, "min_data_in_leaf": 30}
FIRST_TREES, SECOND_TREES = 120, 80


def learn(pages: Sequence[Page]) -> Model:
    """The model of all pages.

    What a look sees of the labels must come from other publishers, or it would trust what it
    cannot have on a new page: the words' scores and the first scores are made fold by fold.
    """
    pages = [page for page in pages if page.outline.texts]
    words = learn_words(pages)
    tables = _tables(pages)
    rows = [worthwhile(table) for table in tables]
    scores = _first_scores(pages, tables, rows)
    seconds = [again(View(p.outline), t, s) for p, t, s in zip(pages, tables, scores, strict=True)]
    first = fit(pages, tables, rows, FIRST, FIRST_TREES)
    second = fit(pages, seconds, [doubtful(s) for s in scores], SECOND, SECOND_TREES)
    return Model(words, first, second, (tuple(tables[0].names), tuple(seconds[0].names)))


def _tables(pages: Sequence[Page]) -> list[Table]:
    """The features of each page, its words scored by the publishers of other folds."""
    tables: dict[str, Table] = {}
    for fold in {page.fold for page in pages}:
        words = learn_words([page for page in pages if page.fold != fold])
        for page in pages:
            if page.fold == fold:
                tables[page.id] = features(View(page.outline), page.hints, words)
    return [tables[page.id] for page in pages]


def _first_scores(
    pages: Sequence[Page], tables: Sequence[Table], rows: Sequence[Ints]
) -> list[Floats]:
    """The first scores of each page by a forest of the other folds."""
    scores: list[Floats] = [np.zeros(0, np.float32)] * len(pages)
    for fold in sorted({page.fold for page in pages}):
        other = [number for number, page in enumerate(pages) if page.fold != fold]
        forest = fit(
            [pages[n] for n in other],
            [tables[n] for n in other],
            [rows[n] for n in other],
            FIRST,
            FIRST_TREES,
        )
        for number, page in enumerate(pages):
            if page.fold == fold:
                scores[number] = scored(forest, tables[number], rows[number])
    return scores


def fit(
    pages: Sequence[Page],
    tables: Sequence[Table],
    rows: Sequence[Ints],
    params: dict[str, Any],
    trees: int,
) -> Forest:
    """A forest on some rows of each page; a block of which half is text weighs little."""
    matrix = np.concatenate([t.matrix(r) for t, r in zip(tables, rows, strict=True)])
    labels = [(p.labels.truth[r], p.labels.weight[r]) for p, r in zip(pages, rows, strict=True)]
    truth, weight = (np.concatenate(part) for part in zip(*labels, strict=True))
    weight = weight * np.maximum(0.05, np.abs(truth - 0.5) * 2)
    used = weight > 0
    data = lightgbm.Dataset(matrix[used], (truth[used] > 0.5).astype(int), weight=weight[used])
    return exported(lightgbm.train(params, data, trees))


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
