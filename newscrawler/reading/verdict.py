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
from newscrawler.reading.body import Body
from newscrawler.reading.page import Page
from newscrawler.reading.trees import text_of

Kind = Literal["article", "listing", "consent", "paywall", "blocked", "js_shell", "error"]


class Verdict(NamedTuple):
    """The kind of a page and what speaks for it, in a few words."""

    kind: Kind
    reason: str
    is_notice: bool = False
    """Whether the page says something of its own in a story's place, so that its title is no
    headline."""


MIN_BODY = 200
"""Characters (a third of it in scripts without spaces) that make a text an article's."""

MIN_PARAGRAPH = 200
"""Weight of a paragraph: what is shorter may be a headline."""

MIN_LONG = 1_000
"""Weight of a text that no notice and no teaser has."""

MAX_WEIGHED = 500
"""Characters of a text that show its script."""

MAX_SHELL = 400
"""Characters shown by a page that a script is to fill."""

MIN_STORIES = 8
"""Linked headings, or links with a headline's length, that make a list of stories."""

TEASER, LIST_TEASER = 200, 800
"""Weight of prose for each of them up to which a page is their list and not a story with links
around it; the second where the address is a list's, as blogs show half a post."""

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

_SLUG = re.compile(
    r"[^/]*(?:[-_][^/-]+){3,}|[^/]*\d{4,}|[0-9a-f]{12,}|[^/]+\.s?html?$|.*(?:[?&]\w+=\w*\d)"
)
_DATED = re.compile(r"/(?:19|20)\d\d/\d{1,2}(?:/\d{1,2})?/[^/]*[^\W\d]")
_FILES = frozenset("author authors autor auteur tag tags category categories topic topics".split())
_LISTS = _FILES | frozenset("archive archives blog list page posts search".split())
"""Last parts of a list's address; those of ``_FILES`` may have a name or a number after them."""

_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")


def judge(page: Page, found: Body, headline: str) -> Verdict:
    """The verdict on a page: ``found`` is its text, as far as there is one, and its blocks."""
    proof, body = _proof(page), found.text or ""
    length = weight(body)
    if _is_plainly_article(page, proof, length):
        return _article_or_stub(page, body, f"{proof} and text")
    if notice := notices.found(page, headline, length):
        return Verdict(notice.kind, notice.reason, notice.kind != "js_shell")
    if is_listing(page, prose(body), proof):
        return Verdict("listing", "links to stories rather than a story")
    if length >= MIN_BODY or (length and proof and weight(page.visible) > MAX_SHELL):
        return _article_or_stub(page, body, f"text{' and ' + proof if proof else ''}")
    return _without_text(page, page.visible, proof)


def _is_plainly_article(page: Page, proof: str, length: int) -> bool:
    """Whether head, address and text agree, so that nothing else need be looked at."""
    if proof == "jsonld":
        return length >= MIN_BODY and has_own_address(page.url)
    return bool(proof) and length >= MIN_LONG and is_slug(page.url)


def story(judged: Verdict, found: Body) -> str:
    """The text of a page that tells a story; a few words before a wall are none."""
    if judged.kind == "paywall":
        text = before_wall(found)
        return text if weight(text) >= MIN_BODY else ""
    return (found.text or "") if judged.kind == "article" else ""


def before_wall(found: Body) -> str:
    """The text up to the words that ask to pay for the rest: what follows them is the wall's."""
    if found.rule != "model":
        return found.text or ""
    kept: list[str] = []
    for block in found.blocks:
        if kept and access.shown_wall(block.text):
            break
        if block.kept:
            kept.append(block.text)
    return "\n\n".join(kept)


def weight(text: str) -> int:
    """The length of a text in characters of an alphabet: ideographs and others written
    without spaces count three.

    >>> weight("a word"), weight("東京都")
    (6, 9)
    """
    start = text[:MAX_WEIGHED]
    if start.isascii():
        return len(text)
    share = len(_CJK.findall(start)) / len(start)
    return len(text) + round(2 * share * len(text))


def has_own_address(url: str) -> bool:
    """Whether an address can be a story's: not the home page's.

    >>> has_own_address("https://kite.example/"), has_own_address("https://kite.example/?p=12")
    (False, True)
    """
    parts = urlsplit(url)
    return bool(parts.path.strip("/") or re.search(r"=\w*\d", parts.query))


def is_slug(url: str) -> bool:
    """Whether an address ends as a story's does: in words, a number or under a day.

    >>> is_slug("https://kite.example/world/storm-hits-north-coast")
    True
    >>> is_slug("https://kite.example/2026/11/24/storm/")
    True
    >>> is_slug("https://kite.example/world/europe/")
    False
    """
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    last = path.rsplit("/", 1)[-1] + ("?" + parts.query if parts.query else "")
    return not names_list(url) and bool(_SLUG.match(last[:MAX_ENDING]) or _DATED.search(path))


def names_list(url: str) -> bool:
    """Whether an address is a list's by its last words, or the home page's.

    >>> names_list("https://kite.example/author/ida-marsh"), names_list("https://kite.example/blog")
    (True, True)
    >>> names_list("https://kite.example/blog/storm")
    False
    """
    *folders, last = urlsplit(url).path.strip("/").lower().split("/")
    is_filed = bool(folders) and folders[-1] in _FILES
    return last in _LISTS or is_filed or not has_own_address(url)


def prose(text: str) -> int:
    """The weight of the text that stands in paragraphs: a list of headlines has none."""
    weights = map(weight, text.split("\n\n"))
    return sum(each for each in weights if each > MIN_PARAGRAPH)


def is_listing(page: Page, told: int, proof: str) -> bool:
    """Whether the page leads to stories and tells none itself; ``told`` is its prose."""
    if proof == "jsonld" and has_own_address(page.url) and told:
        return False
    if is_slug(page.url) and (proof or told >= MIN_BODY):
        return False
    headings = float(_LINKED_HEADINGS(page.root))
    stories = headings if proof and told else max(headings, _headline_links(page))
    if stories < MIN_STORIES or is_slug(page.url):
        return stories >= MIN_STORIES
    return told < (LIST_TEASER if names_list(page.url) else TEASER) * stories


def _headline_links(page: Page) -> int:
    """How many links have a text of a headline's length."""
    texts = (text_of(a).strip() for a in page.root.iter("a"))
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
