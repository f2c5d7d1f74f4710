"""The download handler behind the guard: checks before it connects, limits what comes back.

Everything that is fetched passes here: pages, redirects, ``robots.txt``, retries. Scrapy's
HTTP/1.1 handler already ends a request at ``DOWNLOAD_TIMEOUT`` in all and a body at
``DOWNLOAD_MAXSIZE``; this adds the checks of ``policy``, a limit to the head of a response,
to its content encodings, and to the time that one request takes with its redirects and retries.

It extends private classes of Scrapy 2.19 and Twisted 26.10, because neither offers a limit
to the head of a response: endless headers took 719 MB in 6 seconds (Scrapy 2.19).
"""

from __future__ import annotations

import logging
from functools import cached_property
from time import monotonic
from typing import Any, cast

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
)
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, DownloadFailedError
from scrapy.http import Response
from scrapy.utils.defer import maybe_deferred_to_future
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IAddress, IReactorTime
from twisted.internet.task import deferLater
from twisted.python.failure import Failure
from twisted.web._newclient import Request as TwistedRequest
from twisted.web.client import ResponseFailed
from twisted.web.iweb import IResponse

from newscrawler.network.guard import GuardResolver
from newscrawler.network.policy import Policy, Refused, UnsafeSettings
from newscrawler.network.turns import Taken, turns_at

MAX_HEAD_BYTES = 64 * 1024  # browsers stop between 32 and 256 KiB
MAX_HEAD_LINES = 200  # honest sites send 20 to 60
MAX_ENCODINGS = 2  # one is usual; each layer may multiply the size by a thousand

logger = logging.getLogger(__name__)


class HeadTooLarge(Exception):
    """The head of a response is longer than ``MAX_HEAD_BYTES`` or ``MAX_HEAD_LINES``."""


class GuardedHandler(HTTP11DownloadHandler):
    """``DOWNLOAD_HANDLERS`` for ``http`` and ``https``. Raises ``Refused``, which Scrapy
    neither retries nor logs: the one log line and the stat are made here."""

    def __init__(self, crawler: Crawler):
        super().__init__(crawler)
        self._policy = Policy.from_settings(crawler.settings)
        self._time = crawler.settings.getfloat("NETWORK_TIME_LIMIT")
        self._pool._factory = _CappedFactory
        self._seats = crawler.settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN")
        path = crawler.settings["NETWORK_TURNS"]
        self._turns = turns_at(path) if path else None

    @cached_property
    def _resolver(self) -> GuardResolver:
        """Looked for at the first request: ``scrapy shell`` makes handlers before its reactor."""
        return _installed_guard(self._policy)

    async def download_request(self, request: Request) -> Response:
        """Raises ``Refused``, ``UnsafeSettings`` and what Scrapy's handler raises."""
        try:
            self._check(request)
            seat = await self._turn(request)
            try:
                response = await self._download(request)
            finally:
                if self._turns and seat:
                    self._turns.give_back(seat)
            _check_encodings(response)
        except Refused as refusal:
            self._report(refusal)
            raise
        return response

    def _check(self, request: Request) -> None:
        _ = self._resolver  # no request without the guard in place
        self._policy.check(request.url)
        proxy = request.meta.get("proxy")
        if proxy and not self._policy.is_named_proxy(proxy):
            raise Refused("proxy", request.url, "a proxy is set that NETWORK_PROXY does not name")
        left = self._time - request.meta.get("network_seconds", 0.0)
        if left <= 0:
            raise Refused("time", request.url, f"took over {self._time:g} s in all its attempts")
        timeout = request.meta.get("download_timeout", left)
        request.meta["download_timeout"] = min(timeout, left)

    async def _turn(self, request: Request) -> Taken | None:
        """Wait until no other process is at the domain, or has been just before."""
        if self._turns is None or self._crawler.engine is None:
            return None
        domain = request.meta["download_slot"]
        while True:
            slot = self._crawler.engine.downloader.slots.get(domain)
            delay = slot.delay * max(1 - slot.jitter, 0.0) if slot else 0.0
            answer = self._turns.take(domain, self._seats, delay)
            if isinstance(answer, Taken):
                return answer
            if not self._crawler.crawling:
                raise Refused("stopped", request.url, "the crawl ends while it waits for its turn")
            await _sleep(answer.seconds)

    async def _download(self, request: Request) -> Response:
        begun = monotonic()
        try:
            return await super().download_request(request)
        except CannotResolveHostError as error:
            address = self._resolver.refused.get(urlparse_cached(request).hostname or "")
            if address is None:
                raise
            detail = f"its address {address} is not public (see NETWORK_ALLOW)"
            raise Refused("address", request.url, detail) from error
        except DownloadFailedError as error:
            too_large = _head_too_large(error.__cause__)
            if too_large is None:
                raise
            raise Refused("head", request.url, too_large) from error
        finally:
            seconds = request.meta.get("network_seconds", 0.0) + monotonic() - begun
            request.meta["network_seconds"] = seconds

    def _report(self, refusal: Refused) -> None:
        self._crawler.stats.inc_value(f"network/refused/{refusal.reason}")
        logger.warning("%s", refusal, extra={"spider": self._crawler.spider})


def _installed_guard(policy: Policy) -> GuardResolver:
    """The guard on the running reactor, which must apply the same policy."""
    from twisted.internet import reactor

    resolver: Any = getattr(reactor, "resolver", None)
    if not isinstance(resolver, GuardResolver):
        raise UnsafeSettings(
            f"the reactor resolves names by {type(resolver).__name__}, not by GuardResolver: "
            "run the crawl in a CrawlerProcess with the project's TWISTED_DNS_RESOLVER"
        )
    if resolver.policy != policy:
        raise UnsafeSettings(
            "NETWORK_ALLOW, NETWORK_PORTS and NETWORK_PROXY hold for the whole process: "
            "set them in the project or on the command line, not for one spider"
        )
    return resolver


async def _sleep(seconds: float) -> None:
    from twisted.internet import reactor

    await maybe_deferred_to_future(deferLater(cast("IReactorTime", reactor), seconds))


def _check_encodings(response: Response) -> None:
    encodings = b",".join(response.headers.getlist("Content-Encoding")).split(b",")
    if len(encodings) > MAX_ENCODINGS:
        detail = f"{len(encodings)} content encodings, at most {MAX_ENCODINGS} are read"
        raise Refused("encodings", response.url, detail)


def _head_too_large(cause: BaseException | None) -> str | None:
    reasons: list[Failure] = cause.reasons if isinstance(cause, ResponseFailed) else []
    values = (reason.value for reason in reasons)
    return next((str(value) for value in values if isinstance(value, HeadTooLarge)), None)


class _CappedParser(_LenientHTTPClientParser):
    """Counts the lines of a head; those of interim (1xx) responses before it as well."""

    head_bytes = 0
    head_lines = 0

    def lineReceived(self, line: bytes) -> None:
        self.head_bytes += len(line)
        self.head_lines += 1
        if self.head_bytes > MAX_HEAD_BYTES:
            raise HeadTooLarge(f"over {MAX_HEAD_BYTES} bytes of headers")
        if self.head_lines > MAX_HEAD_LINES:
            raise HeadTooLarge(f"over {MAX_HEAD_LINES} lines of headers")
        super().lineReceived(line)


class _CappedProtocol(_LenientHTTP11ClientProtocol):
    def request(self, request: TwistedRequest) -> Deferred[IResponse]:
        response = super().request(request)
        if self._parser is not None:
            # As Scrapy's own subclass does: Twisted names the parser's class in its code.
            self._parser.__class__ = _CappedParser
        return response

    def _giveUp(self, reason: Failure) -> None:
        if isinstance(reason.value, HeadTooLarge) and self.transport is not None:
            # A polite close over TLS goes on reading until the server agrees.
            self.transport.abortConnection()
        super()._giveUp(reason)  # type: ignore[no-untyped-call]  # Twisted's is untyped


class _CappedFactory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: IAddress | None) -> _CappedProtocol:
        return _CappedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]  # likewise
