"""`scrapy cron` and `scrapy status`, by running them."""

from __future__ import annotations

import json
import signal
import time
from datetime import UTC, datetime

import pytest

from newscrawler.memory.runs import Bounds, Poll, Run, next_poll
from newscrawler.network.patience import LONGEST, seconds
from newscrawler.output.exits import Exit
from tests.output.feedfiles import ids, left_over, told
from tests.output.newsroom import newsroom
from tests.output.scrapy_run import scrapy, start


@pytest.fixture(scope="module")
def room():
    with newsroom(pages=3) as server:
        yield server


def cron(folder, room, *arguments, **env):
    run = scrapy(folder, "cron", *arguments, NEWSROOM=room.url, **env)
    return run, json.loads(run.stdout)


def test_cron_runs_sites_writes_their_feeds_and_says_so_in_one_line(tmp_path, room):
    run, summary = cron(tmp_path, room, "quay", "pier", "--jobs", "2")
    assert run.returncode == summary["exit_code"] == Exit.OK, run.stderr
    assert [job["job"] for job in summary["jobs"]] == ["quay", "pier"]
    assert sum(job["exported"] for job in summary["jobs"]) >= 10
    assert len(run.stdout.splitlines()) == 1
    assert sum(one.lines for one in told(tmp_path / "feeds")) >= 10
    status = scrapy(tmp_path, "status", "--json")
    said = [json.loads(line) for line in status.stdout.splitlines()]
    assert [(one["job"], one["exit_code"], one["running"]) for one in said] == [
        ("pier", 0, ""),
        ("quay", 0, ""),
    ]
    assert said[0]["last_good"] == said[0]["last_run"] < said[0]["due"]
    table = scrapy(tmp_path, "status", "quay")
    assert said[1]["last_run"] in table.stdout
    assert "quay" in table.stdout
    assert "finished" in table.stdout


@pytest.mark.slow
def test_due_leaves_out_what_has_just_run(tmp_path, room):
    cron(tmp_path, room, "quay", "--due")
    run, summary = cron(tmp_path, room, "quay", "--due")
    assert (run.returncode, summary["jobs"], summary["not_due"]) == (Exit.OK, [], 1)


@pytest.mark.slow
def test_the_exit_code_is_the_worst_and_one_bad_job_does_not_stop_the_other(tmp_path, room):
    run, summary = cron(tmp_path, room, "picky", "quay")
    assert run.returncode == Exit.NOTHING
    assert [job["exit_code"] for job in summary["jobs"]] == [Exit.NOTHING, Exit.OK]


@pytest.mark.slow
def test_the_deadline_stops_a_hanging_site_and_keeps_what_was_read(tmp_path, room):
    begun = time.monotonic()
    run, summary = cron(
        tmp_path,
        room,
        "quay",
        "--deadline",
        "6",
        "-s",
        "DOWNLOAD_TIMEOUT=8",
        NEWSROOM_FIRST="/hang",
    )
    assert run.returncode == Exit.STOPPED, run.stderr
    assert summary["jobs"][0]["stopped"] == "deadline"
    assert time.monotonic() - begun < 25
    (only,) = told(tmp_path / "feeds")
    assert (only.lines, only.complete) == (10, False)
    assert left_over(tmp_path) == []


@pytest.mark.slow
def test_sigterm_on_a_hanging_server_is_out_in_35_seconds_and_keeps_what_was_read(tmp_path, room):
    process = start(
        tmp_path,
        "crawl",
        "quay",
        "-o",
        "feeds/all.jsonl",
        NEWSROOM=room.url,
        NEWSROOM_FIRST="/hang",
    )
    while not ids(tmp_path / "feeds", "*.part"):
        time.sleep(0.1)
    begun = time.monotonic()
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
    assert time.monotonic() - begun <= 35
    assert process.returncode == Exit.STOPPED
    assert len(ids(tmp_path / "feeds")) == 10


@pytest.mark.slow
def test_a_site_that_gives_no_sign_is_stopped(tmp_path, room):
    stall = ["-s", "STALL_SECONDS=3", "-s", "DOWNLOAD_TIMEOUT=12"]
    run = scrapy(tmp_path, "crawl", "quay", *stall, NEWSROOM=room.url, NEWSROOM_FIRST="/hang")
    assert run.returncode == Exit.STOPPED
    assert "nothing came for 3 seconds" in run.stderr


@pytest.mark.slow
def test_a_site_that_is_down_leaves_the_feed_as_it_is(tmp_path, room):
    assert scrapy(tmp_path, "crawl", "quay", "-O", "all.jsonl", NEWSROOM=room.url).returncode == 0
    before = (tmp_path / "all.jsonl").read_bytes()
    down = scrapy(tmp_path, "crawl", "quay", "-O", "all.jsonl", NEWSROOM="http://127.0.0.1:9")
    assert down.returncode == Exit.NOTHING
    assert (tmp_path / "all.jsonl").read_bytes() == before
    assert [one.lines for one in told(tmp_path)] == [10, 0]


@pytest.mark.slow
def test_two_runs_at_once_of_cron_too(tmp_path, room):
    soon = ["-s", "DOWNLOAD_TIMEOUT=6"]
    first = start(tmp_path, "cron", "quay", *soon, NEWSROOM=room.url, NEWSROOM_FIRST="/hang")
    while not list(tmp_path.glob("**/*.lock")):
        time.sleep(0.05)
    run, summary = cron(tmp_path, room, "quay")
    assert run.returncode == Exit.RUNNING
    assert "is running already" in run.stderr
    first.send_signal(signal.SIGTERM)
    assert json.loads(first.communicate(timeout=60)[0])["jobs"][0]["stopped"] == "signal"
    assert summary["jobs"][0]["exit_code"] == Exit.RUNNING


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "name at least one site"),
        (["quai"], "did you mean 'quay'"),
        (["quay", "--jobs", "0"], "must be 1 or more, not 0"),
        (["quay", "-s", "JOBDIR=x"], "JOBDIR (x) is refused"),
    ],
)
def test_a_usage_error_of_cron(tmp_path, arguments, said):
    run = scrapy(tmp_path, "cron", *arguments)
    assert run.returncode == Exit.USAGE
    assert said in run.stderr


def ran(exported=0, **figures):
    return Run("R", "quay", "quay", 0, 1000, "finished", 0, 40, exported, figures)


def test_the_interval_stays_within_its_bounds():
    bounds = Bounds(900, 86_400)
    poll = Poll("quay", 3600, 0, backing_off=False)
    for _ in range(20):
        poll = next_poll(poll, ran(exported=1), bounds)
    assert poll.interval == 900
    for _ in range(20):
        poll = next_poll(poll, ran(), bounds)
    assert (poll.interval, poll.due) == (86_400, 87_400)


def test_a_refusal_backs_off_and_a_good_run_comes_back():
    poll = Poll("quay", 1800, 0, backing_off=False)
    poll = next_poll(poll, ran(exported=5, **{"poll/refused": 2}), Bounds())
    assert (poll.interval, poll.backing_off) == (3600, True)
    poll = next_poll(poll, ran(exported=5), Bounds())
    assert (poll.interval, poll.backing_off) == (2400, False)


@pytest.mark.parametrize("text", ["99999999999999999", "Sat, 01 Jan 2050 00:00:00 GMT"])
def test_a_wait_of_years_is_a_week(text):
    assert seconds(text, datetime(2026, 11, 24, tzinfo=UTC)) == LONGEST
