"""What a page states about itself, gathered from the elements that can say it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import islice
from typing import NamedTuple
from urllib.parse import urlsplit

from w3lib.html import remove_tags

from newscrawler.reading import jsonld, microdata, near
from newscrawler.reading.trees import text_of
from newscrawler.trees import Element
from newscrawler.values import urls
from newscrawler.values.text import line

MAX_METAS = 2_000
"""Pages of the corpora have up to 180 ``<meta>``; more is an attack or an accident."""

MAX_VALUE = 5_000
"""Characters kept of one attribute: longer ones are no title, name, time or address."""

MAX_LISTED = 50
"""Headings and ``<time>`` elements kept: what is about the article itself stands early."""

_DRAWN = ("svg", "g", "symbol", "path", "use")
"""Parents of the ``<title>`` of a drawing, which is not the title of the page."""


_NOT_ALNUM = re.compile(r"[\W_]+")

MAX_KEY = 500
"""Characters of a heading that are compared."""

MIN_TITLE = 10
"""Letters and digits that a heading has at least to be known as the title again."""


class Said(NamedTuple):
    """One value that the page gives for a field, and the rule that found it."""

    value: str
    rule: str


class Several(NamedTuple):
    """The values that the page gives for a field that holds a list, and their rule."""

    values: list[str]
    rule: str


@dataclass(eq=False)
class Page:
    """A parsed page: its tree, and what its head and structured data say.

    ``url`` is where it was fetched, ``fetched_at`` (aware) when. ``meta`` maps the name or
    property of a ``<meta>`` in lower case to its contents in page order; ``canonical`` is the
    address in ``<link rel=canonical>``; ``blocks`` are the texts of its blocks, once
    they are known; ``times_before`` of ``times`` stand before the first of ``headings``.
    """

    root: Element
    url: str
    fetched_at: datetime
    title: str = ""
    meta: dict[str, list[str]] = field(default_factory=dict)
    canonical: str = ""
    blocks: list[str] = field(default_factory=list)
    headings: list[Element] = field(default_factory=list)
    times_before: int = 0
    times: list[Element] = field(default_factory=list)
    graph: jsonld.Graph = field(default_factory=jsonld.Graph)
    props: microdata.Props = field(default_factory=dict)

    @cached_property
    def heading(self) -> Element | None:
        """The heading that is the story's: the ``<h1>`` that says so or that the title repeats,
        else a lower one that it repeats, else the first ``<h1>`` with text."""
        shown = [(h1, key(text_of(h1)[:MAX_KEY])) for h1 in self.headings]
        titles = [key(t[:MAX_KEY]) for t in (self.title, *self.meta.get("og:title", ())[:1])]
        for h1, own in shown:
            if own and ("headline" in h1.get("itemprop", "") or any(own in t for t in titles)):
                return h1
        for lower in islice(self.root.iter("h2", "h3"), MAX_LISTED):
            own = key(text_of(lower)[:MAX_KEY])
            if len(own) >= MIN_TITLE and any(own in title for title in titles):
                return lower
        return next((h1 for h1, own in shown if own), None)

    @cached_property
    def near(self) -> list[Element]:
        """The elements around the heading, where bylines and datelines stand."""
        return near.around(self.root, self.heading)

    @cached_property
    def shown(self) -> str:
        """The text of the page's blocks."""
        return "\n".join(self.blocks)

    @cached_property
    def sites(self) -> list[str]:
        """Keys of what the site calls itself, for telling its name from other words."""
        names = [name.value for name in self.metas("og:site_name", "application-name")]
        for publisher in jsonld.nodes(self.article.get("publisher"), self.graph):
            names.extend(jsonld.strings(publisher.get("name")))
        domain = urls.registered_domain(self.url) or ""
        return [*filter(None, map(key, (*names, domain.split(".")[0], domain)))]

    @cached_property
    def visible(self) -> str:
        """What the page shows, its buttons and what it says without scripts too: a walk over all
        of it, for pages with little or no text."""
        return near.visible_text(self.root)

    @cached_property
    def article(self) -> jsonld.Node:
        """The JSON-LD node of this article; empty where there is none."""
        return jsonld.article(self.graph, self.url)

    @cached_property
    def all_props(self) -> microdata.Props:
        """Microdata of every element: a second walk, for pages whose head says too little."""
        return microdata.everywhere(self.root)

    def metas(self, *names: str) -> Iterator[Said]:
        """What the named ``<meta>`` say, the first name first."""
        for name in names:
            for value in self.meta.get(name, ()):
                yield Said(value, f"meta:{name}")


def key(title: str) -> str:
    """Letters and digits of a title: what is left when typography and case are levelled.

    >>> key("Storm hits coast – “worst” yet")
    'stormhitscoastworstyet'
    """
    return _NOT_ALNUM.sub("", line(title).casefold())


def plain(value: str) -> str:
    """A value on one line, without tags. JSON-LD is often escaped once more than it should be,
    and descriptions come as HTML.

    >>> plain("&lt;p&gt;Barrier &amp;amp; bridge&lt;/p&gt;")
    'Barrier & bridge'
    """
    text = line(value)
    text = line(text) if "&" in text else text
    return line(remove_tags(text)) if "<" in text and ">" in text else text


def gather(root: Element, url: str, fetched_at: datetime) -> Page:
    """What the few tags say that carry what a page says of itself.

    The walks are filtered in C; that for the address and that for the title end early.
    """
    page = Page(root, url if _is_sound(url) else "", fetched_at)
    scripts: list[str] = []
    for element in root.iter("meta", "script", "time", "h1"):
        if element.tag == "meta":
            _add_meta(page, element)
        elif element.tag != "script":
            _add_listed(page, element)
        elif "ld+json" in element.get("type", "").lower():
            scripts.append(element.text or "")
    page.graph = jsonld.read(scripts)
    for element in root.iter("link"):
        if "canonical" in element.get("rel", "").lower():
            page.canonical = element.get("href", "")[:MAX_VALUE]
            break
    titles = (e.text or "" for e in root.iter("title") if _is_of_page(e))
    page.title = next(titles, "")[:MAX_VALUE].strip()
    return page


def _is_sound(url: str) -> bool:
    try:
        return bool(urlsplit(url).hostname)
    except ValueError:  # a broken IPv6 address
        return False


def _add_meta(page: Page, element: Element) -> None:
    attributes = dict(element.items())  # at once: each asked for by itself costs as much
    content = attributes.get("content")
    if not content or len(page.meta) >= MAX_METAS:
        return
    for key in ("property", "name", "http-equiv"):
        if name := attributes.get(key):
            page.meta.setdefault(name.strip().lower(), []).append(content[:MAX_VALUE])
    if "itemprop" in attributes:
        microdata.add(page.props, element)


def _add_listed(page: Page, element: Element) -> None:
    into = page.times if element.tag == "time" else page.headings
    if element.tag == "h1" and not page.headings:
        page.times_before = len(page.times)
    if len(into) < MAX_LISTED:
        into.append(element)
        microdata.add(page.props, element)


def _is_of_page(title: Element) -> bool:
    parent = title.getparent()
    return parent is None or parent.tag not in _DRAWN
