"""What kind of page this is: an article, or one of the pages that come in its place.

A consent, block or error page answers with status 200 and full of text often enough; taken
for an article it would fill feeds with "Please verify that you are human". What a page shows
decides, in the order below; an article's own metadata outweighs words that a story about
cookies or captchas may use as well.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from lxml import etree

from newscrawler.reading import access, notices
from newscrawler.reading.page import Page

Kind = Literal["article", "listing", "consent", "paywall", "blocked", "js_shell", "error"]


class Verdict(NamedTuple):
    """The kind of a page and what speaks for it, in a few words."""

    kind: Kind
    reason: str


MIN_BODY = 200
"""Characters (a third of it in scripts without spaces) that make a text an article's."""

MAX_WEIGHED = 10_000
"""Characters of a text looked at for its script."""

MAX_SHELL = 400
"""Characters shown by a page that a script is to fill."""

MIN_CARDS, MIN_LINKS = 8, 12
"""Linked headings, or links with a headline's length, that make a list of stories."""

MIN_HEADLINE = 25
"""Weight of a headline: shorter links are navigation."""

_LINKED_HEADINGS = etree.XPath(
    "count(//*[self::h1 or self::h2 or self::h3 or self::h4][.//a or parent::a])"
)
_SHELLS = etree.XPath(
    "boolean(//*[@id='root' or @id='app' or @id='__next' or @id='__nuxt' or @id='___gatsby'"
    " or @id='main-app' or @ng-version or self::app-root])"
)
_SCRIPTS = etree.XPath("count(//script[@src or string-length(text()) > 500])")

MAX_ENDING = 300
"""Characters of an address's last part that are looked at; the pattern is not linear."""

_SLUG = re.compile(r"[^/]*(?:[-_][^/-]+){3,}|[^/]*\d{4,}|[^/]+\.s?html?$|.*(?:[?&]\w+=\w*\d)")
_FILES = frozenset("author authors autor auteur tag tags category page topic topics search".split())
"""Folders of an address that list stories, under a number or a name."""

_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")


def judge(page: Page, body: str, headline: str) -> Verdict:
    """The verdict on a page of which ``body`` is the text found (empty where none was)."""
    proof = _proof(page)
    length = weight(body)
    if length >= MIN_BODY and proof == "jsonld" and has_own_address(page.url):
        return _article_or_stub(page, body, "JSON-LD article with text")
    shown = page.visible
    if notice := notices.found(page, headline, length):
        return Verdict(notice.kind, notice.reason)
    if is_listing(page, length, proof):
        return Verdict("listing", "links to stories rather than a story")
    if length >= MIN_BODY or (length and proof and weight(shown) > MAX_SHELL):
        return _article_or_stub(page, body, f"text{' and ' + proof if proof else ''}")
    return _without_text(page, shown, proof)


def weight(text: str) -> int:
    """The length of a text in characters of an alphabet: ideographs and others written
    without spaces count three.

    >>> weight("a word"), weight("東京都")
    (6, 9)
    """
    return len(text) + 2 * len(_CJK.findall(text[:MAX_WEIGHED]))


def has_own_address(url: str) -> bool:
    """Whether an address can be a story's: not the home page's.

    >>> has_own_address("https://kite.example/"), has_own_address("https://kite.example/?p=12")
    (False, True)
    """
    parts = urlsplit(url)
    return bool(parts.path.strip("/") or re.search(r"=\w*\d", parts.query))


def is_slug(url: str) -> bool:
    """Whether an address ends as a story's does, in words or a number.

    >>> is_slug("https://kite.example/world/storm-hits-north-coast")
    True
    >>> is_slug("https://kite.example/world/europe/")
    False
    """
    parts = urlsplit(url)
    *folders, last = parts.path.strip("/").lower().split("/")
    if not _FILES.isdisjoint(folders) and "-" not in last:
        return False
    ending = last + ("?" + parts.query if parts.query else "")
    return _SLUG.match(ending[:MAX_ENDING]) is not None


def is_listing(page: Page, length: int, proof: str) -> bool:
    """Whether the page leads to stories and tells none itself."""
    if proof == "jsonld" and has_own_address(page.url) and length:
        return False
    cards, links = _LINKED_HEADINGS(page.root), _headline_links(page)
    if cards < MIN_CARDS and links < MIN_LINKS:
        return False
    if is_slug(page.url):
        return not proof and length < MIN_BODY
    return not proof or cards >= MIN_CARDS


def _headline_links(page: Page) -> int:
    """How many links have a text of a headline's length."""
    texts = (str(a.text_content()).strip() for a in page.root.iter("a"))
    return sum(weight(text) > MIN_HEADLINE for text in texts)


def _proof(page: Page) -> str:
    """What the head says that only an article's head does."""
    node = page.article
    if node.get("headline") or node.get("datePublished") or node.get("articleBody"):
        return "jsonld"
    if (page.meta.get("og:type") or [""])[0].lower() in ("article", "newsarticle"):
        return "og:type"
    return "meta" if "article:published_time" in page.meta else ""


def _article_or_stub(page: Page, body: str, reason: str) -> Verdict:
    """An article, unless only the beginning of one stands before a wall."""
    if weight(body) <= access.MAX_STUB:
        stated = next(access.said(page, body), None)
        if stated and stated.value == access.PAYWALLED:
            return Verdict("paywall", f"{stated.rule} and a short text")
    return Verdict("article", reason)


def _without_text(page: Page, shown: str, proof: str) -> Verdict:
    stated = next(access.said(page, ""), None)
    if stated and stated.value == access.PAYWALLED:
        return Verdict("paywall", stated.rule)
    if weight(shown) < MAX_SHELL and (_SHELLS(page.root) or _SCRIPTS(page.root) >= 1):
        return Verdict("js_shell", "scripts and hardly a word")
    if proof:
        return Verdict("article", f"{proof}, but no text")
    return Verdict("error", "no text" if shown else "empty page")
