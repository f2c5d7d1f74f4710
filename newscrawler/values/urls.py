"""URLs: made absolute, brought to one form, and the registered domain they belong to."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

from tldextract import TLDExtract
from w3lib.url import canonicalize_url

from newscrawler.values.safe import without_credentials

LENGTH_LIMIT: Final = 2083
"""Characters; what Scrapy's URLLENGTH_LIMIT takes from Internet Explorer."""

TRACKING: Final[dict[str, str]] = {
    # parameter (a trailing * stands for any ending): who adds it; none of them names a story
    "utm_*": "Google Analytics campaigns",
    "_ga": "Google Analytics linker",
    "_gl": "Google Analytics linker",
    "gclid": "Google Ads click",
    "gclsrc": "Google Ads click",
    "gbraid": "Google Ads click",
    "wbraid": "Google Ads click",
    "dclid": "Google Display click",
    "fbclid": "Facebook click",
    "fb_action_ids": "Facebook actions",
    "fb_action_types": "Facebook actions",
    "fb_source": "Facebook actions",
    "msclkid": "Microsoft Advertising click",
    "yclid": "Yandex click",
    "ysclid": "Yandex search click",
    "_openstat": "Yandex Openstat",
    "ttclid": "TikTok click",
    "twclid": "X (Twitter) click",
    "li_fat_id": "LinkedIn click",
    "igshid": "Instagram share",
    "igsh": "Instagram share",
    "mc_cid": "Mailchimp campaign",
    "mc_eid": "Mailchimp reader",
    "mkt_tok": "Marketo reader",
    "_hsenc": "HubSpot reader",
    "_hsmi": "HubSpot message",
    "hsctatracking": "HubSpot button",
    "vero_id": "Vero reader",
    "oly_anon_id": "Omeda reader",
    "oly_enc_id": "Omeda reader",
    "wickedid": "Wicked Reports click",
    "s_cid": "Adobe Analytics campaign",
    "icid": "Adobe Analytics internal campaign",
    "cmpid": "campaign (Bloomberg, Reuters and others)",
    "ito": "Daily Mail share",
    "at_medium": "BBC campaign",
    "at_campaign": "BBC campaign",
    "at_campaign_type": "BBC campaign",
    "at_bbc_team": "BBC campaign",
    "at_link_*": "BBC campaign",
    "at_format": "BBC campaign",
    "at_ptr_name": "BBC campaign",
    "at_custom*": "BBC campaign",
    "ns_mchannel": "comScore campaign (BBC)",
    "ns_source": "comScore campaign (BBC)",
    "ns_campaign": "comScore campaign (BBC)",
    "ns_linkname": "comScore campaign (BBC)",
    "ns_fee": "comScore campaign (BBC)",
    "smid": "New York Times share",
    "smtyp": "New York Times share",
    "wt_mc": "Webtrekk campaign",
    "wtmc": "Webtrekk campaign",
    "wt_zmc": "Webtrekk campaign",
    "xtor": "AT Internet campaign",
    "guccounter": "Yahoo consent",
    "guce_referrer": "Yahoo consent",
    "guce_referrer_sig": "Yahoo consent",
    "ocid": "Microsoft (MSN) campaign",
    "spm": "Alibaba page tracking",
    "ncid": "AOL and HuffPost campaign",
    "sref": "share",
    "__twitter_impression": "X (Twitter) AMP",
}

_TRACKING_NAMES = frozenset(name for name in TRACKING if not name.endswith("*"))
_TRACKING_STARTS = tuple(name[:-1] for name in TRACKING if name.endswith("*"))
_DEFAULT_PORTS = {"http": 80, "https": 443}
_SPACES = " \t\n\r\f\x00"
_TOO_LONG = f"longer than {LENGTH_LIMIT} characters"
_PATH = r"/(?:[a-zA-Z0-9_~-][a-zA-Z0-9_~.-]*/)*(?:[a-zA-Z0-9_~-][a-zA-Z0-9_~.-]*)?"
_PLAIN_PATH = re.compile(_PATH)
"""A path with nothing to resolve or to escape: most links of a page are one."""
_CANONICAL = re.compile(rf"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*{_PATH}")
"""Addresses that are in the one form already."""
_ABSOLUTE = re.compile("https?://", re.IGNORECASE)
_DROPPED = str.maketrans("", "", "\t\n\r")
_BAD_HOST = re.compile(r"[\s\x00-\x20\x7f<>\"^`{|}\\%]")
_IPV6 = re.compile(r"(?:^|@)\[[0-9a-f:.]+\](?::\d*)?$", re.IGNORECASE)


class BadUrl(ValueError):
    """An href that leads to no web page; the message names it and says why."""

    def __init__(self, href: str, reason: str) -> None:
        shown = without_credentials(href if len(href) <= 100 else f"{href[:97]}...")
        super().__init__(f"href {shown!r}: {reason}")


def absolute(href: str, base: str) -> str:
    """``href`` as a link on the page ``base``, otherwise untouched.

    Surrounding white space, and tabs and line ends within, go as the URL standard has it
    (https://url.spec.whatwg.org/#concept-basic-url-parser, steps 1 to 3).

    Raises ``BadUrl``, a ``ValueError``, for what is not http or https, has no host or a
    malformed one, or is longer than ``LENGTH_LIMIT``.

    >>> absolute("../b?x=1#c", "https://news.example/a/a")
    'https://news.example/b?x=1#c'
    >>> absolute("javascript:void(0)", "https://news.example/")
    Traceback (most recent call last):
    ...
    newscrawler.values.urls.BadUrl: href 'javascript:void(0)': not http or https
    """
    if len(href) > LENGTH_LIMIT:
        raise BadUrl(href, _TOO_LONG)
    try:
        if _PLAIN_PATH.fullmatch(href):
            joined = _origin(base) + href
        else:
            stripped = href.strip(_SPACES).translate(_DROPPED)
            joined = stripped if _ABSOLUTE.match(stripped) else urljoin(base, stripped).rstrip(" ")
            _check(urlsplit(joined))
    except ValueError as error:
        raise BadUrl(href, str(error)) from error
    if len(joined) > LENGTH_LIMIT:
        raise BadUrl(href, _TOO_LONG)
    return joined


@lru_cache(maxsize=64)
def _origin(base: str) -> str:
    """Scheme and host of a page, which most of its links share."""
    parts = urlsplit(base)
    _check(parts)
    return f"{parts.scheme}://{parts.netloc}"


def _check(parts: SplitResult) -> None:
    if parts.scheme not in _DEFAULT_PORTS:
        raise ValueError("not http or https")
    if not parts.hostname:
        raise ValueError("no host")
    if _BAD_HOST.search(parts.netloc) or ("[" in parts.netloc and not _IPV6.search(parts.netloc)):
        raise ValueError("malformed host")
    _ = parts.port  # reading it raises for what is no port


def canonical(url: str) -> str:
    """The form in which two spellings of one address are equal.

    Scheme and host in lower case, the host in punycode, no default port, no tracking
    parameter, the others sorted, escapes in one form, no fragment (but ``#!``, which names
    the page). AMP and mobile hosts stay as they are: whether they show the same page only
    the page can say.

    Raises ``BadUrl`` as ``absolute`` does.

    >>> canonical("HTTPS://Bücher.example:443/a?b=2&utm_source=x&a=1#part")
    'https://xn--bcher-kva.example/a?a=1&b=2'
    """
    if _CANONICAL.fullmatch(url) and len(url) <= LENGTH_LIMIT:
        return url
    parts = urlsplit(absolute(url, url))
    query = "&".join(pair for pair in parts.query.split("&") if not _is_tracking(pair))
    hashbang = parts.fragment if parts.fragment.startswith("!") else ""
    try:
        plain = urlunsplit((parts.scheme, _netloc(parts), parts.path, query, hashbang))
        return canonicalize_url(plain, keep_fragments=True)
    except ValueError as error:  # UnicodeError is one: a host that IDNA refuses, a surrogate
        raise BadUrl(url, str(error)) from error


def _netloc(parts: SplitResult) -> str:
    netloc = parts.netloc
    if parts.port == _DEFAULT_PORTS[parts.scheme] or netloc.endswith(":"):
        netloc = netloc.rpartition(":")[0]
    return netloc


def _is_tracking(pair: str) -> bool:
    name = pair.partition("=")[0].lower()
    return not pair or name in _TRACKING_NAMES or name.startswith(_TRACKING_STARTS)


@cache
def _suffixes() -> TLDExtract:
    """The bundled snapshot of the public suffix list: nothing is fetched or written."""
    return TLDExtract(cache_dir=None, suffix_list_urls=(), fallback_to_snapshot=True)


def registered_domain(url: str) -> str | None:
    """The domain under the public suffix (the registries' part of the list, so that a blog
    on ``blogspot.com`` belongs to ``blogspot.com``); ``None`` where there is none: an address
    in numbers, a public suffix alone, no URL.

    >>> registered_domain("https://www.news.example.co.uk:8080/a")
    'example.co.uk'
    """
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return _domain_of(host) if host and len(host) <= 253 else None


@lru_cache(maxsize=4096)
def _domain_of(host: str) -> str | None:
    found = _suffixes()(host)
    if not found.suffix and not found.ipv4 and not found.ipv6 and "." in host:
        return ".".join(host.rsplit(".", 2)[-2:])  # the list's prevailing rule for others is "*"
    return found.top_domain_under_public_suffix or None
