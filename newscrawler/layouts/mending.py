"""Broken XML: the usual damage of feeds undone in the text, before a parser sees it.

Only what strict parsing refused comes here. Each rule is for a mistake that feeds really make;
what is inside a CDATA section is never touched.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html.entities import html5

_CDATA = "<![CDATA["
_LEAF_END = re.compile(
    r"</(?:\w+:)?(?:title|link|description|guid|encoded|summary|content|category)>"
)
_SECTION = re.compile(r"(<!\[CDATA\[.*?\]\]>|<!--.*?-->|<\?.*?\?>)", re.DOTALL)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile(
    r"&(?:#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}));|([A-Za-z][A-Za-z0-9]{1,31});)?"
)
_STRAY = re.compile(r"<(?![A-Za-z_/!?])")
_CUT_TAG = re.compile(r"<[^<>]*\Z")
_TAG = re.compile(r"<(/?)([A-Za-z_][\w:.-]*)([^<>]*?)(/?)>")

_OWN = frozenset({"lt", "gt", "amp", "quot", "apos"})
"""The entities that XML itself knows."""

_HTML = re.compile(
    r"<(?=/?(?:a|b|i|p|br|img|hr|div|span|em|strong|ul|ol|li|font|h[1-6]|blockquote|center|iframe"
    r"|table|tbody|thead|tr|td|th|sup|sub|small|big|u|s|pre|code|script|style|figure|figcaption"
    r"|video|audio|wbr|cite|abbr|q|dl|dt|dd|form|input|button)(?:[\s/>]))",
    re.IGNORECASE,
)
"""The ``<`` of HTML that was put into an element without escaping it."""

_STORIES = frozenset({"item", "entry", "url", "sitemap"})
_LEAVES = frozenset(
    {
        *("title", "link", "description", "guid", "pubdate", "comments", "category", "lastmod"),
        *("loc", "id", "summary", "content", "published", "updated", "issued", "modified"),
        *("language", "copyright", "generator", "name", "email", "uri", "encoded", "creator"),
        *("date", "subject", "publication_date", "keywords", "changefreq", "priority"),
    }
)
"""Elements (without prefix) that hold text only: whatever opens inside one means that its end
tag is missing. HTML inside them is escaped before that is asked."""

_TEXTS = frozenset({"description", "content", "encoded", "summary"})


def mend(text: str) -> str:
    """``text`` with the usual damage undone; what cannot be mended is left to a recovering parser.

    >>> mend("<item><title>R&D &eacute;t&eacute;<link>http://a.example/?b=1&c=2</item><item>")
    '<item><title>R&amp;D &#233;t&#233;</title><link>http://a.example/?b=1&amp;c=2</link></item><item>'
    """
    return _balance(_outside_sections(_close(_CONTROL.sub("", text)), _escape))


def _close(text: str) -> str:
    """End the sections that nothing ends, and drop the tag that a truncated feed stops in.

    So that each opening has its end, which keeps the time of ``_SECTION`` in line with the length.
    """
    first, *sections = text.split(_CDATA)
    text = _CDATA.join([first, *map(_closed, sections)])
    for opening, end in (("<!--", "-->"), ("<?", "?>")):
        if text.rfind(opening) > text.rfind(end):
            return text + end
    return text if text.endswith("]]>") else _CUT_TAG.sub("", text)


def _closed(section: str) -> str:
    """What follows the start of a CDATA section, ended where its element ends if it has no end."""
    if "]]>" in section:
        return section
    end = _LEAF_END.search(section)
    place = end.start() if end else len(section)
    return f"{section[:place]}]]>{section[place:]}"


def _outside_sections(text: str, change: Callable[[str], str]) -> str:
    parts = _SECTION.split(text)
    return "".join(part if place % 2 else change(part) for place, part in enumerate(parts))


def _escape(text: str) -> str:
    text = _REFERENCE.sub(_reference, text)
    return _HTML.sub("&lt;", _STRAY.sub("&lt;", text))


def _reference(found: re.Match[str]) -> str:
    """A reference that XML can hold: HTML's names as numbers, a stray ampersand escaped."""
    hexadecimal, decimal, name = found.groups()
    if hexadecimal or decimal:
        code = int(hexadecimal, 16) if hexadecimal else int(decimal)
        return found[0] if _is_character(code) else ""
    if name in _OWN:
        return found[0]
    if name and f"{name};" in html5:
        return "".join(f"&#{ord(character)};" for character in html5[f"{name};"])
    return f"&amp;{found[0][1:]}"


def _is_character(code: int) -> bool:
    """Whether XML 1.0 (section 2.2) lets a document hold this code point."""
    if code < 0x20:
        return code in (0x9, 0xA, 0xD)
    return code < 0xD800 or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF


def _balance(text: str) -> str:
    """Close what was left open and drop the end tags of what was not.

    Where a truncated feed ends inside a title, an address or a time, that is left out: half of it
    would be wrong. Half of a text is an excerpt.
    """
    opened: list[str] = []
    text = _outside_sections(text, lambda part: _TAG.sub(lambda tag: _step(tag, opened), part))
    if opened and _local(opened[-1]) in _LEAVES - _TEXTS:
        return text[: text.rindex(f"<{opened[-1]}")]
    return text


def _step(tag: re.Match[str], opened: list[str]) -> str:
    end, name, _, closed = tag.groups()
    if end:
        return _closing(name, opened) if name in opened else ""
    before = _before(name, opened)
    if not closed:
        opened.append(name)
    return before + tag[0]


def _before(name: str, opened: list[str]) -> str:
    """The end tags that are missing where ``name`` opens."""
    if _local(name) in _STORIES:
        stories = [other for other in opened if _local(other) == _local(name)]
        if stories:
            return _closing(stories[0], opened)
    if opened and _local(opened[-1]) in _LEAVES:
        return f"</{opened.pop()}>"
    return ""


def _closing(name: str, opened: list[str]) -> str:
    """The end tags down to that of ``name``."""
    ends = []
    while True:
        last = opened.pop()
        ends.append(f"</{last}>")
        if last == name:
            return "".join(ends)


def _local(name: str) -> str:
    return name.rpartition(":")[2].lower()
