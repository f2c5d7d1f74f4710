"""No answer fills the memory, holds the crawl or sends it in circles; other sites go on."""

from __future__ import annotations

import pytest

from tests.attacks.floods import CIRCLES, FILLS, HOLDS, READS, host_of
from tests.attacks.runs import Outcome, Run

pytestmark = pytest.mark.slow
ALL = [*FILLS, *HOLDS, *READS, *CIRCLES]
TIMEOUT = 5  # seconds, for the shipped 30: the mechanism is the same
IN_ALL = 8  # seconds, for the shipped 60: a first try and half a second one
MEMORY = 300.0  # MiB


def urls(run: Run, paths: list[str]) -> list[str]:
    return [f"http://{host_of(path)}:{run.server.port}{path}" for path in paths]


def asked(outcome: Outcome, path: str) -> int:
    name = path.partition("?")[0]
    return len([visit for visit in outcome.visits if visit.path == name])


def said(outcome: Outcome, path: str) -> list[str]:
    """The errors that the spider was told for a path."""
    return [
        seen["error"] for seen in outcome.seen if seen["asked"].endswith(path) and "error" in seen
    ]


@pytest.fixture(scope="module")
def ours(our_run: Run) -> Outcome:
    honest = [f"http://honest{number}.example:{our_run.server.port}/honest" for number in range(9)]
    limits = ["-s", f"DOWNLOAD_TIMEOUT={TIMEOUT}", "-s", f"NETWORK_TIME_LIMIT={IN_ALL}"]
    return our_run.visit([*urls(our_run, ALL), *honest], *limits)


@pytest.mark.parametrize("path", FILLS)
def test_plain_scrapy_lets_its_memory_be_filled(path: str, plain_run: Run) -> None:
    run = Run("plain", plain_run.folder, plain_run.server, deadline=30, memory=400)
    outcome = run.visit(urls(run, [path]))
    assert outcome.rss > 400


def test_plain_scrapy_can_be_held(plain_run: Run) -> None:
    run = Run("plain", plain_run.folder, plain_run.server, deadline=3 * TIMEOUT)
    outcome = run.visit(urls(run, HOLDS))
    assert outcome.killed
    assert outcome.seen == []


def test_plain_scrapy_reads_anything_and_goes_in_circles(plain_run: Run) -> None:
    outcome = plain_run.visit(urls(plain_run, [*READS, *CIRCLES]))
    assert len([seen for seen in outcome.seen if "Harbour" in seen.get("text", "")]) == 2
    assert [asked(outcome, path) for path in CIRCLES] == [21, 21, 21]


def test_the_memory_stays_small(ours: Outcome) -> None:
    assert ours.rss < MEMORY


def test_the_crawl_ends_with_its_timeouts(ours: Outcome) -> None:
    assert not ours.killed
    assert ours.seconds < IN_ALL + 10
    assert f"'network/refused/time': {len(HOLDS) - 1}" in ours.log  # the interim heads are too many


def test_the_other_sites_are_read(ours: Outcome) -> None:
    assert len([seen for seen in ours.seen if "Harbour" in seen.get("text", "")]) == 9
    assert asked(ours, "/honest") == 9


@pytest.mark.parametrize("path", ALL)
def test_each_attack_ends_in_an_error(path: str, ours: Outcome) -> None:
    assert len(said(ours, path)) == 1


@pytest.mark.parametrize("path", CIRCLES)
def test_circles_are_left_after_five_redirects(path: str, ours: Outcome) -> None:
    assert asked(ours, path) == 6
