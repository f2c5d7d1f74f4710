"""robots.txt as RFC 9309 has it, where Scrapy's middleware takes every failure for consent.

RFC 9309, 2.3.1: a file that is there is obeyed; one that is "unavailable" (4xx) allows all;
one that is "unreachable" (5xx, no answer, refused by the guard) forbids all, for now.
"""

from __future__ import annotations

import logging
from time import monotonic

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import CloseSpider, IgnoreRequest
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from scrapy.signals import spider_idle
from scrapy.utils.httpobj import urlparse_cached

from newscrawler.values.safe import for_log

MAX_BYTES = 500 * 1024  # RFC 9309, 2.5: at least this much must be read
ASK_AGAIN = 600.0  # seconds until an unreachable file is asked for again
REFUSED = "refused_by_robots"  # finish reason of a run that robots.txt let see nothing
LONGEST_DELAY = 60.0  # seconds; a longer Crawl-delay is met by one request a run

logger = logging.getLogger(__name__)


class Unreachable(IgnoreRequest):
    """The host's robots.txt cannot be had, so nothing of the host is fetched for now."""


class Forbidden(IgnoreRequest):
    """The host's robots.txt refuses us this page."""


class Robots(RobotsTxtMiddleware):
    """Stands in the place of Scrapy's. ``None`` among the parsed files is an unreachable one.

    Stats beside Scrapy's: ``robotstxt/unreachable`` and ``robotstxt/delayed``, requests that
    were not made because the file cannot be had, or asks for a delay longer than a run.
    """

    def __init__(self, crawler: Crawler):
        super().__init__(crawler)
        self._ask_again: dict[str, float] = {}
        self._once: dict[str, bool] = {}  # hosts with a long delay: whether they had their one
        crawler.signals.connect(self._end_refused, spider_idle)

    def _end_refused(self) -> None:
        """Nothing is left to do: say so where that is because all that was asked was refused.

        :raises CloseSpider: with ``REFUSED``, the run's finish reason.
        """
        answers = self._stats.get_value("response_received_count", 0)
        answers -= self._stats.get_value("robotstxt/response_count", 0)
        if answers <= 0 and self._stats.get_value("robotstxt/forbidden"):
            raise CloseSpider(REFUSED)

    async def robot_parser(self, request: Request) -> RobotParser | None:
        netloc = urlparse_cached(request).netloc
        if netloc in self._ask_again and monotonic() >= self._ask_again[netloc]:
            del self._ask_again[netloc], self._parsers[netloc]
        found = await super().robot_parser(request)
        # Of several requests that wait for one file, Scrapy 2.19 gives only the first its rules
        # and the others None, which is what an unreachable file gives.
        known = self._parsers.get(netloc)
        return known if isinstance(known, RobotParser) else found

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        netloc = urlparse_cached(request).netloc
        if rp is None:
            self._stats.inc_value("robotstxt/unreachable")
            raise Unreachable(f"robots.txt of {_shown(netloc)} is unreachable")
        try:
            super().process_request_2(rp, request)
        except IgnoreRequest as refusal:
            raise Forbidden(f"robots.txt of {netloc} refuses it") from refusal
        self._have_one_request(netloc, request)

    def _have_one_request(self, netloc: str, request: Request) -> None:
        follows = request.meta.get("redirect_times") or request.meta.get("retry_times")
        if self._once.get(netloc) and not follows:
            self._stats.inc_value("robotstxt/delayed")
            raise IgnoreRequest(f"robots.txt of {_shown(netloc)} asks for over {LONGEST_DELAY:g} s")
        if netloc in self._once:
            self._once[netloc] = True

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if 400 <= response.status < 500:
            response = response.replace(body=b"")
        elif not 200 <= response.status < 300:
            raise Unreachable(f"status {response.status}")
        response = response.replace(body=response.body[:MAX_BYTES])
        await super()._parse_robots(response, netloc, request)
        rules = self._parsers[netloc]
        if isinstance(rules, RobotParser):
            self._slow_down(netloc, request, rules.crawl_delay(self._agent(request)) or 0.0)

    def _agent(self, request: Request) -> str | bytes:
        own = request.headers.get(b"User-Agent", self._default_useragent)
        return self._robotstxt_useragent or own or ""

    def _slow_down(self, netloc: str, request: Request, delay: float) -> None:
        if delay > LONGEST_DELAY:
            self._once[netloc] = False
        if not 0 < delay <= LONGEST_DELAY or self.crawler.engine is None:
            return
        downloader = self.crawler.engine.downloader
        key = downloader.get_slot_key(request)
        # The slot is forgotten after a minute without requests; its settings are not.
        floor = max(delay, downloader.per_slot_settings.get(key, {}).get("delay", 0.0))
        downloader.per_slot_settings[key] = {"delay": floor, "jitter": 0.0}
        if slot := downloader.slots.get(key):
            slot.delay, slot.jitter = max(slot.delay, floor), 0.0

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        self._ask_again[netloc] = monotonic() + ASK_AGAIN
        logger.warning(
            "robots.txt of %s is unreachable, so nothing of it is fetched for %g s: %s",
            _shown(netloc),
            ASK_AGAIN,
            for_log(str(exc), 300),
        )
        super()._robots_error(exc, netloc)


def _shown(netloc: str) -> str:
    """Host and port without a user name or password."""
    return netloc.rpartition("@")[2]
