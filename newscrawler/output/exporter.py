"""The exporter: one item as one line of valid JSON in UTF-8."""

from __future__ import annotations

import json
import logging
from dataclasses import fields
from typing import Any

from scrapy.crawler import Crawler
from scrapy.exporters import JsonLinesItemExporter
from scrapy.utils.serialize import ScrapyJSONEncoder

from newscrawler.items import Article

logger = logging.getLogger(__name__)

UNENCODABLE = "feed/unencodable"
"""The stat that counts items that no line can hold."""

_NAMES = tuple(field.name for field in fields(Article))
_ENCODER = ScrapyJSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))


class UnencodableItem(ValueError):
    """An item that no JSON line can hold. Names the item's id and the cause."""


class DurableJsonLinesExporter(JsonLinesItemExporter):
    """Gives the file whole lines. Every field is on every line, in the order of the record;
    the encoding is UTF-8 whatever FEED_EXPORT_ENCODING says."""

    def __init__(self, file: Any, *, crawler: Crawler | None = None, **kwargs: Any) -> None:
        super().__init__(file, **kwargs)
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler, file: Any, **kwargs: Any) -> DurableJsonLinesExporter:
        return cls(file, crawler=crawler, **kwargs)

    def export_item(self, item: Any) -> None:
        """Raises `OSError` where the line could not be written whole.

        An item that no line can hold is logged and counted (`UNENCODABLE`), not raised: an
        error here would keep it from the other feeds as well.
        """
        if isinstance(item, Article) and self.fields_to_export is None:
            row = {name: getattr(item, name) for name in _NAMES}
        else:
            row = dict(self.get_serialized_fields(item, include_empty=True))
        try:
            line = line_of(row)
        except UnencodableItem as error:
            logger.error("not exported: %s", error)
            if self._crawler:
                self._crawler.stats.inc_value(UNENCODABLE)
        else:
            self.file.write(line)


def line_of(row: dict[str, Any]) -> bytes:
    r"""A record as a line.

    Half of a surrogate pair, which UTF-8 cannot hold, becomes U+FFFD; NaN and what JSON does
    not know raise `UnencodableItem`.

    >>> line_of({"headline": "Z\u00fcrich \ud83d"}).decode()
    '{"headline":"Zürich �"}\n'
    """
    try:
        text = _ENCODER.encode(row)
    except (TypeError, ValueError) as error:
        raise UnencodableItem(f"item {row.get('id')}: {error}") from error
    try:
        line = text.encode()
    except UnicodeEncodeError:
        line = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()
    return line + b"\n"


def record_of_line(line: bytes) -> dict[str, Any]:
    """The record of a line. Raises `ValueError` where it is none."""
    record = json.loads(line)
    if not isinstance(record, dict):
        raise ValueError(f"not a JSON object: {line[:40]!r}")
    return record
