"""Extract: from a parsed page to the text of its article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

from newscrawler.reading.body import hints as said
from newscrawler.reading.body.hints import Hints
from newscrawler.reading.body.model import Model, shipped
from newscrawler.reading.body.outline import NODE, Outline, outline

KEPT = 0.5
"""The score from which a block is text."""

LITTLE = 200
"""Characters of text below which a page is taken for one that shows its text by script."""

CUT_BY = 1.5
"""How much longer than the text found its own data may be before it counts as cut."""

STUB = 1000
"""Characters below which the text of a page that wants to be paid for is only its start."""

_CUT_SHORT = re.compile(r"(?:\.\.\.|…)[\s\])»>]*$")
_NAMES_SHOWN = 3

Kind = Literal["full", "excerpt"]


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the page and what became of it."""

    text: str
    score: float
    """The probability that it is text of the article."""
    kept: bool
    path: str
    """The innermost elements around it, with their classes."""


@dataclass(frozen=True, slots=True)
class Body:
    """The text of an article, and how it was found."""

    text: str | None
    """Paragraphs separated by a blank line."""
    kind: Kind | None
    rule: str | None
    """``model``, or ``jsonld`` where only the page's data has the text."""
    outline: Outline = field(default_factory=Outline)
    scores: list[float] = field(default_factory=list)
    """The probability of each block of the outline to be text of the article."""

    @property
    def blocks(self) -> Iterator[Block]:
        """The blocks of the page, for showing why the text is what it is."""
        page, names = self.outline, list(self.outline.names)
        for text, node, score in zip(page.texts, page.node, self.scores, strict=True):
            yield Block(text, score, score >= KEPT, _path(page, names, node))


def body(root: etree._Element, hints: Hints | None = None, model: Model | None = None) -> Body:
    """The body of a page; its text is ``None`` where there is none. Deterministic.

    ``hints`` are read from the page where not given; ``model`` defaults to the shipped one.
    """
    hints = said.hints(root) if hints is None else hints
    page = outline(root)
    scores = (model or shipped()).scores(page, hints).tolist()
    text, rule = joined(page, scores), "model"
    if len(text) < LITTLE < len(hints.article_body):
        text, rule = hints.article_body, "jsonld"
    if not text:
        return Body(None, None, None, page, scores)
    return Body(text, _kind(text, hints), rule, page, scores)


def joined(page: Outline, scores: list[float]) -> str:
    """The text of the blocks whose scores are high enough."""
    kept = zip(page.texts, scores, strict=True)
    return "\n\n".join(text for text, score in kept if score >= KEPT)


def _path(page: Outline, names: list[tuple[str, str]], node: int) -> str:
    shown: list[str] = []
    while node >= 0 and len(shown) < _NAMES_SHOWN:
        above, _, _, name = page.nodes[node * NODE : node * NODE + 4]
        shown.insert(0, ".".join(" ".join(names[name]).split()))
        node = above
    return " > ".join(shown)


def _kind(text: str, hints: Hints) -> Kind:
    """Whether a text is all there is: not if it is cut, has no more than the description, is
    the start of a longer one in the page's data, or short on a page that wants to be paid."""
    cut = (
        _CUT_SHORT.search(text[-8:])
        or text in hints.description
        or len(hints.article_body) > CUT_BY * len(text)
        or (hints.paywalled and len(text) < STUB)
    )
    return "excerpt" if cut else "full"
