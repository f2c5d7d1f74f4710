"""Text from strangers stays text, wherever it is written."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawler.values import safe

ANY_TEXT = st.text(alphabet=st.characters(), max_size=300)


@given(ANY_TEXT)
def test_a_log_entry_stays_on_its_line(text: str) -> None:
    line = safe.for_log(text)
    assert len(line.splitlines()) <= 1
    assert "\x1b" not in line
    line.encode("utf-8")


@given(ANY_TEXT)
def test_a_terminal_gets_no_command(text: str) -> None:
    shown = safe.for_terminal(text)
    assert not any((ord(c) < 32 and c not in "\t\n") or 127 <= ord(c) < 160 for c in shown)


@given(ANY_TEXT)
def test_a_file_name_stays_in_its_directory(text: str) -> None:
    name = safe.for_filename(text)
    assert Path(name).name == name
    assert name not in ("", ".", "..")
    assert not name.startswith(".")
    assert len(name.encode()) <= 110
    assert name == safe.for_filename(text)


def test_a_file_can_be_made_of_the_worst_name() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name in ("CON", "nul.txt", "\x00", "..", "a/b", "x" * 900, "🗞" * 200, "\ud800"):
            (Path(folder) / safe.for_filename(name)).touch()
        assert len(list(Path(folder).iterdir())) == 8


def test_two_names_stay_two() -> None:
    assert safe.for_filename("a/b") != safe.for_filename("a b")


@pytest.mark.parametrize("start", [*"=+-@", "\t=", " =", "＝", "\r"])
def test_a_formula_is_neutralised(start: str) -> None:
    assert safe.for_csv(f"{start}cmd|' /C calc'!A0").startswith("'")


@given(ANY_TEXT)
def test_a_csv_cell_survives_reading(text: str) -> None:
    stream = io.StringIO()
    csv.writer(stream).writerow([safe.for_csv(text), "next"])
    assert safe.for_csv(text)[:1] not in set("=@")
    assert safe.for_csv(text).lstrip("'").endswith(text.lstrip("'"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("http://u:p@h.example/", "http://***@h.example/"),
        ("http://token@h.example/x@y", "http://***@h.example/x@y"),
        ("postgresql+psycopg://db:pw@host/n", "postgresql+psycopg://***@host/n"),
        ("https://h.example/?a=1&Access_Token=xyz#f", "https://h.example/?a=1&Access_Token=***#f"),
        ("https://h.example/story?key=12&monkey=3", "https://h.example/story?key=12&monkey=3"),
        ("mail me@h.example", "mail me@h.example"),
    ],
)
def test_credentials_are_masked(text: str, shown: str) -> None:
    assert safe.without_credentials(text) == shown
    assert safe.without_credentials(shown) == shown
