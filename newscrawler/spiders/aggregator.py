"""The base of all aggregator sites: a page of cards becomes records."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, ClassVar, NamedTuple

from scrapy import Request
from scrapy.http import Response, TextResponse

from newscrawler import merging, reading
from newscrawler.items import Article, Role
from newscrawler.layouts import detect, paging, rules
from newscrawler.layouts.rows import Row
from newscrawler.layouts.rules import Layout
from newscrawler.loaders import ArticleLoader, Page
from newscrawler.pipelines.dedupe import keys_of
from newscrawler.spiders.base import NOT_MODIFIED, addresses, number
from newscrawler.spiders.following import Following
from newscrawler.values import ids, urls

Record = Article | Request


class Story(NamedTuple):
    """A row and what it is on its page."""

    role: Role
    row: Row


class AggregatorSpider(Following):
    """Reads listings: every card is a record of its own.

    A site sets ``start_urls`` and ``layout``, and where it is odd, overrides ``stories()``,
    ``story_key()`` or ``next_href()``; without a ``layout`` its cards are found by the page's
    structure. ``max_pages`` bounds how many pages of one listing are read. ``minimum`` is how
    many stories a good run finds.
    """

    arguments: ClassVar[dict[str, str]] = Following.arguments | {
        "url": "pages to read instead of the site's own start pages, separated by commas",
        "pages": "how many pages of each listing to read",
    }
    handle_httpstatus_list = [NOT_MODIFIED]
    layout: ClassVar[Layout]
    max_pages = 3
    minimum = 1

    def take_arguments(self) -> None:
        super().take_arguments()
        if given := getattr(self, "url", ""):
            self.start_urls = addresses(given.split(","), "url")
        if given := getattr(self, "pages", ""):
            self.max_pages = number(given, "pages")

    async def start(self) -> AsyncIterator[Any]:
        for url in self.start_urls:
            meta = {"conditional": True}
            yield Request(url, self.parse, errback=self.failed, dont_filter=True, meta=meta)

    def parse(self, response: Response, number: int = 1) -> Iterator[Record]:
        """The records of one page, then its next page; none of a page that has not changed."""
        if self.is_unchanged(response):
            return
        page = self.text_page(response)
        if page is None:
            return
        articles = self.articles(page)
        if not articles:
            self.no_cards(page)
        yield from map(self.finish, articles)
        if articles and number < self.max_pages:
            yield from self.next_page(page, number + 1)

    def articles(self, response: TextResponse) -> list[Article]:
        """The records of a page, a story that stands on it twice made one."""
        page = self.page(response)
        found = [
            self.load(page, story, position)
            for position, story in enumerate(self.stories(response), start=1)
        ]
        return _merged(found)

    def stories(self, response: TextResponse) -> Iterable[Story]:
        """The rows of a page in order: by ``layout``, else as ``detect`` finds them."""
        layout = getattr(self, "layout", None)
        if layout is None:
            rows: Iterable[Row] = detect.cards(response.selector, response.url).rows
        else:
            rows = rules.read(layout, response.selector)
        return (Story("listing", row) for row in rows)

    def load(self, page: Page, story: Story, position: int) -> Article:
        """One row as a record."""
        loader = ArticleLoader(page, story.role, position)
        loader.add_row(story.row)
        article = loader.load_item()
        if key := self.story_key(article):
            article.id = ids.story_id(f"{self.name}:{key}")
        return article

    def story_key(self, article: Article) -> str | None:
        """The site's own key of a story where it has one; the same on all its hosts."""
        return None

    def next_href(self, response: TextResponse) -> str | None:
        """The link to the next page as written: by the layout, else ``rel="next"``."""
        if getattr(self, "layout", None) and self.layout.next_page:
            return rules.next_page(self.layout, response.selector)
        if response.selector.type == "json":
            return None
        return paging.next_href(response.selector.root)

    def next_page(self, response: TextResponse, number: int) -> Iterator[Request]:
        href = self.next_href(response)
        if href is None:
            return
        try:
            url = urls.absolute(href, response.url)
        except ValueError as error:
            self.logger.warning("%s: next page: %s", response.url, error)
            return
        yield Request(url, self.parse, errback=self.failed, cb_kwargs={"number": number})

    def no_cards(self, response: TextResponse) -> None:
        """Say that a page held no story, what was looked for, and what the page is."""
        sought = str(self.layout.row) if getattr(self, "layout", None) else detect.SOUGHT
        self.logger.error(
            "%s: no cards found; looked for %s; the page: %s",
            response.url,
            sought,
            verdict(response),
        )
        self.count("page/no_cards")


def verdict(response: TextResponse) -> str:
    """What kind of page it is and why, for messages."""
    if response.selector.type != "html":
        return f"not HTML but {response.selector.type}"
    read = reading.read(response.selector, response.url, datetime.now(UTC))
    return f"{read.verdict} ({read.reason})"


def _merged(found: list[Article]) -> list[Article]:
    """Each story once: a later telling fills what the first one lacks."""
    kept: list[Article] = []
    by_key: dict[str, Article] = {}
    for article in found:
        keys = [key for key in keys_of(article) if key]
        first = next((by_key[key] for key in keys if key in by_key), None)
        if first is None:
            kept.append(article)
            first = article
        else:
            merging.fill(first, article, prefix=f"{article.role}:")
        for key in keys:
            by_key.setdefault(key, first)
    return kept
