"""No regular expression of the project takes more than linear time on what a stranger may send."""

from __future__ import annotations

import importlib
import pkgutil
import random
import re
import time
from collections.abc import Iterator

import pytest

import newscrawler

LENGTH = 20_000  # characters
BUDGET = 0.2  # seconds of CPU: one a 100,000 characters
MATCHED = {
    "newscrawler.reading.authors._DOMAIN",
    "newscrawler.reading.body.features._ELSEWHERE",
    "newscrawler.reading.jsonld._OPENING",
}
"""Only ever matched at the start of a text, so searching them proves nothing."""
BOUNDED = {
    "newscrawler.reading.verdict._SLUG": 300,
}
"""Patterns whose text is cut before, and to how many characters."""
USUAL = [" ", "\n", "a", "1", *",.-/<>\"'=&:\\Aé"]


def patterns() -> Iterator[tuple[str, re.Pattern[str] | re.Pattern[bytes]]]:
    """Every compiled pattern of a module, under the name of the first that has it."""
    seen: set[int] = set()
    for info in pkgutil.walk_packages(newscrawler.__path__, "newscrawler."):
        if info.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(info.name)).items():
            if isinstance(value, re.Pattern) and id(value) not in seen:
                seen.add(id(value))
                yield f"{info.name}.{name}", value


def texts(pattern: str, length: int) -> Iterator[str]:
    """What the pattern is made of, over and over, and an end that does not fit."""
    words = re.findall(r"[a-z]{2,}", pattern)[:20]
    pieces = sorted(set(pattern) - set("\\?*+|(){}^$"))[:60] + USUAL
    dice = random.Random(1)
    mixed = ["".join(dice.choices(pieces + words, k=dice.randint(2, 3))) for _ in range(40)]
    for unit in [*pieces, *words, *mixed]:
        yield "x<\"'(" + unit * (length // len(unit)) + "\x01"


@pytest.mark.slow
@pytest.mark.parametrize(("name", "pattern"), list(patterns()))
def test_a_pattern_takes_linear_time(
    name: str, pattern: re.Pattern[str] | re.Pattern[bytes]
) -> None:
    source = pattern.pattern
    shown = source if isinstance(source, str) else source.decode("latin-1")
    for text in texts(shown, BOUNDED.get(name, LENGTH)):
        given = text if isinstance(source, str) else text.encode()
        best = seconds(name, pattern, given)
        if best > BUDGET:  # a busy machine gets a second chance
            best = seconds(name, pattern, given)
        assert best <= BUDGET, f"{best:.2f} s for {text[:40]!r}..."


def seconds(name: str, pattern: re.Pattern[str] | re.Pattern[bytes], text: str | bytes) -> float:
    """CPU seconds of finding all matches, or of one at the start."""
    begun = time.process_time()
    if name in MATCHED:
        pattern.match(text)  # type: ignore[arg-type]  # both are text, or both are bytes
    else:
        for _ in pattern.finditer(text):  # type: ignore[arg-type]  # likewise
            pass
    return time.process_time() - begun
