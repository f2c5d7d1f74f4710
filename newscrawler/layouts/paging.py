"""Paging: the link to the next page of a listing, where the markup says so."""

from __future__ import annotations

from itertools import islice

from lxml import etree

_NEXT = etree.XPath(
    "(//link[@rel='next'] | //a[contains(concat(' ', @rel, ' '), ' next ')])[1]/@href",
    smart_strings=False,
)
"""``rel="next"`` (HTML Standard, 4.6.7.13)."""

_MAX_CHILDREN = 3
"""Elements in a link to the next page: an icon or two; a card's link has more."""

_MAX_ELEMENTS = 8
"""Elements of a link that are looked at, the link among them."""

WORDS = frozenset(
    "next|next page|next ›|next »|next >|next →|older|older posts|older stories|more|load more|"
    "show more|›|»|التالي|المزيد|siguiente|suivant|weiter|nächste seite|avanti|próxima|volgende|"
    "далее|次へ|次のページ|下一页|下一頁|다음".split("|")
)
"""What such a link says, in lower case."""


def next_href(root: etree._Element) -> str | None:
    """The href of the next page as written, or ``None``."""
    marked = _NEXT(root)
    if isinstance(marked, list) and marked:
        return str(marked[0])
    for link in root.iter("a"):
        if len(link) <= _MAX_CHILDREN and _words(link) in WORDS:
            return link.get("href")
    return None


def _words(link: etree._Element) -> str:
    # Links that are never closed hold each other, and to walk all of each is quadratic.
    parts = []
    for element in islice(link.iter("*"), _MAX_ELEMENTS):
        parts.append(element.text or "")
        if element is not link:
            parts.append(element.tail or "")
    return " ".join("".join(parts).split()).casefold()
