"""The page spider: any listing, without a definition."""

from __future__ import annotations

import pytest
from scrapy.exceptions import UsageError

from newscrawler.items import Article
from newscrawler.spiders.page import PageSpider
from tests.layouts.detect.newsstand import BASE, STORIES, listing, page
from tests.layouts.detect.test_listings import river
from tests.pages import NOW, html, raw, spider


def test_every_card_is_a_record():
    found = spider(PageSpider, url=BASE).parse(html(listing(river), BASE))
    records = [each for each in found if isinstance(each, Article)]
    assert [each.headline for each in records] == [story.headline for story in STORIES]
    first = records[0]
    assert first.link == f"https://www.morningtide.example{STORIES[0].link}"
    assert (first.role, first.position, first.language) == ("listing", 1, "en")
    assert (first.timestamp, first.timestamp_precision) == ("2026-11-24T10:00:00Z", "hour")
    assert first.provenance["headline"] == "detect"
    assert first.fetched_at == NOW.isoformat().replace("+00:00", "Z")


def test_times_in_the_language_of_the_page():
    text = page("".join(map(river, STORIES)), "de").replace(" hours ago", " Stunden her")
    german = text.replace("Stunden her", "Stunden").replace(">2 Stunden<", ">vor 2 Stunden<")
    first = next(iter(spider(PageSpider, url=BASE).articles(html(german, BASE))))
    assert (first.language, first.timestamp) == ("de", "2026-11-24T10:00:00Z")


def test_an_address_is_needed():
    with pytest.raises(UsageError, match="-a url=URL: no address given"):
        spider(PageSpider)


def test_no_cards_says_what_was_looked_for(caplog: pytest.LogCaptureFixture):
    site = spider(PageSpider, url=BASE)
    assert list(site.parse(html("<p>Nothing here</p>", BASE))) == []
    assert f"{BASE}: no cards found; looked for repeated links" in caplog.text
    assert "the page: error (no text)" in caplog.text


def test_json_states_no_language():
    response = raw(b'{"a": 1}', BASE, {"Content-Type": "application/json"})
    assert spider(PageSpider, url=BASE).page(response).language is None
