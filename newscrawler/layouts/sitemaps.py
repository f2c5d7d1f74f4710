"""Sitemaps: from bytes to the sitemaps they list and one row for each story.

Protocol: https://www.sitemaps.org/protocol.html; ``news:*`` and ``image:*`` are Google's
extensions. Rules in the rows read ``sitemap:news:title``, ``sitemap:lastmod``. Captions and
titles of images are no headlines and are not read.
"""

from __future__ import annotations

import zlib
from typing import NamedTuple

from newscrawler.layouts import places, trees
from newscrawler.layouts.charset import decode
from newscrawler.layouts.places import Place, Places
from newscrawler.layouts.rows import Found, Row
from newscrawler.layouts.rss import title

MAX_BYTES = 20 * 1024 * 1024
"""Of an unpacked sitemap: 50,000 addresses take 6 MB. The protocol allows 50 MB, whose tree would
take 350 MB of memory."""

MAX_ENTRIES = 50_000
"""The protocol's own limit of entries in one sitemap; more are not read."""

URL: Places = {
    "headline": (Place("news:title", read=title),),
    "link": (Place("loc"),),
    "timestamp_text": (Place("news:publication_date"),),
    "modified": (Place("lastmod"),),
    "source": (Place("news:name"),),
    "language": (Place("news:language"),),
    "image": (Place("image:loc"),),
}
_KEYWORDS = Place("news:keywords")
_LOC = (Place("loc"),)
_LASTMOD = (Place("lastmod"),)


class NotASitemap(ValueError):
    """What was fetched is no sitemap."""


class Child(NamedTuple):
    """A sitemap that an index lists."""

    url: str
    lastmod: str | None


class Sitemap(NamedTuple):
    """What one sitemap file says."""

    kind: str
    """``index``, ``news`` (headlines and times), ``plain`` (addresses) or ``text``."""
    children: list[Child]
    rows: list[Row]
    mended: bool


def unpack(body: bytes) -> bytes:
    """``body`` decompressed if it is gzip, whatever its name and media type say.

    A truncated file gives what is there; more than ``MAX_BYTES`` raises ``NotASitemap``.

    >>> import gzip
    >>> unpack(gzip.compress(b"<urlset/>")[:-4])
    b'<urlset/>'
    """
    if not body.startswith(b"\x1f\x8b"):
        return body
    unzip = zlib.decompressobj(wbits=31)
    try:
        plain = unzip.decompress(body, MAX_BYTES)
    except zlib.error as error:
        raise NotASitemap(f"broken gzip: {error}") from error
    if unzip.unconsumed_tail:
        raise NotASitemap(f"unpacks to more than {MAX_BYTES} bytes")
    return plain


def read(body: bytes, charset: str | None = None) -> Sitemap:
    """The sitemap in ``body``, packed or not. Raises ``NotASitemap``; a feed is none here, though
    the protocol lets one stand in for a sitemap: ask ``feeds.read`` then."""
    text = decode(unpack(body), charset)
    tree = trees.parse(text)
    if tree is None:
        return _text_sitemap(text)
    names = trees.Names(tree.root)
    local = names.of(tree.root).rpartition(":")[2]
    if local == "sitemapindex":
        return Sitemap("index", _children(tree.root, names), [], tree.mended)
    if local != "urlset":
        raise NotASitemap(f"no sitemap but an XML file with the root element {local!r}")
    rows = [_row(entry, names) for entry in _entries(tree.root, "{*}url")]
    kind = "news" if any("headline" in row for row in rows) else "plain"
    return Sitemap(kind, [], [row for row in rows if row], tree.mended)


def _entries(root: trees.Element, tag: str) -> list[trees.Element]:
    return [entry for _, entry in zip(range(MAX_ENTRIES), root.iter(tag), strict=False)]


def _children(root: trees.Element, names: trees.Names) -> list[Child]:
    found = []
    for entry in _entries(root, "{*}sitemap"):
        said = trees.children(entry, names)
        address = places.first(_LOC, said)
        if address:
            found.append(Child(address, places.first(_LASTMOD, said)))
    return found


def _row(entry: trees.Element, names: trees.Names) -> Row:
    said = trees.children(entry, names)
    row = places.row(URL, said, "sitemap")
    keywords = ",".join(_KEYWORDS.values(said.get(_KEYWORDS.key, ()))).split(",")
    tags = [word.strip() for word in keywords if word.strip()]
    if tags:
        row["tags"] = Found(tags, f"sitemap:{_KEYWORDS.shown}")
    return row


def _text_sitemap(text: str) -> Sitemap:
    """One address a line, nothing else (the protocol's "text file")."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines or not all(line.startswith(("http://", "https://")) for line in lines):
        raise NotASitemap(f"no sitemap: it begins {text[:40]!r}")
    rows: list[Row] = [{"link": Found([line], "sitemap:text")} for line in lines[:MAX_ENTRIES]]
    return Sitemap("text", [], rows, mended=False)
