"""What every site must keep to; the messages say which site and what to do."""

from __future__ import annotations

import dataclasses
import importlib
from pathlib import Path
from typing import Any

import pytest
from scrapy.spiderloader import SpiderLoader
from scrapy.utils.project import get_project_settings

from newscrawler import scaffold, sites
from newscrawler.layouts.rules import BadQuery, Layout, LeavesCard, UnknownField, css, jmes, xpath
from newscrawler.sites.hackernews import HackerNews
from newscrawler.spiders.aggregator import AggregatorSpider
from tests import golden

_LOADER = SpiderLoader.from_settings(get_project_settings())
SITES: dict[str, type[AggregatorSpider]] = {
    name: spider
    for name in _LOADER.list()
    if issubclass(spider := _LOADER.load(name), AggregatorSpider)
    and spider.__module__.startswith("newscrawler.sites.")
}


@pytest.mark.parametrize("name", SITES)
class TestSite:
    def test_file_and_class_have_its_name(self, name: str):
        site = SITES[name]
        assert site.__module__ == f"newscrawler.sites.{name}"
        assert site.__name__.lower() == name.replace("_", "")
        scaffold.check_name(name)

    def test_has_a_fixture(self, name: str):
        assert name in {folder.name for folder in golden.folders("sites")}, (
            f"fixtures/sites/{name}/ needs page.*, meta.json and expected.jsonl"
        )

    def test_docstring_names_the_users_part(self, name: str):
        doc = importlib.import_module(f"newscrawler.sites.{name}").__doc__ or ""
        assert "robots.txt" in doc
        assert "terms of use" in doc

    def test_arguments_have_help(self, name: str):
        arguments = SITES[name].arguments
        assert all(arguments.values())


def layout(**changes: Any) -> Layout:
    return dataclasses.replace(HackerNews.layout, **changes)


def test_layout_with_an_unknown_field_is_refused_by_name():
    with pytest.raises(UnknownField, match=r"'headlnie'.*did you mean 'headline'"):
        layout(fields={"headlnie": [css("a")]})


def test_unknown_field_without_a_near_one():
    with pytest.raises(UnknownField, match=r"no field 'xyzzy' in the record$"):
        layout(fields={"xyzzy": [css("a")]})


@pytest.mark.parametrize(
    "query",
    [
        "//h2",
        "/html/body",
        "../h2",
        ".//a/../..",
        "ancestor::tr",
        "following-sibling::tr[1]",
        "h2 | //h3",
        "(//h2)[1]",
        "string(//h2)",
        "./preceding-sibling::p",
    ],
)
def test_rule_that_leaves_its_card_is_refused(query: str):
    with pytest.raises(LeavesCard, match=r"'headline'.*leaves its card"):
        layout(fields={"headline": [xpath(query)]})


@pytest.mark.parametrize(
    "query", ["h2/a", ".//h2", "h2[contains(., '//')]", "td[.='..']", "b/following-sibling::text()"]
)
def test_rule_within_its_card_is_taken(query: str):
    layout(fields={"headline": [xpath(query)]})


@pytest.mark.parametrize(
    ("make", "query"), [(css, "h2 >"), (xpath, "h2["), (jmes, "a[")], ids=lambda value: str(value)
)
def test_query_that_does_not_compile_is_refused(make, query: str):
    with pytest.raises(BadQuery, match=r"h2|a"):
        make(query)


def test_every_file_in_sites_is_a_site():
    files = {path.stem for path in Path(sites.__file__).parent.glob("*.py")} - {"__init__"}
    assert files == set(SITES)
