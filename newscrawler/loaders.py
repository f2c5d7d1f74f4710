"""The loader: how the values found on a page become the fields of a record."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any, ClassVar

from itemloaders import ItemLoader
from itemloaders.processors import Identity, MapCompose, TakeFirst

from newscrawler.items import Article, Role
from newscrawler.layouts.rows import Found, Row
from newscrawler.reading import Reading
from newscrawler.reading.published import Stated
from newscrawler.values import languages, names, noise, safe, text, times, urls

logger = logging.getLogger(__name__)

Processor = Callable[..., Any]
"""As itemloaders has it: from the values of a field to its values, or to the one kept."""

_TEXTS = {"timestamp": "timestamp_text"}
"""Fields of a reading whose text has a field of its own."""


@dataclass(frozen=True, slots=True)
class Page:
    """What the records of one page share.

    ``url`` is the page's own address, ``fetched_at`` when it was fetched, ``anchor`` the moment
    that its relative times are counted from (``times.anchor``), both aware. ``language``,
    ``zone`` and ``day_first`` say how its times are to be read.
    """

    url: str
    aggregator: str
    fetched_at: datetime
    anchor: datetime
    language: str | None = None
    zone: tzinfo | None = None
    day_first: bool | None = None


def _links(values: Iterable[str], loader_context: dict[str, Any]) -> list[str]:
    """Absolute addresses; a malformed one costs itself and is named, the rest is read."""
    found = []
    for value in values:
        try:
            found.append(urls.absolute(value, loader_context["page"].url))
        except ValueError as error:
            logger.warning("%s: %s", loader_context["page"].url, error)
    return found


def _unique(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))


class ArticleLoader(ItemLoader):
    """Fills one ``Article`` from a row; each field's provenance is noted as it is filled.

    A processor here handles one value of one field. What needs the whole record is a pipeline.
    """

    default_item_class = Article
    default_input_processor = MapCompose(text.line)
    default_output_processor = TakeFirst()

    body_in = MapCompose(text.paragraphs, noise.cut)
    summary_in = MapCompose(text.paragraphs)
    source_in = MapCompose(names.source)
    language_in = MapCompose(languages.tag)
    authors_in = names.authors
    authors_out = Identity()
    tags_out = _unique
    link_in = url_in = canonical_url_in = image_in = _links

    _inputs: ClassVar[dict[str, Processor]] = {}
    _outputs: ClassVar[dict[str, Processor]] = {}

    def __init_subclass__(cls) -> None:
        cls._inputs, cls._outputs = {}, {}

    def __init__(self, page: Page, role: Role, position: int | None = None) -> None:
        super().__init__(page=page)
        self.page = page
        self.role = role
        self.position = position
        self.provenance: dict[str, str] = {}

    def add_row(self, row: Row) -> None:
        """Take every field of ``row`` that has a value once it is cleaned."""
        for name, found in row.items():
            self.add_value(name, found.values)
            if any(self.get_collected_values(name)):
                self.provenance.setdefault(name, found.rule)

    def add_reading(self, read: Reading) -> None:
        """Take every field that an article page gave; times as they stand there."""
        row: Row = {}
        for name, rule in read.provenance.items():
            value = getattr(read, name)
            if isinstance(value, Stated):
                row[_TEXTS.get(name, name)] = Found([value.text], rule)
            else:
                row[name] = Found(value if isinstance(value, list) else [value], rule)
        self.add_row(row)

    def load_item(self) -> Article:
        article = Article()
        for name in self._values:
            value = self.get_output_value(name)
            if value is not None:
                setattr(article, name, value)
        page = self.page
        article.aggregator = page.aggregator
        article.page_url = safe.without_credentials(page.url)
        article.role = self.role
        article.position = self.position
        article.fetched_at = article.first_seen = times.rfc3339(page.fetched_at)
        article.provenance = self.provenance
        if article.language is None and page.language:
            article.language = page.language
            self.provenance["language"] = "site"
        self._set_timestamp(article)
        return article

    def get_input_processor(self, field_name: str) -> Processor:
        """A field's is the same for every record; to find it, itemloaders 1.5 raises and catches an
        error for every value."""
        if field_name not in self._inputs:
            self._inputs[field_name] = super().get_input_processor(field_name)
        return self._inputs[field_name]

    def get_output_processor(self, field_name: str) -> Processor:
        """As ``get_input_processor``."""
        if field_name not in self._outputs:
            self._outputs[field_name] = super().get_output_processor(field_name)
        return self._outputs[field_name]

    def _get_item_field_attr(self, field_name: str, key: Any, default: Any = None) -> Any:
        """The record's fields name no processors of their own; to look for them, itemloaders
        1.5 makes an ItemAdapter for every value, a third of the loader's time."""
        return default

    def _set_timestamp(self, article: Article) -> None:
        """Resolve the times: one for machines before the one shown. What cannot be read is null;
        the text is kept."""
        given, article.timestamp = article.timestamp, None
        for name, shown in (("timestamp", given), ("timestamp_text", article.timestamp_text)):
            moment = self._moment(shown) if shown else None
            if moment is not None:
                article.timestamp = times.rfc3339(moment.start)
                article.timestamp_precision = moment.precision
                rule = self.provenance[name]
                self.provenance["timestamp"] = f"relative:{rule}" if moment.relative else rule
                break
        else:
            self.provenance.pop("timestamp", None)
        changed = self._moment(article.modified) if article.modified else None
        article.modified = times.rfc3339(changed.start) if changed else None

    def _moment(self, shown: str) -> times.Moment | None:
        page = self.page
        moment = times.parse(
            shown,
            anchor=page.anchor,
            language=page.language,
            zone=page.zone,
            day_first=page.day_first,
        )
        return times.bound(moment, page.fetched_at) if moment else None
