"""Source, section, tags, summary, image, canonical address and access."""

from __future__ import annotations

from typing import Any

import pytest

from newscrawler.reading import access, places, source, summary, topics
from newscrawler.reading.page import Page
from tests.reading.heads import URL, ld, meta, page

STORY = {"@type": "NewsArticle", "headline": "Barrier vote"}


def publisher(name: Any) -> str:
    return ld(STORY | {"publisher": {"@type": "Organization", "name": name}})


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (publisher("Harbour Post"), "Harbour Post"),
        (publisher("harbourpost.example") + meta("og:site_name", "Harbour Post"), "Harbour Post"),
        (publisher("Quay Media GmbH") + meta("og:site_name", "Harbour Post"), "Harbour Post"),
        (publisher("harbour") + meta("og:site_name", "Harbour Post"), "Harbour Post"),
        (meta("copyright", "© 2020-2026 Harbour Post"), "Harbour Post"),
        (meta("publisher", "Harbour Post (www.harbourpost.example)"), "Harbour Post"),
        ("<title>Barrier vote | Harbour Post</title>", "Harbour Post"),
        ("<title>防潮堤｜港新聞</title>", "港新聞"),
        (meta("og:site_name", "harbourpost.example"), "harbourpost.example"),
        ("", "harbourpost.example"),
        (meta("copyright", "© 2026"), "harbourpost.example"),
        (ld([STORY, {"@type": "WebSite", "name": "Harbour Post"}]), "Harbour Post"),
    ],
)
def test_source(head: str, expected: str):
    assert next(source.said(page(head))).value == expected


def test_section_and_tags():
    head = ld(STORY | {"articleSection": ["World", "Sea"], "keywords": "sea, barrier,Sea"})
    assert next(topics.section(page(head))) == ("World", "jsonld:articleSection")
    assert next(topics.tags(page(head))) == (["sea", "barrier"], "jsonld:keywords")
    head = meta("article:tag", "sea") + meta("article:tag", "barrier")
    assert next(topics.tags(page(head))) == (["sea", "barrier"], "meta:article:tag")
    assert list(topics.tags(page(meta("keywords", " , ")))) == []


def test_a_summary_is_no_beginning_of_the_body():
    head = meta("og:description", "The council voted on Tuesday…") + meta(
        "description", "A second barrier will be built, if anyone pays."
    )
    found = list(summary.summary(page(head), "The council voted on Tuesday to build it."))
    assert found == [("A second barrier will be built, if anyone pays.", "meta:description")]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<link rel="canonical" href="/world/2231">', "https://harbourpost.example/world/2231"),
        (meta("og:url", "https://harbourpost.example/a"), "https://harbourpost.example/a"),
        ('<link rel="canonical" href="/">' + meta("og:url", "/b"), "https://harbourpost.example/b"),
        (ld(STORY | {"mainEntityOfPage": {"@id": "/c"}}), "https://harbourpost.example/c"),
        (ld(STORY | {"url": "/d"}), "https://harbourpost.example/d"),
        ('<link rel="canonical" href="javascript:void(0)">', None),
        ('<link rel="canonical" href="http://[bad">', None),
    ],
)
def test_canonical(head: str, expected: str | None):
    found = next(places.canonical(page(head)), None)
    assert (found.value if found else None) == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (meta("og:image", "/i.jpg"), "https://harbourpost.example/i.jpg"),
        (ld(STORY | {"image": ["/j.jpg", "/k.jpg"]}), "https://harbourpost.example/j.jpg"),
        (ld(STORY | {"image": {"url": "/l.jpg"}}), "https://harbourpost.example/l.jpg"),
        (meta("og:image", " ") + meta("twitter:image", "/m.jpg"), "https://harbourpost.example/m.jpg"),
        (meta("og:image", "data:image/png;base64,AA"), None),
    ],
)  # fmt: skip
def test_image(head: str, expected: str | None):
    found = next(places.image(page(head)), None)
    assert (found.value if found else None) == expected


def part(free: Any) -> dict[str, Any]:
    return {"hasPart": [{"@type": "WebPageElement", "isAccessibleForFree": free}]}


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (ld(STORY | {"isAccessibleForFree": True}), "free"),
        (ld(STORY | {"isAccessibleForFree": "False"}), "paywalled"),
        (ld(STORY | {"isAccessibleForFree": "http://schema.org/True"}), "free"),
        (ld(STORY | part("False")), "paywalled"),
        (ld(STORY | part(False) | {"isAccessibleForFree": True}), "free"),
        (ld(STORY | part(True)), None),
        (meta("article:content_tier", "locked"), "paywalled"),
        (meta("article:content_tier", "metered"), "free"),
        (meta("article:content_tier", "gold"), None),
        (ld(STORY | {"isAccessibleForFree": "maybe"}), None),
    ],
)
def test_access_as_stated(head: str, expected: str | None):
    found = next(access.said(page(head), "x" * 5_000), None)
    assert (found.value if found else None) == expected


@pytest.mark.parametrize(
    "wall",
    [
        "Subscribe to continue reading", "Jetzt weiterlesen mit HP+", "Article réservé aux abonnés",
        "Solo para suscriptores", "Continua a leggere con HP", "Alleen voor abonnees",
        "Läs vidare med HP", "Kun for abonnenter", "Dla subskrybentów", "Už jste předplatitel?",
        "Только для подписчиков", "この記事は有料です", "订阅后继续阅读", "구독자 전용",
        "Abonelere özel",
    ],
)  # fmt: skip
def test_a_wall_is_seen_beside_a_short_text_only(wall: str):
    walled = page()
    walled.shown = f"The vote was close.\n{wall}"
    assert [found.value for found in access.said(walled, "The vote was close.")] == ["paywalled"]
    assert list(access.said(walled, "The vote was close. " * 200)) == []


def test_pages_are_read_once():
    one: Page = page(meta("og:url", URL))
    assert one.near is one.near
    assert one.article is one.article
