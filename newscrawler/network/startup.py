"""What must hold before the first request: no settings that would lead past the guard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings
from scrapy.utils.misc import load_object

from newscrawler.network.guard import GuardResolver
from newscrawler.network.handler import GuardedHandler
from newscrawler.network.logs import make_logs_safe
from newscrawler.network.policy import Policy, UnsafeSettings
from newscrawler.values.secret import Secrets


class Startup:
    """Extension that refuses unsafe settings and makes the log safe.

    Raises ``UnsafeSettings`` with every finding; a crawl then ends with exit code 2.
    """

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        make_logs_safe(Secrets.of(crawler.settings, crawler.spider))
        Policy.from_settings(crawler.settings)
        if findings := list(bypasses(crawler.settings)):
            raise UnsafeSettings("; ".join(findings))
        return cls()


def bypasses(settings: BaseSettings) -> Iterator[str]:
    """Sentences that say which setting would lead past the guard."""
    if not settings.getbool("TWISTED_REACTOR_ENABLED"):
        yield "TWISTED_REACTOR_ENABLED is off: without the reactor no guard sees a connection"
    if settings.getbool("HTTPPROXY_ENABLED"):
        yield "HTTPPROXY_ENABLED takes proxies from the environment: name one in NETWORK_PROXY"
    resolvers = {"TWISTED_DNS_RESOLVER"}
    if settings.getpriority("DNS_RESOLVER"):  # the deprecated name, once set, has precedence
        resolvers.add("DNS_RESOLVER")
    for name in sorted(resolvers):
        if not _is(settings[name], GuardResolver):
            yield f"{name}: {settings[name]} is not a GuardResolver"
    for scheme, handler in settings.getwithbase("DOWNLOAD_HANDLERS").items():
        if handler is not None and not _is(handler, GuardedHandler):
            yield f"DOWNLOAD_HANDLERS: {handler}, for {scheme}:, is not a GuardedHandler"


def _is(path: str | type, wanted: type) -> bool:
    found = load_object(path)
    return isinstance(found, type) and issubclass(found, wanted)
