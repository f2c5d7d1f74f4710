"""Validate, normalise, dedupe."""

from __future__ import annotations

import pytest
from scrapy.utils.test import get_crawler

from newscrawler.items import Article
from newscrawler.pipelines.conceal import Conceal
from newscrawler.pipelines.dedupe import Dedupe, SeenInRun, keys_of
from newscrawler.pipelines.normalise import Normalise
from newscrawler.pipelines.validate import (
    MAX_HEADLINE,
    HeadlineIsLink,
    HeadlineTooLong,
    NoHeadline,
    Validate,
)
from newscrawler.values import ids
from newscrawler.values.secret import Secrets


def article(**fields: object) -> Article:
    return Article(**({"headline": "Ferry returns", "aggregator": "agg"} | fields))  # type: ignore


class TestValidate:
    @pytest.mark.parametrize("headline", [None, "", "—", "12", "A1"])
    def test_no_headline(self, headline: str | None):
        with pytest.raises(NoHeadline, match=r"no headline on .*page, position 4"):
            Validate().process_item(
                article(headline=headline, page_url="https://a.example/page", position=4)
            )

    def test_too_long(self):
        with pytest.raises(HeadlineTooLong, match="1001"):
            Validate().process_item(article(headline="x" * (MAX_HEADLINE + 1)))

    def test_address(self):
        with pytest.raises(HeadlineIsLink, match=r"https://a\.example/x"):
            Validate().process_item(article(headline="https://a.example/x"))

    @pytest.mark.parametrize("headline", ["Oil", "地震", "지진", "https://a.example is down"])
    def test_headlines(self, headline: str):
        assert Validate().process_item(article(headline=headline)).headline == headline


class TestNormalise:
    def test_url_is_where_the_link_leads(self):
        found = Normalise().process_item(
            article(link="https://News.example/a?utm_source=x", provenance={"link": "card:css:a"})
        )
        assert found.url == "https://News.example/a?utm_source=x"
        assert found.canonical_url == "https://news.example/a"
        assert found.source_domain == "news.example"
        assert found.provenance["url"] == "card:css:a"
        assert found.provenance["canonical_url"] == "computed"
        assert found.id == ids.story_id("https://news.example/a")

    def test_what_was_found_stays(self):
        found = Normalise().process_item(
            article(
                link="https://agg.example/go/1",
                url="https://b.example/b",
                canonical_url="https://b.example/c",
                source_domain="c.example",
                id="1",
            )
        )
        assert found.url == "https://b.example/b"
        assert found.canonical_url == "https://b.example/c"
        assert found.source_domain == "c.example"
        assert found.id == "1"

    def test_a_link_that_could_not_be_resolved_is_no_url(self):
        found = Normalise().process_item(
            article(link="https://agg.example/go/1", provenance={"url": "unresolved"})
        )
        assert found.url is None

    def test_without_a_link_the_text_is_the_key(self):
        found = Normalise().process_item(article(body="It left at dawn. Later."))
        assert found.url is None
        assert found.id == ids.alias("agg", "Ferry returns", "It left at dawn. Later.")

    def test_summary_that_is_the_body(self):
        found = Normalise().process_item(
            article(body="Text", summary="Text", provenance={"summary": "x"})
        )
        assert (found.summary, found.provenance) == (None, {})

    def test_no_body_has_no_kind(self):
        found = Normalise().process_item(article(body="", body_kind="full"))
        assert (found.body, found.body_kind) == (None, None)


class TestConceal:
    SECRETS = Secrets(pairs={("token", "4f9a-77c1")})

    def test_what_the_operator_typed_is_masked_in_every_text(self):
        found = Conceal(self.SECRETS).process_item(
            article(
                headline="Key 4f9a-77c1",
                body="They said\n\n4f9a-77c1.",
                url="https://a.example/1?token=4f9a-77c1",
                canonical_url="https://a.example/1?k=4f9a-77c1&page=2",
                authors=["4f9a-77c1", "Mia Vale"],
            )
        )
        assert (found.headline, found.body) == ("Key ***", "They said\n\n***.")
        assert found.url == "https://a.example/1?token=***"
        assert found.canonical_url == "https://a.example/1?k=***&page=2"
        assert found.authors == ["***", "Mia Vale"]

    def test_the_secrets_are_those_of_the_crawl(self):
        crawler = get_crawler(settings_dict={"MEMORY_URL": "postgresql://me:pass-w0rd@db.example"})
        found = Conceal.from_crawler(crawler).process_item(article(summary="pass-w0rd"))
        assert found.summary == "***"

    def test_a_link_of_a_page_is_left_whole(self):
        link = "https://b.example/@mia/1?token=77&key=4"
        assert Conceal(self.SECRETS).process_item(article(link=link)).link == link

    def test_userinfo_is_taken_out(self):
        found = Conceal(Secrets()).process_item(article(link="http://me:pw@b.example/@mia"))
        assert found.link == "http://b.example/@mia"


class TestDedupe:
    def test_the_same_id_once(self):
        dedupe = Dedupe()
        dedupe.process_item(article(id="1"))
        dedupe.process_item(article(id="2"))
        with pytest.raises(SeenInRun, match="Ferry returns"):
            dedupe.process_item(article(id="1"))

    def test_a_lead_and_its_linkless_card_are_one_story(self):
        dedupe = Dedupe()
        dedupe.process_item(article(id="1", body="It left at dawn.\n\nLater."))
        with pytest.raises(SeenInRun):
            dedupe.process_item(article(id="2", body="It left at dawn. Later."))

    def test_a_headline_alone_is_no_key_beside_an_address(self):
        dedupe = Dedupe()
        dedupe.process_item(article(id="1"))
        assert dedupe.process_item(article(id="2")).id == "2"

    def test_keys(self):
        assert keys_of(article(id="1")) == ("1",)
        assert keys_of(article(body="Text.")) == ("", ids.alias("agg", "Ferry returns", "Text."))
