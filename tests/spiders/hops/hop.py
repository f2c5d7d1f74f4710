"""A feed whose links are a redirector's: the press room's own host, for this process."""

from __future__ import annotations

import re

from newscrawler.network import redirectors
from newscrawler.spiders.feed import Feed


class Hop(Feed):
    """The feed spider, in a process that takes paths below ``/hop/`` for a redirector's."""

    name = "hop"

    def take_arguments(self) -> None:
        super().take_arguments()
        ours = (re.compile(r"^127\."), re.compile(r"^/hop/"))
        redirectors._PATHS = (*redirectors._PATHS, ours)
