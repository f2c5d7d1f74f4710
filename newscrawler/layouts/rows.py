"""A row: what one card, feed entry or sitemap entry holds, as found on the page."""

from __future__ import annotations

from typing import NamedTuple


class Found(NamedTuple):
    """The raw values of one field and the rule that gave them.

    ``rule`` goes into the record's ``provenance``: ``card:css:h2 a``, ``feed:rss:title``,
    ``detect``, ``card:jmes:headline``, ``computed`` ...
    """

    values: list[str]
    rule: str


Row = dict[str, Found]
"""Field name of ``Article`` -> what was found for it. A field not found is absent.

``link`` holds the href as it stands on the page; ``timestamp_text`` the time as shown;
``timestamp`` and ``modified`` a time for machines where the markup has one. The loader makes the
rest of them.
"""
