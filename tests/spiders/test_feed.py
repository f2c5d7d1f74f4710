"""The feed spider: what it asks for and what it makes of the answers."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from scrapy import Request
from scrapy.exceptions import UsageError
from scrapy.http import Response

from newscrawler.items import Article
from newscrawler.spiders.feed import Feed
from tests.pages import raw, spider

URL = "https://post.example/feed"
RSS = b"""<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>The Harbour Post</title><link>https://post.example/</link><language>en-GB</language>
<atom:link rel="next" href="https://post.example/feed?page=2"/>
<item><title>Ferry back in service</title><link>https://post.example/1</link>
<pubDate>Tue, 24 Nov 2026 10:00:00 GMT</pubDate><description>It sailed at dawn.</description></item>
<item><title>Elsewhere</title><link>https://other.example/2</link></item>
</channel></rss>"""


def feed(**arguments: str) -> Feed:
    return spider(Feed, **({"urls": URL} | arguments))


def run(one: Feed, response: Response, **more: Any) -> tuple[list[Article], list[Request]]:
    made = list(one.parse(response, **more))
    return (
        [each for each in made if isinstance(each, Article)],
        [each for each in made if isinstance(each, Request)],
    )


def stat(one: Feed, name: str) -> int:
    value: int = one.crawler.stats.get_value(name, 0)
    return value


def test_a_story_becomes_a_record():
    one = feed()
    (first, second), requests = run(one, raw(RSS, URL))
    assert requests == []
    assert (first.headline, first.source, first.language) == (
        "Ferry back in service",
        "The Harbour Post",
        "en-GB",
    )
    assert (first.timestamp, first.body, first.body_kind) == (
        "2026-11-24T10:00:00Z",
        "It sailed at dawn.",
        "excerpt",
    )
    assert (first.role, first.position, first.aggregator) == ("feed", 1, "feed")
    assert first.provenance["timestamp"] == "feed:rss:pubDate"
    assert first.provenance["source"] == "feed:title"
    assert second.source is None  # another site's story: the feed's title is not its publisher


def test_media_type_and_charset_do_not_matter():
    body = RSS.replace(b"dawn", b"caf\xe9")
    response = raw(body, URL, {"Content-Type": "text/html; charset=utf-8"})
    assert run(feed(), response)[0][0].body == "It sailed at café."


def test_further_pages_as_far_as_asked():
    (request,) = run(feed(pages="2"), raw(RSS, URL))[1]
    assert request.url == "https://post.example/feed?page=2"
    assert run(feed(pages="2"), raw(RSS, URL), number=2)[1] == []


def test_a_malformed_address_of_the_next_page_is_named(caplog):
    body = RSS.replace(b'href="https://post.example/feed?page=2"', b'href="http://["')
    articles, requests = run(feed(pages="2"), raw(body, URL))
    assert (len(articles), requests) == (2, [])
    assert "next page:" in caplog.text


def test_an_unchanged_feed_gives_nothing_and_says_so():
    one = feed()
    made = run(one, Response(URL, status=304, request=Request(URL)))
    assert made == ([], [])
    assert stat(one, "memory/not_modified") == 1


PAGE = b"""<html><head><title>Post</title>
<link rel="alternate" type="application/rss+xml" href="/comments/feed/" title="Comments">
<link rel="alternate" type="application/rss+xml" href="/feed" title="News">
<link rel="alternate" type="application/atom+xml" href="/atom" title="News, again"></head></html>"""


def test_a_page_finds_its_feeds():
    one = feed()
    requests = run(one, raw(PAGE, "https://post.example/"))[1]
    assert [request.url for request in requests] == [
        "https://post.example/feed",
        "https://post.example/comments/feed/",
    ]
    # What a page declares as a feed and is none is not searched for feeds again.
    again = run(one, raw(PAGE, "https://post.example/feed"), **requests[0].cb_kwargs)
    assert again == ([], [])
    assert stat(one, "page/not_a_feed") == 1


def test_html_in_a_feeds_place_says_so_and_offers_what_it_links_to(caplog):
    one = feed()
    page = b'<html><title>Post</title><a href="/rss.xml">RSS</a></html>'
    assert run(one, raw(page, URL)) == ([], [])
    assert "no feed but an HTML page titled 'Post'" in caplog.text
    assert "https://post.example/rss.xml" in caplog.text


def test_an_empty_feed_says_so(caplog):
    one = feed()
    assert run(one, raw(b"<rss><channel/></rss>", URL)) == ([], [])
    assert "holds no story" in caplog.text
    assert stat(one, "feed/empty") == 1


def test_a_mended_feed_is_counted():
    one = feed()
    assert len(run(one, raw(RSS.replace(b"dawn", b"dawn & noon"), URL))[0]) == 2
    assert stat(one, "feed/mended") == 1


def test_a_feed_of_a_site_says_nothing_of_others():
    body = RSS.replace(b"<language>en-GB</language>", b"").replace(
        b"<title>The Harbour Post</title>", b""
    )
    assert run(feed(), raw(body, URL))[0][0].source is None


def test_a_broken_link_costs_itself():
    body = RSS.replace(b"https://other.example/2", b"http://[")
    first, second = run(feed(), raw(body, URL))[0]
    assert first.link == "https://post.example/1"
    assert (second.headline, second.link) == ("Elsewhere", None)


def test_every_feed_is_asked_for_if_it_has_changed():
    async def started() -> list[Request]:
        return [request async for request in feed(urls=f"{URL}, {URL},{URL}/2").start()]

    requests = asyncio.run(started())
    assert [request.url for request in requests] == [URL, f"{URL}/2"]
    assert all(request.meta["conditional"] for request in requests)


def test_addresses_come_from_files_too(tmp_path):
    (tmp_path / "list.txt").write_text("# mine\nhttps://a.example/f\n\nhttps://b.example/f\n")
    (tmp_path / "list.opml").write_text(
        '<opml version="2.0"><body><outline text="News"><outline type="rss" text="A &amp; B"'
        ' xmlUrl="https://c.example/f"/><outline xmlUrl="https://a.example/f"/></outline></body>'
    )
    one = spider(Feed, file=str(tmp_path / "list.txt"), opml=str(tmp_path / "list.opml"))
    assert one.start_urls == ["https://a.example/f", "https://b.example/f", "https://c.example/f"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({}, "no address given: -a urls=URL,... or -a file=PATH"),
        ({"urls": "ftp://a.example/"}, "-a urls: .*ftp://a.example/"),
        ({"file": "/no/such/file"}, "-a file=/no/such/file: No such file or directory"),
        ({"opml": "/dev/null"}, "-a opml=/dev/null: no <opml> element"),
        ({"urls": URL, "pages": "0"}, "-a pages: a number from 1, not '0'"),
    ],
)
def test_arguments_are_checked(arguments, message):
    with pytest.raises(UsageError, match=message):
        spider(Feed, **arguments)


def test_an_opml_file_without_feeds_is_refused(tmp_path):
    (tmp_path / "empty.opml").write_text("<opml><body><outline text='x'/></body></opml>")
    with pytest.raises(UsageError, match="no outline with an xmlUrl"):
        spider(Feed, opml=str(tmp_path / "empty.opml"))
