"""What the guard lets through: which addresses, ports and URLs a crawl may reach.

Pages and feeds are written by strangers, and their links are followed by a machine inside
somebody's network. So only public addresses and the web's own ports are reachable, unless
the operator allows more: ``NETWORK_ALLOW`` (networks), ``NETWORK_PORTS``, ``NETWORK_PROXY``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from urllib.parse import SplitResult, urlsplit

from scrapy.exceptions import IgnoreRequest, UsageError
from scrapy.settings import BaseSettings

from newscrawler.values.safe import for_log, without_credentials

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_NAT64 = ip_network("64:ff9b::/96")  # RFC 6052, 2.1: the last 32 bits are an IPv4 address
_COMPATIBLE = ip_network("::/96")  # RFC 4291, 2.5.5.1: likewise, deprecated
_NOT_PUBLIC: tuple[Network, ...] = (
    # What `is_global` of Python 3.11 takes for global and a stranger must not reach.
    ip_network("192.0.0.0/24"),  # RFC 6890: protocol assignments; a cloud's metadata is in it
    ip_network("192.88.99.0/24"),  # RFC 7526: 6to4 relays, deprecated
    ip_network("168.63.129.16/32"),  # Azure's host agent: public in form, internal in fact
    ip_network("fec0::/10"),  # RFC 3879: site-local, deprecated
    ip_network("64:ff9b:1::/48"),  # RFC 8215: NAT64 of the local network
    ip_network("3fff::/20"),  # RFC 9637: documentation
    ip_network("5f00::/16"),  # RFC 9602: segment identifiers inside a network
)
_DEFAULT_PORTS = {"http": 80, "https": 443}


class UnsafeSettings(UsageError):
    """The settings would let a crawl past the guard, or cannot be understood: exit code 2."""

    def __init__(self, message: str):
        super().__init__(message, print_help=False)


class Refused(IgnoreRequest):
    """The guard or a limit refuses a request or its response; it is not tried again.

    ``reason`` is one of ``address port scheme userinfo url proxy head encodings time stopped``; the
    stat ``network/refused/<reason>`` counts it.
    """

    def __init__(self, reason: str, url: str, detail: str):
        super().__init__(f"Refused {for_log(without_credentials(url), 300)}: {detail}")
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Policy:
    """What the settings allow beyond the public web."""

    allow: tuple[Network, ...] = ()
    ports: frozenset[int] = frozenset({80, 443})
    proxy: str | None = None

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Policy:
        """Raises ``UnsafeSettings``, naming the setting and the value.

        Lists may also be comma-separated text, as the command line gives them.
        """
        return cls(
            allow=tuple(_network(text) for text in settings.getlist("NETWORK_ALLOW")),
            ports=frozenset(_port(text) for text in settings.getlist("NETWORK_PORTS")),
            proxy=_proxy(settings.get("NETWORK_PROXY")),
        )

    @property
    def proxy_host(self) -> str | None:
        """The host of the named proxy, the one name that may lead inside."""
        return urlsplit(self.proxy).hostname if self.proxy else None

    def is_named_proxy(self, url: str) -> bool:
        """Whether ``url`` is the proxy of ``NETWORK_PROXY``, credentials aside."""
        named, given = urlsplit(self.proxy or ""), urlsplit(url)
        return bool(self.proxy) and (named.hostname, named.port) == (given.hostname, given.port)

    def is_reachable(self, address: str) -> bool:
        """Whether a connection to this IP address is allowed.

        >>> Policy().is_reachable("93.184.215.14"), Policy().is_reachable("::ffff:127.0.0.1")
        (True, False)
        """
        return all(
            _is_public(inner) or any(inner in network for network in self.allow)
            for inner in _carried(ip_address(address))
        )

    def check(self, url: str) -> None:
        """Raise ``Refused`` if the URL's scheme, user information, port or literal address is.

        Host names are judged by their address, when it is known (``guard.GuardResolver``).
        """
        parts, port = _split(url)
        if parts.scheme not in _DEFAULT_PORTS:
            raise Refused("scheme", url, f"the scheme {for_log(parts.scheme, 40)!r} is not allowed")
        if "@" in parts.netloc:
            raise Refused("userinfo", url, "a user name or password stands before the host")
        port = port or _DEFAULT_PORTS[parts.scheme]
        if port not in self.ports:
            raise Refused("port", url, f"port {port} is not in NETWORK_PORTS")
        if _is_address(parts.hostname or "") and not self.is_reachable(parts.hostname or ""):
            raise Refused("address", url, "its address is not public (see NETWORK_ALLOW)")


def _split(url: str) -> tuple[SplitResult, int | None]:
    try:
        parts = urlsplit(url)
        return parts, parts.port
    except ValueError as error:
        raise Refused("url", url, f"malformed: {for_log(str(error), 100)}") from error


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _carried(address: Address) -> Iterator[Address]:
    """The addresses that a packet to this one ends at: itself, or those it carries.

    >>> [str(inner) for inner in _carried(ip_address("2002:7f00:1::"))]
    ['127.0.0.1']
    """
    if isinstance(address, IPv4Address):
        yield address
    elif inner := _ipv4_inside(address):
        yield from inner
    else:
        yield address


def _ipv4_inside(address: IPv6Address) -> list[IPv4Address]:
    if address.teredo:  # RFC 4380: the server, then the client
        return list(address.teredo)
    if address.sixtofour:  # RFC 3056
        return [address.sixtofour]
    if address.ipv4_mapped:
        return [address.ipv4_mapped]
    if address in _NAT64 or address in _COMPATIBLE:
        return [IPv4Address(address.packed[-4:])]
    return []


def _is_public(address: Address) -> bool:
    return (
        address.is_global
        and not address.is_multicast
        and not any(address in network for network in _NOT_PUBLIC)
    )


def _network(text: str) -> Network:
    try:
        return ip_network(str(text).strip())
    except ValueError as error:
        raise UnsafeSettings(f"NETWORK_ALLOW: {error}") from error


def _port(text: str | int) -> int:
    try:
        port = int(text)
    except ValueError as error:
        raise UnsafeSettings(f"NETWORK_PORTS: {text!r} is not a port number") from error
    if not 0 < port < 2**16:
        raise UnsafeSettings(f"NETWORK_PORTS: {port} is not between 1 and 65535")
    return port


def _proxy(url: str | None) -> str | None:
    if not url:
        return None
    try:
        parts = urlsplit(url)
        complete = parts.scheme == "http" and parts.hostname and parts.port
    except ValueError:
        complete = False
    if not complete:
        shown = without_credentials(url)
        raise UnsafeSettings(f"NETWORK_PROXY: {shown!r} is not of the form http://host:port")
    return url
