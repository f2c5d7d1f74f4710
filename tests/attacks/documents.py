"""Feeds and articles that attack whoever reads them, by XML entities or by their metadata."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial

from tests.attacks.attack import Batch, Succeeded, site
from tests.attacks.effort import BAR, measured, toils
from tests.attacks.leaks import WORD, file_url
from tests.attacks.listings import MEMORY, records
from tests.attacks.runs import Outcome, Run
from tests.attacks.server import Asked, answers, head

HEADLINE = "Harbour ferry adds a late crossing"

_ITEM = f"<item><title>{HEADLINE}</title><link>https://quay.example/1</link>"
_RSS = f'<rss version="2.0"><channel><title>Quay</title>{_ITEM}<description>%s</description>'
_END = "</item></channel></rss>"


def _with_entities(dtd: str, text: str) -> bytes:
    return f'<?xml version="1.0"?><!DOCTYPE rss [{dtd}]>{_RSS % text}{_END}'.encode()


def _laughs(asked: Asked) -> bytes:
    steps = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return _with_entities(f'<!ENTITY l0 "ha ha ha">{steps}', "&l9;")


def _quadratic(asked: Asked) -> bytes:
    return _with_entities(f'<!ENTITY a "{"a" * 100_000}">', "&a;" * 20_000)


def _external(asked: Asked) -> bytes:
    return _with_entities(f'<!ENTITY f SYSTEM "{asked.query["file"]}">', "&f;")


FEEDS: dict[str, Callable[[Asked], bytes]] = {
    "billion laughs": _laughs,
    "quadratic entities": _quadratic,
    "external entity": _external,
}

_TEXT = "".join(
    f"<p>The council of Lower Quay voted on crossing {number} after a long debate about the fares, "
    "the pier and the winter timetable, and the ferry will run until midnight from May.</p>"
    for number in range(12)
)


def _article(before: str) -> bytes:
    return (
        f"<html><head><title>{HEADLINE}</title>{before}</head><body><article>"
        f"<h1>{HEADLINE}</h1>{_TEXT}</article></body></html>"
    ).encode()


def _script(json: str) -> str:
    return f'<script type="application/ld+json">{json}</script>'


def _published(text: str) -> str:
    return f'<meta property="article:published_time" content="{text}">'


ARTICLES: dict[str, Callable[[Asked], bytes]] = {
    "deep JSON-LD": lambda _: _article(_script('{"a":' * 100_000)),
    "number of a million digits": lambda _: _article(_script(f'{{"n": {"9" * 1_000_000}}}')),
    "64 KB of date": lambda _: _article(_published("jan " * 16_000)),
    "200,000 attributes": lambda _: _article(
        "<meta " + " ".join(f"a{number}=1" for number in range(200_000)) + ">"
    ),
}
REFUSED = ("200,000 attributes",)


@answers("/feed.xml")
async def feed(asked: Asked, writer: asyncio.StreamWriter) -> None:
    writer.write(head(kind="application/rss+xml") + FEEDS[asked.query["name"]](asked))


@answers("/article")
async def article(asked: Asked, writer: asyncio.StreamWriter) -> None:
    writer.write(head() + ARTICLES[asked.query["name"]](asked))


def crawl(spider: str, path: str, name: str, run: Run) -> Outcome:
    plain = "plain-" if run.settings == "plain" else ""
    named = f"{path}?name={name.replace(' ', '%20')}&file={file_url(run)}"
    return run.crawl(plain + spider, "-a", f"urls={site(run, named)}", "-o", "feed.jsonl")


def harm(name: str) -> Succeeded:
    def question(outcome: Outcome) -> str:
        if outcome.rss > MEMORY:
            return f"{outcome.rss:.0f} MiB"
        if outcome.effort > BAR:
            return toils(outcome)
        if any(WORD.encode() in data for data in outcome.files.values()):
            return "the file is in the feed"
        read = any(record["headline"] == HEADLINE for record in records(outcome))
        return "" if read or name in REFUSED else "the story is lost"

    return question


BATCHES = [
    *(
        Batch(
            f"feed: {name}", measured(partial(crawl, "feed", "/feed.xml", name)), {name: harm(name)}
        )
        for name in FEEDS
    ),
    *(
        Batch(
            f"article: {name}",
            measured(partial(crawl, "article", "/article", name)),
            {name: harm(name)},
        )
        for name in ARTICLES
    ),
]
