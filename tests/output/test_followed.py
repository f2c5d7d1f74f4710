"""Cards whose own page is read, and pages that have not changed: over several runs."""

from __future__ import annotations

import json
import time

import pytest

from newscrawler.output.exits import Exit
from tests.output.feedfiles import ids
from tests.output.newsroom import newsroom
from tests.output.scrapy_run import scrapy, start


@pytest.fixture
def room():
    with newsroom(pages=1) as server:
        yield server


def crawl(folder, room, *more, **env):
    room.asked.clear()
    return scrapy(folder, "crawl", "following", "-o", "all.jsonl", *more, NEWSROOM=room.url, **env)


def asked(room, kind):
    return [status for path, status in room.asked if path.startswith(kind)]


@pytest.mark.slow
def test_a_page_is_fetched_once_and_an_unchanged_listing_costs_a_304(tmp_path, room):
    assert crawl(tmp_path, room).returncode == Exit.OK
    assert (asked(room, "/page"), len(asked(room, "/story"))) == ([200], 10)
    again = crawl(tmp_path, room)
    assert again.returncode == Exit.OK, again.stderr
    assert (asked(room, "/page"), asked(room, "/story")) == ([304], [])
    room.edition = ", changed"
    assert crawl(tmp_path, room).returncode == Exit.OK  # ten found, though none is new
    assert (asked(room, "/page"), asked(room, "/story")) == ([200], [])
    crawl(tmp_path, room, "-s", "REFETCH_KNOWN=1", "-s", "MEMORY_URL=sqlite:///other.sqlite")
    assert len(asked(room, "/story")) == 10
    found = ids(tmp_path)
    assert (len(found), found.total()) == (10, 20)


def kill_at_the_first_story(folder, room):
    """Kill a run that has noted its cards, and read the page of one at most."""
    slow = ["-s", "CONCURRENT_REQUESTS=1", "-s", "FEED_GROUP_SECONDS=0.1", "-s", "DOWNLOAD_DELAY=2"]
    process = start(folder, "crawl", "following", "-o", "all.jsonl", *slow, NEWSROOM=room.url)
    while not asked(room, "/story"):
        assert process.poll() is None
        time.sleep(0.05)
    process.kill()
    process.communicate()


@pytest.mark.slow
def test_a_card_whose_page_was_not_read_is_asked_again_first(tmp_path, room):
    """Killed with cards noted; then the listing does not have them any more."""
    kill_at_the_first_story(tmp_path, room)
    room.pages = 0
    second = crawl(tmp_path, room)
    assert second.returncode == Exit.OK, second.stderr
    assert room.asked[0][0].startswith("/story")
    assert len(ids(tmp_path)) == 10
    crawl(tmp_path, room)
    assert asked(room, "/story") == []


@pytest.mark.slow
def test_a_page_that_stays_away_is_asked_three_times(tmp_path):
    with newsroom(pages=1) as room:
        kill_at_the_first_story(tmp_path, room)
    runs = [crawl(tmp_path, room) for _ in range(4)]
    assert ["memory/asked_again" in run.stderr for run in runs] == [True, True, True, False]


@pytest.mark.slow
def test_a_site_that_asks_to_wait_is_left_alone_so_long(tmp_path, room):
    first = {"NEWSROOM": room.url, "NEWSROOM_FIRST": "/busy"}
    run = scrapy(tmp_path, "cron", "quay", **first)
    assert run.returncode == Exit.OK
    status = scrapy(tmp_path, "status", "--json", **first)
    said = json.loads(status.stdout)
    assert said["backing_off"]
    assert said["interval_seconds"] == 7200
