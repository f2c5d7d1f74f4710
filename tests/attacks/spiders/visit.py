"""A spider that goes where it is told and writes down what happened, at once and by itself."""

from __future__ import annotations

import json
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response, TextResponse
from twisted.python.failure import Failure


class VisitSpider(Spider):
    """Visits each line of the file ``urls``; writes a JSON line for each to the file ``seen``.

    The links of a page whose path begins with ``/links`` are followed as plainly as a beginner
    would: every ``a``, joined to the page's address. A ``proxy`` is used as Scrapy takes it.
    """

    name = "visit"

    def __init__(self, urls: str, seen: str, proxy: str = "", **kwargs: Any):
        super().__init__(**kwargs)
        self.meta = {"proxy": proxy} if proxy else {}
        self.urls = Path(urls).read_text().splitlines()
        self.seen = os.open(seen, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    async def start(self) -> AsyncIterator[Request]:
        for url in self.urls:
            try:
                yield self._visit(url)
            except ValueError as error:
                self._write(asked=url, error=f"ValueError: {error}")

    def _visit(self, url: str) -> Request:
        meta = dict(self.meta)
        return Request(url, self.parse, errback=self.failed, dont_filter=True, meta=meta)

    def parse(self, response: Response) -> Iterator[Request]:
        text = response.text if isinstance(response, TextResponse) else ""
        self._write(asked=_first(response), url=response.url, text=text[:300])
        if "/forged" in response.url and isinstance(response, TextResponse):
            self.logger.warning("no date on the page %s", response.css("title::text").get())
        if isinstance(response, TextResponse) and "/links" in response.url:
            for href in response.css("a::attr(href)").getall():
                yield self._visit(response.urljoin(href))

    def failed(self, failure: Failure) -> None:
        request = getattr(failure, "request", None)
        asked = request.meta.get("redirect_urls", [request.url])[0] if request else ""
        self._write(asked=asked, error=f"{type(failure.value).__name__}: {failure.value}")

    def _write(self, **line: str) -> None:
        os.write(self.seen, (json.dumps(line) + "\n").encode())


def _first(response: Response) -> str:
    urls: list[str] = response.meta.get("redirect_urls", [response.url])
    return urls[0]
