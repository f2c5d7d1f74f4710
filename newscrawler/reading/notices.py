"""Notices: pages that ask for consent, keep robots out or say that something went wrong.

Known by what their title and heading say and, where little else is shown, by their words.
The phrases are in ``notices.toml``.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from newscrawler.reading import phrases
from newscrawler.reading.page import Page

MAX_NOTICE = 3_000
"""Characters of visible text up to which a page can be a notice."""

MAX_LONG_CONSENT = 9_000
"""The same of a page whose title asks for consent: some list all their partners."""

START = 800
"""Characters from the top of a page in which it says that it is a block page."""

MAX_STORY = 600
"""Weight of a body from which a page is not taken for a block page by its words alone;
half of it for the other notices, which have shorter words."""

MIN_CONSENT = 4
"""Different consent words that a page must have, and
CONSENT_DENSITY: one in so many words must be one; a story about cookies has fewer."""
CONSENT_DENSITY = 16

_CONSENT_ADDRESS = re.compile(
    r"^https?://(?:[\w.-]*\.)?(?:consent|guce|cmp)\.|/(?:consent|privacy-gate)\b|[?&/]consent"
)


class Notice(NamedTuple):
    """A notice's kind and the words that showed it."""

    kind: Literal["consent", "blocked", "error", "js_shell"]
    reason: str


def found(page: Page, headline: str, length: int) -> Notice | None:
    """The notice that a page is; None for any other page.

    ``headline`` is what it calls itself, ``length`` the weight of the text that was taken for
    its body.
    """
    title = f"{headline}\n{page.title}"
    if len(page.shown) > (MAX_LONG_CONSENT if _may_ask(page.url, title) else MAX_NOTICE):
        return None  # before its text is gathered, which costs a walk
    if is_consent(page.url, page.visible, title):
        return Notice("consent", "asks for consent")
    return _blocked(page.visible, title, length) or _failed(page.visible, title, length)


def _may_ask(url: str, title: str) -> bool:
    """Whether a page's title or address is that of a request for consent."""
    return bool(phrases.first("consent_title", title) or _CONSENT_ADDRESS.search(url))


def is_consent(url: str, shown: str, title: str) -> bool:
    """Whether a page does little but ask for consent to cookies or tracking."""
    words = phrases.every("consent", shown)
    different = len(set(words))
    if _may_ask(url, title):
        return different >= 2
    is_dense = len(words) * CONSENT_DENSITY >= len(shown.split())
    return different >= MIN_CONSENT and is_dense


def _blocked(shown: str, title: str, length: int) -> Notice | None:
    said = phrases.first("blocked", title)
    if not said and length < MAX_STORY:
        said = phrases.first("blocked", shown[:START])
    return Notice("blocked", f"says {said!r}") if said else None


def _failed(shown: str, title: str, length: int) -> Notice | None:
    """An error page, or one that says that it needs a script."""
    said = phrases.first("error", title)
    is_short = length < MAX_STORY / 2
    if not said and is_short:
        said = phrases.first("error", shown[: START // 2])
    if said:
        return Notice("error", f"says {said!r}")
    if is_short and (said := phrases.first("no_script", shown)):
        return Notice("js_shell", f"says {said!r}")
    return None
