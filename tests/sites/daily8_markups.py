"""Five markups for the same Daily8 page: what is known of the page is its text, not its tags."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from newscrawler.demo.stories import Story, story


@dataclass(frozen=True)
class Card:
    """A related card as shown: its story and its age."""

    story: Story
    age: str


LEAD = story(2)
CARDS = (Card(story(3), "an hour ago"), Card(story(4), "14-06-2025"), Card(LEAD, "4 hours ago"))
"""The lead's own story comes back as the last card, as on the page that was stored."""

BYLINE = ""
"""The stored page's lead had neither source nor time."""


def semantic() -> str:
    """``<article>``, ``<header>``, ``<time>``, ``<footer>``: as the HTML Standard would have it."""
    cards = "".join(
        f"<article><header><h3>{escape(card.story.headline)}</h3><p><cite>"
        f"{escape(card.story.publisher)}</cite> <br><time>{card.age}</time></p></header>"
        f"<p>{_text(card.story)}</p></article>"
        for card in CARDS
    )
    return _html(
        f"<main><article><h1>{escape(LEAD.headline)}</h1>{_paragraphs('p')}</article>"
        "<aside><h2>Try Our AI Features</h2><p>Explore what Daily8 AI can do for you:</p></aside>"
        "<section><h2>Comments</h2><p>No comments yet...</p></section>"
        f"<section><h2>Related Articles</h2>{cards}</section></main>"
        "<footer><h2>DOWNLOAD THE APP</h2><p>Get Started Now: Download the App</p></footer>"
    )


def soup() -> str:
    """Nested ``<div>``s with hashed class names, cards linked, images with alternative texts."""
    cards = "".join(
        f'<div class="r-1ybube5"><a href="/en/article/{card.story.key}" class="r-1loqt21">'
        f'<div class="r-1w6e6rj"><img src="/i/{card.story.number}.webp" '
        f'alt="{escape(card.story.headline)}"></div></a><div class="r-13awgt0"><div dir="auto" '
        f'class="r-b88u0q">{escape(card.story.headline)}</div><div class="r-1fmuukv"><div '
        f'class="r-1b43r93">{escape(card.story.publisher)}</div><div><img alt="time" src="/t.svg">'
        f'<span>{card.age}</span></div></div><div><div class="r-chip">• '
        f'{escape(card.story.publisher)}</div></div><div class="r-b88u0q">'
        f'{escape(card.story.headline)}</div><div class="r-text">Listen to article '
        f"{_text(card.story)}</div></div></div>"
        for card in CARDS
    )
    return _html(
        f'<div id="root"><div class="r-1"><img alt="logo" src="/l.svg"></div><div><img '
        f'alt="{escape(LEAD.headline)}" src="/i/2.webp"><div class="r-h" role="heading">'
        f"{escape(LEAD.headline)}</div>{_paragraphs('div')}</div><div><img "
        'alt="Orange background" src="/o.png"><div>Try Our AI Features</div><div>Explore what '
        "Daily8 AI can do for you:</div></div><div>Comments</div><div>No comments yet...</div>"
        f"<div>Related Articles</div><div class='r-list'>{cards}</div><div><div>DOWNLOAD THE APP"
        "</div><div>Get Started Now: Download the App</div></div></div>"
    )


def without_links() -> str:
    """Flat siblings: no element holds a card, nothing is linked, source and time are glued."""
    cards = "".join(
        f"<h3>{escape(card.story.headline)}</h3><p>{escape(card.story.publisher)}{card.age}</p>"
        f"<p>• {escape(card.story.publisher)}</p><p>{escape(card.story.headline)}</p>"
        f"<p>{_text(card.story)}</p>"
        for card in CARDS
    )
    return _html(
        f"<h1>{escape(LEAD.headline)}</h1>{_paragraphs('p')}<h4>Hashtags</h4>"
        "<h4>Try Our AI Features</h4><p>Explore what Daily8 AI can do for you:</p>"
        f"<h4>Comments</h4><p>No comments yet...</p><h4>Related Articles</h4>{cards}"
        "<h4>DOWNLOAD THE APP</h4>"
    )


def next_data() -> str:
    """The stories only in ``__NEXT_DATA__``."""
    return _html(
        '<div id="__next"></div><script id="__NEXT_DATA__" type="application/json">'
        f"{json.dumps({'props': {'pageProps': _state()}})}</script>"
    )


def streamed() -> str:
    """The stories only in the parts that a streaming server pushes, cut at any character."""
    row = f"5:{json.dumps(['$', '$L1f', None, _state()])}\n6:null\n"
    parts = [row[start : start + 997] for start in range(0, len(row), 997)]
    pushes = "".join(
        f"<script>self.__next_f.push({json.dumps([1, part])})</script>" for part in parts
    )
    return _html(f"<div hidden></div><script>self.__next_f.push([0])</script>{pushes}")


def rendered() -> str:
    """Markup whose text is line for line of the stored page's kind: an element a line."""
    lines = ["logo", LEAD.headline, LEAD.headline, *LEAD.paragraphs, "Orange background"]
    lines += ["Try Our AI Features", "Explore what Daily8 AI can do for you:", "Comments"]
    lines += ["No comments yet...", "Related Articles"]
    for card in CARDS:
        headline, publisher = card.story.headline, card.story.publisher
        lines += [headline, headline, publisher, f"time{card.age}", f"• {publisher}", headline]
        lines.append("Listen to article " + " ".join(card.story.paragraphs))
    lines += ["DOWNLOAD THE APP", "Get Started Now: Download the App", "app-storeplay-store"]
    return _html("".join(f"<div>{escape(line)}</div>" for line in lines))


MARKUPS: tuple[Callable[[], str], ...] = (
    semantic,
    soup,
    without_links,
    next_data,
    streamed,
    rendered,
)


def _state() -> dict[str, object]:
    related = [
        {
            "id": card.story.key,
            "title": card.story.headline,
            "source": {"name": card.story.publisher},
            "time": card.age,
            "body": " ".join(card.story.paragraphs),
        }
        for card in CARDS
    ]
    lead = {"id": LEAD.key, "title": LEAD.headline, "body": "\n\n".join(LEAD.paragraphs)}
    return {"article": lead, "relatedArticles": related, "locale": "en"}


def _paragraphs(tag: str) -> str:
    return "".join(f"<{tag}>{escape(each)}</{tag}>" for each in LEAD.paragraphs)


def _text(each: Story) -> str:
    return escape(" ".join(each.paragraphs))


def _html(body: str) -> str:
    head = '<!doctype html><html lang="en"><head><title>Daily8</title></head>'
    return f"{head}<body>{body}</body></html>"
