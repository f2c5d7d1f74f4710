"""No secret of the operator is in anything that a crawl leaves, but for his own settings."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.attacks.attack import run_of, site
from tests.attacks.runs import Outcome, Run
from tests.attacks.server import AttackServer

pytestmark = pytest.mark.slow

WORD = "s3cret-w0rd"
FEED = ("-o", "feed.jsonl", "-s", "LOG_LEVEL=DEBUG")
DATABASE = f"postgresql://me:{WORD}@127.0.0.1:1/news"


def left(run: Run, outcome: Outcome) -> list[str]:
    """The log and the files that hold the word, or are named by it."""
    found = [
        str(path.relative_to(run.folder))
        for path in run.folder.rglob("*")
        if WORD in str(path) or (path.is_file() and WORD.encode() in path.read_bytes())
    ]
    return found + (["log"] if WORD in outcome.log else [])


def told(run: Run) -> list[dict[str, Any]]:
    lines = (run.folder / "feed.jsonl").read_text().splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize(
    ("spider", "argument", "path"),
    [
        ("article", "urls", "/article?name=deep%20JSON-LD"),
        ("kiosk", "url", "/listing?name=honest"),
        ("feed", "urls", "/feed.xml?name=billion%20laughs"),
    ],
)
@pytest.mark.parametrize("name", ["api_key", "key"])
def test_a_key_in_an_address(our_run: Run, spider: str, argument: str, path: str, name: str):
    arguments = (spider, "-a", f"{argument}={site(our_run, path)}&{name}={WORD}", *FEED)
    for _ in range(2):
        outcome = our_run.crawl(*arguments)
        assert outcome.code == 0
        assert left(our_run, outcome) == []
    stories = told(our_run)  # the second run knew them all
    assert (
        len(stories) == len({story["id"] for story in stories}) == (3 if spider == "kiosk" else 1)
    )
    assert f"{name}=***" in stories[0]["page_url"]


def test_a_json_log(our_run: Run) -> None:
    url = f"{site(our_run, '/nothing')}?token={WORD}"
    outcome = our_run.crawl("article", "-a", f"urls={url}", *FEED, "--json-log")
    assert left(our_run, outcome) == []
    assert json.loads(outcome.log.splitlines()[-1])["level"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("-a", f"url=http://me:{WORD}@news.example/"),
        ("-a", f"url=http://me:{WORD}@[::1"),
        ("-a", f"url=ftp://news.example/?token={WORD}"),
        (
            "-o",
            f"s3://KEY:{WORD}@bucket/feed.jsonl:jsonl",
            "-s",
            "AWS_ENDPOINT_URL=http://127.0.0.1:1",
        ),
        ("-o", f"ftp://me:{WORD}@127.0.0.1:1/feed.jsonl:jsonl"),
        ("-s", f"NETWORK_PROXY=http://me:{WORD}@nowhere"),
        ("-s", f"NETWORK_PROXY=ftp://me:{WORD}@nowhere:1"),
        ("-s", f"MEMORY_URL={DATABASE}"),
        ("-s", f"MEMORY_URL=postgresql://me:{WORD}/@@127.0.0.1:1/news"),
        ("-s", f"MEMORY_URL=nonsense//me:{WORD}@news"),
        ("-s", f"AWS_SECRET_ACCESS_KEY={WORD}"),
    ],
    ids=lambda arguments: arguments[1].partition(WORD)[0],
)
def test_what_cannot_work(our_run: Run, arguments: tuple[str, ...]) -> None:
    url = ("-a", f"url={site(our_run, '/listing?name=honest')}")
    outcome = our_run.crawl("kiosk", *url, *FEED, *arguments)
    assert outcome.log
    assert left(our_run, outcome) == []


@pytest.mark.parametrize("command", ["cron kiosk", "status", "memory show"])
def test_other_commands(server: AttackServer, tmp_path_factory: Any, command: str) -> None:
    run = run_of("ours", tmp_path_factory.mktemp("command") / "run", server)
    parts = [sys.executable, "-m", "scrapy", *command.split(), "-s", f"MEMORY_URL={DATABASE}"]
    said = subprocess.run(
        parts, cwd=run.folder, env=run.environment({}), capture_output=True, text=True, timeout=120
    )
    assert said.returncode != 0
    assert said.stderr
    assert WORD not in said.stdout + said.stderr
