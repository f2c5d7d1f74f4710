"""A kill between any two steps: the next run finishes, every story is in the feed once."""

from __future__ import annotations

from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.output.feedfiles import ids, left_over, told
from tests.output.newsroom import Newsroom, newsroom
from tests.output.scrapy_run import scrapy

PER_RUN = ["-o", "plain/%(name)s-%(run_id)s.jsonl", "-o", "packed/%(name)s-%(run_id)s.jsonl.gz"]
FIXED = ["-o", "plain/all.jsonl", "-o", "packed/all.jsonl.zst"]


@pytest.fixture(scope="module")
def room():
    with newsroom(pages=3) as server:
        yield server


def crawl(
    folder: Path, room: Newsroom, feeds: list[str], pages: int = 3, **env: str
) -> CompletedProcess[str]:
    arguments = ["-a", f"base={room.url}", "-a", f"pages={pages}", "-s", "FEED_GROUP_ITEMS=4"]
    return scrapy(folder, "crawl", "quay", *arguments, *feeds, **env)


def check(folder: Path, stories: int = 30) -> None:
    for feed in ("plain", "packed"):
        found = ids(folder / feed)
        assert (len(found), found.total()) == (stories, stories), feed
        assert sum(one.lines for one in told(folder / feed)) == stories
    assert left_over(folder) == []


STEPS = [
    *("write:1", "write:2", "write:7", "write:8", "write:15", "sync:1", "sync:2", "sync:4"),
    *("commit:1", "commit:2", "pack:1", "pack:2", "plan:1", "plan:2", "link:1", "half:1"),
    *("half:2", "manifest:1", "manifest:2", "done:1", "done:2", "publish:1", "publish:2"),
]


@pytest.mark.slow
@pytest.mark.parametrize("feeds", [PER_RUN, FIXED], ids=["per run", "fixed"])
def test_a_kill_after_each_step(tmp_path, feeds):
    """One run for each step, killed there; each finds ten stories more than the last one, and
    the feed of the killed one before it. Some are killed while they recover."""
    killed = 0
    with newsroom(pages=len(STEPS)) as room:
        for pages, step in enumerate(STEPS, 1):
            killed += crawl(tmp_path, room, feeds, pages, FAIL_AT=step).returncode == 137
        assert crawl(tmp_path, room, feeds, len(STEPS)).returncode == 0
    assert killed >= len(STEPS) - 2  # `half` and `link` are steps of one way to publish each
    check(tmp_path, len(STEPS) * 10)


def test_a_kill_between_disk_and_memory_and_one_before_the_disk(tmp_path, room):
    """Two of the above, for every run of the tests."""
    assert crawl(tmp_path, room, PER_RUN, FAIL_AT="sync:2").returncode == 137
    assert crawl(tmp_path, room, PER_RUN, FAIL_AT="write:30").returncode == 137
    assert crawl(tmp_path, room, PER_RUN).returncode == 0
    check(tmp_path)


@pytest.mark.slow
def test_a_recovered_run_says_that_it_is_partial(tmp_path, room):
    crawl(tmp_path, room, PER_RUN, FAIL_AT="commit:2")
    crawl(tmp_path, room, PER_RUN)
    recovered, last = told(tmp_path / "plain")
    assert (recovered.reason, recovered.complete) == ("recovered", False)
    assert str(recovered.file).endswith(".partial.jsonl")
    assert (last.reason, last.complete) == ("finished", True)


@pytest.mark.slow
@pytest.mark.parametrize("step", ["write:20", "commit:2", "plan:1", "manifest:1"])
def test_a_killed_overwrite_leaves_the_good_feed(tmp_path, room, step):
    over = ["-O", "all.jsonl"]
    assert crawl(tmp_path, room, ["-O", "all.jsonl"]).returncode == 0
    before = ids(tmp_path)
    room.edition = f" again {step}"
    assert crawl(tmp_path, room, over, FAIL_AT=step).returncode == 137
    after = ids(tmp_path, "all.jsonl")
    assert len(after) == 30
    assert after == before or step == "manifest:1"
    room.edition = ""
    assert crawl(tmp_path, room, over).returncode == 0
    assert left_over(tmp_path) == []
