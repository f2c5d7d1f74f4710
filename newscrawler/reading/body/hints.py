"""Hints: what a page says of its own text outside of it, for telling the text apart."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from lxml import etree

_ARTICLE_BODY = re.compile(r'"articleBody"\s*:\s*("(?:[^"\\]++|\\.)*+")')


@dataclass(frozen=True, slots=True)
class Hints:
    """Texts as the page gives them, any of them empty."""

    title: str = ""
    description: str = ""
    article_body: str = ""
    """The text in the page's JSON-LD, in one line."""
    paywalled: bool = False
    """Whether the page says that its text is not free."""


def hints(root: etree._Element) -> Hints:
    """The page's title, description and JSON-LD ``articleBody``, read without parsing JSON."""
    said: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name")
        if name in ("og:title", "og:description", "description"):
            said.setdefault(name, meta.get("content") or "")
    title = said.get("og:title") or next((e.text or "" for e in root.iter("title")), "")
    description = said.get("og:description") or said.get("description", "")
    return Hints(_line(title), _line(description), _article_body(root))


def _line(text: str) -> str:
    return " ".join(text.split())


def _article_body(root: etree._Element) -> str:
    """The longest ``articleBody``: pages that list other articles give theirs cut short."""
    found = ""
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            for match in _ARTICLE_BODY.finditer(script.text or ""):
                found = max(found, _unquoted(match[1]), key=len)
    return _line(found)


def _unquoted(literal: str) -> str:
    try:
        return str(json.loads(literal, strict=False))
    except ValueError:
        return ""
