"""The article spider: addresses in, one record a page out, what is no article named."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from scrapy.exceptions import UsageError

from newscrawler.spiders.article import ArticleSpider
from tests.golden import FIXTURES
from tests.pages import html, raw, spider

STORY = "https://harbourpost.example/world/tide-barrier-vote-2231/"
PAGE = (FIXTURES / "articles" / "jsonld-graph" / "page.html").read_text(encoding="utf-8")


def test_a_page_becomes_a_record_with_the_rules_that_gave_it():
    (article,) = spider(ArticleSpider, urls=STORY).parse(html(PAGE, STORY))
    assert (article.role, article.url, article.aggregator) == ("article", STORY, "article")
    assert article.authors == ["Ida Marsh", "Bo Ek"]
    assert article.timestamp == "2026-11-18T06:40:12Z"
    assert article.provenance["headline"] == "meta:og:title"
    assert article.provenance["timestamp"] == "jsonld:datePublished"
    assert article.provenance["url"] == "page"


def test_what_is_no_article_is_named_and_counted(caplog: pytest.LogCaptureFixture):
    one = spider(ArticleSpider, urls=STORY)
    page = (FIXTURES / "verdicts" / "blocked-captcha.html").read_text(encoding="utf-8")
    with caplog.at_level(logging.ERROR):
        assert [*one.parse(html(page, STORY))] == []
    assert f"{STORY}: no article: blocked" in caplog.text
    assert one.crawler.stats is not None
    assert one.crawler.stats.get_value("article/blocked") == 1


def test_a_file_that_is_no_page_is_named(caplog: pytest.LogCaptureFixture):
    one = spider(ArticleSpider, urls=STORY)
    pdf = raw(b"%PDF-1.7 ...", STORY, {"Content-Type": "application/pdf"})
    assert [*one.parse(pdf)] == []
    assert "not a page (binary, application/pdf)" in caplog.text


def test_addresses_come_from_arguments_and_files(tmp_path: Path):
    file = tmp_path / "urls.txt"
    file.write_text(f"# my list\n\n{STORY}\nhttps://kite.example/b\n", encoding="utf-8")
    one = spider(ArticleSpider, urls="https://kite.example/a,", file=str(file))
    assert one.start_urls == ["https://kite.example/a", STORY, "https://kite.example/b"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({}, "no address given"),
        ({"urls": "ftp://kite.example/a"}, "-a urls: .*ftp://kite.example/a.*not http or https"),
        ({"file": "/srv/none.txt"}, "-a file=/srv/none.txt: .*No such file"),
        ({"file": "/"}, "-a file=/: .*Is a directory"),
    ],
)
def test_a_bad_argument_is_named(arguments: dict[str, str], message: str):
    with pytest.raises(UsageError, match=message):
        spider(ArticleSpider, **arguments)
