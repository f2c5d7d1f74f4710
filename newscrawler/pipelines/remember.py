"""Remember: a story that is known and has not changed is not told again."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from newscrawler.items import Article
from newscrawler.memory import story as stories
from newscrawler.memory.ledger import Ledger, ledger_of
from newscrawler.memory.story import Revised, Story


class Known(DropItem):
    """The story is in the feed already. Not worth a warning: most of a listing is known."""

    def __init__(self, message: str) -> None:
        super().__init__(message, log_level="DEBUG")


class Remember:
    """Drops what the memory knows, and numbers what changed.

    A changed headline or body makes a revision, with the first sighting's id, and
    ``provenance["revision"]`` names what changed; a changed timestamp alone does not. The
    memory learns of a story from the feed, once its line is on the disk.

    :raises Known: for a story that did not change.
    :raises newscrawler.memory.memory.MemoryUnusable: where the memory cannot be read.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(ledger_of(crawler))

    def process_item(self, item: Article) -> Article:
        item.first_seen = item.first_seen or item.fetched_at
        verdict = self._ledger.judge(item)
        if isinstance(verdict, Revised):
            _revise(item, verdict)
        elif verdict:
            self._ledger.sighted(verdict.story, item)
            raise Known(f"known since {stories.rfc3339(verdict.story.first_seen)}: {item.headline}")
        return item


def _revise(item: Article, verdict: Revised) -> None:
    story = verdict.story
    item.id = story.id
    item.revision = story.revision
    item.first_seen = stories.rfc3339(story.first_seen)
    item.provenance["revision"] = f"memory:{'+'.join(verdict.changed)}"
    _keep_time(item, story)


def _keep_time(item: Article, story: Story) -> None:
    """The narrowest interval ever seen stands; later sightings do not move it."""
    seen = stories.interval(item.timestamp, item.timestamp_precision)
    if story.time is None or story.time == seen:
        return
    item.timestamp = stories.rfc3339(story.time[0])
    item.timestamp_precision = stories.precision_of(story.time)
    item.provenance["timestamp"] = "memory"
