"""Pages for tests of what a page states about itself."""

from __future__ import annotations

import json
from typing import Any

from parsel import Selector

from newscrawler.reading.page import Page, gather
from tests.pages import NOW

URL = "https://harbourpost.example/world/tide-barrier-vote-2231"


def page(head: str = "", body: str = "", *, lang: str = "en", url: str = URL) -> Page:
    """A page with that head and body, its sayings gathered."""
    text = f'<html lang="{lang}"><head>{head}</head><body>{body}</body></html>'
    return gather(Selector(text=text, type="html").root, url, NOW)


def ld(*documents: Any) -> str:
    """JSON-LD scripts; a text is taken as it is, however broken."""
    texts = [each if isinstance(each, str) else json.dumps(each) for each in documents]
    return "".join(f'<script type="application/ld+json">{text}</script>' for text in texts)


def meta(name: str, content: str) -> str:
    """A ``<meta>`` element."""
    return f'<meta property="{name}" content="{content}">'
