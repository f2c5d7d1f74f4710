"""No lure leads a crawl to an address or a port that is not allowed."""

from __future__ import annotations

import pytest

from tests.attacks.addresses import LURES, Lure
from tests.attacks.runs import Outcome, Run
from tests.attacks.server import SECRET

pytestmark = pytest.mark.slow
NO_CACHE = ("-s", "DNSCACHE_ENABLED=False")  # else a rebinding name never gets to answer twice


def visit(run: Run, *options: str) -> Outcome:
    """All lures in one crawl, each twice: a name may answer differently the second time."""
    urls = [lure.on(run.server) for lure in LURES for _ in range(2)]
    return run.visit(urls, *NO_CACHE, *options)


@pytest.fixture(scope="module")
def plain(plain_run: Run) -> Outcome:
    return visit(plain_run)


@pytest.fixture(scope="module")
def ours(our_run: Run) -> Outcome:
    return visit(our_run)


@pytest.fixture(scope="module")
def without_robots(our_run: Run) -> Outcome:
    """Else a host whose robots.txt was refused is not asked for the page itself."""
    return visit(our_run, "-s", "ROBOTSTXT_OBEY=False")


@pytest.mark.parametrize("lure", LURES, ids=lambda lure: lure.name)
def test_plain_scrapy_reaches_the_canary(lure: Lure, plain: Outcome) -> None:
    assert lure.noted in plain.hits


@pytest.mark.parametrize("run", ["ours", "without_robots"])
def test_ours_never_does(run: str, request: pytest.FixtureRequest) -> None:
    outcome: Outcome = request.getfixturevalue(run)
    assert outcome.hits == []
    assert SECRET not in outcome.log
    assert not [line for line in outcome.seen if SECRET in line.get("text", "")]
    assert len(outcome.seen) == 2 * len(LURES)


@pytest.mark.parametrize(
    "lure", [lure for lure in LURES if lure.refused], ids=lambda lure: lure.name
)
def test_each_refusal_has_one_line_and_no_retry(lure: Lure, without_robots: Outcome) -> None:
    lines = [line for line in without_robots.log.splitlines() if "Refused http" in line]
    assert len([line for line in lines if f"/{lure.name}: " in line]) == 2


def test_refusals_are_counted(without_robots: Outcome) -> None:
    assert "'network/refused/address':" in without_robots.log
    assert "'network/refused/port': 4" in without_robots.log
    assert "retry/" not in without_robots.log
