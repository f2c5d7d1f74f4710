"""What a log may show: no entry that a page wrote, no password."""

from __future__ import annotations

import logging
import traceback
from typing import Any, ClassVar

from newscrawler.values.safe import for_terminal, without_credentials
from newscrawler.values.secret import Secrets

_CONTINUED = "\n    "


class SafeRecord(logging.LogRecord):
    """A record whose text is safe before any handler or formatter sees it.

    Passwords are masked, control characters shown as escapes, and every line after the first
    is indented, so that text from a page cannot begin a line that reads like another entry.

    The factory of records is the one place that holds: Scrapy replaces its root handler
    while a crawl starts, and others may add theirs.
    """

    secrets: ClassVar[Secrets] = Secrets()

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.exc_info:
            self.exc_text = safe_entry("".join(traceback.format_exception(*self.exc_info)))

    def getMessage(self) -> str:
        return safe_entry(super().getMessage())


def safe_entry(text: str) -> str:
    r"""Text for a log that may have several lines.

    >>> safe_entry("Stats:\nERROR: forged\x1b[2J http://me:pw@host.example")
    'Stats:\n    ERROR: forged\\x1b[2J http://***@host.example'
    """
    hidden = without_credentials(SafeRecord.secrets.hidden_in_log(text))
    return _CONTINUED.join(for_terminal(hidden).rstrip("\n").split("\n"))


def make_logs_safe(secrets: Secrets) -> None:
    """From here on every record of this process is a ``SafeRecord`` that hides ``secrets``."""
    SafeRecord.secrets |= secrets
    logging.setLogRecordFactory(SafeRecord)
