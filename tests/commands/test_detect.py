"""``scrapy detect``: the table, the exit codes, and the site that it writes."""

from __future__ import annotations

import gzip
import importlib.util
import json
import subprocess
import sys
from argparse import ArgumentParser
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from scrapy.exceptions import UsageError
from scrapy.utils.project import get_project_settings

from newscrawler.commands import detect
from newscrawler.commands.extract import Unreadable
from newscrawler.layouts.detect import Detection, selectors
from newscrawler.layouts.rows import Found
from tests.layouts.detect.newsstand import BASE, STORIES, listing, page
from tests.layouts.detect.test_listings import river, table_row
from tests.pages import html, spider

ROOT = Path(__file__).parent.parent.parent


def load(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location("written", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "scrapy", "detect", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_command(tmp_path: Path):
    saved = tmp_path / "page.html.gz"
    saved.write_bytes(gzip.compress(listing(river).encode()))
    done = run(str(saved), "--url", BASE)
    assert done.returncode == 0, done.stderr
    assert STORIES[0].headline[:30] in done.stdout
    assert "10 cards, confidence" in done.stdout
    assert "article.post" in done.stdout


@pytest.mark.parametrize(
    ("name", "body", "said"),
    [
        ("gone.html", None, "No such file or directory"),
        ("pages.html", "directory", "Is a directory"),
        ("torn.html.gz", b"\x1f\x8b torn", "ompress"),
        ("story.pdf", b"%PDF-1.7\n\x00\x01", "not a page (binary)"),
    ],
)
def test_what_cannot_be_read_is_named(
    tmp_path: Path, name: str, body: bytes | str | None, said: str
):
    path = tmp_path / name
    if body == "directory":
        path.mkdir()
    elif isinstance(body, bytes):
        path.write_bytes(body)
    with pytest.raises(Unreadable, match=name) as refused:
        detect.saved(str(path), BASE)
    assert said in str(refused.value)


def test_page_without_cards(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    saved = tmp_path / "page.html"
    saved.write_text("<p>Nothing here</p>")
    assert detect.report(detect.saved(str(saved), BASE), "page.html", "") == 3
    said = capsys.readouterr().err
    assert "page.html: no cards found; looked for repeated links" in said
    assert "the page: error (no text)" in said


def test_what_a_page_says_commands_no_terminal():
    row = {"headline": Found(["Rain\x1b[2J [red]over all"], "detect")}
    shown = StringIO()
    found = selectors.Selectors("li", {}, beside=False)
    detect.show(Detection([row], 0.5), found, Console(file=shown, width=100))
    assert "Rain\\x1b[2J [red]over all" in shown.getvalue()
    assert "\x1b" not in shown.getvalue()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["https://a.example/", "--write", "hackernews"], "hackernews.py is there already"),
        (["https://a.example/", "--write", "My-News"], "'My-News': a site's name is"),
        (["page.html", "--write", "mynews"], "--url URL"),
        (["ftp://a.example/"], "not http or https"),
        (["page.html", "--url", "a.example"], "href 'a.example'"),
    ],
)
def test_usage_is_checked_before_anything_is_fetched(arguments: list[str], said: str):
    command = detect.Command()
    parser = ArgumentParser()
    command.settings = get_project_settings()
    command.add_options(parser)
    options, names = parser.parse_known_args(arguments)
    with pytest.raises(UsageError) as refused:
        command.run(names, options)
    assert said in str(refused.value)


@pytest.mark.parametrize("card", [river, table_row])
def test_written_site_reads_its_fixture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, card):
    (tmp_path / "scrapy.cfg").write_text("[settings]\n")
    (tmp_path / "newscrawler" / "sites").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    saved = tmp_path / "page.html"
    saved.write_text(page(f"<table>{''.join(map(card, STORIES))}</table>"))
    assert detect.report(detect.saved(str(saved), BASE), "page.html", "morningtide") == 0
    folder = tmp_path / "fixtures" / "sites" / "morningtide"
    assert json.loads((folder / "meta.json").read_text())["url"] == BASE
    module = load(tmp_path / "newscrawler" / "sites" / "morningtide.py")
    assert module.Morningtide.language == "en"
    found = spider(module.Morningtide).articles(html((folder / "page.html").read_text(), BASE))
    assert [each.headline for each in found] == [story.headline for story in STORIES]
    for each, story in zip(found, STORIES, strict=True):
        assert story.time in (each.timestamp_text or "")
