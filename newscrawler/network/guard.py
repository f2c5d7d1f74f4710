"""The address guard: no name resolves to an address that the policy does not allow.

Every connection of Scrapy's HTTP/1.1 handler asks the reactor's resolver first: names, every
spelling of a literal address, redirects, ``robots.txt``. The address that is checked here is
the one that is connected to, so a DNS answer that changes in between gains nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from scrapy.crawler import Crawler
from scrapy.resolver import CachingThreadedResolver
from scrapy.utils.datatypes import LocalCache
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from newscrawler.network.policy import Policy

_REMEMBERED = 10_000  # refused names, for the message only: the check itself keeps nothing


class AddressRefused(DNSLookupError):
    """The name leads to an address that is not public. A ``DNSLookupError`` because that is
    the only failure that Twisted takes from a resolver as an answer."""


class GuardResolver(CachingThreadedResolver):
    """``TWISTED_DNS_RESOLVER`` that answers with allowed addresses only.

    One serves the whole process; its policy is that of the project and the command line.
    """

    policy: Policy
    refused: LocalCache[str, str]

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        """``crawler`` is the process, which has ``settings`` as a crawler has."""
        resolver = super().from_crawler(crawler, reactor)
        resolver.policy = Policy.from_settings(crawler.settings)
        resolver.refused = LocalCache(_REMEMBERED)
        return resolver

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:
        """The allowed IPv4 address of ``name``; fails with ``AddressRefused``."""
        return super().getHostByName(name, timeout).addCallback(self._checked, name)

    def _checked(self, address: str, name: str) -> str:
        if name.lower() == self.policy.proxy_host or self.policy.is_reachable(address):
            return address
        self.refused[name.lower()] = address
        raise AddressRefused(f"{name} is at {address}, which is not public")
