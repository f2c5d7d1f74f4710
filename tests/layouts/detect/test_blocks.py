"""Cards whose headlines are no links: all fields in one container."""

from __future__ import annotations

import pytest

from newscrawler.layouts.detect import summaries
from tests.layouts.detect.newsstand import STORIES, Story, detect, page, told

BODY = " ".join(f"{story.summary} {story.headline}, sailors said." for story in STORIES[:5])


def related(story: Story) -> str:
    return (
        f'<div class="card"><img alt="{story.headline}"><h3>{story.headline}</h3>'
        f"<span>{story.source}</span><span><img alt='time'>{story.time}</span>"
        f"<ul><li>{story.source}</li></ul><h4>{story.headline}</h4><p>{BODY}</p></div>"
    )


def soup(story: Story) -> str:
    return (
        f'<div class="b7"><div class="qa1">{story.headline}</div>'
        f'<div class="xk2">{story.source}{story.time}</div><div class="mr3">{BODY}</div></div>'
    )


@pytest.mark.parametrize("card", [related, soup])
def test_cards_with_whole_bodies(card):
    html = page("<h2>Related Articles</h2>" + "".join(map(card, STORIES[:3])))
    rows = told(html, "headline", "source", "timestamp_text", "link", "body")
    assert rows == [(s.headline, s.source, s.time, "", BODY) for s in STORIES[:3]]
    assert len(BODY) > summaries.BODY
    assert detect(html).confidence == 1


def more(story: Story) -> str:
    return (
        f'<article><h3>{story.headline}</h3><p>{story.summary}</p><a href="/author/ek">Ek</a>'
        f'<a href="#top">Top</a><a href="{story.link}">Read more</a></article>'
    )


def overlay(story: Story) -> str:
    return (
        f'<div class="card"><a href="{story.link}" aria-label="{story.headline}"></a>'
        f"<h3>{story.headline}</h3><p>{story.summary}</p></div>"
    )


@pytest.mark.parametrize("card", [more, overlay])
def test_link_of_a_card_whose_headline_is_none(card):
    html = page("".join(map(card, STORIES)))
    rows = told(html, "headline", "link", "summary")
    assert rows == [(s.headline, s.link, s.summary) for s in STORIES]
    found = detect(html)
    assert found.confidence == 1
    assert {place.tag for place in found.places} == {"a"}


@pytest.mark.parametrize(
    "links", ["", "<a href='/x'>Buy</a>", "<a href='{0}'>1</a><a href='{0}2'>2</a>"]
)
def test_card_without_a_link_of_its_own_has_none(links):
    cards = "".join(
        f"<div class='c'><h3>{s.headline}</h3><i>{s.time}</i>{links.format(s.link)}</div>"
        for s in STORIES
    )
    assert told(page(cards), "headline", "link") == [(s.headline, "") for s in STORIES]


def test_texts_beside_a_link_are_no_headings():
    cards = "".join(
        f"<div class='c'><p>{s.headline}</p><a href='{s.link}'>Go</a></div>" for s in STORIES
    )
    assert detect(page(cards)).rows == []


def test_texts_without_times_are_no_cards():
    html = page("".join(f"<div class='c'><h3>{s.headline}</h3></div>" for s in STORIES[:4]))
    assert detect(html).rows == []


def test_the_same_text_again_and_again_is_no_card():
    card = f"<div class='c'><h3>{STORIES[0].headline}</h3><i>2 hours ago</i></div>"
    assert detect(page(card * 4)).rows == []


def test_menu_is_not_looked_at():
    items = "".join(f"<p>{s.headline}</p><i>2 hours ago</i>" for s in STORIES)
    assert detect(page(f"<nav>{items}</nav>")).rows == []


def test_source_only_where_most_cards_have_one_in_its_place():
    cards = [related(STORIES[0])]
    cards += [f'<div class="card"><h3>{s.headline}</h3><p>{s.time}</p></div>' for s in STORIES[1:4]]
    assert [source for (source,) in told(page("".join(cards)), "source")] == [""] * 4
