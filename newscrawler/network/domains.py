"""Politeness by registered domain: `www.` and `m.` of a publisher are one publisher."""

from __future__ import annotations

from scrapy import Request, Spider
from scrapy.core.downloader import Downloader
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

from newscrawler.values.urls import registered_domain


class DomainDownloader(Downloader):
    """``DOWNLOADER`` whose delays and limits hold for a registered domain, not a host name.

    Scrapy keeps the slot of the first host in ``meta`` over a redirect, so that a redirect to
    another site would not count there; here it does.
    """

    def get_slot_key(self, request: Request) -> str:
        return registered_domain(request.url) or urlparse_cached(request).hostname or ""


class Throttle(AutoThrottle):
    """AutoThrottle that never goes below a delay that a robots.txt or a setting asks for."""

    def _response_downloaded(self, response: Response, request: Request, spider: Spider) -> None:
        super()._response_downloaded(response, request, spider)
        key, slot = self._get_slot(request, spider)
        if slot is None or key is None or self.crawler.engine is None:
            return
        wish = self.crawler.engine.downloader.per_slot_settings.get(key, {}).get("delay", 0.0)
        slot.delay = max(slot.delay, wish)
