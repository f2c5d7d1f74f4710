"""The source named on each card: the publisher or community that the story is from.

A text names the source when it says the host that the card links to ("Nasdaq", nasdaq.com),
is itself a host ("(scmp.com)"), or stands in a class made for it. What is learned so of some
cards holds for the same place of all cards of the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from lxml import etree

from newscrawler.layouts.detect.addresses import shape
from newscrawler.layouts.detect.links import Links, Told
from newscrawler.layouts.detect.pieces import Key, Piece
from newscrawler.values import names, times

MAX_LENGTH = 48
"""Characters of a source's name."""

HOME_SLASHES = 3
"""Slashes in the address of a front page, ``https://example.com/``."""

SHARE = 0.3
"""Least share of the texts at one place that must name a source."""

_DOMAIN = re.compile(r"\((?:[\w-]+\.)+[a-z]{2,12}(?:/[\w.-]+)?\)")
_NAMED = re.compile(
    r"(?:^|[\s_-])(?:source|sources|publisher|provider|press|outlet|sitestr|domain|node|subreddit"
    r"|community|newspaper)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?:sources?|via|from|by|read more)\W*", re.IGNORECASE)
_LETTERS = re.compile(r"[\W_]+")
_COUNT = re.compile(r"[\d.,\s+%#-]+[a-z]?")


class Hint(NamedTuple):
    """What a card's link tells of its source."""

    host: str
    """The host that it leads to; ``""`` where that is the page's own site."""
    home: str
    """The text of the nearest link before it, if that leads to the front page of ``host``: the
    heading over one publisher's stories."""


def hints(links: Links, numbers: Sequence[int], page: str) -> list[Hint]:
    """The hints of the links of these numbers, on a page of the host ``page``."""
    hosts = [elsewhere(links.addresses[number].host, page) for number in numbers]
    elements = [links.elements[number] for number in numbers]
    homes = _homes(links.told, set(elements)) if any(hosts) else {}
    found = []
    for element, host in zip(elements, hosts, strict=True):
        home, name = homes.get(element, ("", ""))
        found.append(Hint(host, name if host and host == home else ""))
    return found


def _homes(
    told: Sequence[Told], wanted: set[etree._Element]
) -> dict[etree._Element, tuple[str, str]]:
    """For each wanted link the host and text of the nearest link to a front page before it."""
    found, host, name = {}, "", ""
    for link, _, _, href, text, _ in told:
        if href.startswith("http") and href.count("/") <= HOME_SLASHES:
            address = shape(href)
            if len(text) <= MAX_LENGTH and not address.tail:
                host, name = address.host, text
        if link in wanted:
            found[link] = host, name
    return found


def choose(cards: Sequence[Sequence[Piece]], hints: Sequence[Hint]) -> list[str]:
    """For each card, told of by the hint of the same index, the name of its source or ``""``."""
    named = {key for key in {key for card in cards for _, key, _ in card} if _is_named(key)}
    telling = (_telling(card, hint.host, named) for card, hint in zip(cards, hints, strict=True))
    told = Counter(chain.from_iterable(telling))
    if not told:
        return [names.source(hint.home) for hint in hints]
    could = ({key for text, key, _ in card if key in told and _could_be(text)} for card in cards)
    seen = Counter(chain.from_iterable(could))
    least = min(2, len(cards))
    known = {key: count for key, count in told.items() if count >= max(least, SHARE * seen[key])}
    return [
        names.source(_best(card, known) or hint.home)
        for card, hint in zip(cards, hints, strict=True)
    ]


def _best(card: Sequence[Piece], known: dict[Key, int]) -> str:
    fit = [(known[key], text) for text, key, _ in card if key in known and _could_be(text)]
    return max(fit, key=lambda pair: pair[0])[1] if fit else ""


def beside(cards: Sequence[Sequence[Piece]], headlines: Sequence[str]) -> list[str]:
    """For each card without a link the text directly before its time, or glued to it, where
    most cards have one in the same place: the source, as aggregators set it."""
    found = [_before_time(card, head) for card, head in zip(cards, headlines, strict=True)]
    votes = Counter(key for _, key in found)
    return [
        names.source(text) if text and votes[key] * 2 > len(cards) else "" for text, key in found
    ]


def _before_time(card: Sequence[Piece], headline: str) -> tuple[str, Key]:
    before: tuple[str, Key] = ("", "")
    for line, key, _ in card:
        if line == headline or len(line) > MAX_LENGTH:
            continue
        name, time = times.split(line)
        if time:
            return (name, key) if name else before
        if _could_be(line):
            before = line, key
    return "", ""


def _could_be(text: str) -> bool:
    return 1 < len(text) <= MAX_LENGTH and not _LABEL.fullmatch(text) and not _COUNT.fullmatch(text)


def _telling(card: Sequence[Piece], host: str, named: set[Key]) -> set[Key]:
    """The places of a card's texts that name its source by themselves: a host in brackets, a
    class that is made for it, the name of the host that the card links to."""
    if host:
        return {key for text, key, _ in card if key in named or _says(text, host)}
    return {key for text, key, _ in card if key in named or (text[0] == "(" and _is_host(text))}


def _says(text: str, host: str) -> bool:
    return _could_be(text) and (_is_host(text) or names_host(text, host))


def _is_host(text: str) -> bool:
    return _DOMAIN.fullmatch(text) is not None


@lru_cache(maxsize=4096)
def _is_named(key: Key) -> bool:
    """Whether a class of a source holds the text, or its ``a`` without a class."""
    names = key if isinstance(key, str) else (key[0] == "a" and key[1]) or ""
    return _NAMED.search(names) is not None


def names_host(text: str, host: str) -> bool:
    """Whether ``text`` says the name of the publisher at ``host``, or its initials do.

    >>> names_host("Seeking Alpha", "seekingalpha.com"), names_host("Sport", "bbc.co.uk")
    (True, False)
    >>> names_host("Wall Street Journal", "wsj.com"), names_host("The Nation", "nation.example")
    (True, True)
    """
    letters = _LETTERS.sub("", text).casefold()
    for label in _labels(host):
        if label in letters:
            return True
        if label[0] == letters[:1] and label == "".join(word[0] for word in text.split()).lower():
            return True
    return False


@lru_cache(maxsize=4096)
def _labels(host: str) -> list[str]:
    return [label for label in host.split(".")[:-1] if len(label) > 2]


@lru_cache(maxsize=4096)
def elsewhere(host: str, page: str) -> str:
    """``host`` if it is another site than that of the page, else ``""``.

    >>> elsewhere("nasdaq.com", "example.com"), elsewhere("bbc.co.uk", "bbc.com")
    ('nasdaq.com', '')
    """
    return "" if _main(host) == _main(page) else host


def _main(host: str) -> str:
    """The longest label but the last: the name that a site has in every country."""
    return max(host.split(".")[:-1], key=len, default="")
