"""A vulnerable package fails the check; an unknown one and an absent service are said aloud."""

from __future__ import annotations

import pytest

from benchmarks.advisories import report

GOOD = {"name": "parsel", "version": "1", "vulns": []}
BAD = {"name": "lxml", "version": "2", "vulns": [{"id": "CVE-2026-0001"}]}
UNKNOWN = {"name": "six", "skip_reason": "not found"}


def test_a_vulnerable_package_fails(capsys: pytest.CaptureFixture[str]) -> None:
    assert report("r.txt", [GOOD, BAD, UNKNOWN])
    assert capsys.readouterr().out.splitlines() == [
        "r.txt: lxml 2 is vulnerable: CVE-2026-0001",
        "r.txt: 2 packages checked, 1 vulnerable",
        "NOTICE r.txt: the advisory service does not know 1 packages",
    ]


@pytest.mark.parametrize("packages", [None, [], [UNKNOWN]])
def test_no_answer_is_said_aloud(
    packages: list[dict[str, object]] | None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not report("r.txt", packages)
    assert "NOT CHECKED" in capsys.readouterr().out


def test_good_packages_pass() -> None:
    assert not report("r.txt", [GOOD])
