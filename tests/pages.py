"""Responses and spiders for tests: no network, a clock that stands still."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, TypeVar

from scrapy import Request, Spider
from scrapy.http import HtmlResponse, Response
from scrapy.responsetypes import responsetypes
from scrapy.utils.test import get_crawler

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
"""When every page of the tests is fetched."""

S = TypeVar("S", bound=Spider)


def html(text: str, url: str = "https://news.example/", now: datetime = NOW) -> HtmlResponse:
    """A page of HTML as fetched at ``now``."""
    request = Request(url, meta={"fetched_at": now})
    return HtmlResponse(url, body=text.encode(), encoding="utf-8", request=request)


def raw(
    body: bytes, url: str, headers: dict[str, str] | None = None, now: datetime = NOW
) -> Response:
    """A response of the class that Scrapy would choose."""
    encoded = {name.encode(): value.encode() for name, value in (headers or {}).items()}
    kind: Any = responsetypes.from_args(headers=encoded, url=url, body=body)
    request = Request(url, meta={"fetched_at": now})
    response: Response = kind(url, body=body, headers=headers or {}, request=request)
    return response


def spider(cls: type[S], **arguments: str) -> S:
    """A spider as a crawl would make it."""
    crawler = get_crawler(cls)
    made = cls.from_crawler(crawler, **arguments)
    crawler.spider = made
    return made
