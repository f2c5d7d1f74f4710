"""Every fixture folder of an article: the page, as the spider reads it, gives the line expected."""

from __future__ import annotations

from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from newscrawler.items import schema
from newscrawler.spiders.article import ArticleSpider
from tests import golden
from tests.pages import spider

FOLDERS = golden.folders("articles")
SCHEMA = Draft202012Validator(schema())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_article(folder: Path, request: pytest.FixtureRequest):
    response = golden.response(folder)
    reader = spider(ArticleSpider, urls=response.url)
    found = golden.lines([*reader.parse(response)])
    if request.config.getoption("--update-golden"):
        golden.update(folder, found)
    assert found == golden.expected(folder)
    assert len(found) == 1
    SCHEMA.validate(found[0])
