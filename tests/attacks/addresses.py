"""Attacks that lead a crawl to an address, a port or a file that is not its business.

Each has a path of its own on the canary (``/NAME``), so that one crawl tries them all.
"""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote

from tests.attacks.attack import Batch, reaches
from tests.attacks.runs import Outcome, Run
from tests.attacks.server import AttackServer


class Lure(NamedTuple):
    """An address that a page may link to; ``{port}`` and ``{other}`` stand for the server's."""

    name: str
    url: str
    hit: str = ""
    """What the canary notes down; ``/NAME`` where empty."""
    refused: bool = True
    """Whether each request is: a name may lead to the site at first, or a robots.txt away."""

    def on(self, server: AttackServer) -> str:
        """The URL on a running server."""
        return self.url.format(port=server.port, other=server.other_port, name=self.name)

    @property
    def noted(self) -> str:
        return self.hit or f"/{self.name}"


def at(name: str, host: str) -> Lure:
    """A lure that names an address or a host."""
    return Lure(name, f"http://{host}:{{port}}/{name}")


def _through(name: str, path: str, target: str = "http://127.0.0.1:{port}/{name}") -> Lure:
    to = quote(target, safe="{}").replace("{name}", name)
    return Lure(name, f"http://news.example:{{port}}{path}to={to}")


LURES = [
    at("literal", "127.0.0.1"),
    at("localhost", "localhost"),
    at("capitals", "LocalHost"),
    at("zero", "0.0.0.0"),  # noqa: S104
    at("short", "127.1"),
    at("decimal", "2130706433"),
    at("hexadecimal", "0x7f000001"),
    at("hexadecimal-parts", "0x7f.0.0.0x1"),
    at("octal", "0177.0.0.1"),
    at("full-width", "１２７.０.０.１"),
    at("mapped", "[::ffff:127.0.0.1]"),
    at("mapped-hexadecimal", "[::ffff:7f00:1]"),
    at("name", "inside.example"),
    at("name-dot", "inside.example."),
    at("rebinding", "rebind.example")._replace(refused=False),
    Lure("https", "https://127.0.0.1:{port}/https", hit="connected"),
    Lure("port", "http://news.example:{other}/port"),
    _through("redirect", "/redirect?"),
    _through("redirect-307", "/redirect?code=307&"),
    _through("redirect-relative", "/redirect?", "//127.0.0.1:{port}/{name}"),
    _through("redirect-to-name", "/redirect?", "http://inside.example:{port}/{name}"),
    _through("redirect-to-port", "/redirect?", "http://news.example:{other}/{name}"),
    _through("redirect-twice", "/redirect?", "/redirect?to=http://127.0.0.1:{port}/{name}"),
    _through("meta-refresh", "/refresh?"),
    _through("meta-refresh-to-name", "/refresh?", "http://inside.example:{port}/{name}"),
    Lure("robots-redirect", "http://robots-redirect.example:{port}/honest", refused=False),
]


def crawl(run: Run, *options: str) -> Outcome:
    """All lures in one crawl, each twice: a name may answer differently the second time."""
    urls = [lure.on(run.server) for lure in LURES for _ in range(2)]
    # With the cache a rebinding name never gets to answer twice.
    return run.visit(urls, "-s", "DNSCACHE_ENABLED=False", *options)


BATCHES = [Batch("addresses", crawl, {lure.name: reaches(lure.noted) for lure in LURES})]
