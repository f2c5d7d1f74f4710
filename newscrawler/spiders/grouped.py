"""The base of aggregators whose cards stand in groups: what a group says goes for its cards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import ClassVar

from parsel import Selector
from scrapy.http import TextResponse

from newscrawler.layouts import rules
from newscrawler.layouts.rows import Found, Row
from newscrawler.layouts.rules import Rule
from newscrawler.spiders.aggregator import AggregatorSpider, Story


class GroupedSpider(AggregatorSpider):
    """``group`` finds the groups of a page, ``heading`` the fields that a group's heading gives to
    each of its cards (a publisher's name), ``layout`` the cards from within a group."""

    group: ClassVar[Rule]
    heading: ClassVar[Mapping[str, Sequence[Rule]]]

    def stories(self, response: TextResponse) -> Iterable[Story]:
        for node in self.group.nodes(response.selector.root):
            shared = self._shared(node)
            within = Selector(root=node, type=response.selector.type)
            for row in rules.read(self.layout, within):
                yield Story("listing", shared | row)

    def _shared(self, node: object) -> Row:
        return dict(self._headings(node))

    def _headings(self, node: object) -> Iterator[tuple[str, Found]]:
        for name, places in self.heading.items():
            said = ((rule, rule.texts(node)) for rule in places)
            found = next(((rule, values) for rule, values in said if values), None)
            if found:
                yield name, Found(found[1], f"group:{found[0]}")
