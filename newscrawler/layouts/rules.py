"""Rules: a page is rows; a field is a list of places to look, best first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

import jmespath
from cssselect import SelectorError
from jmespath.exceptions import JMESPathError
from lxml import etree
from parsel import Selector
from parsel.csstranslator import HTMLTranslator

from newscrawler.items import Article
from newscrawler.layouts.nodes import text_of
from newscrawler.layouts.rows import Found, Row
from newscrawler.values.spelling import did_you_mean

FIELDS = tuple(entry.name for entry in fields(Article))

MAX_NESTED = 15
"""How many times the page's elements are read again for cards inside cards. A lead holds its
related ones; where a page never closes its cards, each holds all that follow, and reading
them all takes quadratic time."""

MANY = 20
"""So many nodes for one field may stand in each other, as above."""

_COUNT = etree.XPath("count(descendant-or-self::*)")
_LITERAL = re.compile(r"'[^']*'|\"[^\"]*\"")
_LEAVES = re.compile(
    r"(?:^|[|(\[,])\s*/|\.\.|\b(?:ancestor(?:-or-self)?|parent|following|preceding)::"
    r"|(?:^|[|(])\s*(?:\./)?(?:following|preceding)-sibling::"
)
"""What leads out of the node that an XPath starts from: the root, a parent, its siblings."""


class LayoutError(ValueError):
    """A layout that cannot work; raised when it is declared, so ``scrapy list`` shows it."""


class BadQuery(LayoutError):
    """A query that does not compile."""


class LeavesCard(LayoutError):
    """A query that reads outside its card, where the next story stands."""


class UnknownField(LayoutError):
    """A field that the record does not have."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One place to look: ``kind`` is ``css``, ``xpath`` or ``jmes``."""

    kind: str
    query: str
    search: Callable[[Any], Any] = field(repr=False, compare=False)

    def __str__(self) -> str:
        return f"{self.kind}:{self.query}"

    def nodes(self, node: Any) -> list[Any]:
        """Everything found from ``node`` (an lxml element, or JSON data for ``jmes``)."""
        found = self.search(node)
        if isinstance(found, list):
            return found
        return [] if found is None or found is False else [found]

    def texts(self, node: Any) -> list[str]:
        """The texts found from ``node`` that are not blank."""
        nodes = self.nodes(node)
        found = map(text_of, nodes if len(nodes) < MANY else _outermost(nodes))
        return [value for value in found if value and not value.isspace()]


def css(query: str) -> Rule:
    """A CSS selector: the text of the elements, or parsel's ``::attr(name)`` and ``::text``.

    >>> css("h2 > a::attr(href)")
    Rule(kind='css', query='h2 > a::attr(href)')
    """
    try:
        path = HTMLTranslator().css_to_xpath(query)
    except SelectorError as error:
        raise BadQuery(f"css {query!r}: {error}") from error
    return Rule("css", query, _compiled(path))


def xpath(query: str) -> Rule:
    """An XPath 1.0 expression, relative to the row."""
    return Rule("xpath", query, _compiled(query))


def jmes(query: str) -> Rule:
    """A JMESPath expression, on a row of JSON data."""
    try:
        return Rule("jmes", query, jmespath.compile(query).search)
    except JMESPathError as error:
        raise BadQuery(f"jmes {query!r}: {error}") from error


def _compiled(path: str) -> Callable[[Any], Any]:
    try:
        # Plain strings: "smart" ones keep their element, and so the whole page, alive.
        return etree.XPath(path, smart_strings=False)
    except etree.XPathSyntaxError as error:
        raise BadQuery(f"xpath {path!r}: {error}") from error


@dataclass(frozen=True)
class Layout:
    """Where the stories of a page are, and each field in a story.

    ``row`` finds the cards from the page. ``also`` finds, from a card, further elements that
    belong to it: some sites set a story in two table rows. ``fields`` maps a field of
    ``Article`` to the rules that find it within the card; the first that finds something wins.
    ``next_page`` finds the link to the next page.

    :raises LayoutError: for a field that the record lacks, or a rule that leaves its card.
    """

    row: Rule
    fields: Mapping[str, Sequence[Rule]]
    also: Rule | None = None
    next_page: Rule | None = None

    def __post_init__(self) -> None:
        for name, rules in self.fields.items():
            if name not in FIELDS:
                raise UnknownField(f"no field {name!r} in the record{did_you_mean(name, FIELDS)}")
            for rule in rules:
                if rule.kind == "xpath" and _LEAVES.search(_LITERAL.sub("", rule.query)):
                    raise LeavesCard(f"field {name!r}: {rule} leaves its card")


def read(layout: Layout, page: Selector) -> Iterator[Row]:
    """The rows of a page: an HTML or XML selector, or one of type ``json``."""
    above: dict[Any, bool] = {}
    budget = None
    for card in layout.row.nodes(page.root):
        if isinstance(card, etree._Element) and _is_nested(card, above):
            budget = _size(page.root) * MAX_NESTED if budget is None else budget
            if budget < 0:
                continue
            budget -= _size(card)
        parts = [card, *layout.also.nodes(card)] if layout.also else [card]
        yield _row(layout, parts)


def _is_nested(card: etree._Element, above: dict[Any, bool]) -> bool:
    """Whether a card stands in another; ``above`` keeps what is known of elements (whether they
    are or stand in a card), so that a page takes one pass."""
    passed: list[etree._Element] = []
    node = card.getparent()
    while node is not None and node not in above:
        passed.append(node)
        node = node.getparent()
    nested = node is not None and above[node]
    above.update(dict.fromkeys(passed, nested))
    above[card] = True
    return nested


def _size(node: etree._Element) -> int:
    return int(_COUNT(node))


def _outermost(nodes: list[Any]) -> Iterator[Any]:
    """Nodes in document order less those inside one before: their text is in that one's."""
    inside: set[Any] = set()
    for node in nodes:
        if node not in inside:
            yield node
            if isinstance(node, etree._Element):
                inside.update(node.iter())


def next_page(layout: Layout, page: Selector) -> str | None:
    """The href of the next page as written, if the layout has a rule for it."""
    if layout.next_page is None:
        return None
    return next(iter(layout.next_page.texts(page.root)), None)


def _row(layout: Layout, parts: list[Any]) -> Row:
    row: Row = {}
    for name, rules in layout.fields.items():
        if found := _first(rules, parts):
            row[name] = found
    return row


def _first(rules: Sequence[Rule], parts: list[Any]) -> Found | None:
    for rule in rules:
        for part in parts:
            if values := rule.texts(part):
                return Found(values, f"card:{rule}")
    return None
