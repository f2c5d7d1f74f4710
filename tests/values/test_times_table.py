"""The table of times: each text means what ``times_table.tsv`` says."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest

from newscrawler.values import times

ANCHOR = "2026-11-24T10:05:30Z"


class Row(NamedTuple):
    text: str
    language: str | None
    anchor: datetime
    zone: tzinfo
    day_first: bool | None
    start: str | None
    precision: str | None


def _row(line: str) -> Row:
    text, *cells = line.split("\t")
    language, anchor, zone, day_first, start, precision = (
        None if cell == "-" else cell for cell in cells
    )
    return Row(
        text,
        language,
        datetime.fromisoformat(anchor or ANCHOR),
        ZoneInfo(zone) if zone else UTC,
        None if day_first is None else day_first == "true",
        start,
        precision,
    )


def _rows() -> list[Row]:
    lines = Path(__file__).with_name("times_table.tsv").read_text(encoding="utf-8").split("\n")
    return [_row(line) for line in lines if line and not line.startswith("#")]


ROWS = _rows()


def _read(row: Row) -> times.Moment | None:
    return times.parse(
        row.text,
        anchor=row.anchor,
        language=row.language,
        zone=row.zone,
        day_first=row.day_first,
    )


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.text}-{row.language}")
def test_means(row: Row) -> None:
    found = _read(row)
    shown = (times.rfc3339(found.start), found.precision) if found else (None, None)
    assert shown == (row.start, row.precision)


def test_is_wide() -> None:
    languages = Counter(row.language for row in ROWS if row.start)
    assert len(ROWS) >= 300
    assert sum(count >= 3 for count in languages.values()) >= 50
