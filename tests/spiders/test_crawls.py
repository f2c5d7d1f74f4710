"""Whole crawls by the command, over the project's own downloader, guard and feed."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from newscrawler.output.exits import Exit
from tests.output.scrapy_run import scrapy
from tests.spiders.pressroom import EDITION, PressRoom, pressroom

pytestmark = pytest.mark.slow  # six processes, ten seconds


@pytest.fixture
def room() -> Iterator[PressRoom]:
    with pressroom() as server:
        yield server


def crawl(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    settings = {"SCRAPY_SETTINGS_MODULE": "tests.spiders.settings"}
    return scrapy(folder, "crawl", *arguments, "-O", "out.jsonl", **settings)


def headlines(folder: Path) -> list[str]:
    lines = (folder / "out.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["headline"] for line in lines]


def test_an_unchanged_feed_costs_one_304(room: PressRoom, tmp_path: Path):
    for _ in range(2):
        done = crawl(tmp_path, "feed", "-a", f"urls={room.url}/feed")
        assert done.returncode == Exit.OK, done.stderr
    assert room.conditional == [None, EDITION]
    assert room.asked == ["/robots.txt", "/feed"] * 2
    assert f"{room.url}/feed: not modified" in done.stderr
    assert headlines(tmp_path) == ["One", "Two & more"]  # -O does not replace a feed by nothing


def test_robots_txt_leads_to_the_sitemaps_and_a_circle_of_them_ends(
    room: PressRoom, tmp_path: Path
):
    done = crawl(tmp_path, "sitemap", "-a", f"urls={room.url}", "-a", "since=48h")
    assert done.returncode == Exit.OK, done.stderr
    assert headlines(tmp_path) == ["Three"]
    assert room.asked.count("/index.xml") == 1


def test_a_site_that_refuses_us_says_so(room: PressRoom, tmp_path: Path):
    done = crawl(tmp_path, "feed", "-a", f"urls={room.url}/private/feed")
    assert done.returncode == Exit.NOTHING
    assert "Forbidden: robots.txt of 127.0.0.1" in done.stderr
    assert "Spider closed (refused_by_robots)" in done.stderr
    assert room.asked == ["/robots.txt"]


def test_links_are_resolved_through_the_crawls_own_downloader(room: PressRoom, tmp_path: Path):
    done = crawl(tmp_path, "hop", "-a", f"urls={room.url}/hops", "-s", "CONCURRENT_ITEMS=1")
    assert done.returncode == Exit.OK, done.stderr
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    found = {line["headline"]: line for line in map(json.loads, lines)}
    assert found["Hop 1"]["url"] == "https://paper.example/story"  # and is not asked for
    assert found["Hop 1"]["link"] == f"{room.url}/hop/1"
    assert found["Hop 1"]["provenance"]["url"] == "resolve:script"
    assert found["Hop 429"]["url"] is None
    assert found["Hop 9"]["url"] is None
    assert "/hop/9" not in room.asked  # nothing more is resolved after the first 429
    assert "resolve/requests': 3" in done.stderr
