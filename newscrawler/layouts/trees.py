"""The element tree of a feed or sitemap, parsed safely, and one name for each kind of element.

XML from the network is parsed without entities, without the network and within libxml2's own
limits of depth and size; a document type is cut away first, as nothing in it is of use to news.
"""

from __future__ import annotations

import re
from typing import NamedTuple, TypeAlias

from lxml import etree

from newscrawler.layouts.mending import mend

Element: TypeAlias = etree._Element  # lxml has no public name for the type

_ROOT = re.compile(r"<(?:\w+:)?(rss|feed|rdf|urlset|sitemapindex|channel|item)[\s>/]", re.I)
_HTML = re.compile(r"<!doctype\s+html|<html[\s>]|<body[\s>]", re.I)

_NAMESPACES = {
    "purl.org/rss/1.0": "",
    "my.netscape.com/rdf/simple/0.9": "",
    "channel.netscape.com/rdf/simple/0.9": "",
    "www.sitemaps.org/schemas/sitemap/0.9": "",
    "www.google.com/schemas/sitemap/0.84": "",
    "www.w3.org/2005/atom": "atom",
    "purl.org/atom/ns": "atom",
    "purl.org/dc/elements/1.1": "dc",
    "purl.org/dc/elements/1.0": "dc",
    "purl.org/dc/terms": "dcterms",
    "purl.org/rss/1.0/modules/content": "content",
    "search.yahoo.com/mrss": "media",
    "www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "www.google.com/schemas/sitemap-news/0.9": "news",
    "www.google.com/schemas/sitemap-image/1.1": "image",
    "www.w3.org/1999/02/22-rdf-syntax-ns": "rdf",
    "www.w3.org/1999/xhtml": "xhtml",
}
"""Namespace -> the prefix it goes by here. Feeds write them with ``https``, without the last
slash or in other capitals, so those are left out of the comparison. (Specifications: RSS 1.0 and
its modules, RFC 4287, Media RSS, Dublin Core, sitemaps.org, Google's sitemap extensions.)"""

_WRAPPERS = frozenset({"media:group", "news:news", "news:publication", "image:image"})
"""Elements that only group others, which are read as if they stood beside them."""


MAX_MENDED = 2_000_000
"""Characters of a broken or monstrous document that are mended, a third of a second a million. The
largest broken feed seen has 30,000."""


MAX_TAGS = 1_500_000
"""Of a document that is read whole: an element takes 130 bytes, so that 50 MB of empty ones took
1.6 GB. A sitemap of 50,000 addresses with all its extensions has 1.2 million."""


class Tree(NamedTuple):
    """A document and how it was come by."""

    root: Element
    mended: bool
    """Whether strict XML parsing refused it, or only its beginning was read."""


def parse(text: str) -> Tree | None:
    """The tree of an XML feed or sitemap; ``None`` where the text is none.

    What stands before the root element (blank lines, warnings of a script) is skipped.
    """
    start = _root(text)
    if start is None or _HTML.search(text, 0, start):
        return None
    text = text[start:]
    if text.count("<") > MAX_TAGS:
        return _mended(text)
    try:
        return Tree(etree.fromstring(text.encode(), parser()), mended=False)
    except (etree.XMLSyntaxError, UnicodeEncodeError):
        return _mended(text)


def _root(text: str) -> int | None:
    """Where the root element begins; what looks like one inside a comment is none."""
    begin = 0
    while found := _ROOT.search(text, begin):
        comment = text.rfind("<!--", begin, found.start())
        begin = text.find("-->", comment) if comment >= 0 else -1
        if begin < found.start():
            return found.start()
    return None


def _mended(text: str) -> Tree | None:
    try:
        root = etree.fromstring(mend(text[:MAX_MENDED]).encode(), parser(recover=True))
    except etree.XMLSyntaxError:  # a root of markup alone: "Document is empty"
        return None
    return None if root is None else Tree(root, mended=True)


def parser(recover: bool = False) -> etree.XMLParser:
    """A parser for XML from the network; with ``recover`` it makes what it can of broken XML."""
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )


class Names(dict[str, str]):
    """Tag as lxml gives it -> name as the layouts know it: ``prefix:local``, in lower case.

    An Atom feed (root ``feed``) that forgot to declare its namespace is taken for one.
    """

    def __init__(self, root: Element) -> None:
        super().__init__()
        self._missing = "atom:" if _name(str(root.tag), root.prefix) == "feed" else ""

    def of(self, element: Element) -> str:
        """The name of ``element``, looked up once a tag."""
        tag = str(element.tag)
        name = self.get(tag)
        if name is None:
            name = _name(tag, element.prefix)
            name = self[tag] = name if ":" in name else f"{self._missing}{name}"
        return name


def _name(tag: str, prefix: str | None) -> str:
    if not tag.startswith("{"):
        return tag.lower()
    namespace, _, local = tag[1:].rpartition("}")
    key = namespace.lower().removeprefix("http://").removeprefix("https://").rstrip("/#")
    short = _NAMESPACES.get(key, (prefix or "").lower())
    return f"{short}:{local}".lower().lstrip(":")


Children = dict[str, list[Element]]
"""Name -> the elements of that name; ``.`` is the element that they stand in."""


def children(element: Element, names: Names) -> Children:
    """The children of ``element`` by name, in order."""
    found: Children = {".": [element]}
    for child in element:
        name = names.of(child)
        found.setdefault(name, []).append(child)
        if name in _WRAPPERS:
            for inner, elements in children(child, names).items():
                if inner != ".":
                    found.setdefault(inner, []).extend(elements)
    return found


def inner_text(element: Element) -> str:
    """All text inside ``element``, as written."""
    if len(element) == 0:
        return element.text or ""
    return "".join(str(part) for part in element.itertext())


def inner_html(element: Element) -> str:
    """What stands inside ``element``, as HTML: unescaped where it was escaped text, else the
    markup of its children (Atom's ``xhtml``, and feeds that forgot to escape)."""
    if len(element) == 0:
        return element.text or ""
    parts = [etree.tostring(child, encoding="unicode", method="html") for child in element]
    return (element.text or "") + "".join(parts)
