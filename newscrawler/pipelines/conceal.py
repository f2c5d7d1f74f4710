"""Conceal: what the operator's addresses and settings keep secret does not reach the feed."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler

from newscrawler.items import Article
from newscrawler.values.safe import without_userinfo
from newscrawler.values.secret import Secrets

_ADDRESSES = ("url", "link", "canonical_url", "image")
_TEXTS = ("headline", "source", "body", "summary", "section", "page_url", *_ADDRESSES)
_LISTS = ("authors", "tags")


class Conceal:
    """Masks the secrets of the crawl (`Secrets`) in every text of a record, and takes user name
    and password out of its addresses.

    It stands behind the step that makes the ``id``, which so stays what it is: two addresses
    that differ in a masked value are two stories still.
    """

    def __init__(self, secrets: Secrets) -> None:
        self._secrets = secrets

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(Secrets.of(crawler.settings, crawler.spider))

    def process_item(self, item: Article) -> Article:
        for name in _ADDRESSES:
            if (address := getattr(item, name)) and "@" in address:
                setattr(item, name, without_userinfo(address))
        if self._secrets:
            self._mask(item)
        return item

    def _mask(self, item: Article) -> None:
        hidden = self._secrets.hidden
        for name in _TEXTS:
            if text := getattr(item, name):
                setattr(item, name, hidden(text))
        for name in _LISTS:
            setattr(item, name, [hidden(text) for text in getattr(item, name)])
