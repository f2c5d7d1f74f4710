"""When the story appeared and when it was last changed, from the best witness that a page has.

Machine-readable times come first, as JSON-LD's are right nearly always; a date that only the
reader sees is looked for near the headline; the address is the last resort and gives a day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from newscrawler.reading import jsonld, microdata
from newscrawler.reading.near import texts
from newscrawler.reading.page import Page, Said
from newscrawler.reading.trees import text_of
from newscrawler.trees import Element
from newscrawler.values import times
from newscrawler.values.times import Moment

PUBLISHED_METAS = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "article:published",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "bt:pubdate",
    "cxenseparse:recs:publishtime",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.date",
    "dc.date",
    "dc.date.created",
    "dcterms.created",
    "date.available",
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "published_time",
    "published",
    "publication_date",
    "publication-date",
    "originalpublicationdate",
    "citation_publication_date",
    "article.published",
    "article_date_original",
    "article:post_date",
    "ptime",
    "rbpubdate",
    "rnews:datepublished",
    "analyticsattributes.articledate",
    "date.created",
    "created",
    "datecreated",
)
"""Names of ``<meta>`` that give the time of publication, those with a time of day first."""

MODIFIED_METAS = (
    "article:modified_time",
    "og:article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "date.modified",
    "date.updated",
    "bt:moddate",
    "last-modified",
    "lastmod",
    "revision_date",
)

_URL_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d\d)([/_.-]?)(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?!\d)"
)
_NOT_PUBLISHED = re.compile(r"modif|updat|edit|expir|event|comment|relat|teaser|aktualis", re.I)
_IS_PUBLISHED = re.compile(r"publi|pubdate|posted|entry-date|created|dateline|issued", re.I)

_ZONE = re.compile(r"(?:Z|UTC|GMT|[+-]\d\d:?\d\d|\b[A-Z]{3,4})\s*$")
_BARS = re.compile(r"(?<!\s)\s*[|•·]\s*|\s[–—-]\s")
_EDGES = " /,:;-–—|()"
MAX_LABEL, MAX_TIME = 4, 8
"""Words of a dateline's label, and of a written time."""

_MACHINE = ("jsonld", "meta", "microdata", "time")

MAX_TIMES = 12
"""``<time>`` elements looked at, from the headline on."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A time as the page states it, what it means, and the rule that found it."""

    text: str
    moment: Moment
    rule: str


def published(page: Page, language: str | None) -> Stated | None:
    """The time of publication; None where the page gives none that is possible."""
    return _first(page, said(page), language)


def modified(page: Page, language: str | None) -> Stated | None:
    """The time of the last change, if the page gives one."""
    return _first(page, said_modified(page), language)


def said(page: Page) -> Iterator[Said]:
    """What the page gives as the time of publication, the best witness first."""
    yield from _data(page, "datePublished")
    yield from page.metas(*PUBLISHED_METAS)
    yield from _props(page.props, "datepublished")
    yield from _time_elements(page)
    yield from _data(page, "dateCreated", "uploadDate")
    yield from _props(page.props, "datecreated", "uploaddate")
    yield from _datelines(page)
    yield from _props(page.all_props, "datepublished", "datecreated")
    yield from _in_url(page)


def said_modified(page: Page) -> Iterator[Said]:
    """What the page gives as the time of the last change."""
    yield from _data(page, "dateModified")
    yield from page.metas(*MODIFIED_METAS)
    yield from _props(page.props, "datemodified")


def stated(page: Page, saying: Said, language: str | None) -> Stated | None:
    """What one saying means; None where it is no time, or none that is possible."""
    text = saying.value.strip()
    moment = times.parse(text, anchor=page.fetched_at, language=language)
    bound = moment and times.bound(moment, page.fetched_at)
    return Stated(text, bound, saying.rule) if bound else None


def _first(page: Page, sayings: Iterator[Said], language: str | None) -> Stated | None:
    """The first that is a time; a later one where it says the same more exactly."""
    found: Stated | None = None
    for saying in sayings:
        if found and not saying.rule.startswith(_MACHINE):
            break
        other = stated(page, saying, language)
        if other and (found is None or _is_finer(other, found)):
            found = other
        if found and _ZONE.search(found.text):
            break
    return found


def _is_finer(other: Stated, found: Stated) -> bool:
    """Whether ``other`` adds the zone or the time of day to what ``found`` says."""
    mine, yours = _digits(found.text), _digits(other.text)
    if found.moment.precision in ("day", "month"):
        return other.moment.precision in ("second", "minute") and mine[:8] == yours[:8]
    return _ZONE.search(other.text) is not None and mine[:12] == yours[:12]


def _digits(text: str) -> str:
    return "".join(filter(str.isdecimal, text))


def _data(page: Page, *names: str) -> Iterator[Said]:
    for name in names:
        for value in jsonld.strings(page.article.get(name)):
            yield Said(value, f"jsonld:{name}")


def _props(props: microdata.Props, *names: str) -> Iterator[Said]:
    for name in names:
        for element in props.get(name, ()):
            yield Said(microdata.value(element), f"microdata:{name}")


def _time_elements(page: Page) -> Iterator[Said]:
    """``<time>`` from the headline on, those marked as publication first."""
    at = page.times_before
    nearest = [*page.times[at:], *reversed(page.times[:at])][:MAX_TIMES]
    marks = [(element, _marks(element)) for element in nearest]
    fit = [(e, m) for e, m in marks if not _NOT_PUBLISHED.search(m)]
    for element, _ in sorted(fit, key=lambda pair: not _IS_PUBLISHED.search(pair[1])):
        if value := element.get("datetime") or text_of(element):
            yield Said(value, "time")


def _marks(element: Element) -> str:
    """The class and id words of an element and of the two around it."""
    nodes = [element, *islice(element.iterancestors(), 2)]
    return " ".join(f"{node.get('class', '')} {node.get('id', '')}" for node in nodes)


def _datelines(page: Page) -> Iterator[Said]:
    """Short texts near the headline that read as a time, alone, between bars or after a label
    ("Veröffentlicht am"); those that are labelled as a change come last."""
    later: list[Said] = []
    for shown in texts(page.near):
        for piece in _BARS.split(shown):
            if (found := time_in(piece)) and _NOT_PUBLISHED.search(piece):
                later.append(Said(found, "dateline"))
            elif found:
                yield Said(found, "dateline")
    yield from later


def time_in(piece: str) -> str:
    """The time at the end of a short text, behind a label of some words; empty if none.

    >>> time_in("Ann Lee 24 November 2026"), time_in("/ 24.11.2026"), time_in("5 comments")
    ('24 November 2026', '24.11.2026', '')
    """
    words = piece.strip(_EDGES).split()
    if len(words) <= MAX_LABEL + MAX_TIME and any(map(str.isdecimal, piece)):
        for at in range(min(len(words), MAX_LABEL + 1)):
            rest = " ".join(words[at:]).strip(_EDGES)
            if times.is_time(rest):
                return rest
    return ""


def _in_url(page: Page) -> Iterator[Said]:
    if day := url_day(page.url):
        yield Said(day.isoformat(), "url")


def url_day(url: str) -> date | None:
    """The day that an address names; None where it names none.

    >>> url_day("https://kite.example/2026/11/24/storm")
    datetime.date(2026, 11, 24)
    >>> url_day("https://kite.example/2026/02/31/storm")
    """
    found = _URL_DAY.search(url)
    if found is None:
        return None
    year, _, month, day = found.groups()
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
