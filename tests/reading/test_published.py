"""When a story appeared, by every kind of witness."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newscrawler.reading import published
from tests.reading.heads import URL, ld, meta, page

DAY = datetime(2026, 11, 20, tzinfo=UTC)
MINUTE = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
STORY = {"@type": "NewsArticle", "headline": "Barrier vote"}


def found(
    head: str = "", body: str = "", *, lang: str = "en", url: str = URL
) -> tuple[object, ...]:
    stated = published.published(page(head, body, lang=lang, url=url), lang)
    if stated is None:
        return (None,)
    return stated.moment.start, stated.moment.precision, stated.rule


@pytest.mark.parametrize(
    ("head", "rule"),
    [
        (ld(STORY | {"datePublished": "2026-11-20T09:30:00+01:00"}), "jsonld:datePublished"),
        (meta("article:published_time", "2026-11-20T08:30:00Z"), "meta:article:published_time"),
        (meta("parsely-pub-date", "2026-11-20T08:30:00Z"), "meta:parsely-pub-date"),
        (meta("date", "2026-11-20T10:30:00+0200"), "meta:date"),
        (meta("DC.date.issued", "2026-11-20"), "meta:dc.date.issued"),
    ],
)
def test_in_the_head(head: str, rule: str):
    start, _, by = found(head)
    assert by == rule
    assert start == (DAY if "dc." in rule else MINUTE)


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ('<time datetime="2026-11-20T08:30:00Z">Friday</time>', "time"),
        ('<time itemprop="datePublished" datetime="2026-11-20T08:30:00Z">x</time>', "microdata"),
        ('<meta itemprop="datePublished" content="2026-11-20T08:30:00Z">', "microdata"),
        ('<span itemprop="datePublished" content="2026-11-20T08:30:00Z">x</span>', "microdata"),
        ("<h1>Barrier vote</h1><p>20 November 2026, 08:30</p>", "dateline"),
        ("<p>2026-11-20 08:30</p><h1>Barrier vote</h1>", "dateline"),
        ("<h1>Barrier vote</h1><p>By Ida Marsh | 20 November 2026 08:30</p>", "dateline"),
    ],
)
def test_in_the_body(body: str, rule: str):
    start, precision, by = found(body=body)
    assert (start, precision in ("second", "minute")) == (MINUTE, True)
    assert str(by).startswith(rule)


DATELINES = [
    ("en", "Published 20 November 2026"),
    ("de", "Veröffentlicht am 20. November 2026"),
    ("fr", "Publié le 20 novembre 2026"),
    ("es", "viernes, 20 de noviembre de 2026"),
    ("it", "20 novembre 2026"),
    ("pt", "20 de novembro de 2026"),
    ("nl", "20 november 2026"),
    ("sv", "20 november 2026"),
    ("da", "20. november 2026"),
    ("no", "20. november 2026"),
    ("fi", "20. marraskuuta 2026"),
    ("pl", "20 listopada 2026"),
    ("cs", "20. listopadu 2026"),
    ("hu", "2026. november 20."),
    ("ro", "20 noiembrie 2026"),
    ("ru", "20 ноября 2026"),
    ("uk", "20 листопада 2026"),
    ("el", "20 Νοεμβρίου 2026"),
    ("tr", "20 Kasım 2026"),
    ("ar", "20 نوفمبر 2026"),
    ("hi", "20 नवंबर 2026"),
    ("id", "20 November 2026"),
    ("vi", "20/11/2026"),
    ("ja", "2026年11月20日"),
    ("zh", "2026年11月20日"),
    ("ko", "2026년 11월 20일"),
]


@pytest.mark.parametrize(("lang", "shown"), DATELINES)
def test_a_dateline_in_many_languages(lang: str, shown: str):
    assert found(body=f"<h1>*</h1><div>{shown}</div>", lang=lang) == (DAY, "day", "dateline")


@pytest.mark.parametrize(
    "path", ["/2026/11/20/vote", "/news/2026-11-20/vote", "/20261120/vote.html", "/2026/11/20"]
)
def test_the_address_gives_the_day_at_last(path: str):
    assert found(url=f"https://harbourpost.example{path}") == (DAY, "day", "url")


@pytest.mark.parametrize("path", ["/story-20261345", "/2026/11/", "/id/120261120"])
def test_other_numbers_are_no_day(path: str):
    assert found(url=f"https://harbourpost.example{path}") == (None,)


def test_a_zone_that_another_witness_gives_is_kept():
    head = ld(STORY | {"datePublished": "2026-11-20 09:30:00"}) + meta(
        "date", "2026-11-20T09:30:00+01:00"
    )
    assert found(head) == (MINUTE, "second", "meta:date")


def test_a_time_of_day_that_another_witness_gives_is_kept():
    head = meta("date", "2026-11-20") + meta("created", "2026-11-20T08:30:00Z")
    assert found(head)[0] == MINUTE


def test_a_change_is_no_publication():
    body = '<time class="updated" datetime="2026-11-21T08:30:00Z">x</time>'
    assert found(body=body) == (None,)
    stated = published.modified(page(meta("last-modified", "2026-11-21T08:30:00Z")), "en")
    assert stated is not None
    assert stated.moment.start == datetime(2026, 11, 21, 8, 30, tzinfo=UTC)


def test_the_future_is_not_believed():
    assert found(ld(STORY | {"datePublished": "2030-01-01T00:00:00Z"})) == (None,)


def test_a_videos_date_is_not_the_storys():
    body = (
        '<div itemscope itemtype="https://schema.org/VideoObject">'
        '<meta itemprop="datePublished" content="2020-01-01"></div>'
    )
    assert found(body=body) == (None,)
