"""Invented stories and the markups that listings set them in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from parsel import Selector

from newscrawler.layouts.detect import Detection, cards

BASE = "https://www.morningtide.example/latest"


class Story(NamedTuple):
    headline: str
    link: str
    source: str = ""
    time: str = ""
    summary: str = ""


_LINES = (
    ("Harbour town votes to rebuild its flooded library", "The Lantern", "2 hours ago"),
    ("Night trains return to the northern coast after nine years", "Tidewater Post", "3 hours ago"),
    ("Beekeepers warn of an early and hungry spring", "Meadow Wire", "3 hours ago"),
    ("Ferry workers end their strike with a song", "The Lantern", "5 hours ago"),
    ("A lost map of the salt roads turns up in an attic", "Quill Daily", "7 hours ago"),
    ("Schools open late as snow closes the mountain pass", "Tidewater Post", "8 hours ago"),
    ("City bakers agree on a standard loaf, again", "Meadow Wire", "9 hours ago"),
    ("Orchestra plays to empty hall and full harbour", "Quill Daily", "11 hours ago"),
    ("Glass bridge closed for the third time this month", "The Lantern", "12 hours ago"),
    ("New ferry named after the town's oldest swimmer", "Tidewater Post", "14 hours ago"),
)
SUMMARY = (
    "Officials said the decision would be reviewed in the spring, once the water has gone down."
)


def _slug(headline: str) -> str:
    letters = "".join(char if char.isalnum() else " " for char in headline.lower())
    return "-".join(letters.split())


STORIES = [
    Story(line, f"/news/2026/11/{_slug(line)}-{4100 + n}", source, time, SUMMARY)
    for n, (line, source, time) in enumerate(_LINES)
]

NAV = """<header class="site-header"><div class="menu"><a href="/">Home</a>
<a href="/politics">Politics</a><a href="/sport">Sport</a><a href="/culture">Culture</a>
<a href="/weather">Weather</a><a href="/subscribe">Subscribe today</a></div></header>"""
FOOTER = """<div class="footer"><a href="/about">About us</a><a href="/privacy">Privacy</a>
<a href="/terms">Terms of use</a><a href="/contact">Contact the newsroom</a></div>"""


def page(main: str, lang: str = "en") -> str:
    return (
        f'<html lang="{lang}"><head><title>Morning Tide</title></head>'
        f"<body>{NAV}<div id='main'>{main}</div>{FOOTER}</body></html>"
    )


def listing(card: Callable[[Story], str], stories: Sequence[Story] = STORIES) -> str:
    return page("".join(card(story) for story in stories))


def detect(html: str, base: str = BASE) -> Detection:
    return cards(Selector(text=html, type="html"), base)


def told(html: str, *names: str, base: str = BASE) -> list[tuple[str, ...]]:
    """The named fields of each row found, ``""`` where a row has none."""
    return [
        tuple(row[name].values[0] if name in row else "" for name in names)
        for row in detect(html, base).rows
    ]
