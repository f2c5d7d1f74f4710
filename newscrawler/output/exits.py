"""Exit codes: what a run's figures say to cron."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import Any

from scrapy.crawler import Crawler


class Exit(IntEnum):
    """The exit codes of ``scrapy crawl`` and ``scrapy cron``. 74 and 75 are ``EX_IOERR`` and
    ``EX_TEMPFAIL`` of ``sysexits.h``; 2 is what argparse and Scrapy use."""

    OK = 0
    """The run is complete, also when nothing was new."""
    START = 1
    """The run did not start: a component or a site's file raised."""
    USAGE = 2
    """An unknown spider, a misspelt argument, a value that cannot be used."""
    NOTHING = 3
    """No story found, or fewer than the site's ``minimum``."""
    ERRORS = 4
    """Stories were found, but too many requests or pages failed."""
    STOPPED = 5
    """Stopped by a limit, a deadline or a signal; what was read is published as partial."""
    WRITE = 74
    """The feed or the memory could not be written."""
    RUNNING = 75
    """The same job is running already."""


WRITE_ERRORS = ("feed/write_errors", "memory/write_errors")
"""Stats that the feed and the memory raise when a line or a commit failed."""

ENDED = ("finished", "refused_by_robots")
"""Finish reasons of a run that came to its end by itself."""

Stats = Mapping[str, Any]


def of_run(stats: Stats, *, minimum: int = 1, error_share: float = 0.5) -> Exit:
    """The exit code that the stats of a closed run amount to.

    ``minimum`` is how many stories a good run finds, known ones included; ``error_share`` the
    part of requests that may fail. The worst for the reader of the feed comes first.

    >>> of_run({"finish_reason": "finished", "item_scraped_count": 3})
    <Exit.OK: 0>
    >>> of_run({"finish_reason": "finished"})
    <Exit.NOTHING: 3>
    >>> of_run({"finish_reason": "shutdown", "item_scraped_count": 3})
    <Exit.STOPPED: 5>
    """
    if any(stats.get(name) for name in WRITE_ERRORS) or _unstored(stats):
        return Exit.WRITE
    reason = stats.get("finish_reason")
    if reason == "closespider_errorcount":
        return Exit.ERRORS
    if reason not in ENDED:
        return Exit.STOPPED
    if found(stats) < minimum and not stats.get("memory/not_modified"):
        return Exit.NOTHING
    return Exit.ERRORS if share_failed(stats) > error_share else Exit.OK


def of_crawl(crawler: Crawler, reason: str | None = None) -> Exit:
    """The exit code of a crawl: closed, or about to be closed for ``reason``.

    The spider's class attribute ``minimum`` and the setting MAX_ERROR_SHARE are the limits.
    """
    stats = dict(crawler.stats.get_stats())
    if reason is not None:
        stats["finish_reason"] = reason
    minimum: int = getattr(crawler.spider, "minimum", 1)
    share = crawler.settings.getfloat("MAX_ERROR_SHARE", 0.5)
    return of_run(stats, minimum=minimum, error_share=share)


def found(stats: Stats) -> int:
    """Stories that the run found, those that the memory knew included.

    >>> found({"item_scraped_count": 2, "item_dropped_reasons_count/Known": 40})
    42
    >>> found({"memory/not_fetched_again": 30})
    30
    """
    known = stats.get("item_dropped_reasons_count/Known", 0)
    known += stats.get("memory/not_fetched_again", 0)
    return int(stats.get("item_scraped_count", 0) + known)


def share_failed(stats: Stats) -> float:
    """The part (0 to 1) of the requests that failed for good or whose page could not be read.

    A retried request counts once; ``robots.txt`` does not count: a site without one is healthy.

    >>> share_failed({"downloader/request_count": 4, "downloader/response_status_count/200": 3})
    0.25
    """
    asked = _count(stats, "downloader/request_count") - _count(stats, "retry/count")
    asked -= _count(stats, "robotstxt/request_count")
    answered = _good(stats, "downloader/response_status_count/")
    answered -= _good(stats, "robotstxt/response_status_count/")
    failed = max(asked - answered, 0) + _count(stats, "spider_exceptions/count")
    return min(failed / asked, 1.0) if asked > 0 else 0.0


def _count(stats: Stats, name: str) -> int:
    return int(stats.get(name, 0))


def _good(stats: Stats, prefix: str) -> int:
    """Answers with a status of 200 to 399."""
    return sum(
        count
        for name, count in stats.items()
        if name.startswith(prefix) and name.removeprefix(prefix)[0] in "23"
    )


def _unstored(stats: Stats) -> bool:
    return any(name.startswith("feedexport/failed_count/") for name in stats)
