"""What is fuzzed: every function that text from strangers goes through."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, NamedTuple

from parsel import Selector

from newscrawler import reading
from newscrawler.layouts import (
    detect,
    embedded,
    feeds,
    fragments,
    offers,
    opml,
    paging,
    rules,
    sitemaps,
)
from newscrawler.layouts.rules import Layout, css
from newscrawler.reading import jsonld, opening
from newscrawler.values import ids, languages, names, safe, text, times, urls

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
URL = "https://news.example/page"
LAYOUT = Layout(
    row=css("article"),
    fields={
        "headline": [css("h2")],
        "link": [css("a::attr(href)")],
        "timestamp_text": [css("time")],
    },
)


class Target(NamedTuple):
    """A function of bytes or of text, and the errors that it may raise."""

    run: Callable[[Any], object]
    takes: type[bytes] | type[str]
    raises: tuple[type[Exception], ...] = ()


def _of_text(run: Callable[[str], object], *raises: type[Exception]) -> Target:
    return Target(run, str, raises)


def _of_page(run: Callable[[Selector], object]) -> Target:
    """A function of a page that ``reading.open`` lets through."""

    def opened(body: bytes) -> object:
        page = opening.open(body, {"Content-Type": "text/html"})
        return None if page.refusal else run(Selector(page.text, type="html", base_url=URL))

    return Target(opened, bytes)


TARGETS: dict[str, Target] = {
    "values.text.line": _of_text(text.line),
    "values.text.paragraphs": _of_text(text.paragraphs),
    "values.times.parse": _of_text(lambda said: times.parse(said, anchor=NOW)),
    "values.times.split": _of_text(times.split),
    "values.times.is_time": _of_text(times.is_time),
    "values.times.anchor": _of_text(lambda said: times.anchor(said, said, NOW)),
    "values.urls.absolute": _of_text(lambda href: urls.absolute(href, URL), ValueError),
    "values.urls.canonical": _of_text(urls.canonical, ValueError),
    "values.urls.registered_domain": _of_text(urls.registered_domain),
    "values.names.authors": _of_text(lambda byline: names.authors([byline])),
    "values.names.source": _of_text(names.source),
    "values.languages.tag": _of_text(languages.tag),
    "values.ids.alias": _of_text(lambda said: ids.alias("site", said, said)),
    "values.safe": _of_text(
        lambda said: (safe.for_log(said), safe.for_csv(said), safe.without_credentials(said))
    ),
    "reading.open": Target(lambda body: opening.open(body, {}), bytes),
    "reading.parse": _of_page(lambda page: page.xpath("string()").get()),
    "reading.read": _of_page(lambda page: reading.read(page, URL, NOW)),
    "reading.jsonld": _of_text(lambda script: jsonld.read([script])),
    "layouts.detect": _of_page(lambda page: detect.cards(page, URL)),
    "layouts.opml": Target(opml.read, bytes, (opml.NotOpml,)),
    "layouts.rules": _of_page(lambda page: list(rules.read(LAYOUT, page))),
    "layouts.embedded": _of_page(lambda page: embedded.stories(page.root)),
    "layouts.offers": _of_page(lambda page: offers.offers(page, URL)),
    "layouts.paging": _of_page(lambda page: paging.next_href(page.root)),
    "layouts.fragments": _of_text(
        lambda markup: (fragments.headline(markup), fragments.story(markup))
    ),
    "layouts.feeds": Target(lambda body: feeds.read(body, URL), bytes, (feeds.NotAFeed,)),
    "layouts.sitemaps": Target(sitemaps.read, bytes, (sitemaps.NotASitemap,)),
}
