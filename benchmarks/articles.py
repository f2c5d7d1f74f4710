"""Reads a corpus of article pages and writes what the scorer wants.

    python -m benchmarks.articles DIR > predictions.jsonl

DIR holds ``truth.jsonl``, of which only ``id``, ``url`` and ``crawled_at`` are read, and
``pages/<id>.html.gz``. The last line on stderr is JSON: ``pages``; ``x_lxml``, the median over
the pages of the CPU time of a full read (opening, parsing, all fields) divided by that of
``lxml.html.document_fromstring`` on the same bytes; ``ms_p50`` and ``ms_p95`` of a read's CPU
time; ``filled``, the share of pages with each field. ``--peers`` prints the scores of other
libraries beside ours instead (see ``benchmarks.peers``).
"""

from __future__ import annotations

import argparse
import gc
import gzip
import json
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import IO, Any, NamedTuple

import lxml.html

from benchmarks import peers
from newscrawler import reading
from newscrawler.reading import Reading
from newscrawler.reading.published import Stated, url_day

REPEATS = 3
"""Measurements of each page, ours and lxml's in turn; the fastest of each counts."""

FIELDS = ("headline", "body", "published", "authors", "source", "lang")


class Page(NamedTuple):
    """One page of a corpus: what may be known of it before it is read."""

    id: str
    url: str
    fetched_at: datetime
    body: bytes


class Timed(NamedTuple):
    """A prediction, and CPU seconds of our read and of lxml's parse."""

    prediction: dict[str, Any]
    ours: float
    lxml: float


def pages(directory: Path) -> Iterator[Page]:
    """The pages of a corpus in the order of its truth."""
    with (directory / "truth.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            truth = json.loads(line)
            path = directory / "pages" / f"{truth['id']}.html.gz"
            yield Page(
                truth["id"], _url(truth), _fetched_at(truth), gzip.decompress(path.read_bytes())
            )


def _url(truth: dict[str, Any]) -> str:
    """The page's address; some corpora give it without its scheme."""
    url = str(truth.get("url") or "http://unknown.invalid/page")
    return url if "://" in url else f"http://{url}"


def _fetched_at(truth: dict[str, Any]) -> datetime:
    """When the page was crawled; where a corpus does not say, now: later than any of it."""
    found = datetime.fromisoformat(truth["crawled_at"]) if truth.get("crawled_at") else None
    if found is None:
        return datetime.now(UTC)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def read(page: Page) -> Reading:
    """A full read of a page's bytes, as a spider does it."""
    opened = reading.open(page.body, {"Content-Type": "text/html; charset=utf-8"})
    selector = reading.parse(page.body, opened)
    return reading.read(selector, page.url, page.fetched_at)


def predict(page: Page) -> Timed:
    """Read a page and time it against the parse of lxml, in turn."""
    ours, bare = [], []
    for _ in range(REPEATS):
        bare.append(_cpu(lambda: _parse(page.body)))
        ours.append(_cpu(lambda: read(page)))
    return Timed(as_prediction(page, read(page)), min(ours), min(bare))


def _parse(body: bytes) -> None:
    lxml.html.document_fromstring(body, parser=lxml.html.HTMLParser(encoding="utf-8"))


def _cpu(work: Any) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def as_prediction(page: Page, read: Reading) -> dict[str, Any]:
    """A reading in the scorer's terms."""
    return {
        "id": page.id,
        "headline": read.headline,
        "body": read.body,
        "published": as_published(read.timestamp, page.url),
        "authors": read.authors,
        "source": read.source,
        "lang": read.language,
    }


def as_published(stated: Stated | None, url: str) -> str | None:
    """ISO 8601, in the zone that the page states; a bare date where only the day is known."""
    if stated is None:
        return None
    moment = stated.moment
    if moment.precision not in ("second", "minute", "hour"):
        return moment.start.date().isoformat()
    try:
        local = datetime.fromisoformat(stated.text)
    except ValueError:
        local = moment.start
    local = local if local.utcoffset() else moment.start
    return on_day(local, url_day(url)).isoformat()


def on_day(moment: datetime, day: date | None) -> datetime:
    """The same moment on the publisher's own day where the address names it: a time in UTC is
    often on the next or the last one. Written in the nearest zone in which it is that day."""
    if day is None or moment.utcoffset():
        return moment
    for hours in range(1, 15):
        for sign in (-1, 1):
            moved = moment.astimezone(timezone(timedelta(hours=sign * hours)))
            if moved.date() == day != moment.date():
                return moved
    return moment


def summary(timed: list[Timed]) -> dict[str, Any]:
    """The speed and the coverage of a run."""
    milliseconds = sorted(1000 * each.ours for each in timed)
    filled = Counter(name for each in timed for name in FIELDS if each.prediction[name])
    return {
        "pages": len(timed),
        "x_lxml": round(statistics.median(each.ours / each.lxml for each in timed), 2),
        "ms_p50": round(statistics.median(milliseconds), 2),
        "ms_p95": round(milliseconds[int(0.95 * (len(milliseconds) - 1))], 2),
        "filled": {name: round(filled[name] / len(timed), 4) for name in FIELDS},
    }


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.articles", description=__doc__)
    parser.add_argument("directory", type=Path, metavar="DIR")
    parser.add_argument("--peers", action="store_true", help="score other libraries beside ours")
    parser.add_argument(
        "--bodies",
        type=Path,
        metavar="FILE",
        help="JSON lines of id and body to write instead of the model's bodies: those that it"
        " predicted for publishers it was not trained on",
    )
    options = parser.parse_args(arguments)
    if not (options.directory / "truth.jsonl").is_file():
        parser.error(f"{options.directory}: holds no truth.jsonl")
    instead = held_out_bodies(options.bodies) if options.bodies else {}
    if options.peers:
        return beside_peers(options.directory, instead)
    figures = run(options.directory, instead, sys.stdout)
    print(json.dumps(figures), file=sys.stderr)
    return 0


def beside_peers(directory: Path, instead: dict[str, str]) -> int:
    """Print the table of all libraries."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as ours:
        figures = run(directory, instead, ours)
        ours.flush()
        try:
            return peers.main(directory, Path(ours.name), figures["x_lxml"])
        except peers.PeerFailed as error:
            print(error, file=sys.stderr)
            return 1


def run(directory: Path, instead: dict[str, str], out: IO[str]) -> dict[str, Any]:
    """Write the predictions of a corpus; the figures of the run. ``instead`` has bodies to
    write in place of the model's, by page id."""
    gc.freeze()  # what the interpreter holds is not walked again for each page
    timed = []
    for page in pages(directory):
        timed.append(each := predict(page))
        each.prediction["body"] = instead.get(page.id, each.prediction["body"])
        print(json.dumps(each.prediction, ensure_ascii=False), file=out)
    return summary(timed)


def held_out_bodies(path: Path) -> dict[str, str]:
    """Page id -> body, of a file of JSON lines."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return {page["id"]: page["body"] for page in map(json.loads, lines)}


if __name__ == "__main__":
    sys.exit(main())
