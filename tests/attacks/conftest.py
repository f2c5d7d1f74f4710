"""The attackers' server, and each crawl of a batch once for all questions asked of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.attacks import every  # noqa: F401 - fills the table of answers
from tests.attacks.attack import Batch, Unavailable, run_of
from tests.attacks.runs import Outcome, Run
from tests.attacks.server import AttackServer, attack_server

Crawled = Callable[[Batch, str], Outcome]


@pytest.fixture(scope="session")
def server() -> Iterator[AttackServer]:
    with attack_server() as running:
        yield running


@pytest.fixture(scope="session")
def crawled(server: AttackServer, tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    """The outcome of a batch with ``plain`` or ``our`` settings."""
    root, known = tmp_path_factory.mktemp("attacks"), dict[tuple[str, str], Outcome]()

    def crawl(batch: Batch, settings: str) -> Outcome:
        key = (batch.name, settings)
        if key not in known:
            folder = root / f"{len(known)}-{settings}"
            try:
                known[key] = batch.crawl(run_of(settings, folder, server))
            except Unavailable as reason:
                pytest.skip(str(reason))
        return known[key]

    return crawl


@pytest.fixture
def our_run(server: AttackServer, tmp_path_factory: pytest.TempPathFactory) -> Run:
    return run_of("ours", tmp_path_factory.mktemp("ours") / "run", server)
