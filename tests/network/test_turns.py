"""A domain's limits hold over processes."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from newscrawler.network.policy import UnsafeSettings
from newscrawler.network.turns import Taken, Turns, Wait, turns_at

WORKER = """
import json, sys, time
from pathlib import Path
from newscrawler.network.turns import Taken, Turns
turns, delay = Turns(Path(sys.argv[1])), float(sys.argv[2])
for _ in range(4):
    while not isinstance(seat := turns.take("quay.example", 2, delay), Taken):
        time.sleep(seat.seconds)
    begun = time.time()
    time.sleep(0.1)
    print(json.dumps([begun, time.time()]), flush=True)
    turns.give_back(seat)
"""


def spans(folder: Path, delay: float) -> list[tuple[float, float]]:
    """When the requests of three processes began and ended."""
    command = [sys.executable, "-c", WORKER, str(folder / "domains"), str(delay)]
    workers = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    lines = [line for worker in workers for line in worker.communicate(timeout=60)[0].splitlines()]
    return sorted(tuple(json.loads(line)) for line in lines)


def test_never_more_than_the_seats_of_a_domain(tmp_path: Path) -> None:
    found = spans(tmp_path, delay=0)
    assert len(found) == 12
    for begun, _ in found:
        assert len([1 for start, end in found if start <= begun < end]) <= 2


def test_the_delay_holds_between_all(tmp_path: Path) -> None:
    found = spans(tmp_path, delay=0.3)
    assert (
        min(later[0] - earlier[0] for earlier, later in pairwise(found)) > 0.15
    )  # told late by a busy machine


def test_in_one_process_too(tmp_path: Path) -> None:
    turns = Turns(tmp_path / "domains")
    first, second = turns.take("a.example", 2, 0), turns.take("a.example", 2, 0)
    assert isinstance(first, Taken)
    assert isinstance(second, Taken)
    assert isinstance(turns.take("a.example", 2, 0), Wait)
    assert isinstance(turns.take("b.example", 2, 0), Taken)
    turns.give_back(first)
    assert isinstance(turns.take("a.example", 2, 0), Taken)


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UnsafeSettings, match=r"NETWORK_TURNS: .*/file/domains"):
        turns_at(str(tmp_path / "file" / "domains"))
