"""Listings that attack whoever reads them; three honest cards stand on each, last.

`LISTINGS` names them; the server answers ``/listing?name=NAME``.
"""

from __future__ import annotations

import asyncio
import html
import json
from collections.abc import Callable, Iterator
from functools import partial

from tests.attacks.attack import Batch, Succeeded, site
from tests.attacks.effort import BAR, measured, toils
from tests.attacks.runs import Outcome, Run
from tests.attacks.server import Asked, answers, head

HONEST = tuple(f"Harbour ferry {number} adds a late crossing" for number in range(3))
MEMORY = 300.0  # MiB
LINE = 100_000  # characters of one record


def card(headline: str, time: str = "2 hours ago", stamp: str = "", href: str = "/story") -> str:
    """The markup of one story."""
    stamped = f' datetime="{stamp}"' if stamp else ""
    return (
        f'<article><h2><a href="{href}">{headline}</a></h2><span class="source">Quay News</span>'
        f"<time{stamped}>{time}</time><p>The council of Lower Quay voted on it.</p></article>"
    )


CARDS = "\n".join(card(line, href=f"/story/{place}") for place, line in enumerate(HONEST))
BODIES: dict[str, Callable[[], bytes]] = {
    "honest": lambda: CARDS.encode(),
    "many-attributes": lambda: (
        ("<p " + " ".join(f"a{n}=1" for n in range(200_000)) + ">").encode() + CARDS.encode()
    ),
    "fifty-megabytes": lambda: (CARDS + "<p>and so on</p>" * 3_200_000).encode(),
    "long-date": lambda: (card("An old story", time="jan " * 8000) + CARDS).encode(),
    "many-odd-dates": lambda: (
        "".join(card(f"Story number {n}", time=f"一{n} jan " + "1" * 40) for n in range(1000))
        + CARDS
    ).encode(),
    "bad-address": lambda: (card("A story nowhere", href="http://[::1") + CARDS).encode(),
    "huge-number": lambda: (card("A far story", stamp="9" * 20) + CARDS).encode(),
    "huge-digits": lambda: (card("A farther story", stamp="9" * 5000) + CARDS).encode(),
    "deep-json": lambda: (
        f'<script type="application/ld+json">{"[" * 100_000}</script>{CARDS}'
    ).encode(),
    "unclosed-cards": lambda: (f"<article><h2>x</h2>{'<p>x</p>' * 4}" * 1600 + CARDS).encode(),
    "long-headline": lambda: (card("A word " * 150_000) + CARDS).encode(),
    "lying-charset": lambda: CARDS.replace("Quay News", "Zürich – 北京").encode(),
    "lying-utf-16": lambda: CARDS.encode(),
    "line-breaks": lambda: CARDS.replace("voted on", "voted\u2028on\u0085it&#10;").encode(),
    "next-for-ever": lambda: (CARDS + '<a class="next" rel="next" href="{next}">next</a>').encode(),
}
REFUSED = ("many-attributes", "fifty-megabytes", "unclosed-cards")
"""May be refused whole or read in part."""

CHARSETS = {"lying-charset": "iso-8859-1", "lying-utf-16": "utf-16"}


@answers("/listing")
async def listing(asked: Asked, writer: asyncio.StreamWriter) -> None:
    name = asked.query["name"]
    body = BODIES[name]()
    if name == "next-for-ever":
        number = int(asked.query.get("n", "0")) + 1
        body = body.replace(b"{next}", f"/listing?name={name}&amp;n={number}".encode())
    writer.write(head(kind=f"text/html; charset={CHARSETS.get(name, 'utf-8')}") + body)


def lines(outcome: Outcome) -> Iterator[bytes]:
    """The lines of the feeds that it left, as a reader would split them who splits text."""
    for name, data in outcome.files.items():
        if name.endswith(".jsonl"):
            yield from (line.encode() for line in data.decode().splitlines())


def records(outcome: Outcome) -> list[dict[str, object]]:
    """The lines that are JSON objects."""
    found = []
    for line in lines(outcome):
        try:
            found.append(dict(json.loads(line)))
        except (ValueError, TypeError):  # torn
            continue
    return found


def crawl(name: str, run: Run) -> Outcome:
    """Read a listing with the project's spider or with the plain one."""
    spider = "kiosk" if run.settings == "ours" else "plain-kiosk"
    url = site(run, f"/listing?name={name}")
    feed = ["-o", "feed.jsonl", "-s", "FEED_EXPORT_ENCODING=utf-8"]
    return run.crawl(spider, "-a", f"url={url}", *feed)


def harm(name: str) -> Succeeded:
    """How a listing did harm: by the time or memory it took, or by what is in the feed."""

    def question(outcome: Outcome) -> str:
        if outcome.rss > MEMORY:
            return f"{outcome.rss:.0f} MiB"
        if len(outcome.visits) > 20:
            return f"{len(outcome.visits)} requests, then killed"
        if outcome.effort > BAR:
            return toils(outcome)
        if len(records(outcome)) < len(list(lines(outcome))):
            return "a line is torn"
        return _harm(name, records(outcome))

    return question


def _harm(name: str, found: list[dict[str, object]]) -> str:
    if name not in REFUSED:
        kept = {str(record["headline"]) for record in found}
        if missing := len(set(HONEST) - kept):
            return f"{missing} of 3 honest cards lost"
    if any(len(json.dumps(record)) > LINE for record in found):
        return "a line of megabytes"
    sources = {str(record["source"]) for record in found}
    if any("Ã" in source or "\ufffd" in source for source in sources):
        return f"text garbled: {html.escape(sorted(sources)[-1])}"
    return ""


BATCHES = [
    Batch(f"listing: {name}", measured(partial(crawl, name)), {f"listing: {name}": harm(name)})
    for name in BODIES
    if name != "honest"
]
