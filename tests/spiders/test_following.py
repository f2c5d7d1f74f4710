"""Following: card and page become one record, and a page that fails costs the card nothing."""

from __future__ import annotations

from typing import Any

import pytest
from scrapy import Request
from scrapy.exceptions import IgnoreRequest, UsageError
from twisted.python.failure import Failure

from newscrawler.items import Article
from newscrawler.spiders.feed import Feed
from newscrawler.spiders.following import merged
from newscrawler.spiders.sitemap import Sitemap
from tests.pages import NOW, html, raw, spider

STORY = "https://post.example/2026/ferry"
RSS = f"""<rss version="2.0"><channel><title>Post</title><link>https://post.example/</link>
<item><title>Ferry back</title><link>{STORY}</link><category>Sea</category>
<pubDate>Tue, 24 Nov 2026 10:00:30 GMT</pubDate><description>It sailed at dawn.</description></item>
</channel></rss>"""

SENTENCE = "The ferry to the outer islands sailed again at dawn, eleven weeks after the storm. "
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Ferry back in service | Post</title>
<meta property="og:type" content="article"><script type="application/ld+json">
{{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Ferry back in service",
"datePublished": "2026-11-24", "author": {{"@type": "Person", "name": "Mia Vale"}},
"publisher": {{"@type": "Organization", "name": "The Harbour Post"}}}}</script></head>
<body><article><h1>Ferry back in service</h1><p>{SENTENCE * 3}</p><p>{SENTENCE * 4}</p></article>
</body></html>"""


def feed(**arguments: str) -> Feed:
    return spider(Feed, **({"urls": "https://post.example/feed", "follow": "1"} | arguments))


def asked(one: Feed) -> Request:
    (request,) = one.parse(raw(RSS.encode(), "https://post.example/feed"))
    assert isinstance(request, Request)
    return request


def answer(request: Request, page: str, url: str = STORY) -> Any:
    response = html(page, url)
    response.request = request.replace(meta=request.meta | {"fetched_at": NOW})
    return response


def test_card_and_page_become_one_record():
    one = feed()
    request = asked(one)
    assert request.url == STORY
    (story,) = one.parse_story(answer(request, PAGE, f"{STORY}?final=1"))
    assert (story.headline, story.source, story.authors) == (
        "Ferry back in service",
        "The Harbour Post",
        ["Mia Vale"],
    )
    assert (story.link, story.url) == (STORY, f"{STORY}?final=1")
    assert story.body_kind == "full"
    assert story.tags == ["Sea"]  # only the card has them
    assert (story.timestamp, story.timestamp_precision) == ("2026-11-24T10:00:30Z", "second")
    assert (story.role, story.position, story.page_url, story.aggregator) == (
        "feed",
        1,
        "https://post.example/feed",
        "feed",
    )
    assert story.provenance["tags"] == "feed:rss:category"
    assert story.provenance["timestamp"] == "feed:rss:pubDate"
    assert story.provenance["headline"].startswith("jsonld")


def test_without_follow_the_card_is_the_record():
    for one in (feed(follow="0"), spider(Feed, urls="https://post.example/feed")):
        (card,) = one.parse(raw(RSS.encode(), "https://post.example/feed"))
        assert isinstance(card, Article)


def test_the_argument_is_checked():
    with pytest.raises(UsageError, match="-a follow: 1 or 0, not 'yes'"):
        feed(follow="yes")


@pytest.mark.parametrize(
    "card",
    [
        Article(headline="whole", link=STORY, body="x", body_kind="full"),
        Article(headline="no link"),
        Article(link="https://news.google.com/rss/articles/CBMiCkFVX3lxTE1hYmM"),
    ],
)
def test_what_need_not_or_cannot_be_followed(card):
    assert feed().finish(card) is card


@pytest.mark.parametrize(
    "page",
    [
        "<html><title>Before you continue</title><form>We use cookies. Accept all</form></html>",
        "",
    ],
)
def test_a_page_that_is_no_story_leaves_the_card(page):
    one = feed()
    request = asked(one)
    assert list(one.parse_story(answer(request, page))) == [request.meta["card"]]


def test_a_page_that_cannot_be_had_leaves_the_card():
    one = feed()
    request = asked(one)
    failure = Failure(IgnoreRequest("Forbidden by robots.txt"))
    failure.request = request  # type: ignore[attr-defined]
    assert list(one.story_failed(failure)) == [request.meta["card"]]
    assert one.crawler.stats.get_value("page/failed") == 1


def test_the_stories_of_a_plain_sitemap_are_read_when_followed():
    plain = f"<urlset><url><loc>{STORY}</loc></url></urlset>"
    one = spider(Sitemap, urls="https://post.example/sitemap.xml", follow="1")
    (request,) = one.parse(raw(plain.encode(), "https://post.example/sitemap.xml"))
    assert isinstance(request, Request)
    (story,) = one.parse_story(answer(request, PAGE))
    assert (story.headline, story.role) == ("Ferry back in service", "sitemap")


def card(**fields: Any) -> Article:
    rules = dict.fromkeys(fields, "card")
    return Article(provenance=rules, **fields)


DAY = {"timestamp": "2026-11-24T00:00:00Z", "timestamp_precision": "day"}
MINUTE = {"timestamp": "2026-11-24T10:05:00Z", "timestamp_precision": "minute"}
OTHER = {"timestamp": "2026-11-23T10:05:00Z", "timestamp_precision": "minute"}


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (MINUTE, DAY, MINUTE),
        (DAY, MINUTE, MINUTE),
        (OTHER, DAY, DAY),
        (MINUTE, {}, MINUTE),
        ({}, DAY, DAY),
    ],
)
def test_the_more_exact_time_of_one_day_stands(ours, theirs, expected):
    assert merged(card(**ours), card(**theirs)).timestamp == expected["timestamp"]


def test_a_stub_does_not_replace_a_longer_text():
    long = card(body="A long text of the card.", body_kind="excerpt")
    assert merged(long, card(body="A stub.", body_kind="excerpt")).body == long.body
    assert merged(long, card(body="All.", body_kind="full")).body == "All."
