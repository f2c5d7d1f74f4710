"""A full disk, for the feed and for the memory: the run stops, nothing is torn, the next one
completes."""

from __future__ import annotations

import os
import resource
import subprocess
import sys

import pytest

from newscrawler.output.exits import Exit
from tests.output.feedfiles import ids, left_over, told
from tests.output.newsroom import newsroom
from tests.output.scrapy_run import environment, scrapy

PAGES = 30
FEEDS = ["-o", "feeds/%(run_id)s.jsonl", "-o", "packed/all.jsonl.gz"]


@pytest.fixture(scope="module")
def room():
    with newsroom(pages=PAGES) as server:
        yield server


@pytest.fixture
def small_disk(tmp_path, request):
    """A folder, named by the test, on a disk of its own."""
    path = tmp_path / request.param
    path.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(path)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("mounting is not allowed here: test_a_limit_on_files stands in")
    yield path
    subprocess.run(["umount", str(path)], check=True)


def fill(path):
    """Leave 60 KiB on the disk of a folder; the file that takes the rest."""
    filler = path / "filler"
    disk = os.statvfs(path)
    filler.write_bytes(bytes(disk.f_bavail * disk.f_frsize - (60 << 10)))
    return filler


def crawl(folder, room, pages=PAGES, feeds=FEEDS):
    return scrapy(folder, "crawl", "quay", "-a", f"pages={pages}", *feeds, NEWSROOM=room.url)


def complete(folder):
    for root in ("feeds", "packed"):
        found = ids(folder / root)
        assert (len(found), found.total()) == (PAGES * 10, PAGES * 10), root
        assert sum(one.lines for one in told(folder / root)) == PAGES * 10
    assert left_over(folder) == []


@pytest.mark.slow
@pytest.mark.parametrize("small_disk", ["feeds", "state"], indirect=True)
def test_a_full_disk_stops_the_run_and_the_next_one_completes(tmp_path, room, small_disk):
    assert crawl(tmp_path, room, pages=2).returncode == Exit.OK
    published = {path: path.read_bytes() for path in (tmp_path / "feeds").glob("*.jsonl")}
    filler = fill(small_disk)
    full = crawl(tmp_path, room)
    assert full.returncode == Exit.WRITE, full.stderr
    assert "could not be written" in full.stderr
    assert all(path.read_bytes() == data for path, data in published.items())
    ids(tmp_path / "feeds")  # every line can be read
    filler.unlink()
    again = crawl(tmp_path, room)
    assert again.returncode == Exit.OK, again.stderr
    complete(tmp_path)


@pytest.mark.slow
def test_a_limit_on_files_does_the_same(tmp_path, room):
    """Each file of the process may have 120 KiB, the memory's too."""
    assert crawl(tmp_path, room, pages=2).returncode == Exit.OK
    arguments = ["crawl", "quay", "-a", f"pages={PAGES}", *FEEDS]
    limit = 120 << 10
    full = subprocess.run(
        [sys.executable, "-m", "scrapy", *arguments],
        cwd=tmp_path,
        env=environment(NEWSROOM=room.url),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert full.returncode == Exit.WRITE, full.stderr
    ids(tmp_path / "feeds")
    again = crawl(tmp_path, room)
    assert again.returncode == Exit.OK, again.stderr
    complete(tmp_path)
