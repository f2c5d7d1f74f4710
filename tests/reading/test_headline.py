"""The headline among the titles of a page."""

from __future__ import annotations

import pytest

from newscrawler.reading import headline
from tests.reading.heads import ld, meta, page


def first(head: str, body: str = "") -> str | None:
    said = next(headline.said(page(head, body)), None)
    return said.value if said else None


@pytest.mark.parametrize(
    "title",
    [
        "Barrier vote splits council | Harbour Post",
        "Barrier vote splits council - World - Harbour Post",
        "Barrier vote splits council – harbourpost.example",
        "Barrier vote splits council | HP | 20.11.2026 | Harbour Post",
        "Harbour Post: Barrier vote splits council",
    ],
)
def test_the_sites_name_is_cut(title: str):
    head = meta("og:site_name", "Harbour Post") + f"<title>{title}</title>"
    assert first(head, "<h1>Barrier vote splits council</h1>") == "Barrier vote splits council"


def test_a_dash_of_the_headline_stays():
    head = meta("og:title", "Council votes - and splits") + meta("og:site_name", "Harbour Post")
    assert first(head) == "Council votes - and splits"


def test_what_two_places_say_outweighs_one():
    story = ld({"@type": "NewsArticle", "headline": "Barrier vote splits council"})
    head = story + meta("og:title", "You won't believe this vote")
    assert first(head, "<h1>Barrier vote splits council</h1>") == "Barrier vote splits council"


def test_an_og_title_of_its_own_is_what_editors_show():
    head = ld({"@type": "NewsArticle", "headline": "Council vote: barrier, cost, dates"}) + meta(
        "og:title", "Barrier vote splits council"
    )
    head += "<title>Council vote: barrier, cost, dates</title>"
    assert first(head, "<h1>Council vote: barrier, cost, dates</h1>") == (
        "Barrier vote splits council"
    )


def test_a_logo_in_the_first_h1_is_passed_over():
    body = "<h1>Harbour Post</h1><main><h1>Barrier vote splits council</h1></main>"
    head = "<title>Barrier vote splits council | Harbour Post</title>"
    assert first(head, body) == "Barrier vote splits council"


def test_a_text_that_was_cut_short_gives_way():
    head = meta("og:title", "Barrier vote splits council after a long…")
    body = "<h1>Barrier vote splits council after a long night</h1>"
    assert first(head, body) == "Barrier vote splits council after a long night"


def test_entities_are_decoded_however_often_they_were_escaped():
    assert first(ld({"@type": "Article", "headline": "Caf&amp;eacute; vote"})) == "Café vote"


def test_the_title_of_a_drawing_is_none_of_the_page():
    assert first("", "<svg><title>Search</title></svg>") is None
