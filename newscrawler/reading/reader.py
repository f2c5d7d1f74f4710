"""Reading: what one article page says, field by field, each with the rule that found it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain

from parsel import Selector

from newscrawler.reading import access as accesses
from newscrawler.reading import authors as bylines
from newscrawler.reading import (
    headline,
    jsonld,
    language,
    lead,
    places,
    published,
    source,
    summary,
    topics,
    verdict,
)
from newscrawler.reading.body import Body, Hints, body
from newscrawler.reading.page import Page, Said, Several, gather
from newscrawler.reading.published import Stated
from newscrawler.reading.trees import as_html
from newscrawler.reading.verdict import Verdict
from newscrawler.trees import plain

STORIES = ("article", "paywall")
"""Verdicts of pages that tell a story: only these have a body."""

DESCRIPTIONS = ("og:description", "description")

Saying = Said | Several


@dataclass(slots=True)
class Reading:
    """What a page says. What it does not say is None or empty, never a guess.

    ``timestamp`` and ``modified`` hold the text as stated beside the moment it means.
    ``verdict`` is the kind of page and ``reason`` what speaks for it. ``provenance`` maps each
    field that has a value to the rule that gave it: ``jsonld:headline``, ``meta:og:title``,
    ``microdata:author``, ``time``, ``dateline``, ``byline``, ``url``, ``text`` ...
    """

    verdict: str
    reason: str
    headline: str | None = None
    source: str | None = None
    timestamp: Stated | None = None
    modified: Stated | None = None
    body: str | None = None
    body_kind: str | None = None
    summary: str | None = None
    authors: list[str] = field(default_factory=list)
    language: str | None = None
    image: str | None = None
    section: str | None = None
    tags: list[str] = field(default_factory=list)
    access: str | None = None
    canonical_url: str | None = None
    provenance: dict[str, str] = field(default_factory=dict)


def read(selector: Selector, url: str, fetched_at: datetime) -> Reading:
    """Read one article page from the tree that its response has parsed already.

    ``url`` is the page's address, ``fetched_at`` (aware) when it was fetched: times after it
    are not believed and "2 hours ago" counts from it. The same tree, address and time give
    the same reading. Never raises for what stands on a page; what is no HTML gives a reading
    with the verdict ``error`` and a reason.
    """
    root = as_html(selector)
    if root is None:
        return Reading("error", "no HTML")
    with plain(root):
        return assemble(gather(root, url, fetched_at))


def assemble(page: Page) -> Reading:
    """The reading of a page whose sayings are gathered."""
    titles = [*headline.said(page)]
    found = body(page.root, hints(page))
    page.blocks = found.outline.texts
    judged = verdict.judge(page, found, titles[0].value if titles else "")
    if judged.is_notice:
        return Reading(judged.kind, judged.reason)
    return _filled(page, titles, found, judged)


def hints(page: Page) -> Hints:
    """What the page says of its text outside of it, in the form that the body model knows."""
    title = next(filter(None, [*page.meta.get("og:title", ())[:1], page.title]), "")
    described = [text for name in DESCRIPTIONS for text in page.meta.get(name, ())[:1]]
    nodes = (*page.graph.nodes, *page.graph.parts)
    bodies = [text for node in nodes for text in jsonld.strings(node.get("articleBody"))]
    stated = next(accesses.stated(page), None)
    return Hints(
        title=" ".join(title.split()),
        description=" ".join(described[0].split()) if described else "",
        article_body=" ".join(max(bodies, key=len).split()) if bodies else "",
        paywalled=stated is not None and stated.value == accesses.PAYWALLED,
    )


def sayings(page: Page, text: str) -> dict[str, Iterator[Saying]]:
    """Field -> what the page says for it, the best first, cleaned and in the field's form;
    ``text`` is its body. Each is found only when it is asked for."""
    return {
        "source": source.said(page),
        "summary": summary.summary(page, text),
        "image": places.image(page),
        "section": topics.section(page),
        "tags": topics.tags(page),
        "access": chain(accesses.said(page, text), (accesses.UNSAID,)),
        "canonical_url": places.canonical(page),
    }


def _filled(page: Page, titles: list[Said], found: Body, judged: Verdict) -> Reading:
    reading = Reading(judged.kind, judged.reason)
    text = verdict.story(judged, found)
    tongue = language.language(page, text or page.shown or page.visible)
    _put(reading, "headline", titles[0] if titles else None)
    _put(reading, "language", tongue)
    if judged.kind != "listing":
        _put(reading, "authors", bylines.best(bylines.said(page), page))
        _put_times(reading, page)
    if text:
        text = lead.without(text, [title.value for title in titles], reading.authors)
        rule = found.rule or "model"
        _put(reading, "body", Said(text, rule))
        _put(reading, "body_kind", Said(kind(found, judged), rule))
    for name, each in sayings(page, text).items():
        _put(reading, name, next(each, None))
    return reading


def _put(reading: Reading, name: str, saying: Saying | None) -> None:
    if saying is not None:
        setattr(reading, name, saying[0])
        reading.provenance[name] = saying.rule


def _put_times(reading: Reading, page: Page) -> None:
    code = reading.language
    for name, stated in (
        ("timestamp", published.published(page, code)),
        ("modified", published.modified(page, code)),
    ):
        if stated is not None:
            setattr(reading, name, stated)
            reading.provenance[name] = stated.rule


def kind(found: Body, judged: Verdict) -> str:
    """``excerpt`` where the text is known to go on behind a wall, else as the body says."""
    return "excerpt" if judged.kind == "paywall" else (found.kind or "full")
