"""``scrapy extract``: files, stdin and addresses in, lines of JSON out."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from newscrawler.commands import extract
from tests.golden import FIXTURES
from tests.output.scrapy_run import environment, scrapy

STORY = FIXTURES / "articles" / "jsonld-graph" / "page.html"
HEADLINE = "Council backs second tide barrier by one vote"


def test_a_file_gives_a_line_with_every_field(tmp_path: Path):
    page = tmp_path / "page.html.gz"
    page.write_bytes(gzip.compress(STORY.read_bytes()))
    os.utime(page, (1_795_000_000, 1_795_000_000))
    found = json.loads(extract.line(extract.at_hand(str(page), "")))
    assert found["page"] == str(page)
    assert found["fetched_at"] == "2026-11-18T11:06:40Z"
    assert (found["headline"], found["verdict"]) == (HEADLINE, "article")
    assert found["timestamp"] == "2026-11-18T06:40:12Z"
    assert found["timestamp_precision"] == "second"
    assert found["modified"] == "2026-11-18T09:05:44Z"
    assert found["access"] == "unknown"
    assert found["provenance"]["authors"] == "jsonld:author"


def test_an_explanation_shows_what_the_others_said(tmp_path: Path):
    shown = extract.explanation(extract.at_hand(str(STORY), ""))
    assert "verdict: article" in shown
    assert "  * meta:og:title" in shown
    assert "    h1  " in shown
    assert "The council of Port Ellery voted late on Tuesday" in shown.partition("body: full")[2]


def test_an_explanation_cannot_command_the_terminal(tmp_path: Path):
    page = tmp_path / "page.html"
    page.write_text("<h1>Vote\x1b[2J over</h1><p>one</p>", encoding="utf-8")
    assert "\x1b" not in extract.explanation(extract.at_hand(str(page), ""))


def test_a_refused_page_has_its_reason(tmp_path: Path):
    page = tmp_path / "page.html"
    page.write_bytes(b"%PDF-1.7")
    source = extract.at_hand(str(page), "")
    assert json.loads(extract.line(source))["reason"] == "binary"
    assert "verdict: error (binary)" in extract.explanation(source)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("none.html", None, "No such file or directory"),
        ("broken.html.gz", b"not gzip", "Not a gzipped file"),
        ("cut.html.gz", gzip.compress(b"x" * 1_000)[:-10], "ended before the end-of-stream"),
        (".", None, "Is a directory"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(
    tmp_path: Path, name: str, content: bytes | None, reason: str
):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(extract.Unreadable, match=f"{path}: .*{reason}"):
        extract.at_hand(str(path), "")


class Newsstand(BaseHTTPRequestHandler):
    """One story, and nothing else."""

    def do_GET(self) -> None:
        found = self.path == "/story"
        body = STORY.read_bytes() if found else b"nothing here"
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "text/html; charset=iso-8859-1")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep the test's output clean."""


@pytest.fixture
def stand() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Newsstand)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_one_bad_name_costs_only_itself(stand: str, tmp_path: Path):
    settings = {"SCRAPY_SETTINGS_MODULE": "tests.spiders.settings"}
    names = ["none.html", str(STORY), f"{stand}/gone", f"{stand}/story"]
    done = scrapy(tmp_path, "extract", *names, **settings)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["page"] for line in lines] == [str(STORY), f"{stand}/story"]
    assert [line["headline"] for line in lines] == [HEADLINE, HEADLINE]
    assert "extract: none.html: No such file or directory" in done.stderr
    assert f"{stand}/gone: HTTP status 404" in done.stderr
    assert done.returncode == 1


def test_stdin(tmp_path: Path):
    command = [sys.executable, "-m", "scrapy", "extract", "-", "--url", "https://kite.example/a"]
    done = subprocess.run(
        command, input=STORY.read_bytes(), cwd=tmp_path, env=environment(), capture_output=True
    )
    assert json.loads(done.stdout)["headline"] == HEADLINE
    assert (done.returncode, done.stderr) == (0, b"")


def test_no_name_is_a_usage_error(tmp_path: Path):
    done = scrapy(tmp_path, "extract")
    assert done.returncode == 2
    assert "give files, addresses, or - for stdin" in done.stdout + done.stderr
