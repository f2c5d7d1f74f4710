"""Who wrote a story, by every kind of witness."""

from __future__ import annotations

from typing import Any

import pytest

from newscrawler.reading import authors
from tests.reading.heads import ld, meta, page

STORY = {"@type": "NewsArticle", "headline": "Barrier vote"}
PUBLISHER = {"publisher": {"@type": "Organization", "name": "Harbour Post"}}
HEADING = "<h1>Barrier vote</h1>"


def names(head: str = "", body: str = "") -> list[str]:
    one = page(head, body)
    found = authors.best(authors.said(one), one)
    return found.values if found else []


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ({"@type": "Person", "name": "Ida Marsh"}, ["Ida Marsh"]),
        ([{"name": "Ida Marsh"}, {"name": "Bo Ek"}], ["Ida Marsh", "Bo Ek"]),
        ("Ida Marsh, Bo Ek and Ann Lee", ["Ida Marsh", "Bo Ek", "Ann Lee"]),
        ("Ida Marsh und Bo Ek", ["Ida Marsh", "Bo Ek"]),
        ("Ida Marsh; Bo Ek", ["Ida Marsh", "Bo Ek"]),
        ({"givenName": "Ida", "familyName": "Marsh"}, ["Ida Marsh"]),
        ({"@type": "Person", "byline": "Ida Marsh"}, ["Ida Marsh"]),
        ({"@id": "#ida"}, ["Ida Marsh"]),
        ({"name": ["Ida Marsh", "Bo Ek"]}, ["Ida Marsh", "Bo Ek"]),
        ({"name": "Ida Marsh (im)"}, ["Ida Marsh"]),
        ("dpa", ["dpa"]),
        (None, []),
        ({"name": None}, []),
        ([["Ida Marsh"]], []),
    ],
)
def test_in_json_ld(author: Any, expected: list[str]):
    person = {"@id": "#ida", "@type": "Person", "name": "Ida Marsh"}
    assert names(ld([person, STORY | {"author": author}])) == expected


@pytest.mark.parametrize(
    "name", ["author", "article:author", "parsely-author", "dc.creator", "sailthru.author", "byl"]
)
def test_in_a_meta(name: str):
    assert names(meta(name, "By Ida Marsh and Bo Ek")) == ["Ida Marsh", "Bo Ek"]


def test_an_address_is_no_name():
    assert names(meta("article:author", "https://social.example/harbourpost")) == []


@pytest.mark.parametrize(
    "byline",
    [
        '<a rel="author" href="/x">Ida Marsh</a>',
        '<div class="article-byline">By <a href="/p/1">Ida Marsh</a></div>',
        '<span class="author-name">Ida Marsh</span>',
        '<p>Von <a href="/autoren/ida-marsh">Ida Marsh</a></p>',
        "<p>By Ida Marsh</p>",
        '<div itemprop="author" itemscope><img><span itemprop="name">Ida Marsh</span></div>',
        '<div data-testid="byline">Ida Marsh, political editor</div>',
    ],
)
def test_in_the_byline(byline: str):
    assert names(body=HEADING + byline) == ["Ida Marsh"]


def test_a_person_in_the_byline_before_an_agency_in_the_head():
    head = ld(STORY | PUBLISHER | {"author": {"@type": "Organization", "name": "Harbour Post"}})
    assert names(head, HEADING + '<p class="byline">By Ida Marsh</p>') == ["Ida Marsh"]
    assert names(head, HEADING + "<p>The vote was close.</p>") == ["Harbour Post"]


def test_an_agency_before_the_sites_own_name():
    head = ld(STORY | PUBLISHER | {"author": "Harbour Post"}) + meta("articleauthor", "AFP")
    assert names(head) == ["AFP"]


def test_the_sites_name_goes_beside_a_person():
    assert names(ld(STORY | PUBLISHER | {"author": ["Ida Marsh", "Harbour Post"]})) == ["Ida Marsh"]


@pytest.mark.parametrize(
    "other",
    [
        '<figure><span class="photo-author">Bo Ek</span></figure>',
        '<div class="related-author">Bo Ek</div>',
        "<p>By the old harbour a bridge is being built this year.</p>",
        '<p class="author-bio">Bo Ek</p>',
    ],
)
def test_others_are_not_the_author(other: str):
    assert names(body=HEADING + other) == []


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("Ida Marsh", True), ("Jean d'Arc", True), ("Ali al-Sabah", True), ("Dr. Max Kolb", True),
        ("松岡大地", True), ("朝刊編集部", False), ("dpa", False), ("Reuters", False),
        ("Redaktion Kite", False), ("The Associated Press", False), ("of the article", False),
        ("Ida", False), ("Desk 7", False), ("松岡.example", False),
    ],
)  # fmt: skip
def test_persons(name: str, person: bool):
    assert authors.is_person(name) is person
