"""Following: a card's story is read at its publisher too, and the two become one record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from scrapy import Request
from scrapy.exceptions import UsageError
from scrapy.http import Response
from twisted.python.failure import Failure

from newscrawler import merging, reading
from newscrawler.items import Article
from newscrawler.network.redirectors import is_opaque
from newscrawler.spiders.base import NewsSpider

PRECISIONS = ("second", "minute", "hour", "day", "month")
"""From the finest."""

_TIME = ("timestamp", "timestamp_text", "timestamp_precision")
_TEXT = ("body", "body_kind")


class Following(NewsSpider):
    """For spiders of cards. With ``follow`` on (by the site, or ``-a follow=1``) a card goes to its
    publisher's page and comes back as one record: what the page says stands, and where it says
    nothing, what the card says. A card that has its full text is left as it is.

    A page that cannot be had, or is no story (a consent page, an error), costs the card nothing.
    """

    follow: bool = False
    arguments: ClassVar[dict[str, str]] = {
        "follow": "1: read each story at its publisher as well; 0: do not"
    }

    def take_arguments(self) -> None:
        super().take_arguments()
        self.follow = switch(self.follow)

    def finish(self, card: Article) -> Article | Request:
        """The card, or the request of its story's own page."""
        address = card.url or card.link
        if not self.follow or not address or card.body_kind == "full" or is_opaque(address):
            return card
        return self.story_request(card)

    def story_request(self, card: Article) -> Request:
        """The request that completes ``card``; the memory keeps it until it is done."""
        address = card.url or card.link or ""
        return Request(
            address, self.parse_story, errback=self.story_failed, meta={"card": card}, priority=-1
        )

    def parse_story(self, response: Response) -> Iterator[Article]:
        """Card and page as one record."""
        card: Article = response.meta["card"]
        page = self.text_page(response)
        if page is None:
            yield card
            return
        read = reading.read(page.selector, page.url, self.page(page).fetched_at)
        self.count(f"follow/{read.verdict}")
        if read.verdict in reading.STORIES:
            yield merged(card, self.record(page, read))
        else:
            self.logger.info("%s: no story: %s (%s)", page.url, read.verdict, read.reason)
            yield card

    def story_failed(self, failure: Failure) -> Iterator[Article]:
        """Errback: the card alone."""
        self.failed(failure)
        yield failure.request.meta["card"]  # type: ignore[attr-defined]


def switch(given: bool | str) -> bool:
    """What ``-a follow=`` says. Raises ``UsageError``."""
    if isinstance(given, bool):
        return given
    if given not in ("0", "1"):
        raise UsageError(f"-a follow: 1 or 0, not {given!r}", print_help=False)
    return given == "1"


def merged(card: Article, page: Article) -> Article:
    """Card and page as one record, in the card's place."""
    if _is_finer(card, page):
        _move(card, page, _TIME)
    if page.body_kind == "excerpt" and len(card.body or "") > len(page.body or ""):
        _move(card, page, _TEXT)
    merging.fill(page, card)
    for name in ("aggregator", "page_url", "role", "position", "id", "fetched_at", "first_seen"):
        setattr(page, name, getattr(card, name))
    return page


def _is_finer(card: Article, page: Article) -> bool:
    """Whether the card's time is more exact than the page's and of the same day."""
    if not (card.timestamp and page.timestamp and card.timestamp_precision):
        return False
    ranks = [PRECISIONS.index(each.timestamp_precision or "month") for each in (card, page)]
    return ranks[0] < ranks[1] and card.timestamp[:10] == page.timestamp[:10]


def _move(card: Article, page: Article, names: tuple[str, ...]) -> None:
    for name in names:
        setattr(page, name, getattr(card, name))
        if rule := card.provenance.get(name):
            page.provenance[name] = rule
