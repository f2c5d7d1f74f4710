"""`scrapy crawl` and its exit codes, by running it."""

from __future__ import annotations

import json
import signal
import time

import pytest

from newscrawler.output.exits import Exit, of_run, share_failed
from tests.output.newsroom import newsroom
from tests.output.scrapy_run import scrapy, start


@pytest.fixture(scope="module")
def room():
    with newsroom(pages=3) as server:
        yield server


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["quai"], "there is no spider 'quai': did you mean 'quay'?"),
        (["quay", "-a", "bases=http://x"], "no argument 'bases': did you mean 'base'?"),
        (["quay", "-a", "base=ftp://x"], "base must be an http address, not 'ftp://x'"),
        (["quay", "--deadlin"], "unknown option --deadlin"),
        (["quay", "-s", "JOBDIR=jobs"], "JOBDIR (jobs) is refused"),
        ([], "name one spider"),
    ],
)
def test_a_usage_error_is_one_clear_line_and_2(tmp_path, arguments, said):
    run = scrapy(tmp_path, "crawl", *arguments)
    assert run.returncode == Exit.USAGE
    assert said in run.stderr
    assert "Traceback" not in run.stderr


def test_a_complete_run_is_0(tmp_path, room):
    run = scrapy(tmp_path, "crawl", "quay", "-a", f"base={room.url}")
    assert run.returncode == Exit.OK, run.stderr


@pytest.mark.slow
def test_a_site_that_is_down_is_3(tmp_path):
    run = scrapy(tmp_path, "crawl", "quay", "-a", "base=http://127.0.0.1:9")
    assert run.returncode == Exit.NOTHING, run.stderr


@pytest.mark.slow
def test_less_than_the_minimum_of_the_site_is_3(tmp_path, room):
    run = scrapy(tmp_path, "crawl", "picky", "-a", f"base={room.url}", "-a", "pages=3")
    assert run.returncode == Exit.NOTHING, run.stderr


@pytest.mark.slow
def test_many_pages_that_cannot_be_read_are_4(tmp_path, room):
    run = scrapy(tmp_path, "crawl", "broken", "-a", f"base={room.url}", "-a", "pages=3")
    assert run.returncode == Exit.ERRORS, run.stderr


@pytest.mark.slow
def test_a_limit_is_5(tmp_path, room):
    limit = ["-s", "CLOSESPIDER_PAGECOUNT=1", "-s", "CONCURRENT_REQUESTS=1"]
    run = scrapy(tmp_path, "crawl", "quay", "-a", f"base={room.url}", "-a", "pages=3", *limit)
    assert run.returncode == Exit.STOPPED, run.stderr


@pytest.mark.slow
def test_a_second_run_is_75_and_leaves_the_first_alone(tmp_path, room):
    crawl = ["crawl", "quay", "-a", f"base={room.url}", "-a", "extra=/hang"]
    first = start(tmp_path, *crawl)
    while not list(tmp_path.glob("**/*.lock")):
        time.sleep(0.05)
    second = scrapy(tmp_path, *crawl)
    assert second.returncode == Exit.RUNNING
    assert "is running already (pid" in second.stderr
    first.send_signal(signal.SIGKILL)
    first.communicate()
    third = scrapy(tmp_path, "crawl", "quay", "-a", f"base={room.url}")
    assert third.returncode == Exit.OK, third.stderr


def test_json_log_is_json_on_every_line(tmp_path, room):
    run = scrapy(tmp_path, "crawl", "quay", "--json-log", "-a", f"base={room.url}")
    events = [json.loads(line) for line in run.stderr.splitlines()]
    assert {"time", "level", "logger", "message"} <= events[0].keys()
    assert any(event.get("spider") == "quay" for event in events)


def test_write_errors_come_before_everything():
    stats = {"finish_reason": "finished", "item_scraped_count": 5}
    assert of_run({**stats, "feed/write_errors": 1}) == Exit.WRITE
    assert of_run({**stats, "feedexport/failed_count/S3": 1}) == Exit.WRITE


def test_a_page_that_has_not_changed_is_a_good_run():
    assert of_run({"finish_reason": "finished", "memory/not_modified": 1}) == Exit.OK


def test_a_retry_that_succeeds_and_a_missing_robots_txt_are_no_errors():
    stats = {
        "downloader/request_count": 4,
        "retry/count": 1,
        "robotstxt/request_count": 1,
        "robotstxt/response_status_count/404": 1,
        "downloader/response_status_count/404": 1,
        "downloader/response_status_count/200": 2,
    }
    assert share_failed(stats) == 0.0
