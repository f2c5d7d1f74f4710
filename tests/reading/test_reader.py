"""A reading as a whole: pure, typed, with a rule for each value."""

from __future__ import annotations

from dataclasses import fields

import pytest
from lxml import etree
from parsel import Selector

from newscrawler import reading
from newscrawler.reading import Reading
from newscrawler.reading.lead import without
from tests.golden import FIXTURES
from tests.pages import NOW

ARTICLE = FIXTURES / "articles" / "jsonld-graph" / "page.html"
URL = "https://harbourpost.example/world/tide-barrier-vote-2231/"
NO_FIELDS = ("verdict", "reason", "provenance")


def read(path: str, url: str = URL) -> Reading:
    text = (FIXTURES / path).read_text(encoding="utf-8")
    return reading.read(Selector(text=text, type="html"), url, NOW)


def filled(found: Reading) -> set[str]:
    values = {entry.name: getattr(found, entry.name) for entry in fields(found)}
    return {name for name, value in values.items() if value and name not in NO_FIELDS}


def test_the_tree_is_left_as_it_was():
    selector = Selector(text=ARTICLE.read_text(encoding="utf-8"), type="html")
    before = etree.tostring(selector.root)
    first = reading.read(selector, URL, NOW)
    assert etree.tostring(selector.root) == before
    assert reading.read(selector, URL, NOW) == first


def test_every_value_has_a_rule_and_every_rule_a_value():
    found = read("articles/jsonld-graph/page.html")
    assert filled(found) == set(found.provenance)
    assert {"headline", "body", "timestamp", "authors", "source", "language"} <= filled(found)


def test_a_notice_has_no_field_at_all():
    found = read("verdicts/consent-en-dialog.html")
    assert (found.verdict, filled(found), found.provenance) == ("consent", set(), {})


def test_a_listing_has_no_time_and_no_authors():
    found = read("verdicts/listing-front-en.html", "https://harbourpost.example/")
    assert found.verdict == "listing"
    assert not filled(found) & {"body", "timestamp", "modified", "authors"}
    assert found.source == "Harbour Post"


def test_a_teaser_is_no_text():
    found = read("articles/paywall-teaser/page.html")
    assert (found.verdict, found.access, found.body_kind) == ("paywall", "paywalled", "excerpt")
    assert found.body
    assert "Subscribe" not in found.body


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ("Vote\n\nBy Ida Marsh\n\n20 November 2026\n\nIt was close.", "It was close."),
        ("It was close.\n\nBy Ida Marsh", "It was close."),
        ("By the sea it rained.\n\nIt was close.", "By the sea it rained.\n\nIt was close."),
        ("In 2026 it rained.", "In 2026 it rained."),
        ("a\n\nb\n\nc\n\nd\n\ne\n\nVote", "a\n\nb\n\nc\n\nd\n\ne\n\nVote"),
    ],
)
def test_lines_above_the_text(body: str, kept: str):
    assert without(body, ["Vote"], ["Ida Marsh"]) == kept
