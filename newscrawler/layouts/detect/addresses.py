"""What the shape of a link's address tells, without parsing it in full."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_DIGITS = b"0123456789"

_DULL = frozenset(
    "tag tags topic topics category categories cat section sections author authors user users"
    " member members profile profiles people newsletter newsletters subscribe subscription login"
    " signin signup register account about contact help privacy terms cookies advertise jobs job"
    " shop store search rss feed feeds archive archives page share sharer intent reply comments"
    " vote hide flag from".split()
)
"""Path segments of pages that list, sell, register or act, and tell no story."""

_ADS = re.compile(
    r"(?:^|\.)(?:doubleclick\.net|googlesyndication\.com|googleadservices\.com|taboola\.com"
    r"|outbrain\.com|adnxs\.com|criteo\.com|zedo\.com|adform\.net)$"
)
"""Hosts of the large advertising networks."""


_SCHEMES = ("https:", "http:", "")


class Address(NamedTuple):
    """The parts that features look at."""

    host: str
    """Lower case, without ``www.``; ``""`` for a relative address."""
    digits: int
    """How many digits are in the address."""
    tail: int
    """Length of the last path segment; 0 for the front page of a host."""
    hyphens: int
    """Hyphens and underscores of the last path segment: the words of a slug."""
    dull: bool
    """Whether a path segment names what is no story."""


def shape(href: str) -> Address:
    """Read an address as far as features need it.

    >>> shape("https://www.example.com/2026/rain-over-all?x=1#top")
    Address(host='example.com', digits=5, tail=13, hyphens=2, dull=False)
    >>> shape("/tag/rain").dull, shape("//example.com/").tail
    (True, 0)
    """
    address = href[: href.index("#")] if "#" in href else href
    steps = (address[: address.index("?")] if "?" in address else address).split("/")
    host = ""
    if len(steps) > 2 and not steps[1] and steps[0] in _SCHEMES:
        host = steps[2].lower().removeprefix("www.")
        del steps[:3]
    tail = (steps[-1] or steps[-2]) if len(steps) > 1 else "".join(steps)
    octets = address.encode("ascii", "replace")  # which lose characters ten times as fast as a str
    digits = len(octets) - len(octets.translate(None, _DIGITS))
    hyphens = tail.count("-") + tail.count("_")
    return Address(host, digits, len(tail), hyphens, not _DULL.isdisjoint(steps))


def is_front(href: str, host: str) -> bool:
    """Whether an address is the front page of ``host`` (no ``www.``).

    >>> is_front("/", "example.com"), is_front("https://www.example.com", "example.com")
    (True, True)
    >>> is_front("https://example.org/", "example.com"), is_front("?p=2", "example.com")
    (False, False)
    """
    start, mark, rest = href.partition("//")
    if not mark or start not in _SCHEMES:
        return href == "/"
    return rest.lower().removeprefix("www.").rstrip("/") == host


@lru_cache(maxsize=4096)
def is_ad(host: str) -> bool:
    """Whether links to this host are paid for.

    >>> is_ad("pubads.g.doubleclick.net"), is_ad("example.com")
    (True, False)
    """
    return _ADS.search(host) is not None
