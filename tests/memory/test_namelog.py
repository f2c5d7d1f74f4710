"""The log of names in SQLite, its snapshots, and several jobs that share them."""

from __future__ import annotations

import logging
import shutil
import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawler.memory import namelog
from newscrawler.memory.held import Held
from newscrawler.memory.memory import Memory, MemoryUnusable
from newscrawler.memory.schema import names
from newscrawler.memory.snapshot import ROW, Snapshot
from newscrawler.memory.story import record_of
from newscrawler.values import ids

# Few values of each part, so that buckets are shared, and marks by other buckets.
KEYS = st.builds(
    lambda bucket, mark: (bucket << 46 | mark << 14) - (1 << 63),
    st.integers(0, 3) | st.integers(0, (1 << 18) - 1),
    st.sampled_from((0, 1, 0x0100_0000, 0x0101_0101, 0xFFFF_FFFF)),
)


@pytest.fixture(autouse=True)
def few_held(monkeypatch):
    monkeypatch.setattr(namelog, "HELD", 16)


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path}/memory.sqlite"


def record(number):
    """A story that is known by its words alone, under one name."""
    headline = f"Ferry {number}"
    return record_of(
        {
            "id": ids.alias("quay", headline, None),
            "headline": headline,
            "aggregator": "quay",
            "role": "listing",
            "fetched_at": "2026-11-24T10:00:00Z",
        }
    )


def remember(memory, numbers):
    with memory.writing():
        memory.remember([record(number) for number in numbers])


def forget(memory, number):
    story = memory.find(record(number))
    assert story
    assert memory.forget(story)


def known(memory, numbers):
    """Those of the numbers whose story is known."""
    return [number for number in numbers if memory.find(record(number))]


def rows_of(keys, first=1):
    return np.array([(key, number) for number, key in enumerate(keys, first)], ROW)


@given(st.lists(KEYS, min_size=1), st.lists(st.lists(KEYS, min_size=1), max_size=3), st.lists(KEYS))
def test_a_snapshot_finds_the_last_row_of_a_name(first, parts, others):
    rows = {key: number for number, key in enumerate(first, 1)}
    last = len(first)
    with TemporaryDirectory() as folder:
        path = Path(folder, "names")
        snapshot = Snapshot.write(path, None, rows_of(first), last=last, token=6, mode=0o600)
        for part in parts:
            added, older = rows_of(part, last + 1), snapshot
            rows.update((int(key), int(number)) for key, number in added)
            last += len(part)
            snapshot = Snapshot.write(path, older, added, last=last, token=7, mode=0o600)
            older.close()
        assert (snapshot.count, snapshot.last) == (last, last)
        assert {key: snapshot.find(key) for key in rows} == rows
        assert [snapshot.find(key) for key in others] == [rows.get(key) for key in others]
        snapshot.close()


@given(st.lists(KEYS | st.integers(-(1 << 63), (1 << 63) - 1)))
def test_held_names_are_those_of_a_dictionary(keys):
    held = Held()
    for _ in range(2):
        rows = {key: number for number, key in enumerate(keys, 1)}
        held.update((key, number) for number, key in enumerate(keys, 1))
        assert len(held) == len(rows)
        assert {key: held.get(key) for key in keys} == rows
        assert dict(held.all().tolist()) == rows
        assert held.get(123) == rows.get(123)
        held.clear()
    assert len(held) == 0


def test_held_names_are_found_when_their_table_has_grown():
    held, count = Held(), 1100
    held.update((number << 40, number + 1) for number in range(count))  # all in one place
    assert [held.get(number << 40) for number in range(count)] == list(range(1, count + 1))
    assert held.all()["number"].tolist() == list(range(1, count + 1))


@pytest.mark.parametrize(
    "damage", [lambda held: held[:-1], lambda held: b"", lambda held: b"x" * 99]
)
def test_a_file_that_is_no_whole_snapshot_is_named(tmp_path, damage):
    path = tmp_path / "names"
    Snapshot.write(path, None, rows_of([1]), last=1, token=1, mode=0o600).close()
    path.write_bytes(damage(path.read_bytes()))
    files = len(list(Path("/proc/self/fd").iterdir()))
    with pytest.raises(ValueError, match="names is no whole snapshot"):
        Snapshot(path)
    assert len(list(Path("/proc/self/fd").iterdir())) == files


def test_what_was_put_away_is_found_by_this_job_and_the_next(url, tmp_path):
    count = 0
    for _ in range(5):
        memory = Memory(url)
        assert known(memory, range(250)) == list(range(count))
        for more in (20, 2, 20, 1):  # 16 are held
            remember(memory, range(count, count + more))
            count += more
            assert known(memory, range(250)) == list(range(count))
        memory.close()
    snapshot = Snapshot(tmp_path / "memory.sqlite-names")
    assert count - 16 <= snapshot.count <= count
    snapshot.close()


def test_repeating_what_is_known_adds_no_names(url):
    memory = Memory(url)
    for _ in range(3):
        remember(memory, range(10))
        assert memory.count(names) == 10
    memory.close()


def test_jobs_see_what_the_others_commit(url):
    jobs = [Memory(url) for _ in range(3)]
    for number in range(60):
        remember(jobs[number % 3], [number])
        for job in jobs:
            assert known(job, range(61)) == list(range(number + 1))
    for job in jobs:
        job.close()


@pytest.mark.parametrize("lost", ["missing", "cut", "of another time", "not finished"])
def test_a_snapshot_that_does_not_fit_is_made_anew(url, tmp_path, lost):
    memory = Memory(url)
    remember(memory, range(100))
    memory.close()
    path = tmp_path / "memory.sqlite-names"
    if lost == "missing":
        path.unlink()
    elif lost == "cut":
        path.write_bytes(path.read_bytes()[:-4])
    elif lost == "not finished":
        path.with_name("memory.sqlite-names.part").write_bytes(b"names")
    else:
        before = shutil.copy(tmp_path / "memory.sqlite", tmp_path / "before")
        memory = Memory(url)
        remember(memory, range(100, 200))
        memory.close()
        shutil.copy(before, tmp_path / "memory.sqlite")
        memory = Memory(url)
        assert known(memory, range(300)) == list(range(100))
        remember(memory, range(200, 300))
        memory.close()
    memory = Memory(url)
    expected = [*range(100), *range(200, 300)] if lost == "of another time" else list(range(100))
    assert known(memory, range(300)) == expected
    memory.close()


def test_a_snapshot_that_cannot_be_written_loses_nothing(url, tmp_path, caplog):
    (tmp_path / "memory.sqlite-names.part").mkdir()
    memory = Memory(url)
    with caplog.at_level(logging.WARNING):
        for start in range(0, 100, 10):
            remember(memory, range(start, start + 10))
    assert known(memory, range(101)) == list(range(100))
    memory.close()
    assert 0 < len(caplog.records) < 6
    assert "memory.sqlite-names was not written" in caplog.text
    memory = Memory(url)
    assert known(memory, range(101)) == list(range(100))
    memory.close()


def test_what_is_forgotten_is_forgotten_by_every_job(url, tmp_path):
    one, two = Memory(url), Memory(url)
    remember(one, range(100))
    assert known(two, range(100)) == list(range(100))
    forget(one, 7)
    assert known(one, [6, 7, 8]) == known(two, [6, 7, 8]) == [6, 8]
    remember(two, [7])
    assert known(one, [7]) == [7]
    assert one.expire(before=2_000_000_000) == 100
    assert not (tmp_path / "memory.sqlite-names").exists()
    assert known(one, range(100)) == known(two, range(100)) == []
    remember(two, [3])
    assert known(one, range(100)) == [3]
    one.close()
    two.close()
    three = Memory(url)
    assert known(three, range(100)) == [3]
    three.close()


def test_a_memory_without_a_file_holds_all_names():
    memory = Memory("sqlite://")
    remember(memory, range(100))
    assert known(memory, range(101)) == list(range(100))
    memory.close()


class Failing:
    """A driver some of whose statements fail."""

    def __init__(self, driver, failing):
        self._driver, self._failing = driver, failing

    def __getattr__(self, name):
        return getattr(self._driver, name)

    def execute(self, sql, *values):
        if self._failing in sql:
            raise sqlite3.OperationalError("database is locked")
        return self._driver.execute(sql, *values)


@pytest.mark.parametrize("failing", ["BEGIN IMMEDIATE", "user_version="])
def test_a_commit_stands_though_its_names_cannot_be_put_away(url, caplog, failing, monkeypatch):
    memory = Memory(url)
    monkeypatch.setattr(memory._names, "_driver", Failing(memory._driver, failing))
    files = len(list(Path("/proc/self/fd").iterdir()))
    for start in range(0, 90, 30):
        remember(memory, range(start, start + 30))
        assert known(memory, range(100)) == list(range(start + 30))
    assert len(list(Path("/proc/self/fd").iterdir())) == files
    assert "memory.sqlite-names was not written: database is locked" in caplog.text
    memory.close()
    memory = Memory(url)
    assert known(memory, range(100)) == list(range(90))
    memory.close()


def test_what_could_not_be_read_is_read_the_next_time(url, monkeypatch):
    one, two = Memory(url), Memory(url)

    def read_on():
        if not one._driver.in_transaction:
            raise sqlite3.OperationalError("disk I/O error")

    for writer in (one, two):
        with monkeypatch.context() as broken:
            broken.setattr(one._names, "_read_on", read_on)
            with pytest.raises(MemoryUnusable, match="disk I/O error"):
                remember(writer, [1]) or one.find(record(1))
        assert known(one, [1]) == [1]
        forget(one, 1)
    one.close()
    two.close()


def no_permission(*_, **more):
    raise PermissionError("not permitted")


def test_jobs_that_put_away_take_over_what_others_did(url, tmp_path, monkeypatch):
    jobs = [Memory(url) for _ in range(3)]
    remember(jobs[0], range(100))
    monkeypatch.setattr(Snapshot, "write", None)  # a call of it would fail
    for job in jobs[1:]:
        assert known(job, range(100)) == list(range(100))
        remember(job, [200])
    for job in jobs:
        assert known(job, range(201)) == [*range(100), 200]
        job.close()


def test_a_job_with_more_in_its_snapshot_does_not_take_one_begun_anew(url, tmp_path):
    one, two = Memory(url), Memory(url)
    remember(one, range(100))
    (tmp_path / "memory.sqlite-names").unlink()
    connection = sqlite3.connect(tmp_path / "memory.sqlite")
    connection.execute("PRAGMA user_version=5").close()
    connection.close()
    Snapshot.write(
        tmp_path / "memory.sqlite-names", None, rows_of([7]), last=1, token=5, mode=0o600
    ).close()
    remember(one, range(100, 150))
    assert known(one, range(200)) == known(two, range(200)) == list(range(150))
    one.close()
    two.close()


def test_a_snapshot_in_the_way_is_said_and_passed_over(url, tmp_path, caplog):
    memory = Memory(url)
    remember(memory, range(100))
    memory.close()
    path = tmp_path / "memory.sqlite-names"
    path.unlink()
    path.mkdir()
    memory = Memory(url)
    assert known(memory, range(101)) == list(range(100))
    assert memory.expire(before=2_000_000_000) == 100
    memory.close()
    assert f"not from {path}" in caplog.text


def test_a_snapshot_that_cannot_be_taken_away_stays(url, tmp_path, monkeypatch, caplog):
    memory = Memory(url)
    remember(memory, range(100))
    monkeypatch.setattr(Path, "unlink", no_permission)
    assert memory.expire(before=2_000_000_000) == 100
    remember(memory, [3])
    assert known(memory, range(100)) == [3]
    memory.close()
    memory._names.close()
    assert "memory.sqlite-names stays as it is" in caplog.text


def test_the_snapshot_is_beside_the_file_wherever_links_lead(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link.sqlite").symlink_to(tmp_path / "real/memory.sqlite")
    for path in ("real/memory.sqlite", "link.sqlite", "real/memory.sqlite"):
        memory = Memory(f"sqlite:///{tmp_path}/{path}")
        remember(memory, range(100))
        memory.close()
    found = sorted(path.name for path in tmp_path.rglob("*-names"))
    assert found == ["memory.sqlite-names"]
    assert (tmp_path / "real/memory.sqlite-names").stat().st_mode == (
        tmp_path / "real/memory.sqlite"
    ).stat().st_mode
