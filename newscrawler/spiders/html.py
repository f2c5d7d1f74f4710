"""A response of HTML whose tree is that of ``reading``."""

from __future__ import annotations

from functools import cached_property

from scrapy.http import HtmlResponse
from scrapy.selector import Selector

from newscrawler import reading


class HtmlPage(HtmlResponse):
    """A page in UTF-8."""

    @cached_property
    def selector(self) -> Selector:
        return Selector(root=reading.tree(self.body).root, type="html")
