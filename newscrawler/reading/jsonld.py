"""JSON-LD: the nodes of all scripts of a page, and which of them is the article.

Sources: https://www.w3.org/TR/json-ld11/ and https://schema.org/Article. What stands in
news pages is often not quite JSON: wrapped in CDATA, with trailing commas, raw line breaks,
several documents in one script. Each of these is mended; what still does not parse is
salvaged field by field.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

Node = dict[str, Any]

MAX_SCRIPT = 2_000_000
"""Characters of one script. The longest of the corpora, a live blog, has 0.9 million."""

MAX_NODES = 5_000
"""Nodes looked at on one page: live blogs have some hundred."""

_ARTICLE = ("article", "posting", "report")
"""Endings of the types that are articles: NewsArticle, BlogPosting, LiveBlogPosting ..."""

_PAGES = ("webpage", "itempage", "videoobject", "podcastepisode", "audioobject", "creativework")
"""Types that describe the page where no node is an article."""

_PART_NAMES = """
    itemListElement hasPart liveBlogUpdate comment review isPartOf citation mentions about video
    image subjectOf associatedMedia publisher author creator breadcrumb relatedLink isBasedOn
    isRelatedTo recordedIn significantLink"""
_PARTS = frozenset(_PART_NAMES.split())
"""Properties whose nodes are parts, persons or other articles, never this article."""

_OPENING = re.compile(r"(?:(?://|/\*)?\s*<!\[CDATA\[\s*(?:\*/)?|<!--)")
_CLOSING = (";", "-->", "*/", "]]>", "//", "/*", ";")
"""What a script may be wrapped in; from a script's end, the outermost first."""

_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_LONE_BACKSLASH = re.compile(r'\\(?!["\\/bfnrtu])')
_COMMENT = re.compile(r"^[ \t]*//[^\n]*$|/\*.{0,1000}?\*/", re.MULTILINE | re.DOTALL)
"""A comment of more than 1,000 characters stays: without a bound, text that only opens comments
takes quadratic time."""

_BETWEEN = re.compile(r"[ \t\r\n,;]*")
"""What may stand between two documents."""

_SALVAGED = re.compile(
    r'"(headline|datePublished|dateModified|dateCreated|isAccessibleForFree|inLanguage)"'
    r'\s*:\s*"((?:[^"\\\n]|\\.){1,1000})"'
)
_TYPE = re.compile(r'"@type"\s*:\s*\[?\s*"(\w*(?:Article|Posting))"')


@dataclass(slots=True)
class Graph:
    """All nodes of a page in page order, those that stand inside a part of another apart.

    ``by_id`` finds the node that ``{"@id": ...}`` points to; ``salvaged`` is an article put
    together from a script that is no JSON.
    """

    nodes: list[Node] = field(default_factory=list)
    parts: list[Node] = field(default_factory=list)
    by_id: dict[str, Node] = field(default_factory=dict)
    salvaged: Node = field(default_factory=dict)


def read(scripts: Iterable[str]) -> Graph:
    """The graph of a page's scripts; never raises, a script that is no JSON adds nothing."""
    graph = Graph()
    for script in scripts:
        if len(script) <= MAX_SCRIPT:
            for document in documents(script):
                _collect(document, graph)
            if not graph.nodes and not graph.salvaged:
                graph.salvaged = salvage(script)
    return graph


def documents(script: str) -> list[Any]:
    r"""The JSON documents in a script, mended where needed; none where that does not help.

    >>> documents('// <![CDATA[\n{"a": [1, 2,],} \n// ]]>')
    [{'a': [1, 2]}]
    >>> documents('{"a": 1} {"b": 2}')
    [{'a': 1}, {'b': 2}]
    >>> documents("[" * 100_000)
    []
    """
    text = script.strip()
    for mend in (str, _unwrap, _repair, _unescape):
        text = mend(text)
        if (found := _parse(text)) is not None:
            return found
    return []


def salvage(script: str) -> Node:
    """The plain fields of an article in a script that is no JSON; empty if it is none.

    >>> salvage('{"@type": "NewsArticle", "headline": "A "b" c", "datePublished": "2026-01-02",')
    {'@type': 'NewsArticle', 'datePublished': '2026-01-02'}
    """
    kind = _TYPE.search(script)
    if not kind:
        return {}
    node: Node = {"@type": kind[1]}
    for match in _SALVAGED.finditer(script, kind.start()):
        if script[match.end() :].lstrip()[:1] in (",", "}"):
            node.setdefault(match[1], match[2].replace("\\", ""))
    return node


def article(graph: Graph, url: str) -> Node:
    """The node of the page's own article: of several the one with its address, else the
    first; where none is an article, a page or a video that has a headline or a time."""
    articles = [node for node in graph.nodes if is_a(node, _ARTICLE)]
    if not articles:
        articles = [node for node in graph.parts if _is_own_part(node, url)]
    if articles:
        return max(articles, key=lambda node: _fitness(node, url))
    if graph.salvaged:
        return graph.salvaged
    pages = [node for node in graph.nodes if is_a(node, _PAGES) and "datePublished" in node]
    return pages[0] if pages else {}


def is_a(node: Node, endings: tuple[str, ...]) -> bool:
    """Whether a type of the node ends so, in whatever case and vocabulary prefix."""
    return any(kind.lower().rstrip("/").endswith(endings) for kind in strings(node.get("@type")))


def strings(value: Any) -> list[str]:
    """The texts in a value, in order: of a list, of a number, of ``{"@value": ...}``.

    >>> strings(["a", {"@value": "b"}, 3, None, {"name": "c"}])
    ['a', 'b', '3']
    """
    match value:
        case str():
            return [value] if value.strip() else []
        case bool() | int() | float():
            return [str(value)]
        case list():
            return [text for item in value[:MAX_NODES] for text in _flat(item)]
        case dict():
            return _flat(value)
    return []


def nodes(value: Any, graph: Graph) -> list[Node]:
    """The nodes of a value, references followed; a bare text becomes a node with that name."""
    found: list[Node] = []
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            target = graph.by_id.get(str(item.get("@id")), {})
            found.append(target | item if len(item) <= len(target) else item)
        elif isinstance(item, str) and item.strip():
            found.append(graph.by_id.get(item) or {"name": item})
    return found[:MAX_NODES]


def _flat(item: Any) -> list[str]:
    """The text of one member of a list; lists inside lists are not followed."""
    if isinstance(item, dict):
        item = item.get("@value")
    return [] if item is None or isinstance(item, dict | list) or item == "" else [str(item)]


def _fitness(node: Node, url: str) -> tuple[bool, bool, bool]:
    """What speaks for a node being the page's article; the first of equals wins."""
    return _is_at(node, url), bool(strings(node.get("headline"))), "datePublished" in node


def _is_own_part(node: Node, url: str) -> bool:
    return is_a(node, _ARTICLE) and _is_at(node, url)


def _is_at(node: Node, url: str) -> bool:
    own = _address(url)
    places = [node.get("url"), node.get("@id"), node.get("mainEntityOfPage")]
    for place in places:
        if isinstance(place, dict):
            place = place.get("@id") or place.get("url")
        if isinstance(place, str) and own and _address(place) == own:
            return True
    return False


def _address(url: str) -> str:
    """A URL without what differs between copies of the same address."""
    return re.sub(r"^https?://(?:www\.|m\.)?|[?#].*$|/+$", "", url.strip().lower())


def _collect(document: Any, graph: Graph) -> None:
    """Add the nodes of a document; a stack, not recursion, as it may be deeply nested."""
    stack: list[tuple[Any, bool]] = [(document, False)]
    while stack and len(graph.nodes) + len(graph.parts) < MAX_NODES:
        value, inside = stack.pop()
        if isinstance(value, list):
            stack.extend((item, inside) for item in reversed(value[:MAX_NODES]))
        elif isinstance(value, dict):
            _keep(value, graph, inside)
            stack.extend(reversed(list(_children(value, inside))))


def _keep(node: Node, graph: Graph, inside: bool) -> None:
    if "@type" in node:
        (graph.parts if inside else graph.nodes).append(node)
    if isinstance(name := node.get("@id"), str):
        known = graph.by_id.get(name, {})
        if len(node) > len(known):
            graph.by_id[name] = node


def _children(node: Node, inside: bool) -> Iterator[tuple[Any, bool]]:
    for key, value in node.items():
        if isinstance(value, dict | list):
            yield value, inside or key in _PARTS


def _parse(text: str) -> list[Any] | None:
    """The documents that stand one after another in a text; None if it is no JSON.

    ``RecursionError`` is what the decoder raises for deep nesting.
    """
    decoder = json.JSONDecoder(strict=False)
    found, at = [], 0
    try:
        while at < len(text):
            value, at = decoder.raw_decode(text, at)
            found.append(value)
            if gap := _BETWEEN.match(text, at):
                at = gap.end()
    except (ValueError, RecursionError):
        return found or None
    return found or None


def _unwrap(text: str) -> str:
    opened = _OPENING.match(text)
    text = text[opened.end() :] if opened else text
    for end in _CLOSING:
        text = text.removesuffix(end).rstrip()
    return text.lstrip()


def _repair(text: str) -> str:
    text = _COMMENT.sub("", text)
    return _LONE_BACKSLASH.sub(r"\\\\", _TRAILING_COMMA.sub("", text))


def _unescape(text: str) -> str:
    """A script written through an HTML template has ``&quot;`` for its quotes."""
    return html.unescape(text) if "&quot;" in text[:200] else text
