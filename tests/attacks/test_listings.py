"""A listing costs under a second, breaks no line, and keeps none of its honest stories."""

from __future__ import annotations

import shutil

import pytest

from tests.attacks.listings import BODIES, records, succeeds
from tests.attacks.runs import Outcome, Run

pytestmark = pytest.mark.slow
ATTACKS = [name for name in BODIES if name != "honest"]


def read(run: Run, spider: str, name: str) -> Outcome:
    shutil.rmtree(run.folder)
    run.folder.mkdir()
    url = f"http://news.example:{run.server.port}/listing?name={name}"
    feed = ["-o", "feed.jsonl", "-s", "FEED_EXPORT_ENCODING=utf-8"]
    quick = Run(run.settings, run.folder, run.server, deadline=20, memory=600)
    return quick.crawl(spider, "-a", f"url={url}", *feed)


@pytest.fixture(scope="module")
def plain_honest(plain_run: Run) -> Outcome:
    return read(plain_run, "plain-kiosk", "honest")


@pytest.fixture(scope="module")
def our_honest(our_run: Run) -> Outcome:
    return read(our_run, "kiosk", "honest")


def test_an_honest_page_is_read_by_both(plain_honest: Outcome, our_honest: Outcome) -> None:
    for outcome in (plain_honest, our_honest):
        assert outcome.code == 0
        assert len(records(outcome)) == 3
        assert succeeds("honest", outcome, outcome) is None


@pytest.mark.parametrize("name", ATTACKS)
def test_it_succeeds_against_a_plain_spider(
    name: str, plain_run: Run, plain_honest: Outcome
) -> None:
    assert succeeds(name, read(plain_run, "plain-kiosk", name), plain_honest)


@pytest.mark.parametrize("name", ATTACKS)
def test_it_fails_against_ours(name: str, our_run: Run, our_honest: Outcome) -> None:
    assert succeeds(name, read(our_run, "kiosk", name), our_honest) is None
