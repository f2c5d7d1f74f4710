"""The resolver: hops, the budget, the stop at 429, and what a failure leaves."""

import asyncio
from typing import Any

import pytest
from scrapy.exceptions import CannotResolveHostError, IgnoreRequest, StopDownload
from scrapy.http import Headers, HtmlResponse, Request, Response
from scrapy.utils.test import get_crawler

from newscrawler.items import Article
from newscrawler.memory.memory import Memory
from newscrawler.memory.schema import links
from newscrawler.network.resolve import Resolver, Unresolved
from newscrawler.pipelines.resolve import Resolve

LINK = "https://t.co/one"


class Engine:
    """Answers by address; counts what it was asked."""

    def __init__(self, answers: dict[str, Any]) -> None:
        self.answers = answers
        self.asked: list[Request] = []

    async def download_async(self, request: Request) -> Response:
        self.asked.append(request)
        answer = self.answers[request.url]
        if isinstance(answer, Exception):
            raise answer
        response: Response = answer
        return response


def to(url: str, status: int = 301) -> Response:
    return Response("https://t.co/any", status=status, headers={"Location": url})


def resolver(answers: dict[str, Any], **settings: Any) -> tuple[Resolver, Engine]:
    crawler = get_crawler(settings_dict={"RESOLVE_BUDGET": 5, **settings})
    engine: Any = Engine(answers)
    crawler.engine = engine
    return Resolver(crawler), engine


def resolve(one: Resolver, link: str = LINK) -> Any:
    return asyncio.run(one.resolve(link))


def test_the_location_is_taken_and_the_publisher_not_asked():
    one, engine = resolver({LINK: to("https://paper.example/1")})
    assert resolve(one) == ("https://paper.example/1", "location")
    assert resolve(one) == ("https://paper.example/1", "location")
    (request,) = engine.asked
    assert request.meta["dont_redirect"]


def test_hops_are_followed_to_the_end():
    page = HtmlResponse("https://bit.ly/2", body=b"<script>location='https://ow.ly/3'</script>")
    one, _ = resolver(
        {
            LINK: to("https://bit.ly/2"),
            "https://bit.ly/2": page,
            "https://ow.ly/3": to("https://www.google.com/url?q=https://paper.example/1"),
        }
    )
    assert resolve(one) == ("https://paper.example/1", "parameter:q")


def test_what_the_address_says_costs_no_request():
    one, engine = resolver({})
    link = "https://www.google.com/url?url=https://paper.example/1"
    assert resolve(one, link).url == "https://paper.example/1"
    assert engine.asked == []


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (to(LINK), "over 5 redirectors"),
        (to("http://["), "names no other page"),
        (to("https://paper.example/1", status=200), "answered 200 and names no other page"),
        (Response(LINK, status=404), "answered 404"),
        (HtmlResponse(LINK, body=b"<p>Gone</p>"), "names no other page"),
        (IgnoreRequest("Forbidden by robots.txt"), "IgnoreRequest: Forbidden by robots.txt"),
        (CannotResolveHostError("t.co"), "CannotResolveHostError"),
        (ConnectionError("reset"), "ConnectionError: reset"),
    ],
)
def test_failures_say_why(answer, reason):
    one, _ = resolver({LINK: answer})
    with pytest.raises(Unresolved, match=reason):
        resolve(one)


def test_newer_google_news_links_cost_no_request():
    one, engine = resolver({})
    with pytest.raises(Unresolved, match="opaque"):
        resolve(one, "https://news.google.com/rss/articles/CBMiCkFVX3lxTE1hYmM")
    assert engine.asked == []


def test_the_first_429_ends_it():
    one, engine = resolver({LINK: Response(LINK, status=429)})
    for link in (LINK, "https://t.co/two"):
        with pytest.raises(Unresolved, match=r"t\.co/one answered 429"):
            resolve(one, link)
    assert len(engine.asked) == 1


def test_the_budget_ends_it():
    one, engine = resolver({LINK: to("https://paper.example/1")}, RESOLVE_BUDGET=1)
    resolve(one)
    with pytest.raises(Unresolved, match="RESOLVE_BUDGET"):
        resolve(one, "https://t.co/two")
    assert len(engine.asked) == 1


def test_the_body_of_a_redirect_is_not_read():
    one, _ = resolver({})
    headers = Headers({"Location": "https://paper.example/1"})
    with pytest.raises(StopDownload) as stopped:
        one._stop_at_headers(headers, Request(LINK, meta={"resolve": True}))
    assert stopped.value.fail is False
    one._stop_at_headers(headers, Request(LINK))
    one._stop_at_headers(Headers(), Request(LINK, meta={"resolve": True}))


def pipeline(answers: dict[str, Any], item: Article, memory: Memory | None = None) -> Article:
    one, _ = resolver(answers)
    return asyncio.run(Resolve(one, memory).process_item(item))


def test_the_pipeline_keeps_both():
    item = pipeline({LINK: to("https://paper.example/1")}, Article(link=LINK))
    assert (item.link, item.url) == (LINK, "https://paper.example/1")
    assert item.provenance["url"] == "resolve:location"


def test_a_story_stays_in_the_feed_unresolved():
    item = pipeline({LINK: Response(LINK, status=404)}, Article(link=LINK))
    assert (item.link, item.url) == (LINK, None)
    assert item.provenance["url"] == "resolve:failed"


@pytest.mark.parametrize(
    "item",
    [
        Article(headline="no link"),
        Article(link="https://paper.example/1"),
        Article(link=LINK, url="https://paper.example/1", provenance={"url": "card:css:a"}),
    ],
)
def test_other_items_are_left_alone(item):
    before = Article(link=item.link, url=item.url, headline=item.headline)
    before.provenance = dict(item.provenance)
    assert pipeline({}, item) == before
    assert isinstance(Resolve.from_crawler(get_crawler()), Resolve)


def test_a_link_is_asked_for_once_and_not_in_each_run(tmp_path):
    memory = Memory(f"sqlite:///{tmp_path}/memory.sqlite")
    for answers in ({LINK: to("https://paper.example/1")}, {}):
        item = pipeline(answers, Article(link=LINK), memory)
        assert item.url == "https://paper.example/1"
        assert item.provenance["url"] == "resolve:location"
    memory.expire(before=2**40)
    assert pipeline({LINK: Response(LINK, status=404)}, Article(link=LINK), memory).url is None
    memory.close()


def test_what_an_address_says_is_not_remembered(tmp_path):
    memory = Memory(f"sqlite:///{tmp_path}/memory.sqlite")
    link = "https://www.google.com/url?url=https://paper.example/1"
    assert pipeline({}, Article(link=link), memory).url == "https://paper.example/1"
    assert memory.count(links) == 0
    memory.close()
