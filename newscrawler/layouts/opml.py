"""OPML: the list of feeds that feed readers import and export (http://opml.org/spec2.opml)."""

from __future__ import annotations

from lxml import etree

from newscrawler.layouts.charset import decode
from newscrawler.layouts.trees import parser


class NotOpml(ValueError):
    """The file lists no feeds."""


def read(body: bytes) -> list[str]:
    """The addresses of the feeds, each once, in order. Raises ``NotOpml``.

    >>> read(b'<opml><body><outline xmlUrl="https://a.example/f"/></body></opml>')
    ['https://a.example/f']
    """
    text = decode(body)
    start = text.lower().find("<opml")
    if start < 0:
        raise NotOpml("no <opml> element")
    root = etree.fromstring(text[start:].encode("utf-8", "replace"), parser(recover=True))
    outlines = root.iter("outline") if root is not None else ()
    addresses = (outline.get("xmlUrl", outline.get("xmlurl", "")) for outline in outlines)
    found = dict.fromkeys(address.strip() for address in addresses if address.strip())
    if not found:
        raise NotOpml("no outline with an xmlUrl")
    return list(found)
