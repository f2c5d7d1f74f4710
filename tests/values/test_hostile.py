"""Hostile input: long and odd texts cost every function little time, and none raises."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from newscrawler.values import ids, languages, names, text, times, urls

NOW = datetime(2026, 11, 24, 10, 5, 30, tzinfo=UTC)
LENGTH = 100_000
ALLOWED = 1.0
"""Seconds of CPU for one text of 100 KB: the slowest takes about 30 ms; what grows with the
square of the length would take minutes."""

PIECES = (
    "1", " ", "a", "é", "月", "1 ", "1:", "1.", "1-", "1/", "a ", ", ", "- ", "\n", "&", "&#",
    "&amp", "&a;", "\u200b", "\u200c", "\u200f", "ب\u200c", "\u202b", "\u0301", "a\u0301",
    "\U0001d165", "\ud800", "\x00", "(", "[", "()", "@", "a@", "a@b.", "www.", "http://", "%",
    "%41", "?a=b&", "By ", " and ", " و ", "vor ", "ago ", "1 hour ", "1 hour ago ",
    "2026-11-24", "24 Nov ", "小时", "1小时", "٣", "th", "time", "a few ", "en-", "1e9", "' ",
    "|", "...", "Ann Lee, ", "\ufdfa",
)  # fmt: skip


def _parse(hostile: str) -> object:
    return [times.parse(hostile, anchor=NOW, language=code) for code in (None, "en", "cy", "zh")]


def _absolute(hostile: str) -> object:
    try:
        return urls.absolute(hostile, "https://news.example/")
    except urls.BadUrl as refused:
        return str(refused)


def _canonical(hostile: str) -> object:
    try:
        return urls.canonical(f"https://news.example/{hostile[:2000]}")
    except urls.BadUrl as refused:
        return str(refused)


FUNCTIONS: dict[str, Callable[[str], object]] = {
    "line": text.line,
    "paragraphs": text.paragraphs,
    "parse": _parse,
    "is_time": times.is_time,
    "split": times.split,
    "anchor": lambda hostile: times.anchor(hostile, hostile, NOW),
    "absolute": _absolute,
    "canonical": _canonical,
    "registered_domain": lambda hostile: urls.registered_domain(f"http://{hostile}"),
    "authors": lambda hostile: names.authors([hostile]),
    "source": names.source,
    "tag": languages.tag,
    "story_id": ids.story_id,
    "alias": lambda hostile: ids.alias("a", hostile, hostile),
}
for warm in FUNCTIONS.values():  # the tables are read, and dateparser imported, once
    warm("24 Tachwedd 2026")


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("length", [99, 400, 500, LENGTH], ids=str)
def test_takes_little_time(name: str, length: int) -> None:
    for piece in PIECES:
        hostile = (piece * (length // len(piece) + 1))[:length]
        for variant in (hostile, f"{hostile}!", f"x{hostile} ago"):
            start = time.process_time()
            FUNCTIONS[name](variant)
            spent = time.process_time() - start
            assert spent < ALLOWED, f"{name}({piece!r} * {length}) took {spent:.2f} s"


@pytest.mark.parametrize("name", FUNCTIONS)
def test_mixed_junk_takes_little_time(name: str) -> None:
    junk = "".join(PIECES) * (LENGTH // len("".join(PIECES)))
    start = time.process_time()
    FUNCTIONS[name](junk)
    assert time.process_time() - start < ALLOWED
