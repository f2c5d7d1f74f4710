"""The one proxy that a crawl may use: the one that ``NETWORK_PROXY`` names."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.httpproxy import HttpProxyMiddleware
from scrapy.exceptions import NotConfigured

from newscrawler.network.policy import Policy


class NamedProxy(HttpProxyMiddleware):
    """Sends every request through ``NETWORK_PROXY``; does nothing where none is named.

    Unlike Scrapy's it takes no proxy from the environment, where a host may set one without
    the operator's knowledge. Through a proxy the guard still checks scheme, port, user
    information and literal addresses; what a name leads to is then the proxy's to decide.
    """

    def __init__(self, auth_encoding: str | None, proxy: str):
        self.auth_encoding = auth_encoding
        self.proxies = {scheme: self._get_proxy(proxy, "http") for scheme in ("http", "https")}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        proxy = Policy.from_settings(crawler.settings).proxy
        if proxy is None:
            raise NotConfigured
        return cls(crawler.settings.get("HTTPPROXY_AUTH_ENCODING"), proxy)
