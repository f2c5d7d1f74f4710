"""Crawls and commands with the memory on PostgreSQL, whose code is the same."""

from __future__ import annotations

import json
import time

import pytest

from newscrawler.output.exits import Exit
from tests.memory.postgres import postgres
from tests.output.feedfiles import ids
from tests.output.newsroom import newsroom
from tests.output.scrapy_run import scrapy, start

FEED = ("-o", "f/%(run_id)s.jsonl")


def run(folder, memory_url, *command):
    return scrapy(folder, *command, "-s", f"MEMORY_URL={memory_url}")


def shown(folder, memory_url, *asked):
    return json.loads(run(folder, memory_url, "memory", "show", *asked).stdout)


@pytest.mark.slow
@pytest.mark.parametrize("memory_url", ["postgresql"], indirect=True)
def test_a_crawl_tells_a_story_once_and_can_be_remembered_from_its_feed(tmp_path, memory_url):
    with newsroom(pages=3) as room:
        crawl = ("crawl", "quay", "-a", f"base={room.url}", "-a", "pages=3", *FEED)
        for _ in range(2):
            assert run(tmp_path, memory_url, *crawl).returncode == Exit.OK
    found = ids(tmp_path / "f")
    assert (len(found), found.total()) == (30, 30)
    one = next(iter(found))
    assert run(tmp_path, memory_url, "memory", "forget", one).returncode == Exit.OK
    assert shown(tmp_path, memory_url, one)["known"] is False
    assert run(tmp_path, memory_url, "memory", "rebuild", "f").returncode == Exit.OK
    assert shown(tmp_path, memory_url, one)["revision"] == 1
    assert "quay" in run(tmp_path, memory_url, "status").stdout


@pytest.mark.slow
def test_a_server_that_goes_away_stops_the_run_and_the_next_one_completes_it(tmp_path):
    with newsroom(pages=40, delay=0.2) as room, postgres() as server:
        crawl = ("crawl", "quay", "-a", f"base={room.url}", "-a", "pages=40", *FEED)
        memory = ("-s", f"MEMORY_URL={server.url}", "-s", "FEED_GROUP_ITEMS=10")
        process = start(tmp_path, *crawl, *memory)
        while not any(part.stat().st_size for part in tmp_path.glob("f/*.part")):
            assert process.poll() is None, process.communicate()
            time.sleep(0.1)
        server.stop()
        begun = time.monotonic()
        _, err = process.communicate(timeout=60)
        assert process.returncode == Exit.WRITE, err
        assert time.monotonic() - begun < 30
        assert "the memory at postgresql" in err
        assert scrapy(tmp_path, *crawl, *memory).returncode == Exit.WRITE
        server.start()
        room.delay = 0
        assert scrapy(tmp_path, *crawl, *memory).returncode == Exit.OK
    found = ids(tmp_path / "f")
    assert (len(found), found.total()) == (400, 400)
