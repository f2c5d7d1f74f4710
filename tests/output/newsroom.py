"""A small newsroom on loopback: listing pages of invented stories, with faults on request."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Newsroom(ThreadingHTTPServer):
    """Serves ``/page/N``, ten stories each, with an ETag; ``/story/N``; ``/hang`` never answers,
    ``/busy`` says 503. ``asked`` has the paths that it was asked for, and its status."""

    daemon_threads = True

    def __init__(self, pages: int, delay: float = 0.0) -> None:
        super().__init__(("127.0.0.1", 0), _Desk)
        self.pages, self.delay = pages, delay
        self.edition = ""
        self.clock = 0.0  # seconds by which it is wrong
        self.asked: list[tuple[str, int]] = []

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that was killed is no error."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Desk(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Newsroom

    def do_GET(self) -> None:
        if self.path == "/hang":
            time.sleep(300)
        time.sleep(self.server.delay)
        status, page = self._page()
        etag = f'"{sha256(page).hexdigest()}"'
        if status == 200 and self.headers.get("If-None-Match") == etag:
            status, page = 304, b""
        self.server.asked.append((self.path, status))
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("ETag", etag)
        if status == 503:
            self.send_header("Retry-After", "5000")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def _page(self) -> tuple[int, bytes]:
        kind, _, number = self.path.strip("/").partition("/")
        if kind == "busy":
            return 503, b"too much"
        if kind == "story":
            return 200, card(int(number), self.server.edition).encode()
        if kind != "page" or int(number) >= self.server.pages:
            return 404, b"nothing here"
        first = int(number) * 10
        cards = (card(story, self.server.edition) for story in range(first, first + 10))
        return 200, "\n".join(cards).encode()

    def date_time_string(self, timestamp: float | None = None) -> str:
        return super().date_time_string((timestamp or time.time()) + self.server.clock)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def card(story: int, edition: str) -> str:
    """The markup of one story."""
    return (
        f'<article><h2><a href="/story/{story}">Harbour ferry {story} adds a late crossing'
        f"{edition}</a></h2><p>The council of Lower Quay voted on crossing {story}.</p>"
        "<time>2 hours ago</time></article>"
    )


@contextmanager
def newsroom(pages: int = 3, delay: float = 0.0) -> Iterator[Newsroom]:
    """A running newsroom, stopped at the end of the block."""
    server = Newsroom(pages, delay)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
