"""Aggregators read from their feeds, in other forms than the fixtures have, and their pages."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from scrapy import Request
from scrapy.exceptions import UsageError
from scrapy.http import Response

from newscrawler.items import Article
from newscrawler.network.redirectors import is_redirector
from newscrawler.pipelines.resolve import Resolve
from newscrawler.sites.allsides import AllSides
from newscrawler.sites.bing_news import BingNews
from newscrawler.sites.geeknews import GeekNews
from newscrawler.sites.google_news import GoogleNews
from newscrawler.sites.lobsters import Lobsters
from newscrawler.sites.reddit import Reddit
from newscrawler.sites.techmeme import Techmeme
from newscrawler.spiders.feed_site import FeedSite
from tests import golden
from tests.pages import html, raw, spider


def read(cls: type[FeedSite], response: Response) -> list[Article]:
    return [each for each in spider(cls).parse(response) if isinstance(each, Article)]


def test_the_river_of_techmeme():
    page = html(
        """<div id="river_timeline"><h2>November 24, 2026</h2><table>
        <tr class="ritem"><td>6:40 AM</td><td><cite>Ines Okafor /
        <a href="https://ledger.example/">Harbor Ledger</a>:</cite>
        <a href="https://ledger.example/chips">Kestrel delays its plant</a></td></tr>
        <tr class="ritem"><td>5:10 AM</td><td><cite><a href="https://tide.example/">Tidewire</a>:
        </cite> <a href="https://tide.example/maps">Maps for hikers</a></td></tr></table></div>""",
        "https://www.techmeme.com/river",
    )
    page = page.replace(body=b"<!DOCTYPE html>" + page.body)
    first, second = read(Techmeme, page)
    assert (first.headline, first.source, first.authors) == (
        "Kestrel delays its plant",
        "Harbor Ledger",
        ["Ines Okafor"],
    )
    assert first.link == "https://ledger.example/chips"
    assert first.timestamp == "2026-11-24T11:40:00Z"  # 6:40 in New York
    assert second.authors == []


def test_a_broken_link_in_an_item_costs_itself():
    rss = """<rss><channel><item><title>A plan (Tidewire)</title><link>https://www.techmeme.com/1</link>
    <description>&lt;a href="http://["&gt;x&lt;/a&gt;</description></item><item><title>B</title></item>
    </channel></rss>"""
    first, second = read(Techmeme, raw(rss.encode(), "https://www.techmeme.com/feed.xml"))
    assert (first.headline, first.source, first.url) == ("A plan", "Tidewire", None)
    assert second.headline == "B"


def test_the_pages_of_others():
    (card,) = read(
        BingNews,
        html(
            """<html><div class="news-card" data-author="Port News"><a class="title"
            href="https://port.example/1">Harbor reopens</a><div class="snippet">A tanker came in.
            </div><div class="source"><span tabindex="0">2h</span></div></div></html>""",
            "https://www.bing.com/news/search?q=x",
        ),
    )
    assert (card.source, card.timestamp, card.body_kind) == (
        "Port News",
        "2026-11-24T10:00:00Z",
        "excerpt",
    )
    (topic,) = read(
        GeekNews,
        html(
            """<html><div class="topic_row"><div class="topictitle"><a href="https://tool.example/">
            <h2>백업 도구</h2></a></div><div class="topicdesc"><a href="topic?id=1">한 줄</a></div>
            <time class="js-relative-time" datetime="2026-11-24T18:00:00+09:00">3시간전</time>
            </div></html>""",
            "https://news.hada.io/new",
        ),
    )
    assert (topic.link, topic.timestamp) == ("https://tool.example/", "2026-11-24T09:00:00Z")
    (roundup,) = read(
        AllSides,
        html(
            """<html><table class="views-table"><tbody><tr><td class="views-field-name">
            <a href="/story/port">Port workers return</a></td><td><span class="date-display-single"
            content="2026-11-24T00:00:00-05:00">Nov 24</span></td></tr></tbody></table></html>""",
            "https://www.allsides.com/headline-roundups",
        ),
    )
    assert roundup.link == "https://www.allsides.com/story/port"


def test_reddit_as_rss_2():
    rss = b"""<rss version="2.0"><channel><item><title>A find</title><category>space</category>
    <link>https://www.reddit.com/r/space/comments/1/a/</link><description>&lt;a
    href="https://stars.example/1"&gt;[link]&lt;/a&gt;</description></item></channel></rss>"""
    (article,) = read(Reddit, raw(rss, "https://www.reddit.com/r/space/.rss"))
    assert (article.url, article.source, article.body) == (
        "https://stars.example/1",
        "space",
        None,
    )


def test_a_short_feed_in_another_charset():
    rss = '<?xml version="1.0" encoding="euc-kr"?><rss><channel><item><title>뉴스</title>'
    for body in (rss.encode("euc-kr"), rss.encode()):
        response = raw(body, "https://news.hada.io/rss/news", {"Content-Type": "text/xml"})
        assert [article.headline for article in read(GeekNews, response)] == ["뉴스"]


def test_a_page_in_a_feeds_place_says_so(caplog):
    one = spider(GoogleNews)
    page = html("<html><title>Before you continue</title></html>", "https://consent.example/")
    assert list(one.parse(page)) == []
    assert "no feed but an HTML page titled 'Before you continue'" in caplog.text
    assert one.crawler.stats.get_value("page/not_a_feed") == 1


def test_an_unchanged_feed_gives_nothing_and_says_so():
    one = spider(Techmeme)

    async def started() -> list[Request]:
        return [request async for request in one.start()]

    (request,) = asyncio.run(started())
    assert request.meta["conditional"]
    assert list(one.parse(Response(request.url, status=304, request=request))) == []
    assert one.crawler.stats.get_value("memory/not_modified") == 1


def test_a_list_of_json_has_no_next_page():
    response = golden.response(golden.FIXTURES / "sites" / "lobsters")
    made = list(spider(Lobsters, pages="2").parse(response))
    assert len(made) == 3


def starts(cls: type[FeedSite], **arguments: str) -> list[str]:
    async def all_of_them() -> list[str]:
        return [request.url async for request in spider(cls, **arguments).start()]

    return asyncio.run(all_of_them())


@pytest.mark.parametrize(
    ("cls", "arguments", "url"),
    [
        (GoogleNews, {}, "https://news.google.com/rss?hl=en-US&gl=US&ceid=US%3Aen"),
        (
            GoogleNews,
            {"topic": "world", "edition": "de:DE"},
            "https://news.google.com/rss/headlines/section/topic/WORLD?hl=de&gl=DE&ceid=DE%3Ade",
        ),
        (
            GoogleNews,
            {"q": "port & ferry"},
            "https://news.google.com/rss/search?q=port+%26+ferry&hl=en-US&gl=US&ceid=US%3Aen",
        ),
        (GoogleNews, {"url": "https://news.google.com/rss?hl=fr"}, None),
        (BingNews, {"q": "port"}, "https://www.bing.com/news/search?q=port&format=rss"),
        (Reddit, {"r": "space"}, "https://www.reddit.com/r/space/.rss"),
    ],
)
def test_what_is_asked_for(cls, arguments, url):
    assert starts(cls, **arguments) == [url or arguments["url"]]


@pytest.mark.parametrize(
    ("cls", "arguments", "message"),
    [
        (GoogleNews, {"edition": "german"}, "-a edition: .* not 'german'"),
        (GoogleNews, {"topic": "WORLD", "q": "x"}, "-a topic and -a q: give one of them"),
    ],
)
def test_arguments_are_checked(cls, arguments, message):
    with pytest.raises(UsageError, match=message):
        spider(cls, **arguments)


class NoEngine:
    async def download_async(self, request: Request) -> Response:
        raise AssertionError(f"asked for {request.url}")


@pytest.mark.parametrize("site", ["google_news", "bing_news"])
def test_links_are_resolved_without_a_request_where_the_address_says_it(site):
    cls: Any = {"google_news": GoogleNews, "bing_news": BingNews}[site]
    one = spider(cls)
    engine: Any = NoEngine()
    one.crawler.engine = engine
    resolve = Resolve.from_crawler(one.crawler)
    response: Any = golden.response(golden.FIXTURES / "sites" / site)
    articles = [asyncio.run(resolve.process_item(each)) for each in one.articles(response)]
    assert articles[0].url in (
        "https://paper-of-lakes.example/2024/05/ferry-returns",
        "https://portnews.example/harbor-reopens?id=7",
    )
    assert is_redirector(articles[0].link or "")
    if site == "google_news":
        assert articles[1].url is None
        assert articles[1].provenance["url"] == "resolve:failed"
