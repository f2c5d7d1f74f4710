"""The user agent: who asks, and how a site's people reach whoever runs this crawl."""

from __future__ import annotations

import logging

from scrapy.settings import BaseSettings

from newscrawler import __version__
from newscrawler.network.policy import UnsafeSettings

logger = logging.getLogger(__name__)


class Contact:
    """Add-on that makes ``USER_AGENT`` of the name, the version and the setting ``CONTACT``.

    A ``USER_AGENT`` set in a project, a spider or on the command line has precedence.
    """

    def update_settings(self, settings: BaseSettings) -> None:
        """Raises ``UnsafeSettings`` for a contact that cannot stand in a header."""
        contact = (settings.get("CONTACT") or "").strip()
        if not contact:
            logger.info("CONTACT is not set: the sites that are read cannot reach you")
        settings.set("USER_AGENT", user_agent(contact), priority="addon")


def user_agent(contact: str) -> str:
    """A product with a comment (RFC 9110, 10.1.5).

    >>> user_agent("https://crawl.example/about")
    'newscrawler/0.1.0 (+https://crawl.example/about)'
    """
    if not contact.isascii() or not contact.isprintable() or set(contact) & set("()"):
        raise UnsafeSettings(f"CONTACT: {contact!r} is not plain ASCII without parentheses")
    product = f"newscrawler/{__version__}"
    return f"{product} (+{contact})" if contact else product
