"""Selectors of what was detected find it again."""

from __future__ import annotations

from parsel import Selector

from newscrawler.layouts.detect import Detection, cards, selectors
from tests.layouts.detect.newsstand import BASE, STORIES, Story, listing, page
from tests.layouts.detect.test_blocks import related
from tests.layouts.detect.test_listings import definition, flat, grid, river, soup, table_row


def found(html: str) -> tuple[selectors.Selectors, Selector]:
    part = Selector(text=html, type="html")
    return selectors.of(cards(part, BASE), part.root), part


def test_selectors_find_the_cards_and_their_fields_again():
    picked, part = found(listing(river))
    assert picked == selectors.Selectors(
        row="article.post",
        fields={
            "link": "h2 a::attr(href)",
            "headline": "h2 a",
            "timestamp_text": ".meta time",
            "summary": "p",
        },
        beside=False,
    )
    for card, story in zip(part.css(picked.row), STORIES, strict=True):
        assert card.css(picked.fields["link"]).get() == story.link


def test_headline_within_a_link_around_the_card():
    picked, _ = found(page(f'<section class="grid">{"".join(map(grid, STORIES))}</section>'))
    assert picked.row == "div.grid__cell"
    assert picked.fields["link"] == ".tile::attr(href)"
    assert picked.fields["headline"] == "h3"


def test_classes_without_meaning():
    picked, _ = found(listing(soup))
    assert picked.fields["headline"] == ".t0c1"


def test_fields_in_the_element_behind_the_card():
    picked, _ = found(page(f"<table>{''.join(map(table_row, STORIES))}</table>"))
    assert picked.row == "tr.row"
    assert picked.fields["timestamp_text"] == ".sub"
    assert picked.beside


def test_card_that_is_the_link():
    picked, _ = found(page(f"<p>{''.join(map(flat, STORIES))}</p>"))
    assert picked.fields["link"] == "::attr(href)"
    assert picked.fields["headline"] == ""


def test_cards_around_which_their_number_counts():
    picked, part = found(page(f'<dl class="day-24">{"".join(map(definition, STORIES))}</dl>'))
    assert picked.row == "dt"
    assert len(part.css(picked.row)) == len(STORIES)


def test_several_kinds_of_cards():
    def other(story: Story) -> str:
        return f'<div class="tease"><b><a href="{story.link}">{story.headline}</a></b></div>'

    picked, _ = found(page("".join([*map(river, STORIES[:5]), *map(other, STORIES[5:])])))
    assert picked.row == "article.post, div.tease"


def test_cards_without_links():
    picked, _ = found(page("".join(map(related, STORIES[:3]))))
    assert picked.row == "div.card"
    assert "link" not in picked.fields
    assert picked.fields["headline"] == "h3"


def test_nothing_detected():
    part = Selector(text="<p>Nothing.</p>", type="html")
    assert selectors.of(Detection(), part.root) == selectors.Selectors("", {}, False)
