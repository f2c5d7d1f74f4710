"""What the defences leave alone, and what they say."""

from __future__ import annotations

import pytest

from tests.attacks import addresses, bypasses, floods, politeness
from tests.attacks.addresses import LURES, Lure
from tests.attacks.attack import Batch, site
from tests.attacks.conftest import Crawled
from tests.attacks.floods import CIRCLES, HOLDS, host_of
from tests.attacks.runs import Outcome, Run
from tests.attacks.server import CANARY

pytestmark = pytest.mark.slow


def without_robots(run: Run) -> Outcome:
    """Else a host whose robots.txt was refused is not asked for the page itself."""
    return addresses.crawl(run, "-s", "ROBOTSTXT_OBEY=False")


def flooded(run: Run) -> Outcome:
    honest = [site(run, "/honest", f"honest{number}.example") for number in range(9)]
    return run.visit([*floods.urls(run, *floods.ALL), *honest])


WITHOUT_ROBOTS = Batch("addresses without robots.txt", without_robots, {})
FLOODED = Batch("all floods at once", flooded, {})
POLITENESS = politeness.BATCHES[0]
BYPASSES = [batch for batch in bypasses.BATCHES if batch.name.startswith("-s ")]


@pytest.mark.parametrize(
    "lure", [each for each in LURES if each.refused], ids=lambda each: each.name
)
def test_a_refusal_has_one_line_and_no_retry(lure: Lure, crawled: Crawled) -> None:
    log = crawled(WITHOUT_ROBOTS, "ours").log
    lines = [line for line in log.splitlines() if "Refused http" in line]
    assert len([line for line in lines if f"/{lure.name}: " in line]) == 2  # it was asked twice


def test_refusals_are_counted_and_nothing_reaches_the_canary(crawled: Crawled) -> None:
    outcome = crawled(WITHOUT_ROBOTS, "ours")
    assert outcome.hits == []
    assert "'network/refused/address':" in outcome.log
    assert "'network/refused/port': 4" in outcome.log
    assert "retry/" not in outcome.log


@pytest.mark.parametrize("batch", BYPASSES, ids=lambda batch: batch.name)
def test_a_start_past_the_guard_is_refused_by_name(batch: Batch, crawled: Crawled) -> None:
    outcome = crawled(batch, "ours")
    assert outcome.code == 2
    assert batch.name.removeprefix("-s ") in outcome.log


def test_proxies_of_the_environment_are_refused_if_switched_on(our_run: Run) -> None:
    outcome = our_run.visit([site(our_run, "/honest")], "-s", "HTTPPROXY_ENABLED=True")
    assert outcome.code == 2
    assert "name one in NETWORK_PROXY" in outcome.log


def through_the_proxy(run: Run, *urls: str) -> Outcome:
    proxy = f"http://me:s3cret-word@{CANARY}:{run.server.port}"
    options = ["-s", f"NETWORK_PROXY={proxy}", "-s", "NETWORK_PORTS=80"]
    return run.visit(list(urls), *options, "-s", "ROBOTSTXT_OBEY=False")


def test_the_named_proxy_is_used_and_its_password_kept(our_run: Run) -> None:
    outcome = through_the_proxy(our_run, "http://news.example/honest")
    assert outcome.hits == ["/honest"]
    assert "s3cret-word" not in outcome.log


def test_literal_addresses_and_ports_are_refused_through_the_proxy(our_run: Run) -> None:
    outcome = through_the_proxy(our_run, "http://10.0.0.1/x", "http://news.example:22/y")
    assert outcome.hits == []
    assert "'network/refused/address': 1" in outcome.log
    assert "'network/refused/port': 1" in outcome.log


def test_under_all_floods_the_other_sites_are_read(crawled: Crawled) -> None:
    outcome = crawled(FLOODED, "ours")
    assert len([seen for seen in outcome.seen if "Harbour" in seen.get("text", "")]) == 9
    assert outcome.rss < floods.MEMORY
    assert not outcome.killed  # after 60 s; it is over in 8 for each attack


@pytest.mark.parametrize("path", floods.ALL)
def test_each_flood_ends_in_one_error(path: str, crawled: Crawled) -> None:
    outcome = crawled(FLOODED, "ours")
    errors = [seen for seen in outcome.seen if seen["asked"].endswith(path) and "error" in seen]
    assert len(errors) == 1


def test_all_attempts_together_have_a_time_limit(crawled: Crawled) -> None:
    log = crawled(FLOODED, "ours").log
    assert f"'network/refused/time': {len(HOLDS) - 1}" in log  # the interim heads are too many


@pytest.mark.parametrize("path", CIRCLES.values())
def test_five_redirects_are_followed(path: str, crawled: Crawled) -> None:
    outcome = crawled(FLOODED, "ours")
    assert len(outcome.asked(host_of(path), path)) == floods.REDIRECTS + 1


def test_a_missing_robots_txt_allows_and_a_present_one_is_obeyed(crawled: Crawled) -> None:
    outcome = crawled(POLITENESS, "ours")
    assert len(outcome.asked(politeness.host("404"), "/honest")) == 2
    for name in ("forbids", "huge", "names-us"):
        assert outcome.asked(politeness.host(name), "/honest") == []
    assert "'robotstxt/forbidden': 6" in outcome.log
    assert len(outcome.asked(politeness.host("long-delay"), "/honest")) == 1


@pytest.mark.parametrize("name", politeness.UNREACHABLE)
def test_an_unreachable_robots_txt_is_said(name: str, crawled: Crawled) -> None:
    assert f"robots.txt of {politeness.host(name)}" in crawled(POLITENESS, "ours").log
