"""`scrapy feed` and `scrapy memory` on feeds that real runs wrote."""

from __future__ import annotations

import argparse
import csv
import json
import shutil
from datetime import datetime

import pyarrow.parquet
import pytest
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from newscrawler.commands import feed as feed_command
from newscrawler.commands import memory as memory_command
from newscrawler.items import Article
from newscrawler.output.exits import Exit
from newscrawler.output.exporter import line_of
from tests.output.feedfiles import ids, told
from tests.output.newsroom import newsroom
from tests.output.scrapy_run import scrapy


@pytest.fixture(scope="module")
def run_folder(tmp_path_factory):
    """Three runs: pages 0, 0 to 1 with new headlines, and one that finds nothing new."""
    folder = tmp_path_factory.mktemp("runs")
    feeds = ["-o", "feeds/%(name)s/%(run_id)s.jsonl", "-o", "packed/all.jsonl.gz"]
    with newsroom(pages=2) as room:
        for pages, edition in ((1, ""), (2, ", again"), (2, ", again")):
            room.edition = edition
            crawl = ["crawl", "quay", "-a", f"pages={pages}", *feeds]
            assert scrapy(folder, *crawl, NEWSROOM=room.url).returncode == 0
    return folder


@pytest.fixture
def folder(run_folder, tmp_path, monkeypatch):
    shutil.copytree(run_folder, tmp_path / "copy")
    monkeypatch.chdir(tmp_path / "copy")
    return tmp_path / "copy"


def call(module, *arguments):
    """Run a command as Scrapy's command line does; its exit code."""
    command = module.Command()
    command.settings = Settings(
        {
            "CRON_FEED": "feeds/%(name)s/%(run_id)s.jsonl",
            "MEMORY_URL": "sqlite:///state/memory.sqlite",
        }
    )
    parser = argparse.ArgumentParser(conflict_handler="resolve")
    command.add_options(parser)
    opts, args = parser.parse_known_args([*arguments])
    command.process_options(args, opts)
    command.run(args, opts)
    return command.exitcode


def test_list_shows_each_publication_in_order(folder, capsys):
    assert call(feed_command, "list") == Exit.OK
    shown = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["sequence"], one["lines"]) for one in shown] == [(1, 10), (2, 20), (3, 0)]


def test_cat_goes_on_where_the_cursor_stands(folder, capsysbinary):
    call(feed_command, "cat", "--cursor", "cursor")
    assert len(capsysbinary.readouterr().out.splitlines()) == 30
    call(feed_command, "cat", "--cursor", "cursor")
    assert capsysbinary.readouterr().out == b""
    call(feed_command, "cat", "--since", "1", "--spider", "quay")
    records = [json.loads(line) for line in capsysbinary.readouterr().out.splitlines()]
    assert sorted({record["revision"] for record in records}) == [1, 2]
    assert len(records) == 20


def test_cat_of_two_feeds_of_one_folder_asks_which(folder, capsysbinary):
    shutil.copytree("packed/manifests", "both/manifests")
    with pytest.raises(UsageError, match="is no folder"):
        call(feed_command, "cat", "nowhere")
    (manifest,) = list((folder / "both/manifests").glob("*1-*"))
    told_of = json.loads(manifest.read_text())
    manifest.write_text(json.dumps(told_of | {"feed": "other.jsonl"}))
    with pytest.raises(UsageError, match=r"holds 2 feeds: other\.jsonl, packed/all"):
        call(feed_command, "cat", "both")


def test_check_is_content_with_what_runs_write(folder, capsys):
    assert call(feed_command, "check", "feeds", "packed") == Exit.OK, capsys.readouterr().out


def test_check_takes_a_story_in_two_feeds_of_a_folder_for_no_double(tmp_path, capsys):
    feeds = ("-o", "both/%(run_id)s.jsonl", "-o", "both/all.jsonl.gz")
    with newsroom(pages=1) as room:
        assert scrapy(tmp_path, "crawl", "quay", *feeds, NEWSROOM=room.url).returncode == 0
    assert len(told(tmp_path / "both")) == 2
    assert call(feed_command, "check", str(tmp_path / "both")) == Exit.OK, capsys.readouterr().out


def damaged(path, change):
    path.write_bytes(change(path.read_bytes()))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda data: data.replace(b"again", b"fresh", 1), "not those that were published"),
        (lambda data: data + b'{"headline": "Torn', "Unterminated string"),
        (lambda data: data.replace(b'"position":1,', b'"position":NaN,', 1), "NaN is not JSON"),
        (lambda data: data.replace(b"Harbour", b"Harb\xff", 1), "invalid start byte"),
        (
            lambda data: data.replace(b'"headline":"Harbour', b'"headline":null,"x":"', 1),
            "headline",
        ),
        (lambda data: data + data.splitlines(keepends=True)[0], "stands in the feed already"),
    ],
)
def test_check_finds(folder, capsys, change, said):
    damaged(folder / "feeds" / str(told(folder / "feeds")[1].file), change)
    assert call(feed_command, "check", "feeds") == Exit.ERRORS
    assert said in capsys.readouterr().out


def test_check_of_a_damaged_packed_file_names_it(folder, capsys):
    damaged(folder / "packed/all.jsonl.gz", lambda data: data[:-40])
    assert call(feed_command, "check", "packed") == Exit.ERRORS
    assert "ends in the middle" in capsys.readouterr().out


def test_convert_to_parquet_has_types(folder):
    assert call(feed_command, "convert", "feeds", "--to", "parquet", "-o", "x.parquet") == Exit.OK
    table = pyarrow.parquet.read_table("x.parquet")
    assert table.num_rows == 30
    assert table.column_names == list(Article.__slots__)
    row = table.slice(0, 1).to_pylist()[0]
    assert isinstance(row["fetched_at"], datetime)
    assert row["provenance"]


def test_convert_to_csv_neutralises_formulas(folder):
    article = Article(headline="=2+3", authors=["A. Quay", "B. Pier"], fetched_at="x")
    (folder / "evil.jsonl").write_bytes(
        line_of({n: getattr(article, n) for n in Article.__slots__})
    )
    assert call(feed_command, "convert", "evil.jsonl", "--to", "csv", "-o", "x.csv") == Exit.OK
    (row,) = csv.DictReader((folder / "x.csv").read_text().splitlines())
    assert (row["headline"], row["authors"], row["body"]) == ("'=2+3", "A. Quay; B. Pier", "")


def test_convert_to_json_feed_and_news_articles(folder):
    assert call(feed_command, "convert", "feeds", "--to", "jsonfeed", "-o", "x.json") == Exit.OK
    made = json.loads((folder / "x.json").read_text())
    assert made["version"] == "https://jsonfeed.org/version/1.1"
    assert len(made["items"]) == 30
    assert all(item["id"] and item["content_text"] for item in made["items"])
    assert call(feed_command, "convert", "feeds", "--to", "newsarticle", "-o", "x.ld") == Exit.OK
    first = json.loads((folder / "x.ld").read_text().splitlines()[0])
    assert (first["@type"], first["@context"]) == ("NewsArticle", "https://schema.org")


def test_a_bad_line_costs_one_record_and_is_told(folder, capsys):
    (folder / "bad.jsonl").write_bytes(b'{"headline": "One", "id": "1"}\n[1]\n{"tor')
    code = call(feed_command, "convert", "bad.jsonl", "--to", "newsarticle", "-o", "x.ld")
    assert code == Exit.ERRORS
    assert "1 records in x.ld, 2 bad lines" in capsys.readouterr().err


def test_convert_of_nothing_leaves_no_file(folder):
    assert call(feed_command, "convert", "none.jsonl", "--to", "csv", "-o", "x.csv") == Exit.WRITE
    assert not list(folder.glob("x.csv*"))


@pytest.mark.slow
@pytest.mark.parametrize("root", ["feeds", "packed"])
def test_remove_takes_one_story_down_for_good(folder, root):
    gone = next(iter(ids(folder / root, "**/*.jsonl*")))
    assert call(feed_command, "remove", gone, "--folder", root) == Exit.OK
    left = ids(folder / root, "**/*.jsonl*")
    assert gone not in left
    assert left.total() == 28
    assert sum(one.lines for one in told(folder / root)) == 28  # and their sums are right
    assert call(feed_command, "check", root) == Exit.OK
    with newsroom(pages=1) as room:
        room.edition = ", once more"
        scrapy(folder, "crawl", "quay", "-o", "new.jsonl", NEWSROOM=room.url)
    assert gone not in ids(folder, "new.jsonl")
    assert len(ids(folder, "new.jsonl")) == 9


def test_expire_deletes_by_age_and_numbers_go_on(folder, capsys):
    assert call(feed_command, "expire", "--older-than", "1") == Exit.OK
    assert len(ids(folder / "feeds/quay")) == 20
    assert call(feed_command, "expire", "--older-than", "0") == Exit.OK
    assert len(capsys.readouterr().out.splitlines()) == 2
    assert not ids(folder / "feeds/quay")
    assert [one.sequence for one in told(folder / "feeds")] == [3]


def test_memory_shows_forgets_and_is_rebuilt(folder, capsys):
    known = "https://quay.example/story/3"
    assert call(memory_command, "show", known) == Exit.OK
    before = json.loads(capsys.readouterr().out)
    assert (before["revision"], before["site"]) == (2, "quay")
    shutil.rmtree("state")
    assert call(memory_command, "show", known) == Exit.NOTHING
    assert call(memory_command, "rebuild", "packed/all.jsonl.gz") == Exit.OK
    capsys.readouterr()
    assert call(memory_command, "show", known) == Exit.OK
    after = json.loads(capsys.readouterr().out)
    assert (after["id"], after["revision"]) == (before["id"], 2)
    assert call(memory_command, "forget", known) == Exit.OK
    assert call(memory_command, "show", known) == Exit.NOTHING
    assert call(memory_command, "rebuild", "feeds") == Exit.OK
    capsys.readouterr()
    assert call(memory_command, "show") == Exit.OK
    assert json.loads(capsys.readouterr().out)["stories"] == 20


def test_an_older_revision_does_not_overwrite_a_newer_one(folder, capsys):
    """Feeds given in the wrong order."""
    newest_first = [f"feeds/{one.file}" for one in reversed(told(folder / "feeds")) if one.file]
    shutil.rmtree("state")
    assert call(memory_command, "rebuild", *newest_first) == Exit.OK
    capsys.readouterr()
    call(memory_command, "show", "https://quay.example/story/3")
    assert json.loads(capsys.readouterr().out)["revision"] == 2


def test_memory_expires_by_age(folder, capsys):
    assert call(memory_command, "expire", "--older-than", "1") == Exit.OK
    assert "0 stories" in capsys.readouterr().err
    assert call(memory_command, "expire", "--older-than", "-1") == Exit.OK
    assert "20 stories" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("module", "arguments", "said"),
    [
        (feed_command, ["lst"], "did you mean 'list'"),
        (feed_command, ["convert", "feeds"], "needs files, --to FORMAT and -o FILE"),
        (feed_command, ["remove", "xyz"], "'xyz' is no id"),
        (feed_command, ["expire"], "needs --older-than"),
        (memory_command, ["shw"], "did you mean 'show'"),
        (memory_command, ["show", "nonsense"], "no id and no address"),
        (memory_command, ["forget"], "forget which"),
    ],
)
def test_a_usage_error(folder, module, arguments, said):
    with pytest.raises(UsageError, match=said):
        call(module, *arguments)


@pytest.mark.slow
def test_a_damaged_memory_file_stops_the_crawl_and_can_be_rebuilt(folder, capsys):
    path = folder / "state/memory.sqlite"
    damaged(path, lambda data: data[: len(data) // 2])
    with newsroom(pages=2) as room:
        room.edition = ", again"
        crawl = ["crawl", "quay", "-a", "pages=2", "-o", "feeds/new.jsonl"]
        run = scrapy(folder, *crawl, NEWSROOM=room.url)
        assert run.returncode == Exit.WRITE
        assert "scrapy memory rebuild FEEDS" in run.stderr
        assert "Traceback" not in run.stderr
        for name in ("", "-wal", "-shm"):
            path.with_name(f"memory.sqlite{name}").unlink(missing_ok=True)
        assert call(memory_command, "rebuild", "feeds") == Exit.OK
        assert scrapy(folder, *crawl, NEWSROOM=room.url).returncode == Exit.OK
    assert not (folder / "feeds/new.jsonl").exists()
