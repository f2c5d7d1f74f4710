"""Each attack succeeds against plain Scrapy, and fails against ours."""

from __future__ import annotations

import pytest

from tests.attacks.attack import Batch
from tests.attacks.conftest import Crawled
from tests.attacks.every import BATCHES
from tests.attacks.floods import MEMORY
from tests.attacks.server import SECRET

pytestmark = pytest.mark.slow
ATTACKS = [pytest.param(batch, name, id=name) for batch in BATCHES for name in batch.attacks]


@pytest.mark.parametrize(("batch", "name"), ATTACKS)
def test_it_succeeds_against_plain_scrapy(batch: Batch, name: str, crawled: Crawled) -> None:
    assert batch.attacks[name](crawled(batch, "plain"))


@pytest.mark.parametrize(("batch", "name"), ATTACKS)
def test_it_fails_against_ours(batch: Batch, name: str, crawled: Crawled) -> None:
    outcome = crawled(batch, "ours")
    assert batch.attacks[name](outcome) == ""
    assert outcome.hits == []
    assert outcome.rss < MEMORY
    assert not outcome.killed
    assert SECRET not in outcome.log
