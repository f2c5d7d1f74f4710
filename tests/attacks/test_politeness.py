"""What a robots.txt says holds, also where plain Scrapy takes its absence for consent."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.attacks.runs import Outcome, Run

pytestmark = pytest.mark.slow
UNREACHABLE = ["503", "drops", "loops", "redirect"]
HOSTS = ["404", *UNREACHABLE, "forbids", "names-us", "huge", "long-delay"]


def crawl(run: Run) -> Outcome:
    hosts = [f"robots-{name}.example" for name in HOSTS for _ in range(2)]
    hosts += ["a.robots-delay.example", "b.robots-delay.example"] * 2
    return run.visit([f"http://{host}:{run.server.port}/honest" for host in hosts])


@pytest.fixture(scope="module")
def plain(plain_run: Run) -> Outcome:
    return crawl(plain_run)


@pytest.fixture(scope="module")
def ours(our_run: Run) -> Outcome:
    return crawl(our_run)


def asked(outcome: Outcome, name: str) -> list[float]:
    return outcome.asked(f"robots-{name}.example", "/honest")


@pytest.mark.parametrize("name", UNREACHABLE)
def test_a_host_without_an_answer_is_left_alone(name: str, plain: Outcome, ours: Outcome) -> None:
    assert len(asked(plain, name)) == 2
    assert asked(ours, name) == []
    assert f"robots.txt of robots-{name}.example" in ours.log


def test_a_missing_file_allows(plain: Outcome, ours: Outcome) -> None:
    assert len(asked(plain, "404")) == len(asked(ours, "404")) == 2


@pytest.mark.parametrize("name", ["forbids", "huge", "names-us"])
def test_a_file_is_obeyed(name: str, ours: Outcome) -> None:
    assert asked(ours, name) == []
    assert "'robotstxt/forbidden': 6" in ours.log


def test_plain_scrapy_goes_by_its_full_user_agent(plain: Outcome) -> None:
    assert len(asked(plain, "names-us")) == 2


def test_a_crawl_delay_holds_for_the_domain(plain: Outcome, ours: Outcome) -> None:
    def gaps(outcome: Outcome) -> list[float]:
        visits = [visit.at for visit in outcome.visits if "robots-delay" in visit.host]
        return [later - earlier for earlier, later in pairwise(visits)]

    assert min(gaps(plain)) < 0.5
    assert len(gaps(ours)) == 5
    assert min(gaps(ours)[2:]) > 0.95  # the first two are asked for before the file is known


def test_a_delay_longer_than_a_run_leaves_one_request(plain: Outcome, ours: Outcome) -> None:
    assert len(asked(plain, "long-delay")) == 2
    assert len(asked(ours, "long-delay")) == 1
    assert ours.seconds < 30
