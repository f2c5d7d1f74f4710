"""Inputs that once broke a reader do so no more."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.fuzz import FOUND, judge
from benchmarks.fuzz_inputs import Inputs
from benchmarks.fuzz_targets import TARGETS

KEPT = sorted(FOUND.rglob("*.bin"))


@pytest.mark.parametrize("path", KEPT, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_kept_input_is_taken(path: Path) -> None:
    finding = judge(path.parent.name, path.read_bytes())
    assert finding is None, finding.what


@pytest.mark.parametrize("name", TARGETS)
def test_some_inputs_for_each_target(name: str) -> None:
    inputs = Inputs(seed=1, folders=[FOUND.parent])
    for _ in range(5):
        finding = judge(name, inputs.text().encode("utf-8", "surrogateescape"))
        assert finding is None, finding.what
