"""Normalise: the same thing in the same form, where that takes the whole record."""

from __future__ import annotations

from newscrawler.items import Article
from newscrawler.values import ids, urls


class Normalise:
    """Fills what follows from other fields: address, domain, body kind and ``id``."""

    def process_item(self, item: Article) -> Article:
        self._set_address(item)
        if item.summary and item.summary == item.body:
            item.summary = None
            item.provenance.pop("summary", None)
        if not item.body:
            item.body = item.body_kind = None
        if not item.id:
            item.id = _id(item)
        return item

    def _set_address(self, item: Article) -> None:
        """``url`` is where ``link`` leads unless something better was found; never the page of
        a listing."""
        if item.url is None and item.link is not None and not item.provenance.get("url"):
            item.url = item.link
            item.provenance["url"] = item.provenance.get("link", "computed")
        if item.canonical_url is None and item.url is not None:
            item.canonical_url = urls.canonical(item.url)
            item.provenance["canonical_url"] = "computed"
        if item.source_domain is None and item.url is not None:
            item.source_domain = urls.registered_domain(item.url)


def _id(item: Article) -> str:
    if item.canonical_url:
        return ids.story_id(item.canonical_url)
    return ids.alias(item.aggregator or "", item.headline or "", item.body or "")
