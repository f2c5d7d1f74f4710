"""``scrapy feed``: read, check, convert and prune what was published."""

from __future__ import annotations

import argparse
import json
import logging
import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from newscrawler.memory.memory import Memory, MemoryUnusable
from newscrawler.output import check, convert, reader, takedown
from newscrawler.output.exits import Exit
from newscrawler.output.names import root_of
from newscrawler.values.spelling import did_you_mean

logger = logging.getLogger(__name__)


class Command(ScrapyCommand):
    """The first argument is what to do. Exit codes: 0, 2 usage, 4 problems were found, 74 a feed
    could not be read or written."""

    requires_project = True
    requires_crawler_process = False
    settings: Settings  # scrapy.cmdline sets it before anything here runs

    def syntax(self) -> str:
        return "list|cat|check|convert|remove|expire [options] [folder, file or id] ..."

    def short_desc(self) -> str:
        return "Read feeds in order, check and convert them, take stories down, expire files"

    def long_desc(self) -> str:
        return (
            "list [FOLDER]: the manifests, a JSON line each. cat [FOLDER]: the lines, in order of "
            "publication. check FILE|FOLDER...: against the schema and the manifests. convert "
            "FILE|FOLDER... --to FORMAT -o FILE. remove ID... --folder FOLDER: take stories down "
            "from the feed and the memory. expire [FOLDER] --older-than DAYS: delete old files."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        add = parser.add_argument
        add("--since", type=int, default=0, metavar="N", help="only what came after manifest N")
        add("--cursor", type=Path, metavar="FILE", help="keep N in FILE: each cat goes on")
        add("--feed", action="append", default=[], help="which feed of the folder, as `list` names")
        add("--spider", help="only of this spider")
        add("--folder", type=Path, help="the feed's folder (default: that of CRON_FEED)")
        add("--to", choices=sorted(convert.FORMATS), help="the format to convert to")
        add("-o", "--output", type=Path, metavar="FILE", help="the file to convert into")
        add("--older-than", type=float, metavar="DAYS", help="which files to expire")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        actions: dict[str, Callable[[list[str], argparse.Namespace], Exit]] = {
            "list": self._list,
            "cat": self._cat,
            "check": self._check,
            "convert": self._convert,
            "remove": self._remove,
            "expire": self._expire,
        }
        if not args:
            raise UsageError(f"what is to be done: {', '.join(actions)}?")
        action, *rest = args
        if action not in actions:
            raise UsageError(f"feed {action!r}{did_you_mean(action, actions)}")
        try:
            self.exitcode = actions[action](rest, opts)
        except reader.ManyFeeds as error:
            raise UsageError(f"{error}: choose with --feed", print_help=False) from error
        except BrokenPipeError:
            sys.stderr.close()  # the reader has what it wanted
        except (OSError, ValueError, MemoryUnusable, convert.ConverterMissing) as error:
            print(error, file=sys.stderr)
            self.exitcode = Exit.WRITE

    def _folder(self, args: list[str], opts: argparse.Namespace) -> Path:
        if len(args) > 1:
            raise UsageError(f"one folder, not {len(args)}", print_help=False)
        default = opts.folder or root_of(self.settings["CRON_FEED"])
        folder = Path(args[0]) if args else default
        if not folder.is_dir():
            raise UsageError(f"{folder} is no folder", print_help=False)
        return folder

    def _list(self, args: list[str], opts: argparse.Namespace) -> Exit:
        folder = self._folder(args, opts)
        for one in reader.published(folder, opts.since, opts.feed, opts.spider):
            print(json.dumps(asdict(one)))
        return Exit.OK

    def _cat(self, args: list[str], opts: argparse.Namespace) -> Exit:
        """The cursor moves on when its piece was written and flushed."""
        folder, since = self._folder(args, opts), opts.since
        if opts.cursor and opts.cursor.exists():
            since = int(opts.cursor.read_text())
        chosen = reader.published(folder, since, opts.feed, opts.spider)
        reader.check_one_feed(folder, chosen)
        for one in chosen:
            for line in reader.lines_of(folder, one):
                sys.stdout.buffer.write(line + b"\n")
            sys.stdout.buffer.flush()
            since = one.sequence
            if opts.cursor:
                _keep(opts.cursor, since)
        if not opts.cursor:
            print(f"next: --since {since}", file=sys.stderr)
        return Exit.OK

    def _check(self, args: list[str], opts: argparse.Namespace) -> Exit:
        if not args:
            raise UsageError("check which file or folder?", print_help=False)
        count = 0
        for path in map(Path, args):
            for problem in check.problems(path):
                count += 1
                print(problem)
        print(f"{count} problems" if count else "all well", file=sys.stderr)
        return Exit.ERRORS if count else Exit.OK

    def _convert(self, args: list[str], opts: argparse.Namespace) -> Exit:
        if not (args and opts.to and opts.output):
            raise UsageError("convert needs files, --to FORMAT and -o FILE", print_help=False)
        bad: list[reader.BadLine] = []
        files = reader.files_of(map(Path, args))
        records = (record for path in files for record in reader.records_of(path, bad))
        count = convert.FORMATS[opts.to](records, opts.output)
        for error in bad:
            print(error, file=sys.stderr)
        print(f"{count} records in {opts.output}, {len(bad)} bad lines", file=sys.stderr)
        return Exit.ERRORS if bad else Exit.OK

    def _remove(self, args: list[str], opts: argparse.Namespace) -> Exit:
        if not args:
            raise UsageError("remove which id?", print_help=False)
        if bad := [one for one in args if not _is_id(one)]:
            raise UsageError(f"{bad[0]!r} is no id (32 hex digits)", print_help=False)
        removed = takedown.remove(self._folder([], opts), set(args))
        if url := self.settings["MEMORY_URL"]:
            memory = Memory(url)
            for one in args:
                memory.take_down(one)
        print(f"{removed} lines removed", file=sys.stderr)
        return Exit.OK

    def _expire(self, args: list[str], opts: argparse.Namespace) -> Exit:
        if opts.older_than is None:
            raise UsageError("expire needs --older-than DAYS", print_help=False)
        before = datetime.now(UTC) - timedelta(days=opts.older_than)
        for name in takedown.expire(self._folder(args, opts), before.isoformat()):
            print(name)
        return Exit.OK


def _keep(path: Path, number: int) -> None:
    draft = path.with_name(f"{path.name}.tmp")
    draft.write_text(f"{number}\n")
    draft.replace(path)


def _is_id(text: str) -> bool:
    return len(text) == 32 and all(letter in "0123456789abcdef" for letter in text)
