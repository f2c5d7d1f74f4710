"""The corpus of feeds, which is not part of the project: all that is plainly there, with a floor
that is not to be lowered."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.feeds import predict, stored
from benchmarks.score_feeds import score

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "feeds"

FLOOR = 0.995
"""Share of the items, titles, links and times that are right; 1 of 3,472 is wrong, by a mistake of
the truth, on 24 November 2026."""


@pytest.mark.skipif(not CORPUS.exists(), reason=f"needs the corpus at {CORPUS}")
def test_every_item_title_link_and_time():
    corpus = list(stored(CORPUS))
    predictions = [predict(truth["id"], body, truth["charset"]) for truth, body in corpus]
    counts, wrong = score([truth for truth, _ in corpus], predictions)
    asked = sum(number for (_, field), number in counts.items() if field.endswith("asked"))
    assert asked
    assert 1 - len(wrong) / asked >= FLOOR, "\n".join(wrong)


def test_the_scorer_finds_what_is_wrong():
    item = {"title_text": "A", "link": "https://a.example/", "published_utc": "2026-11-24T10:00:00"}
    given = {"title": "A", "link": "https://b.example/", "published_utc": "2026-11-24T10:00:00.5Z"}
    truths = [{"id": "one", "group": "feed", "items": [item, item | {"link": ""}, item]}]
    counts, wrong = score(truths, [{"id": "one", "items": [given, given]}])
    assert wrong == [
        "one 0: link: 'https://b.example/', not 'https://a.example/'",
        "one 2: item: not found",
    ]
    assert counts["feed", "item asked"] == 3
    assert counts["feed", "item right"] == counts["feed", "published_utc right"] == 2
    assert score([], [{"id": "two", "items": [given]}]) == ({}, [])
