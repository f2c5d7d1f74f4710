"""Find the cards of stored listing pages, and what it costs against parsing them.

    python -m benchmarks.listings ../shared/corpus/listings > predictions.jsonl
    python -m benchmarks.listings ../shared/corpus/listings --sites > predictions.jsonl

Prints one line a page: its id and the cards found by the detector alone. The last line on
stderr is JSON: pages; ``x_lxml``, the median over pages of the CPU time of a full detection,
parse included, divided by that of lxml's parse of the same bytes, both in turn in one process;
the detection's milliseconds; and the share of cards with each field. Of the truth file only
id, file, url and charset are read. With ``--sites`` each page whose site the project defines is
read through that definition instead (and the date of its repository is read, too).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from time import process_time
from typing import Any

from lxml.html import HTMLParser, document_fromstring
from parsel import Selector

from benchmarks import listing_sites
from benchmarks.listing_pages import Page, read_pages
from newscrawler import reading
from newscrawler.layouts.detect import Detection, cards
from newscrawler.layouts.detect.forest import Forest
from newscrawler.layouts.rows import Row
from newscrawler.values import text, urls

ROUNDS = 15
"""Measurements of each page; the least counts, as it was disturbed least."""

FIELDS = {"headline": "headline", "source": "source", "time_text": "timestamp_text"}


def predict(page: Page, forest: Forest | None = None) -> dict[str, Any]:
    """The cards of a page in the form that the scorer reads."""
    rows = _detect(page, forest).rows
    return {"id": page.id, "cards": [card for row in rows for card in _card(row, page.url)]}


def _card(row: Row, base: str) -> list[dict[str, str]]:
    """One row as a card; none without a link, or where that leads nowhere."""
    if "link" not in row:
        return []
    try:
        url = urls.absolute(row["link"].values[0], base)
    except urls.BadUrl:
        return []
    found = {
        name: text.line(row[field].values[0]) if field in row else ""
        for name, field in FIELDS.items()
    }
    return [{**found, "url": url}]


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds of one page."""

    detection: float
    parse: float


def cost(page: Page) -> Cost:
    """Both in turn, so that a disturbance of the machine meets both."""
    detection, parse = [], []
    for _ in range(ROUNDS):
        detection.append(_timed(lambda: _detect(page)))
        parse.append(
            _timed(lambda: document_fromstring(page.body, parser=HTMLParser(encoding="utf-8")))
        )
    return Cost(min(detection), min(parse))


def _detect(page: Page, forest: Forest | None = None) -> Detection:
    return cards(page_tree(page), page.url, forest)


def page_tree(page: Page) -> Selector:
    """The tree of a page, made as the spiders make it."""
    if page.charset == "utf-8":
        return reading.tree(page.body)
    return reading.tree(page.body.decode(page.charset, "replace").encode("utf-8", "replace"))


def _timed(work: Callable[[], object]) -> float:
    start = process_time()
    work()
    return process_time() - start


def summary(costs: Sequence[Cost], predictions: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The line that ends stderr."""
    times = [cost.detection * 1000 for cost in costs]
    found = [card for row in predictions for card in row["cards"]]
    return {
        "pages": len(predictions),
        "x_lxml": round(median(cost.detection / cost.parse for cost in costs), 2),
        "ms_p50": round(median(times), 2),
        "ms_p95": round(quantiles(times, n=20, method="inclusive")[-1], 2),
        "filled": {
            name: round(sum(bool(card[name]) for card in found) / max(len(found), 1), 3)
            for name in ("headline", "url", "source", "time_text")
        },
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, help="has truth.jsonl and pages/")
    parser.add_argument("--sites", action="store_true", help="by the definitions of the sites")
    options = parser.parse_args()
    pages = read_pages(options.folder)
    if options.sites:
        for row in listing_sites.predictions(pages):
            print(json.dumps(row, ensure_ascii=False))
        return 0
    costs, predictions = [], []
    for page in pages:
        predictions.append(predict(page))
        print(json.dumps(predictions[-1], ensure_ascii=False))
        costs.append(cost(page))
    print(json.dumps(summary(costs, predictions)), file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
