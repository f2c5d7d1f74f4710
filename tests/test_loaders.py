"""The loader: rows become records, and each field says where it came from."""

from __future__ import annotations

from datetime import UTC, timedelta

import pytest
from itemloaders.processors import Join, MapCompose

from newscrawler.items import Article
from newscrawler.layouts.rows import Found, Row
from newscrawler.layouts.rules import FIELDS
from newscrawler.loaders import ArticleLoader, Page
from tests.pages import NOW

PAGE = Page("https://agg.example/news/", "agg", NOW, NOW, language="en", zone=UTC)


def load(row: Row, page: Page = PAGE) -> Article:
    loader = ArticleLoader(page, "listing", 3)
    loader.add_row(row)
    return loader.load_item()


def row(**values: str | list[str]) -> Row:
    return {
        name: Found([value] if isinstance(value, str) else value, f"card:{name}")
        for name, value in values.items()
    }


def test_fields_are_cleaned_and_their_rules_noted():
    found = load(
        row(
            headline="  A &amp; B\n",
            body="One.\n\n  Two. ",
            link="../a?x=1",
            authors=["By Ada Byron and Bo Ek"],
            tags=["x", "", "y", "x"],
            image="/i.png",
        )
    )
    assert found.headline == "A & B"
    assert found.body == "One.\n\nTwo."
    assert found.link == "https://agg.example/a?x=1"
    assert found.authors == ["Ada Byron", "Bo Ek"]
    assert found.tags == ["x", "y"]
    assert found.image == "https://agg.example/i.png"
    assert found.provenance["headline"] == "card:headline"
    assert set(found.provenance) == {*"headline body link authors tags image language".split()}


def test_what_the_page_says_of_the_record():
    found = load(row(headline="A"))
    assert (found.aggregator, found.page_url) == ("agg", "https://agg.example/news/")
    assert (found.role, found.position) == ("listing", 3)
    assert found.fetched_at == found.first_seen == "2026-11-24T12:00:00Z"
    assert (found.language, found.provenance["language"]) == ("en", "site")


def test_a_card_with_a_language_of_its_own():
    assert load(row(headline="A", language="pt_br")).language == "pt-BR"


def test_values_that_clean_to_nothing_leave_no_trace():
    found = load(row(headline=" \u200b", source="  "))
    assert found.headline is None
    assert found.source is None
    assert set(found.provenance) == {"language"}


def test_relative_time():
    found = load(row(timestamp_text="2 hours ago"))
    assert (found.timestamp, found.timestamp_precision) == ("2026-11-24T10:00:00Z", "hour")
    assert found.provenance["timestamp"] == "relative:card:timestamp_text"


def test_relative_time_counts_from_the_pages_own_moment():
    page = Page("https://agg.example/", "agg", NOW, NOW - timedelta(hours=1))
    assert load(row(timestamp_text="2 minutes ago"), page).timestamp == "2026-11-24T10:58:00Z"


def test_time_for_machines_comes_before_the_time_shown():
    found = load(row(timestamp="2026-11-24T09:59:07", timestamp_text="2 hours ago"))
    assert (found.timestamp, found.timestamp_precision) == ("2026-11-24T09:59:07Z", "second")
    assert found.timestamp_text == "2 hours ago"
    assert found.provenance["timestamp"] == "card:timestamp"


def test_time_shown_serves_where_the_other_cannot_be_read():
    found = load(row(timestamp="soon", timestamp_text="2 hours ago"))
    assert found.timestamp == "2026-11-24T10:00:00Z"


@pytest.mark.parametrize("shown", ["recently", "in 3 weeks", "2030-01-01T00:00:00Z"])
def test_time_that_cannot_be_believed_is_null_and_its_text_kept(shown: str):
    found = load(row(timestamp_text=shown))
    assert found.timestamp is None
    assert found.timestamp_precision is None
    assert found.timestamp_text == shown
    assert "timestamp" not in found.provenance


def test_modified():
    assert load(row(modified="2026-11-24T11:00:00Z")).modified == "2026-11-24T11:00:00Z"
    assert load(row(modified="later")).modified is None


def test_a_malformed_href_costs_itself_and_is_named(caplog: pytest.LogCaptureFixture):
    found = load(row(headline="A", link=["http://[::1", "/good"]))
    assert found.headline == "A"
    assert found.link == "https://agg.example/good"
    assert "http://[::1" in caplog.text
    assert load(row(headline="A", link="javascript:void(0)")).link is None


def test_every_processor_is_of_a_field():
    """A misspelt ``headlnie_in`` is silently ignored by ItemLoader."""
    named = {
        name.removesuffix("_in").removesuffix("_out")
        for name in vars(ArticleLoader)
        if name.endswith(("_in", "_out"))
    }
    assert named <= set(FIELDS)


def test_a_loader_of_a_site_cleans_a_field_in_its_own_way():
    class Shouting(ArticleLoader):
        headline_in = MapCompose(str.lower)
        headline_out = Join("! ")

    def headline(kind: type[ArticleLoader]) -> str | None:
        loader = kind(PAGE, "listing")
        loader.add_row(row(headline=["Rain", "Wind"]))
        return loader.load_item().headline

    assert [headline(kind) for kind in (ArticleLoader, Shouting, ArticleLoader)] == [
        "Rain",
        "rain! wind",
        "Rain",
    ]
