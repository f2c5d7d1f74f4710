"""Stories in the JSON of scripts."""

from __future__ import annotations

import json

import pytest
from lxml import html

from newscrawler.layouts import embedded
from newscrawler.layouts.rows import Found, Row


def stories(scripts: str) -> list[tuple[Row, bool]]:
    return embedded.stories(html.document_fromstring(f"<html><body>{scripts}</body></html>"))


STORY = {"title": "Head", "body": "Text", "publisher": {"name": "Src"}, "id": 7}
ROW = {
    "headline": Found(["Head"], "card:json:title"),
    "body": Found(["Text"], "card:json:body"),
    "source": Found(["Src"], "card:json:publisher"),
    "id": Found(["7"], "card:json:id"),
}


@pytest.mark.parametrize(
    "script",
    [
        '<script type="application/json">{}</script>',
        '<script id="__NEXT_DATA__" type="application/json">\n{}</script>',
        "<script>window.__STATE__ = {};</script>",
        "<script>var data={}; other()</script>",
    ],
)
def test_documents_in_scripts(script: str):
    assert stories(script.replace("{}", json.dumps({"list": [STORY]}))) == [(ROW, True)]
    assert stories(script.replace("{}", json.dumps({"one": STORY}))) == [(ROW, False)]


def test_streamed_rows_survive_a_broken_one():
    row = f"1:[broken\n2:{json.dumps(STORY)}\n3:null"
    pushes = f"<script>self.__next_f.push({json.dumps([1, row])})</script>"
    assert stories(pushes) == [(ROW, False)]


@pytest.mark.parametrize(
    "value",
    [
        {"title": "Head"},
        {"body": "Text", "source": "Src"},
        {"title": True, "body": "Text"},
        {"title": ["x"], "body": "Text"},
        "text",
        3,
    ],
)
def test_what_is_no_story(value: object):
    assert stories(f'<script type="application/json">{json.dumps(value)}</script>') == []


@pytest.mark.parametrize(
    "script",
    [
        "<script></script>",
        "<script>alert(1)</script>",
        '<script type="a/json">{oops</script>',
        '<script type="application/json">' + "[" * 100_000 + "</script>",
    ],
)
def test_what_cannot_be_read_is_passed_over(script: str):
    assert stories(script) == []


def test_limits(monkeypatch: pytest.MonkeyPatch):
    many = json.dumps([STORY] * 50)
    monkeypatch.setattr(embedded, "MAX_NODES", 20)
    assert len(stories(f'<script type="application/json">{many}</script>')) < 20
    monkeypatch.setattr(embedded, "MAX_LENGTH", 20)
    assert stories(f'<script type="application/json">{many}</script>') == []
