"""Every fixture folder of a site: the page, read as it was fetched, gives the lines expected."""

from __future__ import annotations

from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from scrapy.http import TextResponse

from newscrawler.items import schema
from tests import golden
from tests.pages import spider
from tests.test_sites import SITES

FOLDERS = golden.folders("sites")
SCHEMA = Draft202012Validator(schema())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_site(folder: Path, request: pytest.FixtureRequest):
    response = golden.response(folder)
    assert isinstance(response, TextResponse)
    found = golden.lines(spider(SITES[folder.name]).articles(response))
    if request.config.getoption("--update-golden"):
        golden.update(folder, found)
    assert found == golden.expected(folder)
    assert found, "a fixture without a story shows nothing"
    for line in found:
        SCHEMA.validate(line)
