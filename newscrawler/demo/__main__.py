"""``python -m newscrawler.demo``: crawl the embedded newsroom with the real spiders.

``--serve`` only serves it, to look at it in a browser.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from newscrawler.demo import server, summary
from newscrawler.demo.server import Newsroom

PORT = 8808


@dataclass(frozen=True, slots=True)
class Folders:
    """Where the demo writes; renewed each run."""

    feeds: Path = Path("feeds/demo")
    state: Path = Path("state/demo")

    def renew(self) -> None:
        for folder in (self.feeds, self.state):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)


def crawls(newsroom: Newsroom) -> dict[str, list[str]]:
    """Spider name -> its ``-a`` arguments, so that every kind of source is read."""
    pages = [*newsroom.article_urls(), *newsroom.tag_urls()]
    return {
        "daily8": [f"url={','.join(pages)}"],
        "hackernews": [f"url={newsroom.base}/news"],
        "drudge": [f"url={newsroom.base}/links", "follow=1"],
        "feed": [f"urls={','.join(newsroom.feed_urls())}"],
        "sitemap": [f"urls={newsroom.base}/news-sitemap.xml"],
        "article": [f"urls={','.join(newsroom.story_urls())}"],
    }


def command(newsroom: Newsroom, folders: Folders, spider: str, arguments: list[str]) -> list[str]:
    """The ``scrapy crawl`` command: shipped settings, but for loopback and politeness."""
    port = urlsplit(newsroom.base).port
    settings = {
        "NETWORK_ALLOW": "127.0.0.1/32",
        "NETWORK_PORTS": str(port),
        "DOWNLOAD_DELAY": "0",
        "AUTOTHROTTLE_ENABLED": "False",
        "LOG_LEVEL": "WARNING",
        "LOCK_DIR": str(folders.state / "locks"),
        "MEMORY_URL": f"sqlite:///{folders.state / 'memory.sqlite'}",
    }
    given = [part for each in arguments for part in ("-a", each)]
    set_ = [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
    feed = str(folders.feeds / f"{spider}.jsonl")
    return [sys.executable, "-m", "scrapy", "crawl", spider, *given, *set_, "-O", feed]


def crawl(newsroom: Newsroom, folders: Folders, console: Console) -> int:
    """Run every crawl, with a progress line on a terminal; the first bad exit code, else 0."""
    worst = 0
    planned = crawls(newsroom)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(
        *columns, TimeElapsedColumn(), console=console, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("crawling", total=len(planned))
        for spider, arguments in planned.items():
            bar.update(task, description=f"crawling {spider}")
            argv = command(newsroom, folders, spider, arguments)
            done = subprocess.run(argv, check=False)  # noqa: S603 - our own command
            worst = worst or done.returncode
            bar.advance(task)
    return worst


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m newscrawler.demo", description=__doc__)
    parser.add_argument("--serve", action="store_true", help="serve the newsroom until Ctrl-C")
    parser.add_argument("--folder", type=Path, help="write to FOLDER/feeds and FOLDER/state")
    options = parser.parse_args()
    console = Console()
    if options.serve:
        with server.running(PORT) as newsroom:
            console.print(f"The demo newsroom: {newsroom.tag_urls()[0]} (Ctrl-C ends it)")
            _wait()
        return 0
    given: Path | None = options.folder
    folders = Folders(given / "feeds", given / "state") if given else Folders()
    folders.renew()
    with server.running() as newsroom:
        worst = crawl(newsroom, folders, console)
    summary.show(summary.read(folders.feeds), folders.feeds, console)
    return worst


def _wait() -> None:
    try:
        while True:
            time.sleep(3600)
    except KeyboardInterrupt:
        return


if __name__ == "__main__":
    sys.exit(main())
