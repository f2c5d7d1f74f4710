"""The attackers' server and a run of each kind, for the tests of a module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.attacks import listings, pages  # noqa: F401 - fills the table of answers
from tests.attacks.runs import Run
from tests.attacks.server import AttackServer, attack_server


@pytest.fixture(scope="module")
def server() -> Iterator[AttackServer]:
    with attack_server() as running:
        yield running


@pytest.fixture(scope="module")
def plain_run(server: AttackServer, tmp_path_factory: pytest.TempPathFactory) -> Run:
    return Run("plain", tmp_path_factory.mktemp("plain"), server)


@pytest.fixture(scope="module")
def our_run(server: AttackServer, tmp_path_factory: pytest.TempPathFactory) -> Run:
    return Run("ours", tmp_path_factory.mktemp("ours"), server)
