"""Clock: notes when each response was fetched, for the times that are relative to it."""

from __future__ import annotations

from datetime import UTC, datetime

from scrapy import Request
from scrapy.http import Response


class FetchClock:
    """Sets ``response.meta["fetched_at"]`` (aware, UTC) as the response comes off the wire.

    A busy crawl may parse a page long after it was fetched.
    """

    def process_response(self, request: Request, response: Response) -> Response:
        request.meta["fetched_at"] = datetime.now(UTC)
        return response
