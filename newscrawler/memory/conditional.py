"""Conditional requests: a page that has not changed costs an answer of 304 and no reading."""

from __future__ import annotations

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from newscrawler.memory.ledger import Ledger, ledger_of
from newscrawler.memory.pages import Validators


class Conditional:
    """Downloader middleware for requests with ``meta["conditional"]`` true.

    Their spider takes status 304 (``handle_httpstatus_list``) and counts it as
    ``memory/not_modified``. Validators are kept only at the end of a run that closed well:
    before that the stories of the page may not be in the feed yet.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(ledger_of(crawler))

    def process_request(self, request: Request) -> None:
        if not request.meta.get("conditional"):
            return
        if known := self._ledger.validators(request.url):
            if known.etag:
                request.headers.setdefault(b"If-None-Match", known.etag)
            if known.last_modified:
                request.headers.setdefault(b"If-Modified-Since", known.last_modified)

    def process_response(self, request: Request, response: Response) -> Response:
        if request.meta.get("conditional") and response.status == 200:
            etag, modified = _text(response, "ETag"), _text(response, "Last-Modified")
            self._ledger.answered(request.url, Validators(etag, modified))
        return response


def _text(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None
