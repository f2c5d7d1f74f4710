"""Redirectors: links that lead elsewhere, and what their address or their page says of where.

Pure: nothing is fetched here. The services named are those whose links stand in aggregators and
feeds; each rule says where it was learned.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from w3lib.html import get_meta_refresh

from newscrawler.values import urls


class Lead(NamedTuple):
    """Where a link leads, and the rule that told it."""

    url: str
    rule: str


_PARAMETERS = {
    "google.com": ("/url", ("url", "q")),  # Google Alerts feeds, 2019 (shared corpus of feeds)
    "bing.com": ("/news/apiclick.aspx", ("url",)),  # Bing News RSS
    "duckduckgo.com": ("/l/", ("uddg",)),
    "facebook.com": ("/l.php", ("u",)),
    "youtube.com": ("/redirect", ("q",)),
    "reddit.com": ("/", ("url",)),  # out.reddit.com
    "vk.com": ("/away.php", ("to",)),
    "umblr.com": ("/redirect", ("z",)),
    "getpocket.com": ("/redirect", ("url",)),
}
"""Registered domain -> the path and the parameters that hold the address in plain text."""

_GOOGLE_NEWS = re.compile(r"^/(?:rss/|__i/rss/rd/)?articles/([\w-]{8,})")
_YAHOO = re.compile(r"/RU=([^/]+)/")  # r.search.yahoo.com, results of Yahoo's news search

_SHORTENERS = frozenset(
    {
        *("t.co", "bit.ly", "buff.ly", "ow.ly", "dlvr.it", "trib.al", "tinyurl.com", "is.gd"),
        *("ift.tt", "goo.gl", "lnkd.in", "j.mp", "flip.it", "apple.news", "shorturl.at"),
        *("reut.rs", "nyti.ms", "wapo.st", "bbc.in", "cnn.it", "fxn.ws", "on.ft.com", "bloom.bg"),
        *("on.wsj.com", "politi.co", "apne.ws", "gu.com", "es.pn", "n.pr"),
        *("feedproxy.google.com", "c.newsnow.co.uk"),
    }
)
_PATHS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (re.compile(r"(?:^|\.)(?:feeds?|rss)\d*\."), re.compile(r"/~r/")),  # FeedBurner's own
    (re.compile(r"^(?:www\.)?meneame\.net$"), re.compile(r"^/go(?:/|\?|$)")),  # rss-funnel#94
    (re.compile(r"(?:^|\.)newsnow\.(?:com|co\.uk)$"), re.compile(r"^/A/")),
    (re.compile(r"^news\.google\.com$"), _GOOGLE_NEWS),
)
"""Host and path of redirectors that must be asked."""

_SCRIPT = re.compile(
    r"""(?:location\.(?:replace|assign)\(\s*|(?:window|document|self|top)\.location(?:\.href)?\s*=\s*
    |(?<![\w.])location(?:\.href)?\s*=\s*|redirectToUrl\w*\(\s*|(?<![\w"'])["']?url["']?\s*:\s*
    |data-n-au\s*=\s*)(?P<quote>["'])(?P<url>https?:(?:(?!(?P=quote)).){5,2083}?)(?P=quote)""",
    re.IGNORECASE | re.VERBOSE,
)
"""``url: '...'`` is NewsNow's (users' code of 2024), ``redirectToUrlAfterTimeout`` is Apple News's,
``data-n-au`` stood in Google News's pages."""

_READ_CHARACTERS = 200_000
"""Of a redirector's page; its script stands in the first few thousand."""


def from_address(url: str) -> Lead | None:
    """Where the address itself says that it leads.

    >>> from_address("https://www.google.com/url?rct=j&url=https://paper.example/1")
    Lead(url='https://paper.example/1', rule='parameter:url')
    """
    parts = _split(url)
    if parts is None:
        return None
    token = _google_token(parts)
    if token:
        return _lead(google_news(token) or "", "google-news-token")
    yahoo = _YAHOO.search(parts.path) if parts.netloc.endswith("search.yahoo.com") else None
    if yahoo:
        return _lead(unquote(yahoo[1]), "parameter:RU")
    path, names = _PARAMETERS.get(urls.registered_domain(url) or "", ("", ()))
    given = parse_qs(parts.query) if path and parts.path.startswith(path) else {}
    found = (_lead(given[name][0], f"parameter:{name}") for name in names if name in given)
    return next((lead for lead in found if lead), None)


def google_news(token: str) -> str | None:
    """The address inside an older token of Google News; ``None`` for a newer one.

    A token is base64 of a protobuf message whose field 4 holds the address (until July 2024;
    since then an opaque ``AU_yq...``: SSujitX/google-news-url-decoder#2).

    >>> google_news("CBMiF2h0dHBzOi8vcGFwZXIuZXhhbXBsZS8x0gEA")
    'https://paper.example/1'
    """
    try:
        message = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (binascii.Error, ValueError):
        return None
    # Field 1 is a small number, field 4 a string: 08 nn 22, then its length as a varint.
    if len(message) < 5 or message[0] != 0x08 or message[2] != 0x22:
        return None
    length, start = message[3], 4
    if length > 0x7F:
        length, start = (length & 0x7F) | message[4] << 7, 5
    text = message[start : start + length].decode("ascii", "replace")
    return text if text.startswith(("http://", "https://")) else None


def is_opaque(url: str) -> bool:
    """Whether the link is a newer Google News one, which no request of ours can resolve: its page
    asks for the address by a script."""
    parts = _split(url)
    token = _google_token(parts) if parts else None
    return bool(token) and google_news(token or "") is None


def is_redirector(url: str) -> bool:
    """Whether ``url`` is a known redirector's and so never a story's own page.

    >>> is_redirector("https://www.meneame.net/go/link/4000"), is_redirector("https://a.example/go")
    (True, False)
    """
    parts = _split(url)
    if parts is None:
        return False
    host = (parts.hostname or "").lower()
    if host in _SHORTENERS or from_address(url):
        return True
    return any(hosts.search(host) and paths.search(parts.path) for hosts, paths in _PATHS)


def from_page(text: str, url: str) -> Lead | None:
    """Where the page of a redirector sends its reader: by meta refresh, or by script, and then to
    another domain only, as a script's addresses are mostly the site's own."""
    text = text[:_READ_CHARACTERS]
    refresh = _refresh(text, url)
    if refresh and refresh != url:
        return _lead(refresh, "meta-refresh")
    for found in _SCRIPT.finditer(text):
        lead = _lead(_unescaped(found["url"]), "script")
        if lead and _site(lead.url) != _site(url):
            return lead
    return None


def _refresh(text: str, url: str) -> str | None:
    try:
        return get_meta_refresh(text, url, ignore_tags=())[1]  # it stands in <noscript> also
    except ValueError:  # "http://[" leads nowhere
        return None


def _site(url: str) -> str | None:
    return urls.registered_domain(url) or urlsplit(url).hostname


def _unescaped(text: str) -> str:
    r"""A script's string as the text it stands for (``\/``, ``\u0026``, ``\x3d``)."""
    text = re.sub(r"\\x([0-9a-fA-F]{2})", r"\\u00\1", text).replace("\\'", "'")
    try:
        return str(json.loads(f'"{text}"'))
    except ValueError:
        return text


def _google_token(parts: SplitResult) -> str | None:
    found = _GOOGLE_NEWS.match(parts.path) if parts.netloc == "news.google.com" else None
    return found[1] if found else None


def _split(url: str) -> SplitResult | None:
    try:
        return urlsplit(url)
    except ValueError:  # "http://[" leads nowhere
        return None


def _lead(url: str, rule: str) -> Lead | None:
    try:
        return Lead(urls.absolute(url, ""), rule)
    except ValueError:
        return None
