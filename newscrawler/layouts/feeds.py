"""Feeds: from bytes to the facts of a feed and one row for each of its stories.

RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, JSON Feed. What each field is called in them is data in
``rss``, ``atom`` and ``jsonfeed``. Rules in the rows read ``feed:rss:pubDate``,
``feed:atom:title``, ``feed:json:content_html``.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from types import MappingProxyType
from typing import Any, Final, NamedTuple
from urllib.parse import urljoin

from parsel import Selector

from newscrawler.layouts import atom, jsonfeed, places, rss, trees
from newscrawler.layouts.charset import decode
from newscrawler.layouts.offers import Offer, offers
from newscrawler.layouts.places import Places
from newscrawler.layouts.rows import Found, Row

NOTHING: Final[Places] = MappingProxyType({})
MAX_STORIES = 5_000
"""Of one feed; more are not read. Feeds of whole archives hold a few thousand."""

_BASE = "{http://www.w3.org/XML/1998/namespace}base"


class NotAFeed(ValueError):
    """What was fetched is no feed; ``offers`` are the feeds that it links to, if it is a page."""

    def __init__(self, url: str, found: str, offers: list[Offer]) -> None:
        self.url = url
        self.found = found
        self.offers = offers
        listed = ", ".join(offer.url for offer in offers)
        super().__init__(f"{url}: no feed but {found}; feeds it links to: {listed or 'none'}")


class Feed(NamedTuple):
    """A feed's own facts and its stories."""

    kind: str
    """``rss2.0``, ``rss0.91``, ``rss1.0``, ``atom1.0``, ``jsonfeed`` ..."""
    title: str | None
    link: str | None
    """The web page that the feed belongs to."""
    language: str | None
    next_page: str | None
    """Where older stories are, absolute (RFC 5005; JSON Feed ``next_url``)."""
    rows: list[Row]
    """One a story, in order; an entry that says nothing at all has none."""
    mended: bool
    """Whether the feed was broken and had to be mended."""


def read(
    body: bytes,
    url: str = "",
    charset: str | None = None,
    extra: Places = NOTHING,
) -> Feed:
    """The feed in ``body``.

    ``url`` is where it was fetched, for relative links; ``charset`` is that of the HTTP header.
    ``extra`` are a site's own places in its XML instead of the usual ones; beside the fields of
    ``Article``, ``content`` and ``description`` are the two texts. Media types are not asked:
    too many feeds come as ``text/html``.
    Raises ``NotAFeed``.
    """
    text = decode(body, charset)
    tree = trees.parse(text)
    if tree is not None:
        feed = _xml_feed(tree, url, extra)
        if feed:
            return feed
    found = jsonfeed.parse(text)
    if found is not None:
        return _json_feed(found, url)
    raise _refusal(text, url)


class _Format(NamedTuple):
    """The tables of one family of formats."""

    name: str
    entry: Places
    feed: Places


_RSS = _Format("feed:rss", rss.ITEM, rss.CHANNEL)
_ATOM = _Format("feed:atom", atom.ENTRY, atom.FEED)


def _xml_feed(tree: trees.Tree, url: str, extra: Places) -> Feed | None:
    names = trees.Names(tree.root)
    kind, layout = _kind(tree.root, names)
    layout = layout._replace(entry={**layout.entry, **extra}) if extra else layout
    entries = list(islice(tree.root.iter("{*}item", "{*}entry"), MAX_STORIES))
    if not kind and not entries:
        return None
    facts = _facts(tree.root, layout, names)
    base = _base_of(facts, layout, url)
    rows = [_row(entry, layout, names, base) for entry in entries]
    return Feed(
        kind=kind or "rss",
        title=facts["title"],
        link=_absolute(facts["link"], url) if facts["link"] else None,
        language=facts["language"],
        next_page=_absolute(facts["next_page"], base) if facts["next_page"] else None,
        rows=[row for row in rows if row],
        mended=tree.mended,
    )


def _kind(root: trees.Element, names: trees.Names) -> tuple[str, _Format]:
    """The format by its root element; an empty name for one that no format has."""
    name = names.of(root)
    local = name.rpartition(":")[2]
    if local == "feed":
        return ("atom0.3" if root.get("version") == "0.3" else "atom1.0"), _ATOM
    if local == "rss":
        return f"rss{root.get('version', '').strip()}", _RSS
    if local == "rdf":
        old = any("netscape" in (uri or "") for uri in root.nsmap.values())
        return ("rss0.9" if old else "rss1.0"), _RSS
    return ("rss" if local == "channel" else ""), _RSS


def _facts(root: trees.Element, layout: _Format, names: trees.Names) -> dict[str, str | None]:
    channel = root if layout.name == _ATOM.name else root.find("{*}channel")
    found = trees.children(root if channel is None else channel, names)
    return {fact: places.first(where, found) for fact, where in layout.feed.items()}


def _base_of(facts: dict[str, str | None], layout: _Format, url: str) -> str:
    """What relative links start from, unless ``xml:base`` says otherwise: in Atom the feed's own
    address (RFC 3986 section 5.1.3); RSS says nothing, and there it is mostly the site's page,
    as a feed may stand at another host."""
    own = facts["link"] or ""
    page = own if own.startswith("http") else ""
    return (url or page) if layout.name == _ATOM.name else (page or url)


def _row(entry: trees.Element, layout: _Format, names: trees.Names, base: str) -> Row:
    found = trees.children(entry, names)
    row = places.row(layout.entry, found, layout.name)
    row |= places.texts(row.pop("content", None), row.pop("description", None))
    return _resolved(row, lambda: _entry_base(entry, base))


def _resolved(row: Row, base: Callable[[], str]) -> Row:
    """The row with its addresses made absolute, as only the layout knows what from."""
    for field in ("link", "url", "image"):
        if field in row and "://" not in row[field].values[0][:12]:
            address = _absolute(row[field].values[0], base())
            row[field] = Found([address], row[field].rule)
    return row


def _entry_base(entry: trees.Element, base: str) -> str:
    """``base`` with every ``xml:base`` from the root down to the entry's link applied."""
    chain = [*reversed(list(entry.iterancestors())), entry]
    chain += entry.findall("{*}link")[:1]
    for element in chain:
        base = _absolute(element.get(_BASE, ""), base)
    return base


def _absolute(address: str, base: str) -> str:
    try:
        return urljoin(base, address.strip())
    except ValueError:  # "http://[": kept as it is, the loader counts it
        return address


def _json_feed(found: dict[str, Any], url: str) -> Feed:
    page = jsonfeed.say(found, "home_page_url")[1]
    base = url or page or jsonfeed.say(found, "feed_url")[1]
    following = jsonfeed.say(found, "next_url")[1]
    rows = [_resolved(jsonfeed.row(item), lambda: base) for item in found["items"][:MAX_STORIES]]
    return Feed(
        kind="jsonfeed",
        title=jsonfeed.title(found) or None,
        link=page or None,
        language=jsonfeed.say(found, "language")[1] or None,
        next_page=_absolute(following, base) if following else None,
        rows=[row for row in rows if row],
        mended="version" not in found,
    )


def _refusal(text: str, url: str) -> NotAFeed:
    """Say what it is instead, and which feeds it links to."""
    if not text.strip():
        return NotAFeed(url, "nothing", [])
    if "<" not in text:
        return NotAFeed(url, "text without markup", [])
    selector = Selector(text, type="html")  # else parsel takes broken JSON feeds for JSON
    title = " ".join(selector.xpath("//title//text()").get("").split())
    found = f"an HTML page titled {title!r}" if title else "markup of another kind"
    return NotAFeed(url, found, offers(selector, url))
