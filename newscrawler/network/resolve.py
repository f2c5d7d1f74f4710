"""From an aggregator's link to the publisher's address, within a budget of requests a run.

Every hop goes through the crawler's own downloader, and so through robots.txt, the politeness
limits and the address guard. Only redirectors are asked: the publisher's page is not fetched.
"""

from __future__ import annotations

import logging
from urllib.parse import urljoin

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    StopDownload,
)
from scrapy.http import Headers, Response, TextResponse
from scrapy.signals import headers_received

from newscrawler.network import redirectors
from newscrawler.network.redirectors import Lead
from newscrawler.values import urls

logger = logging.getLogger(__name__)

MAX_HOPS = 5
"""Redirectors one after another; chains of three were seen (shortener, FeedBurner, paper)."""

MAX_PAGE_BYTES = 1024 * 1024

_FAILURES = (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,  # robots.txt, the address guard
    OSError,
    ResponseDataLossError,
)
"""What a request that is not answered raises (Scrapy 2.19, ``scrapy.exceptions``)."""


class Unresolved(Exception):
    """The publisher's address could not be found; the message says why."""


class Resolver:
    """Resolves links for one run; each link is asked for once.

    Stats: ``resolve/<rule>`` and ``resolve/failed`` count links, ``resolve/requests`` what they
    cost.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._budget = crawler.settings.getint("RESOLVE_BUDGET")
        self._stopped = ""
        self._known: dict[str, Lead] = {}
        crawler.signals.connect(self._stop_at_headers, headers_received)

    async def resolve(self, link: str) -> Lead:
        """Where the redirector's ``link`` leads. Raises ``Unresolved``."""
        if link not in self._known:
            try:
                self._known[link] = await self._follow(link)
            except Unresolved:
                self._count("failed")
                raise
            self._count(self._known[link].rule.partition(":")[0])
        return self._known[link]

    async def _follow(self, link: str) -> Lead:
        lead = Lead(link, "")
        for _ in range(MAX_HOPS):
            lead = redirectors.from_address(lead.url) or await self._ask(lead.url)
            if not redirectors.is_redirector(lead.url):
                return lead
        raise Unresolved(f"over {MAX_HOPS} redirectors one after another")

    async def _ask(self, url: str) -> Lead:
        """One hop. Raises ``Unresolved``."""
        if redirectors.is_opaque(url):
            raise Unresolved("a Google News token of the opaque kind")
        response = await self._fetch(url)
        if response.status == 429:
            self._stopped = f"{url} answered 429"
            logger.warning("no more links are resolved in this run: %s", self._stopped)
            raise Unresolved(self._stopped)
        lead = _location(response) or _page(response)
        if lead is None:
            raise Unresolved(f"{url} answered {response.status} and names no other page")
        return lead

    async def _fetch(self, url: str) -> Response:
        if self._stopped:
            raise Unresolved(self._stopped)
        if self._budget <= 0:
            raise Unresolved("the run's budget of requests (RESOLVE_BUDGET) is spent")
        self._budget -= 1
        self._count("requests")
        meta = {"resolve": True, "dont_redirect": True, "dont_retry": True}
        request = Request(url, meta=meta | {"download_maxsize": MAX_PAGE_BYTES})
        try:
            return await self._crawler.engine.download_async(request)
        except _FAILURES as error:
            raise Unresolved(f"{url}: {type(error).__name__}: {error}") from error

    def _stop_at_headers(self, headers: Headers, request: Request) -> None:
        """A redirect's body is of no use: stop before it."""
        if request.meta.get("resolve") and headers.get("Location"):
            raise StopDownload(fail=False)

    def _count(self, name: str) -> None:
        if self._crawler.stats is not None:
            self._crawler.stats.inc_value(f"resolve/{name}")


def _location(response: Response) -> Lead | None:
    location = response.headers.get("Location")
    if location is None or not 300 <= response.status < 400:
        return None
    try:
        target = urljoin(response.url, location.decode("utf-8", "replace").strip())
        return Lead(urls.absolute(target, response.url), "location")
    except ValueError:  # "http://[" leads nowhere
        return None


def _page(response: Response) -> Lead | None:
    is_page = isinstance(response, TextResponse) and response.status == 200
    return redirectors.from_page(response.text, response.url) if is_page else None
