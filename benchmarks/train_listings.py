"""Train the model that tells story links from others, or cross-validate it by site.

    python -m benchmarks.train_listings ../shared/corpus/listings          # writes the model
    python -m benchmarks.train_listings ../shared/corpus/listings --loso   # only measures

With the pinned LightGBM, one thread and one machine the written bytes are the same each time.
``--loso`` leaves out one site's pages at a time, trains on the others, and prints what the
detector then finds on the pages left out, as predictions for ``score_listings.py``.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unicodedata import normalize
from urllib.parse import urljoin, urlsplit

import lightgbm
import numpy as np
from numpy.typing import NDArray

from benchmarks.listing_pages import Page, read_pages
from benchmarks.listings import page_tree, predict
from newscrawler.layouts.detect import stories
from newscrawler.layouts.detect.features import NAMES, matrix
from newscrawler.layouts.detect.forest import from_trees
from newscrawler.layouts.detect.links import collect
from newscrawler.values.urls import registered_domain

TREES = 120
PARAMETERS: dict[str, Any] = {
    "objective": "binary",
    "num_leaves": 4,
    "max_depth": 2,
    "learning_rate": 0.1,
    "min_data_in_leaf": 10,
    "lambda_l2": 3,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "feature_fraction": 0.5,
    "extra_trees": True,  # limits drawn at random: half the spread between seeds, and a better mean
    "seed": 1,
    "num_threads": 1,
    "deterministic": True,
    "verbose": -1,
}
STORY, OTHER, UNTOLD = 1, 0, -1
"""Labels of a link. Untold are optional cards and further links of a required card."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One page's links: what was measured of them and what they are."""

    page: Page
    rows: NDArray[np.float64]
    labels: NDArray[np.int_]

    @property
    def site(self) -> str:
        return (registered_domain(self.page.url) or "").partition(".")[0]


def sample(page: Page) -> Sample:
    links = collect(page_tree(page).root)
    host = (urlsplit(page.url).hostname or "").removeprefix("www.")
    known = {address_key(card["url"]): card for card in page.truth["cards"]}
    labels = [
        label(known.get(address_key(urljoin(page.url, href))), text)
        for href, text in zip(links.hrefs, links.texts, strict=True)
    ]
    return Sample(page, matrix(links, host), np.array(labels))


def label(card: dict[str, Any] | None, text: str) -> int:
    """What a link is, given the card of the truth that has its address."""
    if card is None:
        return OTHER
    headline, shown = text_key(card["headline"]), text_key(text)
    told = headline in shown or (shown in headline and len(shown) > 0.6 * len(headline))
    return STORY if told and headline and not card["optional"] else UNTOLD


def address_key(url: str) -> str:
    """An address without what the corpus' scorer ignores, too."""
    address = url.strip().partition("#")[0].partition("://")[2]
    return address.removeprefix("www.").rstrip("/")


def text_key(text: str) -> str:
    return " ".join(normalize("NFKC", text).casefold().split())


def train(samples: Iterable[Sample]) -> list[dict[str, Any]]:
    """Trees of depth two; every page weighs as the square root of its links."""
    rows, labels, weights = [], [], []
    for one in samples:
        told = one.labels != UNTOLD
        rows.append(one.rows[told])
        labels.append(one.labels[told])
        weights.append(np.full(told.sum(), 1 / np.sqrt(max(told.sum(), 1))))
    weight = np.concatenate(weights)
    data = lightgbm.Dataset(np.vstack(rows), np.concatenate(labels), weight=weight / weight.mean())
    booster = lightgbm.train(PARAMETERS, data, num_boost_round=TREES)
    return [tree(item["tree_structure"]) for item in booster.dump_model()["tree_info"]]


def tree(root: dict[str, Any]) -> dict[str, Any]:
    """One tree as its three splits and four leaves; a missing split repeats its leaf."""
    left, right = branch(root.get("left_child", root)), branch(root.get("right_child", root))
    top = branch(root)
    return {
        "split": [top["split"], left["split"], right["split"]],
        "at": [top["at"], left["at"], right["at"]],
        "leaves": [*left["leaves"], *right["leaves"]],
    }


def branch(node: dict[str, Any]) -> dict[str, Any]:
    if "leaf_value" in node:
        value = float(f"{node['leaf_value']:.6g}")
        return {"split": 0, "at": 0.0, "leaves": [value, value]}
    children = node["left_child"], node["right_child"]
    leaves = [float(f"{child.get('leaf_value', 0):.6g}") for child in children]
    return {"split": node["split_feature"], "at": node["threshold"], "leaves": leaves}


def cross_validate(samples: list[Sample]) -> Iterator[dict[str, Any]]:
    """Predictions for each page by a forest that never saw its site."""
    for site in sorted({one.site for one in samples}):
        forest = from_trees(train(one for one in samples if one.site != site))
        yield from (predict(one.page, forest) for one in samples if one.site == site)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--loso", action="store_true", help="print predictions; write nothing")
    options = parser.parse_args()
    samples = [sample(page) for page in read_pages(options.folder)]
    if options.loso:
        for row in cross_validate(samples):
            print(json.dumps(row, ensure_ascii=False))
        return 0
    model: dict[str, list[Any]] = {"features": list(NAMES), "trees": train(samples)}
    stories.MODEL.write_text(json.dumps(model, indent=None) + "\n", encoding="utf-8")
    print(
        f"{stories.MODEL}: {len(model['trees'])} trees from {len(samples)} pages", file=sys.stderr
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
