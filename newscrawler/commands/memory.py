"""``scrapy memory``: look at what was seen, forget it, or rebuild it from feeds."""

from __future__ import annotations

import argparse
import json
import logging
import sys
import time
from collections.abc import Callable
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from newscrawler.memory import schema, story
from newscrawler.memory.ledger import Ledger
from newscrawler.memory.memory import Memory, MemoryUnusable
from newscrawler.output import reader
from newscrawler.output.exits import Exit
from newscrawler.values import ids, urls
from newscrawler.values.spelling import did_you_mean

logger = logging.getLogger(__name__)


class Command(ScrapyCommand):
    """The first argument is what to do. Exit codes: 0, 2 usage, 3 not known, 74 unusable."""

    requires_project = True
    requires_crawler_process = False
    settings: Settings  # scrapy.cmdline sets it before anything here runs

    def syntax(self) -> str:
        return "show|forget|expire|rebuild [options] [id, address or feed] ..."

    def short_desc(self) -> str:
        return "Show what was seen, forget it, or rebuild it from feeds"

    def long_desc(self) -> str:
        return (
            "show: how much is known. show ID|URL...: what is known of stories. forget ID|URL...: "
            "they are new when met again. expire --older-than DAYS: forget what was not seen for "
            "that long. rebuild FEED...: read feed files or folders again."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--older-than", type=float, metavar="DAYS", help="what to forget by `expire`"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        actions: dict[str, Callable[[Memory, list[str], argparse.Namespace], Exit]] = {
            "show": _show,
            "forget": _forget,
            "expire": _expire,
            "rebuild": _rebuild,
        }
        if not args:
            raise UsageError(f"what is to be done: {', '.join(actions)}?")
        action, *rest = args
        if action not in actions:
            raise UsageError(f"memory {action!r}{did_you_mean(action, actions)}")
        url = self.settings["MEMORY_URL"]
        if not url:
            raise UsageError("there is no memory (MEMORY_URL is empty)", print_help=False)
        try:
            self.exitcode = actions[action](Memory(url), rest, opts)
        except (MemoryUnusable, OSError, ValueError) as error:
            print(error, file=sys.stderr)
            self.exitcode = Exit.WRITE


def _show(memory: Memory, args: list[str], opts: argparse.Namespace) -> Exit:
    if not args:
        tables = (schema.stories, schema.names, schema.pages, schema.owed, schema.runs)
        counts = {table.name: memory.count(table) for table in tables}
        print(json.dumps({"memory": memory.url, **counts}))
        return Exit.OK
    code = Exit.OK
    for asked in args:
        found = _find(memory, asked)
        code = code if found else Exit.NOTHING
        print(json.dumps({"asked": asked, **(_said(found) if found else {"known": False})}))
    return code


def _said(found: story.Story) -> dict[str, object]:
    time_from, time_to = found.time or (None, None)
    return {
        "known": True,
        "id": found.id,
        "site": found.site,
        "revision": found.revision,
        "first_seen": story.rfc3339(found.first_seen),
        "last_seen": story.rfc3339(found.last_seen),
        "time_from": story.rfc3339(time_from) if time_from is not None else None,
        "time_to": story.rfc3339(time_to) if time_to is not None else None,
        "taken_down": found.authority >= story.TAKEN_DOWN,
    }


def _find(memory: Memory, asked: str) -> story.Story | None:
    """A story by its id or its address. Raises `UsageError` for what is neither."""
    if "://" in asked:
        try:
            return memory.at(ids.story_id(urls.canonical(asked)))
        except ValueError as error:
            raise UsageError(str(error), print_help=False) from error
    try:
        return memory.get(asked)
    except ValueError as error:
        raise UsageError(f"{asked!r} is no id and no address", print_help=False) from error


def _forget(memory: Memory, args: list[str], opts: argparse.Namespace) -> Exit:
    if not args:
        raise UsageError("forget which id or address?", print_help=False)
    unknown = 0
    for asked in args:
        found = _find(memory, asked)
        unknown += not (found and memory.forget(found))
    print(f"{len(args) - unknown} forgotten, {unknown} not known", file=sys.stderr)
    return Exit.NOTHING if unknown else Exit.OK


def _expire(memory: Memory, args: list[str], opts: argparse.Namespace) -> Exit:
    if opts.older_than is None or args:
        raise UsageError("expire takes --older-than DAYS alone", print_help=False)
    gone = memory.expire(int(time.time() - opts.older_than * 86_400))
    print(f"{gone} stories forgotten", file=sys.stderr)
    return Exit.OK


def _rebuild(memory: Memory, args: list[str], opts: argparse.Namespace) -> Exit:
    if not args:
        raise UsageError("rebuild from which feeds?", print_help=False)
    paths = [Path(arg) for arg in args]
    if gone := [str(path) for path in paths if not path.exists()]:
        raise UsageError(f"{', '.join(gone)}: no such file or folder", print_help=False)
    ledger, count = Ledger(memory), 0
    for path in reader.files_of(paths):
        count += ledger.replay(reader.records_of(path))
    print(f"{count} records read, {memory.count(schema.stories)} stories known", file=sys.stderr)
    return Exit.OK
