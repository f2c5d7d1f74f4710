"""The demo newsroom's server, on loopback; its times move with the clock."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

from newscrawler.demo import pages, syndication
from newscrawler.demo.stories import SUBJECTS, Story, story

SHELVES = {
    "aggregator": slice(0, 48),
    "links": slice(48, 60),
    "ranking": slice(60, 78),
    "rss": slice(78, 90),
    "atom": slice(90, 100),
    "json": slice(100, 110),
    "sitemap": slice(110, 126),
    "articles": slice(126, 132),
}
"""Which of the newsroom's stories stand where; each stands in one place."""

logger = logging.getLogger(__name__)

Reply = tuple[str, str]
"""Content type and text."""

HTML = "text/html; charset=utf-8"


FEEDS: dict[str, tuple[str, Callable[[list[Story], str, datetime], str]]] = {
    "rss": ("application/rss+xml", syndication.rss),
    "atom": ("application/atom+xml", syndication.atom),
    "json": ("application/feed+json", syndication.json_feed),
    "sitemap": ("text/xml", syndication.sitemap),
}


class Newsroom:
    """What the server shows at which path."""

    def __init__(self, base: str) -> None:
        self.base = base
        stories = [story(number) for number in range(SHELVES["articles"].stop)]
        self.shelves = {name: stories[part] for name, part in SHELVES.items()}
        self.on_aggregator = self.shelves["aggregator"]
        self._articles = {each.key: each for each in self.on_aggregator}
        self._by_slug = {each.slug: each for each in stories}
        self._fixed: dict[str, Callable[[datetime], Reply]] = {
            "/robots.txt": lambda now: (
                "text/plain",
                f"User-agent: *\nAllow: /\nSitemap: {base}/news-sitemap.xml\n",
            ),
            "/article/demo": lambda now: (HTML, pages.arabic()),
            "/links": lambda now: (HTML, pages.link_list(self.shelves["links"], base)),
            "/news": lambda now: (HTML, pages.ranking(self.shelves["ranking"], base, now)),
            "/rss.xml": lambda now: self._feed("rss", now),
            "/atom.xml": lambda now: self._feed("atom", now),
            "/feed.json": lambda now: self._feed("json", now),
            "/news-sitemap.xml": lambda now: self._feed("sitemap", now),
        }

    def article_urls(self) -> list[str]:
        """The aggregator's article pages worth starting from, the Arabic one last."""
        leads = [f"{self.base}/en/article/{each.key}" for each in self.on_aggregator[::4]]
        return [*leads, f"{self.base}/article/demo"]

    def tag_urls(self) -> list[str]:
        """The aggregator's listings."""
        return [f"{self.base}/en/hashtag/{each.section}" for each in SUBJECTS]

    def feed_urls(self) -> list[str]:
        """A feed of each kind."""
        return [f"{self.base}/{name}" for name in ("rss.xml", "atom.xml", "feed.json")]

    def story_urls(self) -> list[str]:
        """Stories at their publishers that stand in no list."""
        return [syndication.address(each, self.base) for each in self.shelves["articles"]]

    def reply(self, target: str, now: datetime) -> Reply | None:
        """The answer to a request target; ``None`` where there is no such page."""
        parts = urlsplit(target)
        if parts.path in self._fixed:
            return self._fixed[parts.path](now)
        head, _, last = parts.path.rpartition("/")
        if head == "/en/article" and last in self._articles:
            return HTML, self._article(self._articles[last])
        if head == "/en/hashtag":
            return self._hashtag(last, parse_qs(parts.query).get("page", ["1"])[0])
        if head.startswith("/publisher/") and last in self._by_slug:
            return HTML, pages.publisher(self._by_slug[last], f"{self.base}{parts.path}", now)
        return None

    def _article(self, lead: Story) -> str:
        """Every third lead comes back among its related cards, as on the real site."""
        place = self.on_aggregator.index(lead)
        related = (self.on_aggregator * 2)[place + 1 : place + 1 + pages.RELATED]
        return pages.article(lead, [*related, lead] if lead.number % 3 == 0 else related)

    def _hashtag(self, tag: str, page: str) -> Reply | None:
        tagged = [each for each in self.on_aggregator if each.section == tag]
        if not tagged or not page.isdecimal():
            return None
        size = max(2, len(tagged) // 3)
        start = (int(page) - 1) * size
        more = f"/en/hashtag/{tag}?page={int(page) + 1}" if start + size < len(tagged) else None
        return HTML, pages.hashtag(tag, tagged[start : start + size], more)

    def _feed(self, name: str, now: datetime) -> Reply:
        kind, render = FEEDS[name]
        return kind, render(self.shelves[name], self.base, now)


class Handler(BaseHTTPRequestHandler):
    """Answers from the newsroom that the server was started with."""

    newsroom: ClassVar[Newsroom]
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        found = self.newsroom.reply(self.path, datetime.now(UTC))
        status = HTTPStatus.OK if found else HTTPStatus.NOT_FOUND
        kind, shown = found or ("text/plain", "no such page\n")
        body = shown.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        logger.debug(format, *args)


@contextmanager
def running(port: int = 0) -> Iterator[Newsroom]:
    """The newsroom, served on a free port of loopback for as long as the block runs."""
    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    newsroom = Newsroom(f"http://127.0.0.1:{server.server_address[1]}")
    server.RequestHandlerClass = type("DemoHandler", (Handler,), {"newsroom": newsroom})
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield newsroom
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
