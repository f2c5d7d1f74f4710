"""``scrapy extract``: what article pages say, one JSON line a page.

scrapy extract page.html.gz https://news.example/story - < other.html
scrapy extract --explain page.html
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import zlib
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.http import Response
from scrapy.settings import Settings

from newscrawler import reading
from newscrawler.reading import Reading, explained
from newscrawler.spiders.article import ArticleSpider
from newscrawler.values import safe, times

MAX_BYTES = 50 * 1024 * 1024
"""Bytes read of one file, unpacked: five times what ``reading.open`` takes."""


class Source(NamedTuple):
    """A page that is at hand: its name for messages, its address (may be empty), its bytes,
    when it was fetched and with which headers."""

    name: str
    url: str
    body: bytes
    fetched_at: datetime
    headers: Mapping[str, str]


Show = Callable[[Source], str]


class Unreadable(Exception):
    """A file that cannot be read; the message names it and says why."""


class Command(ScrapyCommand):
    """Files and stdin are read here; addresses are fetched with the project's settings."""

    requires_project = True
    settings: Settings  # scrapy.cmdline sets it before anything here runs

    def syntax(self) -> str:
        return "[options] PATH|URL|- ..."

    def short_desc(self) -> str:
        return "Print what article pages say, one JSON line a page"

    def long_desc(self) -> str:
        return (
            "Read article pages from files (also .gz), stdin (-) and addresses, and print one JSON "
            "line a page: headline, source, timestamp, body and the other fields, the page's "
            "verdict, and which rule gave each value. What cannot be read is named on stderr; "
            "the exit code is then 1."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--explain",
            action="store_true",
            help="show per field which rule gave the value and what the others said, and the "
            "verdict on each block of the text",
        )
        parser.add_argument(
            "--url", default="", help="address of the pages from files and stdin, for their links"
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        if not opts.loglevel:
            self.settings.set("LOG_LEVEL", "WARNING", priority="cmdline")  # stderr is for errors

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if not args:
            raise UsageError("give files, addresses, or - for stdin")
        self.exitcode = 0
        show = explanation if opts.explain else line
        for name in args:
            if not _is_address(name):
                self._print_at_hand(name, opts.url, show)
        if addresses := [name for name in args if _is_address(name)]:
            self._print_fetched(addresses, show)

    def _print_at_hand(self, name: str, url: str, show: Show) -> None:
        try:
            print(show(at_hand(name, url)))
        except Unreadable as error:
            print(f"extract: {safe.for_terminal(str(error))}", file=sys.stderr)
            self.exitcode = 1

    def _print_fetched(self, addresses: list[str], show: Show) -> None:
        if self.crawler_process is None:
            raise UsageError("extract: no crawler process to fetch addresses with")
        crawler = self.crawler_process.create_crawler(Printer)
        self.crawler_process.crawl(crawler, urls=",".join(addresses), show=show)
        self.crawler_process.start()
        printed = crawler.stats.get_value("extract/printed", 0) if crawler.stats else 0
        if printed < len(addresses):
            self.exitcode = 1


class Printer(ArticleSpider):
    """Fetches pages and prints them."""

    name = "extract"
    show: Show

    def parse(self, response: Response) -> None:  # type: ignore[override]  # yields no records
        page = self.page(response)
        kind = response.headers.get("Content-Type") or b""
        headers = {"Content-Type": kind.decode("latin-1")}
        source = Source(page.url, page.url, response.body, page.fetched_at, headers)
        print(self.show(source))
        self.count("extract/printed")


def at_hand(name: str, url: str) -> Source:
    """The page in a file, or on stdin (``-``); a file was fetched when it was last written.

    :raises Unreadable: naming the file: missing, a directory, too large, not what its .gz says.
    """
    try:
        if name == "-":
            return Source(name, url, sys.stdin.buffer.read(MAX_BYTES + 1), datetime.now(UTC), {})
        path = Path(name)
        opener = gzip.open if path.suffix == ".gz" else Path.open
        with opener(path, "rb") as file:
            body = file.read(MAX_BYTES + 1)
        fetched_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OSError, EOFError, zlib.error) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise Unreadable(f"{name}: {reason}") from error
    return Source(name, url, body, fetched_at, {})


def line(source: Source) -> str:
    """A page's reading as a line of JSON."""
    opened = reading.open(source.body, source.headers)
    if opened.refusal:
        read = Reading("error", opened.refusal)
    else:
        selector = reading.parse(source.body, opened)
        read = reading.read(selector, source.url, source.fetched_at)
    return json.dumps(as_dict(source, read), ensure_ascii=False)


def explanation(source: Source) -> str:
    """A page's reading, explained, for a terminal."""
    opened = reading.open(source.body, source.headers)
    if opened.refusal:
        shown = [f"verdict: error ({opened.refusal})"]
    else:
        selector = reading.parse(source.body, opened)
        shown = [*explained.lines(explained.explain(selector, source.url, source.fetched_at))]
    return safe.for_terminal("\n".join([f"== {source.name}", *shown]))


def as_dict(source: Source, read: Reading) -> dict[str, Any]:
    """A reading as the object of a line: every field, null where the page does not say."""
    found: dict[str, Any] = {"page": source.name, "fetched_at": times.rfc3339(source.fetched_at)}
    found |= {entry.name: getattr(read, entry.name) for entry in fields(read)}
    stated = read.timestamp
    found["timestamp"] = times.rfc3339(stated.moment.start) if stated else None
    found["timestamp_text"] = stated.text if stated else None
    found["timestamp_precision"] = stated.moment.precision if stated else None
    found["modified"] = times.rfc3339(read.modified.moment.start) if read.modified else None
    return found


def _is_address(name: str) -> bool:
    return name.startswith(("http://", "https://"))
