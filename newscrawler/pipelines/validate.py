"""Validate: is this a story at all? What is not, is dropped by its reason."""

from __future__ import annotations

from scrapy.exceptions import DropItem

from newscrawler.items import Article

MIN_LETTERS = 3
MAX_HEADLINE = 1000
"""Characters. No headline is as long; a navigation block read as one is."""


class NotAStory(DropItem):
    """Base of the reasons; Scrapy counts each class under ``item_dropped_reasons_count``."""


class NoHeadline(NotAStory):
    """Nothing, or nothing that can be read, stands where the headline should."""


class HeadlineTooLong(NotAStory):
    """The headline is longer than ``MAX_HEADLINE``."""


class HeadlineIsLink(NotAStory):
    """The headline is a bare address."""


class Validate:
    """Drops what is not a story.

    :raises NotAStory: one of its subclasses, with the page and the value.
    """

    def process_item(self, item: Article) -> Article:
        headline = item.headline or ""
        if sum(map(str.isalpha, headline[:MAX_HEADLINE])) < MIN_LETTERS and not _is_dense(headline):
            raise NoHeadline(f"no headline on {item.page_url}, position {item.position}")
        if len(headline) > MAX_HEADLINE:
            raise HeadlineTooLong(f"headline of {len(headline)} characters on {item.page_url}")
        if headline.startswith(("http://", "https://")) and " " not in headline:
            raise HeadlineIsLink(f"headline is an address on {item.page_url}: {headline[:100]}")
        return item


def _is_dense(headline: str) -> bool:
    """Whether one or two letters may say something: in Chinese, Japanese and Korean.

    >>> _is_dense("地震"), _is_dense("Go")
    (True, False)
    """
    return any(
        "\u3040" <= letter <= "\u9fff" or "\uac00" <= letter <= "\ud7a3" for letter in headline
    )
