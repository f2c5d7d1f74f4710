"""A site whose clock is wrong by a day: times are told by ours, and the first one stands."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from tests.output.newsroom import newsroom
from tests.output.scrapy_run import scrapy


@pytest.mark.slow
@pytest.mark.parametrize("wrong_by", [86_400, -86_400])
def test_a_clock_that_is_wrong_by_a_day(tmp_path, wrong_by):
    with newsroom(pages=1) as room:
        room.clock = wrong_by
        assert (
            scrapy(tmp_path, "crawl", "tides", "-o", "x.jsonl", NEWSROOM=room.url).returncode == 0
        )
        room.clock, room.edition = -wrong_by, ", again"
        assert (
            scrapy(tmp_path, "crawl", "tides", "-o", "x.jsonl", NEWSROOM=room.url).returncode == 0
        )
    told = [json.loads(line) for line in (tmp_path / "x.jsonl").read_text().splitlines()]
    first, second = told[:10], told[10:]
    for story in first:
        age = datetime.now(UTC) - datetime.fromisoformat(story["timestamp"])
        assert timedelta(hours=1.9) < age < timedelta(hours=3.1), story
    assert [story["revision"] for story in second] == [2] * 10
    by_id = {story["id"]: story for story in first}
    assert all(story["timestamp"] == by_id[story["id"]]["timestamp"] for story in second)
