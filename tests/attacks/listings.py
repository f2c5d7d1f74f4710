"""Listings that attack whoever reads them; three honest cards stand on each, last.

`LISTINGS` names them; the server answers ``/listing?name=NAME``.
"""

from __future__ import annotations

import asyncio
import html
import json
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path

from tests.attacks.attack import Batch, Succeeded, run_of, site
from tests.attacks.runs import Outcome, Run
from tests.attacks.server import Asked, AttackServer, answers, head

HONEST = tuple(f"Harbour ferry {number} adds a late crossing" for number in range(3))
SLOW = 3.0  # seconds of CPU beyond those of an honest page: one a page, three times slack
MEMORY = 300.0  # MiB


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
        ("<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">").encode() + CARDS.encode()
    ),
    "fifty-megabytes": lambda: (CARDS + "<p>and so on</p>" * 3_200_000).encode(),
    "long-date": lambda: (card("An old story", time="jan " * 2000) + CARDS).encode(),
    "many-odd-dates": lambda: (
        "".join(card(f"Story number {n}", time=f"一{n} jan " + "1" * 40) for n in range(200))
        + CARDS
    ).encode(),
    "bad-address": lambda: (card("A story nowhere", href="http://[::1") + CARDS).encode(),
    "huge-number": lambda: (card("A far story", stamp="9" * 20) + CARDS).encode(),
    "huge-digits": lambda: (card("A farther story", stamp="9" * 5000) + CARDS).encode(),
    "deep-json": lambda: (
        f'<script type="application/ld+json">{"[" * 100_000}</script>{CARDS}'
    ).encode(),
    "unclosed-cards": lambda: ("<article><h2>x</h2>" * 6000 + CARDS).encode(),
    "long-headline": lambda: (card("A word " * 700_000) + CARDS).encode(),
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


@cache
def start_up(settings: str, server_port: int, folder: Path) -> float:
    """Seconds of CPU that an honest listing takes, start and end of the process included."""
    server = AttackServer(server_port)
    return crawl("honest", run_of(settings, folder / "honest", server)).cpu


def harms(name: str, run: Run) -> Outcome:
    outcome = crawl(name, run)
    outcome.cpu -= start_up(run.settings, run.server.port, run.folder.parent)
    return outcome


def harm(name: str) -> Succeeded:
    """How a listing did harm: by the time or memory it took, or by what is in the feed."""

    def question(outcome: Outcome) -> str:
        if outcome.rss > MEMORY:
            return f"{outcome.rss:.0f} MiB"
        if outcome.killed and len(outcome.visits) < 20:
            return f"held for {outcome.seconds:.0f} s, then killed"
        if outcome.cpu > SLOW:
            return f"{outcome.cpu:.1f} s of CPU"
        if len(outcome.visits) > 20:
            return f"{len(outcome.visits)} requests, then killed"
        if len(records(outcome)) < len(list(lines(outcome))):
            return "a line is torn"
        return _harm(name, records(outcome))

    return question


def _harm(name: str, found: list[dict[str, object]]) -> str:
    if name not in REFUSED:
        kept = {str(record["headline"]) for record in found}
        if missing := len(set(HONEST) - kept):
            return f"{missing} of 3 honest cards lost"
    if any(len(json.dumps(record)) > 500_000 for record in found):
        return "a line of megabytes"
    sources = {str(record["source"]) for record in found}
    if any("Ã" in source or "\ufffd" in source for source in sources):
        return f"text garbled: {html.escape(sorted(sources)[-1])}"
    return ""


BATCHES = [
    Batch(f"listing: {name}", partial(harms, name), {f"listing: {name}": harm(name)})
    for name in BODIES
    if name != "honest"
]
