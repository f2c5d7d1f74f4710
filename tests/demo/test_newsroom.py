"""The demo newsroom: what it serves, and the crawl of it through the real settings."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from urllib.request import urlopen

import pytest
from jsonschema import Draft202012Validator
from lxml import etree
from rich.console import Console

from newscrawler.demo import server, summary
from newscrawler.demo.stories import story
from newscrawler.items import schema

ROOT = Path(__file__).parent.parent.parent
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_stories_are_the_same_for_the_same_number_and_have_headlines_of_their_own():
    assert story(7) == story(7)
    assert len({story(number).headline for number in range(5000)}) == 5000


def test_pages():
    room = server.Newsroom("http://demo.example")
    targets = [url.removeprefix(room.base) for url in (*room.article_urls(), *room.tag_urls())]
    for target in (*targets, "/links", "/news", "/robots.txt"):
        found = room.reply(target, NOW)
        assert found is not None, target
        assert found[1]
    for url in room.story_urls():
        assert room.reply(url.removeprefix(room.base), NOW) is not None
    for target in ("/", "/en/article/x", "/en/hashtag/None", "/en/hashtag/World?page=x"):
        assert room.reply(target, NOW) is None


def test_feeds_are_well_formed():
    room = server.Newsroom("http://demo.example")
    for target in ("/rss.xml", "/atom.xml", "/news-sitemap.xml"):
        found = room.reply(target, NOW)
        assert found is not None
        assert len(etree.fromstring(found[1].encode())) > 0
    found = room.reply("/feed.json", NOW)
    assert found is not None
    assert json.loads(found[1])["items"]


def test_server_answers_and_says_what_it_lacks():
    with server.running() as room:
        with urlopen(f"{room.base}/links") as page:  # noqa: S310 - loopback
            assert page.status == 200
            assert page.headers["Content-Type"] == server.HTML
        with pytest.raises(OSError, match="404"):
            urlopen(f"{room.base}/none")  # noqa: S310 - loopback


def test_the_main_job(tmp_path: Path):
    """``make crawl`` without the set-up: at least 60 stories, every line to the schema."""
    command = [sys.executable, "-m", "newscrawler.demo", "--folder", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    records = summary.read(tmp_path / "feeds")
    assert len(records) >= 60
    assert {"lead", "related", "listing", "feed", "sitemap", "article"} <= {
        record["role"] for record in records
    }
    assert len({record["id"] for record in records}) == len(records)
    validator = Draft202012Validator(schema())
    for record in records:
        validator.validate(record)
    assert f"{len(records)} stories in {tmp_path / 'feeds'}" in done.stdout.replace("\n", "")


def test_summary_cannot_be_written_to_by_a_story(capsys: pytest.CaptureFixture[str]):
    record = dict.fromkeys(summary.SHOWN) | {
        "headline": "Red\x1b[31m alert",
        "source": "\x1b]0;title\x07[bold]Gazette",
        "role": "listing",
    }
    summary.show([record], Path("feeds"), Console(width=200))
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert "[bold]Gazette" in shown
