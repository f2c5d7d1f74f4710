"""Who wrote the story: persons before agencies and desks, from the head or the byline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from newscrawler.reading import jsonld, microdata
from newscrawler.reading.near import MAX_SHORT, texts
from newscrawler.reading.page import Page, Several, key
from newscrawler.reading.trees import text_of
from newscrawler.trees import Element
from newscrawler.values import names

METAS = (
    "author",
    "article:author",
    "og:article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "cxenseparse:author",
    "articleauthor",
    "article.author",
    "article:author_name",
    "og:author",
    "rbauthors",
    "citation_author",
)

MAX_UNCASED = 20
"""Characters of a name in a script without capitals."""

_AGENCY_NAMES = """
    aa aap adn afp agerpres anp ansa ap apa ats belga bta cnn ctk čtk dpa efe epd getty ians
    interfax itar-tass jiji kna kyodo lusa mti ntb pa pap pti reuters ria ritzau sda sid stt tanjug
    tass tt unian upi xinhua yonhap"""
_AGENCIES = frozenset(_AGENCY_NAMES.split())

_DESK = re.compile(
    r"\b(?:agenc\w*|agentur\w*|agenzia|ajans\w*|associated press|canadian press|deutsche presse"
    r"|desk|editorial|gmbh|media|news|newsroom|online|press|presse\w*|redac\w*|redak\w*|rédac\w*"
    r"|redaz\w*|reporters?|staff|team|tv|webdesk|twitter|facebook|instagram|whatsapp|linkedin"
    r"|e-?mail)\b|新聞|新闻|通信|编辑部|編集部|記者室",
    re.IGNORECASE,
)
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]{2,})+")
_HINTS = (
    "author", "byline", "autor", "auteur", "writer", "redacteur", "reporter", "forfatter",
    "skribent", "journalist", "/people/", "/profile/", "redakteur", "/staff/",
)  # fmt: skip
"""What the attributes of every element have that ``_is_marked`` looks for."""

_MARKED = re.compile(
    r"author|byline|autor|auteur|writer|redacteur|reporter|forfatter|skribent", re.I
)
_NOT_OF_STORY = re.compile(
    r"image|photo|picture|caption|comment|avatar|bio\b|related|teaser|widget|popular|date|time"
    r"|authority|social|share|promo|card-|follow",
    re.I,
)
_NAME_MARK = re.compile(r"name|\bfn\b|author$|byline$", re.I)

_STARTS_AS_BYLINE = re.compile(
    r"(?:by|von|par|por|di|door|av|af|oleh|texto?|autor(?:in|a|zy)?|auteur|author|penulis|yazar"
    r"|автор|текст|συντάκτης|بقلم|كتب|文|作者|記者|记者|责编|责任编辑)(?::|：|/| )\s*(?=\S)",
    re.I,
)
_IS_LABEL = re.compile(
    r"(?:by|von|par|por|di|door|av|autor(?:in|en)?(?:/autor)?|authors?|auteurs?|written by|text"
    r"|escrito por|автор)\s*:?",
    re.I,
)
_PERSON_PAGE = re.compile(
    r"/(?:authors?|autor(?:en|es|in|i)?|auteurs?|autor[ae]s?|forfatter"
    r"|byline|journalists?|people|profile|redakteure?|writers?|staff)/[^/]",
    re.I,
)

_PARTICLE_WORDS = """
    da de del della der den di do dos du el al bin ibn la le ten ter van von vom zu zum y e und"""
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
"""Words of a name that are not capitalised."""

MAX_WORDS = 5
"""Words of a person's name."""

MAX_MARKED = 8
"""Elements marked as a byline that are looked at."""


def said(page: Page) -> Iterator[Several]:
    """Bylines that the page gives, the best witness first, cleaned; none is empty."""
    for raw in _raw(page):
        found = [name.rstrip(" (") for name in names.authors(raw.values)]
        if found := [name for name in found if any(map(str.isalpha, name))]:
            yield Several(found, raw.rule)


def best(bylines: Iterable[Several], page: Page) -> Several | None:
    """The first byline that names a person, an agency before the site's own name.

    What only the reader sees counts where it names a person.
    """
    found: Several | None = None
    rank = -1
    for byline in bylines:
        ranks = [_rank(name, page.sites) for name in byline.values]
        if max(ranks) > rank and (max(ranks) == PERSON or byline.rule != "byline"):
            rank = max(ranks)
            found = Several(_without_fill(byline, ranks), byline.rule)
        if rank == PERSON:
            break
    return found


SITE, AGENCY, PERSON = range(3)


def _rank(name: str, sites: Iterable[str]) -> int:
    """How much a name says about who wrote the story."""
    own = key(name)
    if any(own == site or (len(site) > 3 and own in site) for site in sites):
        return SITE
    return PERSON if is_person(name) else AGENCY


def _without_fill(byline: Several, ranks: list[int]) -> list[str]:
    """The names of a byline; beside persons neither the site's name nor, where it was read
    from the text, what is no person (the place, the role)."""
    least = PERSON if byline.rule == "byline" else AGENCY
    if max(ranks) < PERSON:
        return byline.values
    return [name for name, rank in zip(byline.values, ranks, strict=True) if rank >= least]


def is_person(name: str) -> bool:
    """Whether a name reads as a person's: some capitalised words, no agency, no desk.

    Scripts without capitals have short names of any form.

    >>> is_person("Ann-Marie van der Lee"), is_person("dpa"), is_person("The Kite Desk")
    (True, False, False)
    >>> is_person("松岡大地"), is_person("of the article")
    (True, False)
    """
    words = name.split()
    if name.lower() in _AGENCIES or _DESK.search(name) or any(map(str.isdecimal, name)):
        return False
    if not name[0].isupper() and not name[0].islower():
        return len(name) <= MAX_UNCASED and not _DOMAIN.fullmatch(name)
    return 2 <= len(words) <= MAX_WORDS and all(map(_is_name_word, words))


def _is_name_word(word: str) -> bool:
    """Whether a word of a name is capitalised, or need not be: ``van``, ``d'Arc``, ``al-Sisi``."""
    bare = word.lstrip("('\"")
    return bare[:1].isupper() or word in _PARTICLES or "'" in word[:3] or "-" in word[:4]


def starts_as_byline(text: str) -> bool:
    """Whether a text begins as a byline does, in any of its languages.

    >>> starts_as_byline("Von Ida Marsh"), starts_as_byline("Bystanders")
    (True, False)
    """
    return _STARTS_AS_BYLINE.match(text) is not None


def _raw(page: Page) -> Iterator[Several]:
    stated = [*_data(page), *_metas(page), *_props(page.props)]
    yield from stated
    yield from _marked(page)
    yield from _read(page)
    if not stated:  # a walk over the whole page
        yield from _props(page.all_props)


def _metas(page: Page) -> Iterator[Several]:
    for name in METAS:
        if values := page.meta.get(name):
            yield Several(values, f"meta:{name}")


def _data(page: Page) -> Iterator[Several]:
    """JSON-LD's authors; a person may have the name in parts."""
    for name in ("author", "creator"):
        found: list[str] = []
        for node in jsonld.nodes(page.article.get(name), page.graph):
            full = jsonld.strings(node.get("name")) or jsonld.strings(node.get("byline"))
            parts = [jsonld.strings(node.get(part)) for part in ("givenName", "familyName")]
            found += full or [" ".join(part[0] for part in parts if part)]
        if any(found):
            yield Several(found, f"jsonld:{name}")
            return


def _props(props: microdata.Props) -> Iterator[Several]:
    for name in ("author", "creator"):
        if elements := props.get(name):
            yield Several([_prop_name(element) for element in elements], f"microdata:{name}")


def _prop_name(element: Element) -> str:
    """An author's name: of the item inside, where there is one."""
    for inner in element.iterdescendants():
        if inner.get("itemprop") == "name":
            return microdata.value(inner)
    return microdata.value(element)


def _marked(page: Page) -> Iterator[Several]:
    """Elements near the headline that their class, id or ``rel`` calls a byline; the one
    that holds just the name first."""
    found = [*islice(filter(_is_marked, page.near), MAX_MARKED)]
    for element in sorted(found, key=lambda e: not _NAME_MARK.search(e.get("class", ""))):
        if values := _names_in(element):
            yield Several(values, "byline")


def _is_marked(element: Element) -> bool:
    said = " ".join(element.values()).lower()
    for hint in _HINTS:
        if hint in said:
            break
    else:
        return False  # of most elements; a regular expression on each costs twice as much
    if "author" in element.get("rel", ""):
        return True
    if element.tag == "a" and _PERSON_PAGE.search(element.get("href", "")):
        return True
    words = f"{element.get('class', '')} {element.get('id', '')} {element.get('data-testid', '')}"
    return _MARKED.search(words) is not None and not _NOT_OF_STORY.search(words)


def _names_in(element: Element) -> list[str]:
    """The names in a byline: of its links, where it has some, else of its text."""
    links = [" ".join(text_of(a).split()) for a in element.iterdescendants("a")]
    linked = [text for text in links if 3 < len(text) <= MAX_SHORT]
    shown = " ".join(text_of(element).split())
    longest = MAX_SHORT if shown.lower() != shown.upper() else MAX_UNCASED
    return linked or ([shown] if 1 < len(shown) <= longest else [])


def _read(page: Page) -> Iterator[Several]:
    """Short texts near the headline that start as a byline does ("By ..."), or that follow one
    which is only its label."""
    is_labelled = False
    for shown in texts(page.near):
        if is_labelled or starts_as_byline(shown):
            yield Several([shown], "byline")
        is_labelled = _IS_LABEL.fullmatch(shown) is not None
