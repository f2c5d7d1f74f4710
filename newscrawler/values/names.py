"""Names: the people and desks of a byline, and the publisher as shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from newscrawler.values import times
from newscrawler.values.text import line

BYLINE_LIMIT: Final = 500
"""Characters of one byline that are read; what follows is no list of names."""

NAME_LIMIT: Final = 60
"""Characters; what is longer is a sentence."""

_BY = re.compile(
    r"(?i:(?:(?:written|reported|story|text|words|posted|published|analysis|opinion) )?by)[: ] ?"
    r"|(?i:(?:text |ein gastbeitrag |ein kommentar |eine analyse |interview )?von"
    r"|(?:propos recueillis )?par|(?:escrito )?por|a cura di|di|door|av|af|oleh|írta|theo"
    r"|autor(?:zy|ka|en|es|a|i|in)?|auteurs?|authors?|autore|autori|yazar|haber|penulis|te[kx]st[eo]?|testo|текст"
    r"|автор[ыи]?|συντάκτης|γράφει (?:ο|η)|γράφει|του|της|από|tác giả|szerző|författare"
    r"|kirjoittaja|بقلم|كتبت?|إعداد|نویسنده|מאת|文|作者|記者|记者|撰文|取材)"
    r"(?: ?[:：／/]| ) ?(?=[^\sa-zß-öø-ÿ])"  # "von Weizsäcker" is a name, "Von Ann" a byline
)
_BETWEEN = re.compile(
    r"[;|•·、،؛\n]| [/–—-] |,(?: (?:and|und|et|y|og|och|en|ve|dan))? "
    r"| (?:and|AND|und|et|y|e|og|och|en|ja|ve|dan|và|i|a|oraz|és|și|si|и|і|та|και|with|mit|avec"
    r"|con|com|med|met|და|و|ו|और|এবং|与|與|和|및) | & "
)
_ROLE = re.compile(
    r"(?i)\b(?:reporters?|editors?|correspondents?|writers?|columnists?|contributors?|producers?"
    r"|journalists?|photographers?|presenters?|analysts?|freelancers?|freelance|chief"
    r"|redakteur(?:in)?|korrespondent(?:in|en)?|chefredakteur(?:in)?|reporter(?:in)?"
    r"|journalist(?:in)?|volontär(?:in)?|journalistes?|rédact(?:eur|rice)|envoyée? spéciale?"
    r"|correspondante?|periodista|redactora?|corresponsal|giornalista|inviat[oa]|corrispondente"
    r"|jornalista|repórter|redacteur|verslaggever|dziennikarz|dziennikarka|reportrar|muhabiri"
    r"|editörü|корреспондент|обозреватель|журналист)\b"
)
_NOBODY_WORDS = """
    admin administrator anonymous author staff newsroom redaktion redaction rédaction redacción
    redazione redação redactie redakcja redakce redaksi unknown none null guest"""
_NOBODY = frozenset(_NOBODY_WORDS.split())
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,100}|(?:https?://|www\.)\S{1,300}|(?<!\w)@\w{1,50}")
_BRACKETS = re.compile(r"[(\[（][^()\[\]（）]{0,100}[)\]）]")
_PLACE = re.compile(r" in [A-ZÀ-Þ].*")
_TITLE_AFTER = re.compile(r" ?(?:기자|특파원|記者|记者)$")
_EDGES = " ,.:;-–—|/·•*\"'“”«»"
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|\d:\d")
_LETTER = re.compile(r"[^\W\d_]")
_MOST_WORDS = 6


def authors(texts: Iterable[str]) -> list[str]:
    """The names in these bylines, in their order, each once.

    Agencies and desks are authors ("AFP", "MND Staff"); roles, places, addresses, dates and
    words that name nobody ("Staff", "admin") are not.

    >>> authors(["By Ann Lee in Rome and Bo Ek, Political Editor", "Ann Lee"])
    ['Ann Lee', 'Bo Ek']
    >>> authors(["Par Léa Roy avec AFP", "https://news.example/people/roy"])
    ['Léa Roy', 'AFP']
    """
    found: dict[str, str] = {}
    for text in texts:
        for name in _names(text):
            found.setdefault(name.casefold(), name)
    return list(found.values())


def _names(byline: str) -> Iterator[str]:
    text, _ = times.split(_ADDRESS.sub(" ; ", line(byline[:BYLINE_LIMIT])))
    text = text.strip(_EDGES)
    if by := _BY.match(text):
        text = text[by.end() :]
    for piece in _BETWEEN.split(text):
        if name := _name(piece):
            yield name


def _name(piece: str) -> str:
    bare = _BRACKETS.sub("", piece).strip(_EDGES) or piece.strip(_EDGES + "()[]（）")
    bare = _TITLE_AFTER.sub("", _PLACE.sub("", bare)).strip(_EDGES)
    if len(bare) > NAME_LIMIT or len(bare) < 2 or bare.count(" ") >= _MOST_WORDS:
        return ""
    if bare.casefold() in _NOBODY or not _LETTER.search(bare):
        return ""
    return "" if _YEAR.search(bare) or _ROLE.search(bare) else line(bare)


def source(text: str) -> str:
    """The publisher's name as shown, on one line, without what only dresses it.

    >>> source("- Straits Times "), source("• Reuters •"), source("(nasdaq.com)")
    ('Straits Times', 'Reuters', 'nasdaq.com')
    """
    shown = line(text[:BYLINE_LIMIT]).strip(" •·|-–—,:")
    if shown.startswith("(") and shown.endswith(")"):
        return shown[1:-1].strip()
    return shown
