"""The log as one JSON object a line, for collectors that do not parse prose."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime


class JsonFormatter(logging.Formatter):
    """A record as ``{"time", "level", "logger", "message"}``, with ``spider`` and ``error``
    (the traceback) where the record has them."""

    def format(self, record: logging.LogRecord) -> str:
        event = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if spider := getattr(record, "spider", None):
            event["spider"] = getattr(spider, "name", str(spider))
        if record.exc_info:
            # A record of the project has its traceback as a text without secrets already.
            event["error"] = record.exc_text or self.formatException(record.exc_info)
        return json.dumps(event)


def install(level: str, path: str | None = None) -> None:
    """Send the root logger to stderr, or to the end of the file ``path``, as JSON lines.

    The caller sets Scrapy's ``LOG_INSTALL_ROOT_HANDLER`` to false, else it logs twice.
    """
    handler = logging.FileHandler(path) if path else logging.StreamHandler()
    handler.setFormatter(JsonFormatter())
    handler.setLevel(level)
    logging.root.setLevel(logging.NOTSET)
    logging.root.addHandler(handler)
