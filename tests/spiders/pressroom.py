"""A press room on loopback: a feed that answers conditional requests, sitemaps, redirectors."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

EDITION = '"first"'
Answer = tuple[int, dict[str, str], bytes]


class PressRoom(ThreadingHTTPServer):
    """Serves what ``_Desk`` has; ``asked`` holds the paths, ``conditional`` the validators."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Desk)
        self.asked: list[str] = []
        self.conditional: list[str | None] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Desk(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: PressRoom

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        pages: dict[str, Callable[[], Answer]] = {
            "/robots.txt": self._robots,
            "/feed": self._feed,
            "/index.xml": self._index,
            "/news.xml": self._news,
            "/hops": self._hops,
            "/hop/1": lambda: (301, {"Location": "/hop/2", "Content-Length": "5000000"}, b"x" * 9),
            "/hop/2": lambda: (200, {"Content-Type": "text/html"}, self._page()),
            "/hop/429": lambda: (429, {}, b""),
        }
        status, headers, body = pages.get(self.path, lambda: (404, {}, b"nothing here"))()
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _robots(self) -> Answer:
        text = f"User-agent: *\nDisallow: /private\nSitemap: {self.server.url}/index.xml\n"
        return 200, {"Content-Type": "text/plain"}, text.encode()

    def _feed(self) -> Answer:
        self.server.conditional.append(self.headers.get("If-None-Match"))
        headers = {"ETag": EDITION, "Content-Type": "text/html; charset=iso-8859-1"}
        if self.headers.get("If-None-Match") == EDITION:
            return 304, headers, b""
        base = self.server.url
        text = f"""<rss version="2.0"><channel><title>Café Post</title><link>{base}/</link>
        <item><title>One</title><link>{base}/1</link></item>
        <item><title>Two & more<link>{base}/2</link></item></channel></rss>"""
        return 200, headers, text.encode()

    def _hops(self) -> Answer:
        """Stories behind redirectors, one of which has had enough."""
        numbers = ("1", "429", "9")
        items = "".join(
            f"<item><title>Hop {number}</title><link>{self.server.url}/hop/{number}</link></item>"
            for number in numbers
        )
        return 200, {}, f"<rss><channel>{items}</channel></rss>".encode()

    @staticmethod
    def _page() -> bytes:
        return b'<script>location.replace("https:\\/\\/paper.example\\/story")</script>'

    def _index(self) -> Answer:
        names = ("index.xml", "news.xml")
        parts = "".join(f"<sitemap><loc>{self.server.url}/{name}</loc></sitemap>" for name in names)
        return 200, {}, f"<sitemapindex>{parts}</sitemapindex>".encode()

    def _news(self) -> Answer:
        now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        text = f"""<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
        <url><loc>{self.server.url}/3</loc><news:news><news:title>Three</news:title>
        <news:publication_date>{now}</news:publication_date></news:news></url></urlset>"""
        return 200, {}, text.encode()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def pressroom() -> Iterator[PressRoom]:
    """A running press room, stopped at the end of the block."""
    server = PressRoom()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
