"""The memory on each of its databases."""

from __future__ import annotations

import pytest

from newscrawler.memory import namelog
from newscrawler.memory.memory import Memory
from newscrawler.memory.schema import metadata
from tests.memory.postgres import postgres


@pytest.fixture(scope="session")
def server():
    with postgres() as running:
        yield running


@pytest.fixture(params=["sqlite", "snapshots", pytest.param("postgresql", marks=pytest.mark.slow)])
def memory_url(request, tmp_path, monkeypatch):
    """Where a memory may be; nothing is known there. With "snapshots" SQLite's names go to one at
    each commit."""
    if request.param == "snapshots":
        monkeypatch.setattr(namelog, "HELD", 0)
    if request.param != "postgresql":
        yield f"sqlite:///{tmp_path}/deep/memory.sqlite"
        return
    url = request.getfixturevalue("server").url
    yield url
    memory = Memory(url)
    with memory.writing() as connection:
        metadata.drop_all(connection)
    memory.close()


@pytest.fixture
def memory(memory_url):
    memory = Memory(memory_url)
    yield memory
    memory.close()
