"""Every fixture folder of a feed or sitemap gives the lines expected of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from newscrawler.items import Article, schema
from newscrawler.spiders.feed import Feed
from newscrawler.spiders.sitemap import Sitemap
from tests import golden
from tests.pages import spider

CASES = [
    (kind, folder)
    for kind, folders in ((Feed, golden.folders("feeds")), (Sitemap, golden.folders("sitemaps")))
    for folder in folders
]
SCHEMA = Draft202012Validator(schema())


@pytest.mark.parametrize(("kind", "folder"), CASES, ids=lambda value: getattr(value, "name", ""))
def test_feed(kind: type[Feed] | type[Sitemap], folder: Path, request: pytest.FixtureRequest):
    response = golden.response(folder)
    made = spider(kind, urls=response.url).parse(response)
    found = golden.lines([each for each in made if isinstance(each, Article)])
    if request.config.getoption("--update-golden"):
        golden.update(folder, found)
    assert found == golden.expected(folder)
    assert found, "a fixture without a story shows nothing"
    for line in found:
        SCHEMA.validate(line)
