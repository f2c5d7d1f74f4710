"""The base of aggregator sites: pages, next pages, and what is said of bad ones."""

from __future__ import annotations

import asyncio
import logging

import pytest
from scrapy import Request
from scrapy.exceptions import UsageError
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newscrawler.items import Article
from newscrawler.layouts.rules import Layout, css
from newscrawler.spiders.aggregator import AggregatorSpider
from tests.pages import html, raw, spider


class Harbour(AggregatorSpider):
    name = "harbour"
    start_urls = ["https://harbour.example/"]
    layout = Layout(
        row=css("li"),
        fields={"headline": [css("a")], "link": [css("a::attr(href)")], "body": [css("p")]},
        next_page=css("a.more::attr(href)"),
    )


class Bare(AggregatorSpider):
    name = "bare"
    layout = Layout(row=css("li"), fields={"headline": [css("a")]})


LIST = "<ul><li><a href='/1'>Ferry returns</a></li><li><a href='/2'>Choir sings</a></li></ul>"
MORE = "<a class=more href='?p=2'>More</a>"


def parse(site: AggregatorSpider, response: Response, number: int = 1) -> list[Article | Request]:
    return list(site.parse(response, number))


def test_cards_then_the_next_page():
    site = spider(Harbour)
    first, second, request = parse(site, html(LIST + MORE, "https://harbour.example/list"))
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.headline, first.link, first.position) == (
        "Ferry returns",
        "https://harbour.example/1",
        1,
    )
    assert (second.role, second.position) == ("listing", 2)
    assert isinstance(request, Request)
    assert request.url == "https://harbour.example/list?p=2"
    assert request.cb_kwargs == {"number": 2}


def test_a_page_that_has_not_changed_gives_nothing_and_is_counted():
    site = spider(Harbour)
    page = raw(b"", "https://harbour.example/", {}).replace(status=304)
    assert parse(site, page) == []
    assert stats(site) == {"memory/not_modified": 1}
    (request,) = asyncio.run(_all(site.start()))
    assert request.meta["conditional"]


async def _all(made):
    return [each async for each in made]


def test_pages_are_bounded():
    site = spider(Harbour, pages="2")
    assert len(parse(site, html(LIST + MORE), number=1)) == 3
    assert len(parse(site, html(LIST + MORE), number=2)) == 2


def test_no_next_page_and_a_malformed_one(caplog: pytest.LogCaptureFixture):
    site = spider(Harbour)
    assert len(parse(site, html(LIST))) == 2
    assert len(parse(site, html(LIST + "<a class=more href='http://[::1'>More</a>"))) == 2
    assert "http://[::1" in caplog.text


def test_next_page_by_the_markups_own_word():
    found = parse(spider(Bare), html(LIST + '<a rel="next" href="/p/2">2</a>'))
    assert isinstance(found[-1], Request)


def test_a_story_twice_on_a_page_is_one():
    text = "<li><a href='/1'>Ferry returns</a><p>It left.</p></li>"
    other = "<li><a>Ferry returns</a><p>It left.</p></li>"
    found = spider(Harbour).articles(html(f"<ul>{other}{text}</ul>"))
    assert len(found) == 1
    assert found[0].link == "https://news.example/1"
    assert found[0].provenance["link"] == "listing:card:css:a::attr(href)"


def stats(site: AggregatorSpider) -> dict[str, object]:
    assert site.crawler.stats is not None
    return site.crawler.stats.get_stats()


def test_no_cards_says_what_was_looked_for(caplog: pytest.LogCaptureFixture):
    site = spider(Harbour)
    assert parse(site, html("<p>Nothing here</p>", "https://harbour.example/x")) == []
    assert "https://harbour.example/x: no cards found; looked for css:li" in caplog.text
    assert stats(site)["page/no_cards"] == 1


@pytest.mark.parametrize(
    ("body", "headers", "said"),
    [
        (
            b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\x00\x01",
            {"Content-Type": "application/pdf"},
            "not a page (binary, application/pdf)",
        ),
        (b"\x00\x01\x02\xff", {}, "not a page (binary, no content type)"),
        (b"", {"Content-Type": "text/html"}, "not a page (empty)"),
        (
            b"<p " + b" ".join(b"a%d" % number for number in range(20_000)) + b">",
            {},
            "not a page (monstrous tag, no content type)",
        ),
    ],
)
def test_what_is_no_page_is_named(
    body: bytes, headers: dict[str, str], said: str, caplog: pytest.LogCaptureFixture
):
    site = spider(Harbour)
    assert parse(site, raw(body, "https://harbour.example/x", headers)) == []
    assert f"https://harbour.example/x: {said}" in caplog.text
    assert stats(site)["page/not_text"] == 1


@pytest.mark.parametrize("kind", ["text/html; charset=iso-8859-1", "text/html; charset=utf-16", ""])
def test_a_lying_charset_garbles_nothing(kind: str):
    page = "<li><a href='/1'>Zürich – 北京: a ferry adds a crossing</a></li>".encode()
    (article,) = parse(
        spider(Harbour), raw(page, "https://harbour.example/x", {"Content-Type": kind})
    )
    assert isinstance(article, Article)
    assert article.headline == "Zürich – 北京: a ferry adds a crossing"


def test_json_deeper_than_python_recurses_is_no_page(caplog: pytest.LogCaptureFixture):
    headers = {"Content-Type": "application/json"}
    assert parse(spider(Harbour), raw(b"[" * 100_000, "https://harbour.example/x", headers)) == []
    assert "no cards found" in caplog.text


def failed(request: Request, error: Exception) -> Failure:
    failure = Failure(error)
    failure.request = request  # type: ignore[attr-defined]
    return failure


def test_a_failed_page_is_one_line(caplog: pytest.LogCaptureFixture):
    site = spider(Harbour)
    request = Request("https://harbour.example/gone")
    failure = failed(request, HttpError(Response(request.url, status=404)))
    with caplog.at_level(logging.ERROR):
        site.failed(failure)
    assert "https://harbour.example/gone: HTTP status 404" in caplog.text
    site.failed(failed(request, TimeoutError("too slow")))
    assert "TimeoutError: too slow" in caplog.text
    assert stats(site)["page/failed"] == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"url": "harbour.example"}, "-a url: .*harbour.example"),
        ({"url": "https://a.example/,ftp://b.example/"}, "-a url: .*ftp://b.example/"),
        ({"pages": "0"}, "-a pages: .*'0'"),
        ({"pages": "many"}, "-a pages: .*'many'"),
    ],
)
def test_arguments_that_cannot_be_used_are_named(arguments: dict[str, str], said: str):
    with pytest.raises(UsageError, match=said):
        spider(Harbour, **arguments)


async def _started(site: AggregatorSpider) -> list[Request]:
    return [request async for request in site.start()]


def test_start_pages():
    site = spider(Harbour, url="https://a.example/1,https://b.example/2")
    urls = [request.url for request in asyncio.run(_started(site))]
    assert urls == ["https://a.example/1", "https://b.example/2"]
    assert [request.url for request in asyncio.run(_started(spider(Harbour)))] == [
        "https://harbour.example/"
    ]


def test_a_page_whose_date_is_not_believed_is_counted():
    site = spider(Harbour)
    response = html(LIST)
    response.headers["Date"] = "Tue, 24 Nov 2020 12:00:00 GMT"
    assert site.page(response).anchor == site.page(response).fetched_at
    assert stats(site)["page/date_not_trusted"] == 2
