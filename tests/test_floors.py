"""What the reading of articles reached on the development corpora is not given up again.

``floors.json`` holds the scores and a digest of the corpus they were reached on. The bodies are
those of the shipped model, which was trained on these pages: a guard against breakage, no
measure of quality. That is cross-validated, see the README.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks import articles, peers

ROOT = Path(__file__).parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"
FLOORS: dict[str, Any] = json.loads((ROOT / "tests" / "floors.json").read_text(encoding="utf-8"))


def digest(directory: Path) -> str:
    """A digest of what a corpus says is true."""
    return hashlib.sha256((directory / "truth.jsonl").read_bytes()).hexdigest()


@pytest.mark.slow
@pytest.mark.parametrize("name", FLOORS)
def test_no_score_falls(name: str):
    directory, floor = CORPUS / name, FLOORS[name]
    if not (directory / "truth.jsonl").is_file():
        pytest.skip(f"{directory} is missing: the corpora are not part of the project")
    assert digest(directory) == floor["digest"], "the corpus changed: measure the floors anew"
    predictions = {
        page.id: articles.as_prediction(page, articles.read(page))
        for page in articles.pages(directory)
    }
    scores = peers.scorer(directory)(predictions)
    fallen = {
        f"{origin}.{field}.{metric}": (scores[origin][field][metric], least)
        for origin, fields in floor["floors"].items()
        for field, metrics in fields.items()
        for metric, least in metrics.items()
        if scores[origin][field][metric] < least
    }
    assert not fallen
