"""The headline: what the page calls itself in four places, cleaned and weighed.

A story's headline stands in its JSON-LD, its ``og:title``, its ``<h1>`` and its ``<title>``.
The last is written for search engines and carries the site's name; an ``<h1>`` may be the
site's logo. Two places that agree outweigh one. Where ``og:title`` alone differs from three
that agree it is what the editors show to readers, and the others are the search form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from newscrawler.reading import jsonld, microdata
from newscrawler.reading.page import Page, Said, key, plain
from newscrawler.reading.trees import text_of

_SEPARATOR = re.compile(r"(?<!\s)(?:\s+[|\-–—·•›»«:/~│]+\s+|\s*[｜：│]\s*|\s*--\s*)")

_BARS = ("|", "│", "｜", "»", "·")
_DOMAIN = re.compile(r"(?:www\.)?[\w-]{2,30}(?:\.[\w-]{2,15}){1,2}")
_DATE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}")

_SHORTENED = ("..", "…")
"""What ends a text that was cut."""
CUT_AT = 100
"""Characters from which a text that another one continues was cut, not written shorter."""

MAX_TITLE = 500
"""Characters of a title that are read: ten lines; what is longer is no headline."""

SITE_WORDS = 5
"""Words that a piece with the site's name in it may have and still be only that name."""


def said(page: Page) -> Iterator[Said]:
    """Headlines that the page offers, the one to take first."""
    for offer in _weighed(list(_distinct(_offers(page)))):
        yield Said(offer.value, offer.rule)


class Offer(NamedTuple):
    """A headline that one place offers, without the site's name, and its key."""

    value: str
    rule: str
    key: str
    place: str
    """``jsonld``, ``microdata``, ``meta``, ``h1`` or ``title``."""


def _offers(page: Page) -> list[Offer]:
    """The offers of each place, in the order data, social, shown, title."""
    raw = [*_data(page), *_social(page), *_shown(page)]
    if page.title:
        raw.append(Said(page.title, "title"))
    lines = {value: plain(value[:MAX_TITLE]) for value, _ in raw}  # most places say the same
    whole = {line: key(line) for line in lines.values() if line}
    known, sites = set(whole.values()), page.sites
    clean = {line: stripped(line, known, sites) for line in whole}
    keys = whole | {line: key(line) for line in clean.values() if line not in whole}
    found = [(clean[lines[value]], rule) for value, rule in raw if lines[value]]
    return [Offer(line, rule, keys[line], rule.split(":")[0]) for line, rule in found]


def stripped(title: str, whole: Iterable[str], sites: Iterable[str]) -> str:
    """``title`` without the name of its site or section at either end.

    ``whole`` are the keys of titles found elsewhere, ``sites`` those of the site's names.

    >>> stripped("Storm hits coast | World | The Daily Kite", [], ["thedailykite"])
    'Storm hits coast | World'
    >>> stripped("Weather | Storm hits coast", ["stormhitscoast"], [])
    'Storm hits coast'
    >>> stripped("Storm hits coast :: kite.example", [], [])
    'Storm hits coast'
    """
    cuts = list(_SEPARATOR.finditer(title))
    for cut in cuts:
        before, after = title[: cut.start()], title[cut.end() :]
        if key(before) in whole:
            return before
        if cut[0].strip() in _BARS and key(after) in whole:
            return after  # after a colon or a dash it would be the line over the headline
    while cuts and _is_site(title[cuts[-1].end() :], sites):
        title = title[: cuts.pop().start()]
    if cuts and _is_site(title[: cuts[0].start()], sites):
        title = title[cuts[0].end() :]
    return title


def _is_site(piece: str, sites: Iterable[str]) -> bool:
    if _DOMAIN.fullmatch(piece.strip()) or _DATE.fullmatch(piece.strip()):
        return True
    own = key(piece)
    if not own or len(piece.split()) > SITE_WORDS:
        return False
    return any(own == site or (len(site) > 2 and (site in own or own in site)) for site in sites)


def _data(page: Page) -> Iterator[Said]:
    for name in ("headline", "name"):
        for value in jsonld.strings(page.article.get(name))[:1]:
            yield Said(value, f"jsonld:{name}")
            return
    for element in page.props.get("headline", ()):
        if element.tag != "h1":  # that one is what is shown
            yield Said(microdata.value(element), "microdata:headline")
            return


def _social(page: Page) -> Iterator[Said]:
    named = page.metas("og:title", "twitter:title", "parsely-title", "dc.title", "sailthru.title")
    yield from [*named][:1]


def _shown(page: Page) -> Iterator[Said]:
    """The ``<h1>`` elements that hold text, their machine-readable mark first."""
    marked = sorted(page.headings, key=lambda h1: "headline" not in h1.get("itemprop", ""))
    for element in marked:
        if shown := text_of(element).strip():
            yield Said(shown, "h1")


def _distinct(offers: list[Offer]) -> Iterator[Offer]:
    """The first offer of each place; of several ``<h1>`` the one that another place confirms,
    else the first."""
    for place in dict.fromkeys(offer.place for offer in offers):
        same = [offer for offer in offers if offer.place == place]
        others = {offer.key for offer in offers if offer.place != place}
        yield next((offer for offer in same if offer.key in others), same[0])


def _weighed(offers: list[Offer]) -> Iterator[Offer]:
    """The offers in the order in which they are believed."""
    places = {offer.place: offer for offer in offers if not _is_cut(offer, offers)}
    data = places.get("jsonld") or places.get("microdata")
    social, shown, title = (places.get(place) for place in ("meta", "h1", "title"))
    order = [data, social, shown, title]
    if social and not (data and _confirmed(data, social, shown, title)):
        order.insert(0, social)
    yield from dict.fromkeys(offer for offer in order if offer)


def _confirmed(data: Offer, social: Offer, shown: Offer | None, title: Offer | None) -> bool:
    """Whether JSON-LD's headline outweighs an ``og:title`` that nothing else confirms."""
    if shown and shown.key == social.key:
        return False
    all_same = all(place and place.key == data.key for place in (shown, title))
    return data.key == social.key or not all_same


def _is_cut(offer: Offer, offers: list[Offer]) -> bool:
    """Whether another place goes on where this one was cut: at an ellipsis, or at a limit."""
    marked = offer.value.endswith(_SHORTENED)
    if not marked and len(offer.value) < CUT_AT:
        return False
    longer = (o for o in offers if o.rule == "h1" or (marked and o.rule == "title"))
    return any(o.key.startswith(offer.key) and o.key != offer.key for o in longer)
