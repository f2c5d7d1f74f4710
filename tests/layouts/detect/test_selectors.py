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
            "link": ["h2 a::attr(href)"],
            "headline": ["h2 a"],
            "timestamp_text": [".meta time"],
            "summary": ["p"],
        },
        beside=False,
    )
    for card, story in zip(part.css(picked.row), STORIES, strict=True):
        assert card.css(*picked.fields["link"]).get() == story.link


def test_headline_within_a_link_around_the_card():
    picked, _ = found(page(f'<section class="grid">{"".join(map(grid, STORIES))}</section>'))
    assert picked.row == "div.grid__cell"
    assert picked.fields["link"] == [".tile::attr(href)"]
    assert picked.fields["headline"] == ["h3"]


def test_classes_without_meaning():
    picked, _ = found(listing(soup))
    assert picked.fields["headline"] == [".t0c1"]


def test_fields_in_the_element_behind_the_card():
    picked, _ = found(page(f"<table>{''.join(map(table_row, STORIES))}</table>"))
    assert picked.row == "tr.row"
    assert picked.fields["timestamp_text"] == [".sub"]
    assert picked.beside


def test_card_that_is_the_link():
    picked, _ = found(page(f"<p>{''.join(map(flat, STORIES))}</p>"))
    assert picked.fields["link"] == ["::attr(href)"]
    assert picked.fields["headline"] == [""]


def test_cards_around_which_their_number_counts():
    picked, part = found(page(f'<dl class="day-24">{"".join(map(definition, STORIES))}</dl>'))
    assert picked.row == "dt"
    assert len(part.css(picked.row)) == len(STORIES)


def test_several_kinds_of_cards():
    def other(story: Story) -> str:
        kicker = '<i><a href="/tag/boats">Boats</a></i>'
        return (
            f'<div class="tease">{kicker}<b><a href="{story.link}">{story.headline}</a></b></div>'
        )

    picked, _ = found(page("".join([*map(river, STORIES[:5]), *map(other, STORIES[5:])])))
    assert picked.row == "article.post, div.tease"
    assert picked.fields["headline"] == ["h2 a", "b a"]
    assert picked.fields["link"] == ["h2 a::attr(href)", "b a::attr(href)"]


def test_cards_among_others_of_their_markup():
    cards = "".join(f'<li><h3><a href="{s.link}">{s.headline}</a></h3></li>' for s in STORIES)
    others = "".join(f'<li><i><a href="/{n}">No. {n}</a></i></li>' for n in range(6))
    picked, part = found(page(f'<ul class="all">{cards}{others}</ul>'))
    assert picked.row == "li:has(h3 a)"
    assert len(part.css(picked.row)) == len(STORIES)


def test_field_that_no_selector_finds_on_most_cards():
    note = "<i>{}</i>"
    html = "".join(
        f'<article><h2><a href="{s.link}">{s.headline}</a></h2>{note.format("x") * n}'
        f"{note.format(s.time)}{note.format('y') * n}</article>"
        for n, s in enumerate(STORIES)
    )
    picked, _ = found(page(html))
    assert picked.fields.keys() == {"link", "headline"}


def test_cards_without_links():
    picked, _ = found(page("".join(map(related, STORIES[:3]))))
    assert picked.row == "div.card"
    assert "link" not in picked.fields
    assert picked.fields["headline"] == ["h3"]


def test_nothing_detected():
    part = Selector(text="<p>Nothing.</p>", type="html")
    assert selectors.of(Detection(), part.root) == selectors.Selectors("", {}, False)
