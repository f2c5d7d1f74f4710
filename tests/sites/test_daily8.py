"""Daily8's definition on every markup that its known text may come in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from scrapy.exceptions import UsageError

from newscrawler.demo import pages
from newscrawler.items import Article
from newscrawler.sites.daily8 import Daily8
from tests.pages import html, spider
from tests.sites.daily8_markups import CARDS, LEAD, MARKUPS, soup

URL = f"https://www.daily8.com/en/article/{LEAD.key}"


def read(text: str, url: str = URL) -> list[Article]:
    return spider(Daily8).articles(html(text, url))


@pytest.mark.parametrize("markup", MARKUPS, ids=lambda markup: markup.__name__)
class TestMarkups:
    def test_lead_and_cards_are_records_of_their_own(self, markup: Callable[[], str]):
        found = read(markup())
        assert [article.role for article in found] == ["lead", "related", "related"]
        assert [article.headline for article in found] == [
            LEAD.headline,
            CARDS[0].story.headline,
            CARDS[1].story.headline,
        ]
        assert [article.position for article in found] == [1, 2, 3]

    def test_lead_takes_source_and_time_from_its_own_card(self, markup: Callable[[], str]):
        lead = read(markup())[0]
        assert lead.source == LEAD.publisher
        assert lead.timestamp == "2026-11-24T08:00:00Z"
        assert lead.timestamp_text == "4 hours ago"
        assert lead.provenance["source"].startswith("related:")
        assert lead.provenance["timestamp"].startswith("related:relative:")

    def test_lead_body_ends_where_the_page_says_so(self, markup: Callable[[], str]):
        assert read(markup())[0].body == "\n\n".join(LEAD.paragraphs)

    def test_cards_are_whole_and_clean(self, markup: Callable[[], str]):
        for article, card in zip(read(markup())[1:], CARDS[:2], strict=True):
            assert article.source == card.story.publisher
            assert article.timestamp_text == card.age
            assert article.body == " ".join(card.story.paragraphs)

    def test_times_are_resolved_against_the_fetch(self, markup: Callable[[], str]):
        hour, day = read(markup())[1:]
        assert (hour.timestamp, hour.timestamp_precision) == ("2026-11-24T11:00:00Z", "hour")
        assert (day.timestamp, day.timestamp_precision) == ("2025-06-14T00:00:00Z", "day")

    def test_other_hosts_give_the_same_ids(self, markup: Callable[[], str]):
        other = read(markup(), f"https://test.daily8.com/en/article/{LEAD.key}")
        assert [article.id for article in read(markup())] == [article.id for article in other]
        assert read(markup())[0].id is not None


def test_links_and_images_come_from_inside_the_card():
    lead, first, second = read(soup())
    assert first.link == f"https://www.daily8.com/en/article/{CARDS[0].story.key}"
    assert second.image == f"https://www.daily8.com/i/{CARDS[1].story.number}.webp"
    assert lead.link == URL


def test_hashtag_page_is_a_listing_with_sections():
    stories = [card.story for card in CARDS]
    found = read(pages.hashtag("World", stories, None), "https://www.daily8.com/en/hashtag/World")
    assert [article.role for article in found] == ["listing"] * 3
    assert [article.headline for article in found] == [each.headline for each in stories]
    assert [article.section for article in found] == [each.section for each in stories]
    assert [article.body for article in found] == [" ".join(each.paragraphs) for each in stories]


def test_arabic_page():
    found = read(pages.arabic(), "https://www.daily8.com/article/" + "0" * 32)
    assert [article.role for article in found] == ["lead", "related", "related", "related"]
    assert [article.timestamp for article in found[1:]] == [
        "2026-11-24T11:55:00Z",
        "2026-11-24T10:00:00Z",
        "2026-11-23T00:00:00Z",
    ]
    assert found[1].source == "أخبار الوادي"


def test_a_card_is_no_part_of_the_lead():
    """codelucas/newspaper#526: ``Minutes Ago Jon Russell`` was once an author of the lead."""
    lead = read(soup())[0]
    shown = " ".join(filter(None, [lead.body, *lead.authors]))
    assert "ago" not in shown.split()
    assert not any(card.story.headline in shown for card in CARDS[:2])


def test_lead_byline_glued_to_its_time():
    text = soup().replace(
        f'role="heading">{LEAD.headline}</div>',
        f'role="heading">{LEAD.headline}</div><div>News2419-07-2025</div>',
    )
    lead = read(text)[0]
    assert (lead.source, lead.timestamp) == ("News24", "2025-07-19T00:00:00Z")
    assert lead.body == "\n\n".join(LEAD.paragraphs)


def test_default_tags_and_arguments():
    assert spider(Daily8).start_urls[0] == "https://www.daily8.com/en/hashtag/World"
    assert spider(Daily8, tag="#Goanna, ASIANEWS").start_urls == [
        "https://www.daily8.com/en/hashtag/Goanna",
        "https://www.daily8.com/en/hashtag/ASIANEWS",
    ]
    with pytest.raises(UsageError, match="give one of them"):
        spider(Daily8, tag="World", url=URL)
    with pytest.raises(UsageError, match=r"-a url.*daily8\.com/en"):
        spider(Daily8, url="www.daily8.com/en/hashtag/World")
    with pytest.raises(UsageError, match="'none'"):
        spider(Daily8, pages="none")
