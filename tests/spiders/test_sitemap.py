"""The sitemap spider: discovery, indexes, what is too old, what has no headline."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from scrapy import Request
from scrapy.exceptions import UsageError
from scrapy.http import Response

from newscrawler.items import Article
from newscrawler.spiders import sitemap
from newscrawler.spiders.sitemap import Sitemap, oldest
from tests.pages import raw, spider

SITE = "https://post.example"
URL = f"{SITE}/news.xml"
NOW = datetime.now(UTC)


def iso(ago: timedelta) -> str:
    return (NOW - ago).isoformat(timespec="seconds")


NEWS = f"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>{SITE}/1</loc><news:news><news:publication><news:name>The Harbour Post</news:name>
<news:language>en</news:language></news:publication>
<news:publication_date>{iso(timedelta(hours=3))}</news:publication_date>
<news:title>Ferry back in service</news:title><news:keywords>sea, ferry</news:keywords>
</news:news></url>
<url><loc>{SITE}/2</loc><news:news>
<news:publication_date>{(NOW - timedelta(days=3)).date()}</news:publication_date>
<news:title>Old and told by day</news:title></news:news></url>
<url><loc>{SITE}/3</loc><lastmod>{iso(timedelta(minutes=5))}</lastmod></url>
</urlset>"""

INDEX = f"""<sitemapindex><sitemap><loc>/index.xml</loc></sitemap>
<sitemap><loc>{SITE}/2026.xml.gz</loc><lastmod>{iso(timedelta(hours=1))}</lastmod></sitemap>
<sitemap><loc>{SITE}/1999.xml</loc><lastmod>1999-12-31</lastmod></sitemap></sitemapindex>"""


def crawl(**arguments: str) -> Sitemap:
    return spider(Sitemap, **({"urls": URL} | arguments))


def started(one: Sitemap) -> list[str]:
    async def all_of_them() -> list[str]:
        return [request.url async for request in one.start()]

    return asyncio.run(all_of_them())


def run(one: Sitemap, response: Response) -> tuple[list[Article], list[str]]:
    made = list(one.parse(response))
    return (
        [each for each in made if isinstance(each, Article)],
        [each.url for each in made if isinstance(each, Request)],
    )


def stat(one: Sitemap, name: str) -> int:
    value: int = one.crawler.stats.get_value(name, 0)
    return value


def test_a_news_sitemap_gives_records(caplog):
    one = crawl()
    (first, second), requests = run(one, raw(NEWS.encode(), URL))
    assert requests == []
    assert (first.headline, first.source, first.language) == (
        "Ferry back in service",
        "The Harbour Post",
        "en",
    )
    assert first.tags == ["sea", "ferry"]
    assert first.role == "sitemap"
    assert first.provenance["headline"] == "sitemap:news:title"
    assert second.timestamp_precision == "day"
    assert "1 addresses left out (no headline: -a follow=1)" in caplog.text


@pytest.mark.parametrize(
    ("since", "headlines"),
    [("48h", 1), ("4d", 2), ("1w", 2), ("2h", 0), ("30m", 0), (str(NOW.date() - timedelta(9)), 2)],
)
def test_what_is_too_old_is_left_out(since, headlines):
    one = crawl(since=since)
    assert len(run(one, raw(NEWS.encode(), URL))[0]) == headlines
    assert stat(one, "sitemap/too_old") == 2 - headlines


def test_with_a_limit_what_has_no_time_is_taken_for_old():
    one = crawl(since="48h")
    assert run(one, raw(b"https://post.example/a\nhttps://post.example/b", URL)) == ([], [])
    assert stat(one, "sitemap/too_old") == 2


def test_an_index_that_holds_itself_ends():
    one = crawl(urls=f"{SITE}/index.xml")
    assert started(one) == [f"{SITE}/index.xml"]
    requests = run(one, raw(INDEX.encode(), f"{SITE}/index.xml"))[1]
    assert requests == [f"{SITE}/2026.xml.gz", f"{SITE}/1999.xml"]
    assert run(one, raw(INDEX.encode(), f"{SITE}/2026.xml.gz"))[1] == []


def test_a_malformed_address_in_an_index_costs_itself(caplog):
    index = (
        "<sitemapindex><sitemap><loc>http://[</loc></sitemap><sitemap><loc>/b.xml</loc></sitemap>"
    )
    requests = run(crawl(), raw(index.encode(), URL))[1]
    assert requests == [f"{SITE}/b.xml"]
    assert "http://[" in caplog.text


def test_old_parts_of_an_index_are_not_asked_for():
    one = crawl(since="48h")
    requests = run(one, raw(INDEX.encode(), f"{SITE}/index.xml"))[1]
    assert requests == [f"{SITE}/index.xml", f"{SITE}/2026.xml.gz"]
    assert stat(one, "sitemap/unchanged") == 1


def test_the_number_of_sitemaps_is_bounded(monkeypatch):
    monkeypatch.setattr(sitemap, "MAX_SITEMAPS", 1)
    one = crawl()
    assert len(run(one, raw(INDEX.encode(), f"{SITE}/index.xml"))[1]) == 1
    assert stat(one, "sitemap/over_limit") == 2


def test_the_number_of_stories_that_are_followed_is_bounded(monkeypatch, caplog):
    monkeypatch.setattr(sitemap, "MAX_FOLLOWED", 2)
    one = crawl(follow="1")
    assert len(run(one, raw(NEWS.encode(), URL))[1]) == 2
    assert len(run(one, raw(NEWS.encode(), URL))[1]) == 0
    assert stat(one, "sitemap/over_limit") == 4
    assert "3 addresses left out (more than are followed in a run)" in caplog.text


@pytest.mark.parametrize("given", [SITE, f"{SITE}/", f"{SITE}/robots.txt"])
def test_robots_txt_finds_the_sitemaps(given):
    one = crawl(urls=given)
    assert started(one) == [f"{SITE}/robots.txt"]
    robots = b"User-agent: *\nSitemap: https://post.example/news.xml\nsitemap: /old.xml\n"
    requests = one.parse_robots(raw(robots, f"{SITE}/robots.txt"))
    assert [request.url for request in requests] == [f"{SITE}/news.xml", f"{SITE}/old.xml"]


def test_without_a_word_in_robots_txt_the_usual_place_is_tried():
    requests = crawl().parse_robots(raw(b"User-agent: *\n", f"{SITE}/robots.txt"))
    assert [request.url for request in requests] == [f"{SITE}/sitemap.xml"]


def test_a_feed_may_stand_in_for_a_sitemap():
    rss = f"<rss><channel><item><title>A</title><link>{SITE}/a</link></item></channel></rss>"
    (article,) = run(crawl(), raw(rss.encode(), URL))[0]
    assert (article.headline, article.link) == ("A", f"{SITE}/a")


def test_what_is_neither_says_so(caplog):
    one = crawl()
    page = b"<html><title>Gone</title></html>"
    assert run(one, raw(page, URL)) == ([], [])
    assert "no sitemap: it begins '<html><title>Gone" in caplog.text
    assert "no feed but an HTML page titled 'Gone'" in caplog.text
    assert stat(one, "page/not_a_sitemap") == 1


def test_since_must_be_a_span_or_a_date():
    assert oldest("", NOW) is None
    assert oldest("90m", NOW) == NOW - timedelta(minutes=90)
    assert oldest("2026-11-24", NOW) == datetime(2026, 11, 24, tzinfo=UTC)
    with pytest.raises(UsageError, match="-a since: 48h, 7d or a date, not 'soonish'"):
        crawl(since="soonish")
