"""``scrapy detect``: the cards of a listing as a table, and a new site in one command.

scrapy detect page.html.gz --url https://news.example/latest
scrapy detect https://news.example/latest --write mysite
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.http import Response, TextResponse
from scrapy.settings import Settings
from scrapy.utils.conf import closest_scrapy_cfg

from newscrawler import reading, scaffold
from newscrawler.commands.extract import Unreadable, at_hand
from newscrawler.layouts.detect import SOUGHT, Detection, cards, selectors
from newscrawler.output.exits import Exit
from newscrawler.spiders.aggregator import verdict
from newscrawler.spiders.html import HtmlPage
from newscrawler.spiders.page import PageSpider
from newscrawler.values import safe, urls

COLUMNS = {
    "headline": ("headline", 6),
    "source": ("source", 2),
    "timestamp_text": ("time", 2),
    "link": ("link", 4),
}
"""Field -> its column and how wide that is against the others."""

NO_ADDRESS = "https://example.com/"
"""Where a page from a file stands if ``--url`` does not say."""


class Command(ScrapyCommand):
    """A file is read here; an address is fetched as ``scrapy crawl page`` would."""

    requires_project = True
    settings: Settings  # scrapy.cmdline sets it before anything here runs

    def syntax(self) -> str:
        return "[options] PATH|URL"

    def short_desc(self) -> str:
        return "Find the cards of a listing, and write them as a new site"

    def long_desc(self) -> str:
        return (
            "Find the cards of a listing by the page's structure and show them, with a confidence "
            "(0 to 1) and the selectors that find them again. Exit codes: 0 cards were found, "
            "1 the page could not be read, 2 usage, 3 no cards found."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--url", default=NO_ADDRESS, help="the address of a page from a file")
        parser.add_argument(
            "--write",
            metavar="NAME",
            default="",
            help="write newscrawler/sites/NAME.py and fixtures/sites/NAME/, ready to review",
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        if not opts.loglevel:
            self.settings.set("LOG_LEVEL", "WARNING", priority="cmdline")  # stderr is for errors

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1:
            raise UsageError("give one file or address")
        check_address(opts.url)
        if opts.write:
            check_name(opts.write)
            if "://" not in args[0] and opts.url == NO_ADDRESS:
                raise UsageError("--write: where is the page from? --url URL", print_help=False)
        self.exitcode = Exit.START
        if "://" in args[0]:
            check_address(args[0])
            self._fetch(args[0], opts.write)
        else:
            try:
                self.exitcode = report(saved(args[0], opts.url), args[0], opts.write)
            except Unreadable as error:
                say(str(error))

    def _fetch(self, url: str, name: str) -> None:
        if self.crawler_process is None:
            raise UsageError("no crawler process to fetch an address with")
        crawler = self.crawler_process.create_crawler(Detector)
        self.crawler_process.crawl(crawler, url=url, write=name)
        self.crawler_process.start()
        if isinstance(crawler.spider, Detector):
            self.exitcode = crawler.spider.exitcode


def check_address(url: str) -> None:
    """:raises UsageError: for what is no http(s) address."""
    try:
        urls.absolute(url, "")
    except urls.BadUrl as error:
        raise UsageError(str(error), print_help=False) from error


def check_name(name: str) -> None:
    """Before a page is fetched for it.

    :raises UsageError: for a name that no new site can have.
    """
    try:
        scaffold.check_name(name)
        scaffold.check_free(project(), name)
    except (scaffold.BadName, scaffold.AlreadyThere) as error:
        raise UsageError(str(error), print_help=False) from error


def project() -> Path:
    """The folder of the project."""
    return Path(closest_scrapy_cfg()).parent


class Detector(PageSpider):
    """Fetches one page and reports what was found on it."""

    name = "detect"
    arguments = {"url": "a listing", "write": "the name of the site to write"}
    write = ""
    exitcode = Exit.START

    def parse(self, response: Response, number: int = 1) -> Iterator[Any]:
        page = self.text_page(response)
        if page is not None:
            self.exitcode = report(page, page.url, self.write)
        return iter(())


def report(page: TextResponse, shown: str, name: str) -> Exit:
    """Show the cards of a page, called ``shown`` in messages, and write them as the site
    ``name`` if there is one."""
    detection = cards(page.selector, page.url)
    if not detection.rows:
        say(f"{shown}: no cards found; looked for {SOUGHT}; the page: {verdict(page)}")
        return Exit.NOTHING
    found = selectors.of(detection, page.selector.root)
    show(detection, found, Console())
    if name:
        write(page, found, name)
    return Exit.OK


def show(detection: Detection, found: selectors.Selectors, console: Console) -> None:
    """Print the table. What a page says may not command the terminal."""
    table = Table(box=None, pad_edge=False, expand=True)
    for name, ratio in COLUMNS.values():
        table.add_column(name, ratio=ratio, no_wrap=True)
    for row in detection.rows:
        shown = (row[field].values[0] if field in row else "" for field in COLUMNS)
        table.add_row(*(Text(safe.for_terminal(text)) for text in shown))
    console.print(table)
    console.print(f"{len(detection.rows)} cards, confidence {detection.confidence:.2f}")
    for field, options in {"row": [found.row], **found.fields}.items():
        said = " or ".join(safe.for_terminal(option) or "(the card itself)" for option in options)
        console.print(Text(f"{field:15} {said}"))


def write(page: TextResponse, found: selectors.Selectors, name: str) -> None:
    """Write the site and its fixture; say what was written and what comes next."""
    root = project()
    source = scaffold.definition(
        name,
        page.url,
        row=_rule(found.row),
        fields={field: list(map(_rule, options)) for field, options in found.fields.items()},
        next_page=None,  # the spider looks for it by itself
        also='xpath("following-sibling::*[1]")' if found.beside else None,
        language=reading.read(page.selector, page.url, datetime.now(UTC)).language,
    )
    for path in scaffold.write(root, name, source, page.url, page.text):
        print(f"wrote {path.relative_to(root)}")
    print(f"next: review them, then pytest tests/test_golden.py -k {name} --update-golden")


def _rule(selector: str) -> str:
    """A selector as source of a rule; the card itself has no CSS selector.

    >>> _rule("h2 a"), _rule("::attr(href)"), _rule("")
    ('css("h2 a")', 'xpath("@href")', 'xpath(".")')
    """
    if selector == "::attr(href)":
        return 'xpath("@href")'
    return f'css("{selector}")' if selector else 'xpath(".")'


def saved(name: str, url: str) -> HtmlPage:
    """The page in a file (also .gz, ``-`` for stdin) as a response from ``url``.

    :raises Unreadable: naming the file and what is wrong with it.
    """
    source = at_hand(name, url)
    opened = reading.open(source.body, source.headers)
    if opened.refusal:
        raise Unreadable(f"{name}: not a page ({opened.refusal})")
    return HtmlPage(url, body=opened.text.encode(), encoding="utf-8")


def say(message: str) -> None:
    print(f"detect: {safe.for_terminal(message)}", file=sys.stderr)
