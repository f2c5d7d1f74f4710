"""Names: the run's id, and where the files of one run stand."""

from __future__ import annotations

import re
import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from scrapy import Spider
from scrapy.crawler import Crawler

PER_RUN = re.compile(r"%\((?:run_id|time|batch_time)\)")
"""Placeholders that make a feed's name one that only this run has."""

_PLACEHOLDER = re.compile(r"%\([^)]*\)[^a-zA-Z]*[a-zA-Z]")


def new_run_id(now: datetime | None = None) -> str:
    """An id that sorts by the time of the start and that no other run has.

    >>> new_run_id(datetime(2026, 11, 24, 10, tzinfo=UTC))[:17]
    '20261124T100000Z-'
    """
    return f"{now or datetime.now(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"


def uri_params(params: dict[str, Any], spider: Spider) -> dict[str, Any]:
    """Scrapy's ``FEED_URI_PARAMS``: adds ``run_id`` to what a feed's name may hold."""
    return {**params, "run_id": run_id_of(spider.crawler)}


_RUNS: WeakKeyDictionary[Crawler, str] = WeakKeyDictionary()


def run_id_of(crawler: Crawler) -> str:
    """The id of the run that this crawl is; made at the first call."""
    return _RUNS.setdefault(crawler, new_run_id())


def root_of(template: str) -> Path:
    """The folder of a feed's manifests: what stands before the first placeholder of its name.

    >>> root_of("feeds/%(name)s/%(run_id)s.jsonl").as_posix(), root_of("out.jsonl").as_posix()
    ('feeds', '.')
    """
    fixed = _PLACEHOLDER.split(template, maxsplit=1)[0]
    return Path(fixed.rpartition("/")[0] or ("/" if fixed.startswith("/") else "."))


def slug_of(template: str) -> str:
    """What tells two feeds of one run apart, in a file name.

    >>> slug_of("feeds/%(name)s/%(run_id)s.jsonl.gz"), slug_of("out.jsonl")
    ('jsonl.gz', 'out.jsonl')
    """
    name = _PLACEHOLDER.sub("", template).rpartition("/")[2]
    return re.sub(r"[^\w.-]", "_", name).strip(".") or "feed"


def part_of(final: Path, run_id: str) -> Path:
    """The live file of a run, beside the file that it becomes.

    >>> part_of(Path("feeds/out.jsonl.gz"), "R1").as_posix()
    'feeds/R1.out.jsonl.gz.part'
    """
    name = final.name if run_id in final.name else f"{run_id}.{final.name}"
    return final.with_name(f"{name}.part")


def partial_of(final: Path, run_id: str) -> Path:
    """The name under which a run is published that did not come to its end.

    >>> partial_of(Path("out.jsonl.gz"), "R1").as_posix(), partial_of(Path("R1.jsonl"), "R1").name
    ('out.R1.partial.jsonl.gz', 'R1.partial.jsonl')
    """
    stem, dot, suffixes = final.name.partition(".")
    if run_id not in stem:
        stem = f"{stem}.{run_id}"
    return final.with_name(f"{stem}.partial{dot}{suffixes}")
