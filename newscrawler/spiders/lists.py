"""Lists of addresses that a user gives to a spider: on the command line, in a file, as OPML."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from scrapy.exceptions import UsageError

from newscrawler.layouts import opml
from newscrawler.spiders.base import addresses
from newscrawler.values.safe import for_log


def given(urls: str = "", file: str = "", opml_file: str = "") -> list[str]:
    """Every address of the arguments ``urls`` (separated by commas), ``file`` (one a line, ``#``
    begins a comment) and ``opml``, each once.

    :raises UsageError: naming the argument and what is wrong, also when there is no address.
    """
    found = addresses(_split(urls), "urls")
    if file:
        found += addresses(_lines(_read(file, "file")), "file")
    if opml_file:
        found += addresses(_feeds(_read(opml_file, "opml"), opml_file), "opml")
    if not found:
        raise UsageError("no address given: -a urls=URL,... or -a file=PATH", print_help=False)
    return list(dict.fromkeys(found))


def _split(text: str) -> Iterable[str]:
    return (part.strip() for part in text.split(",") if part.strip())


def _lines(body: bytes) -> Iterable[str]:
    lines = body.decode("utf-8", "replace").splitlines()
    return (line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#"))


def _feeds(body: bytes, path: str) -> list[str]:
    try:
        return opml.read(body)
    except opml.NotOpml as error:
        raise UsageError(f"-a opml={for_log(path)}: {error}", print_help=False) from error


def _read(path: str, argument: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        message = f"-a {argument}={for_log(path)}: {error.strerror}"
        raise UsageError(message, print_help=False) from error
