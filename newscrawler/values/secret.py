"""Secrets: what the operator typed in that nobody else may read, and how it is kept hidden.

Addresses that a page names are its publisher's: ``?token=`` there tells one story from another,
and to mask it would break the link. So what is hidden are the operator's own values, from the
settings and from the addresses that the crawl was given, wherever they turn up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote, unquote

MASK = "***"

_SETTING = re.compile(r"(?:^|_)(?:SECRET|TOKEN|PASS|PASSWORD|PASSWD|KEY)(?:_|$)")
_ADDRESS_SETTING = re.compile(r"(?:^|_)(?:URL|URI|PROXY|FEEDS|FEED)$")
_PARAMETER = re.compile(
    r"(?:key|token|secret|pass(?:w(?:or)?d)?|pwd|auth|sig(?:nature)?|credential|hmac)$",
    re.IGNORECASE,
)
_QUERY = re.compile(r"(?<=[?&;])([^\s?&;=#]{1,100})=([^\s&;#\"'<>]{1,2000})")
_END = r"(?![^\s&;#\"'<>])"
_SHORTEST = 4  # masking every "a" of a log would hide more than it protects
_TELLING, _LONG = 8, 16  # characters


class Secrets:
    """``values`` are hidden in logs wherever they stand, ``pairs`` (a query parameter's name and
    value) as such; where text must not be damaged, only values that are no word or number."""

    def __init__(self, values: Iterable[str] = (), pairs: Iterable[tuple[str, str]] = ()) -> None:
        self.values, self.pairs = frozenset(values), frozenset(pairs)
        known = {*self.values, *(value for _, value in self.pairs)}
        found = {form for value in known for form in _forms(value) if len(form) >= _SHORTEST}
        short = {(name, form) for name, value in self.pairs for form in _forms(value)}
        ends = [f"(?<=[?&;]{re.escape(name)}=){re.escape(value)}{_END}" for name, value in short]
        telling = {value for value in found if _tells(value)}
        logged = telling | {value for value in found if value in self.values}
        self._in_text = _any_of([*_longest_first(telling), *ends])
        self._in_log = _any_of([*_longest_first(logged), *ends])

    @classmethod
    def of(cls, settings: Mapping[Any, Any], spider: object = None) -> Secrets:
        """Those of a crawl: of its settings, and of the addresses that its spider was given, which
        are texts, or lists of them, among its attributes."""
        given = [*vars(spider).values(), getattr(spider, "start_urls", ())] if spider else []
        addresses = [text for value in given for text in _texts(value) if "://" in text]
        named = {
            text
            for name, value in settings.items()
            if _ADDRESS_SETTING.search(str(name))
            for text in _texts(value)
        }
        values = secrets_of(settings) | {found for text in addresses for found in _passwords(text)}
        values |= {found for text in named for found in _passwords(text)}
        pairs = {
            (name, value)
            for text in (*addresses, *named)
            for name, value in _QUERY.findall(text)
            if _PARAMETER.search(name)
        }
        return cls(values, pairs)

    def __or__(self, other: Secrets) -> Secrets:
        return Secrets(self.values | other.values, self.pairs | other.pairs)

    def __bool__(self) -> bool:
        return self._in_text is not None

    def hidden(self, text: str) -> str:
        """``text`` of a record without what is certain to be a secret.

        >>> secrets = Secrets({"4f9a-77c1"}, {("key", "news")})
        >>> secrets.hidden("news: https://a.example/1?key=news&x=4f9a-77c1, http://b.example/?key=b")
        'news: https://a.example/1?key=***&x=***, http://b.example/?key=b'
        """
        return self._in_text.sub(MASK, text) if self._in_text else text

    def hidden_in_log(self, text: str) -> str:
        """``text`` without any of them of four characters or more."""
        return self._in_log.sub(MASK, text) if self._in_log else text


def secrets_of(settings: Mapping[Any, Any]) -> set[str]:
    """The secret values among settings: those whose name says so.

    >>> secrets_of({"AWS_SECRET_ACCESS_KEY": "abcdefgh", "BOT_NAME": "newscrawler"})
    {'abcdefgh'}
    """
    return {
        value
        for name, value in settings.items()
        if _SETTING.search(str(name)) and isinstance(value, str) and len(value) >= _SHORTEST
    }


def _texts(value: Any) -> Iterator[str]:
    """A text, or the texts of a list, or those that a mapping has as keys (``FEEDS``)."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple | Mapping):
        yield from (text for text in value if isinstance(text, str))


def _passwords(text: str) -> Iterator[str]:
    """The password before the last ``@`` of each address, which may hold what it should not.

    >>> list(_passwords("postgresql://me:s3/cr@t@db.example/news"))
    ['s3/cr@t']
    """
    for address in text.split(","):
        before, at, _ = address.rpartition("@")
        password = before.partition("//")[2].partition(":")[2]
        if at and len(password) >= _SHORTEST:
            yield password


def _forms(value: str) -> set[str]:
    """A value as it was typed, as it is meant, and as others would write it in an address."""
    meant = unquote(value)
    return {value, meant, quote(meant, safe=""), quote(meant)}


def _tells(value: str) -> bool:
    """Whether a value is so odd that it stands nowhere by chance: no word, no date.

    >>> [_tells(value) for value in ("technology", "20261126", "4f9a-77c1", "abc1")]
    [False, False, True, False]
    """
    mixed = any(map(str.isalpha, value)) and not value.isalpha()
    return len(value) >= _LONG or (mixed and len(value) >= _TELLING)


def _longest_first(values: Iterable[str]) -> list[str]:
    return [re.escape(value) for value in sorted(values, key=len, reverse=True)]


def _any_of(patterns: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(patterns)) if patterns else None
