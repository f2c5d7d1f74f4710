"""What the detector reached on listings of sites it never saw is not given up again.

``floors.json`` holds the least means over the pages of the corpus, each page read by a forest
trained without its site, and a digest of the corpus they were reached on.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.listing_pages import read_pages
from benchmarks.train_listings import Sample, cross_validate, sample, train
from newscrawler.layouts.detect import features, forest, stories

HERE = Path(__file__).parent
CORPUS = HERE.parents[3] / "shared" / "corpus"
LISTINGS = CORPUS / "listings"
FLOORS: dict[str, Any] = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (LISTINGS / "truth.jsonl").is_file(),
        reason=f"{LISTINGS} is missing: the corpora are not part of the project",
    ),
]


@pytest.fixture(scope="module")
def samples() -> list[Sample]:
    truth = (LISTINGS / "truth.jsonl").read_bytes()
    found = hashlib.sha256(truth).hexdigest()
    assert found == FLOORS["digest"], "the corpus changed: measure the floors anew"
    return [sample(page) for page in read_pages(LISTINGS)]


@pytest.fixture
def score(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The corpus' own scorer, which is no part of the project either."""
    spec = importlib.util.spec_from_file_location("scorer", CORPUS / "score_listings.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "scorer", module)  # its dataclasses look themselves up
    spec.loader.exec_module(module)
    return module


def test_no_score_falls_on_sites_left_out(samples: list[Sample], score: Any):
    kinds = {one.page.id: one.page.truth["kind"] for one in samples}
    cards = {one.page.id: one.page.truth["cards"] for one in samples}
    pages = [
        score.score_page(row["id"], cards[row["id"]], row["cards"])
        for row in cross_validate(samples)
    ]
    means = score.means_of(pages)
    aggregators = score.means_of(page for page in pages if kinds[page.id] == "aggregator")
    for found, least in (
        (means, FLOORS["left_out"]),
        (aggregators, FLOORS["left_out_aggregators"]),
    ):
        assert {name: found[name] for name in least if found[name] < least[name]} == {}
    assert means["invented"] <= FLOORS["invented"]


def test_training_gives_the_shipped_model(samples: list[Sample]):
    shipped = forest.load(stories.MODEL, features.NAMES)
    trained = forest.from_trees(train(samples))
    for one in samples:
        assert trained.score(one.rows) == pytest.approx(shipped.score(one.rows), abs=5e-4)
