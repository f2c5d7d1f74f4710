"""Pages that are no articles get their verdict and no body."""

from __future__ import annotations

import json

import pytest
from parsel import Selector

from newscrawler import reading
from newscrawler.reading import verdict
from newscrawler.reading.body import Body
from newscrawler.reading.body.outline import Outline
from tests.golden import FIXTURES
from tests.pages import NOW

PAGES = [
    json.loads(line)
    for line in (FIXTURES / "verdicts" / "index.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case["page"])
def test_no_article(case: dict[str, str]):
    body = (FIXTURES / "verdicts" / case["page"]).read_bytes()
    selector = Selector(text=reading.open(body, {}).text, type="html")
    read = reading.read(selector, case["url"], NOW)
    assert (read.verdict, read.body, read.body_kind) == (case["verdict"], None, None), read.reason


def test_the_set_is_complete():
    assert len(PAGES) >= 40
    assert {case["verdict"] for case in PAGES} == {
        "listing", "consent", "paywall", "blocked", "js_shell", "error",
    }  # fmt: skip


def test_what_follows_the_words_of_a_wall_is_the_walls():
    story = "The council of Port Ellery voted late on Tuesday for a second tide barrier."
    wall = ["Subscribe to continue reading", "Already a subscriber? Log in."]
    outline = Outline(texts=[wall[0], story, *wall], node=[-1] * 4)
    found = Body("\n\n".join([story, wall[1]]), "full", "model", outline, [0.1, 0.9, 0.1, 0.9])
    assert verdict.before_wall(found) == story
    assert verdict.before_wall(Body("As stated.", "full", "jsonld")) == "As stated."
