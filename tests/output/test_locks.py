"""Locks: who holds one is told while it is held."""

from __future__ import annotations

import pytest

from newscrawler.output import locks


def test_a_lock_names_its_holder_while_it_is_held(tmp_path):
    for _ in range(2):
        assert locks.holder(tmp_path, "quay") == ""
        with locks.held(tmp_path, "quay"):
            assert locks.holder(tmp_path, "quay").startswith("pid ")
            with pytest.raises(locks.Locked, match=r"is running already \(pid"):
                locks.held(tmp_path, "quay").__enter__()
    assert locks.holder(tmp_path, "quay") == ""
