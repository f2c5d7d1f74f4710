"""Pages made to hurt: bounded time, no recursion, no exception."""

from __future__ import annotations

from time import process_time

import pytest

from tests.bounds import SLACK
from tests.layouts.detect.newsstand import STORIES, detect

LINE = STORIES[0].headline
TIMED = "<i>2 hours ago</i>"


@pytest.mark.parametrize(
    "html",
    [
        "".join(f"<a href='/{n}'>{LINE}</a>" for n in range(100_000)),
        "".join(f"<li><a href='/{n}'>{LINE}</a>" for n in range(20_000)),
        "<div>" * 20_000 + f"<a href='/1'>{LINE}</a>",
        "".join(f"<div><a href='/{n}'>{LINE}</a>" for n in range(5_000)),
        "".join(f"<div class='c{n}'><h3>{LINE} {n}</h3>{TIMED}" for n in range(5_000)),
        f"<p>{LINE}</p>{TIMED}" * 20_000,
        f"<a href='/1'>{'<b>x' * 50_000}</a>",
        f"<a href='/1'>{'1' * 1_000_000}</a>",
        "<a href='http://[::1'>" + LINE + "</a>",
        f"<a href='/{'9' * 1_000_000}'>{LINE}</a>",
    ],
    ids=[
        "flat",
        "items",
        "deep",
        "nested",
        "linkless",
        "flat-linkless",
        "inside",
        "long",
        "bad",
        "address",
    ],
)
def test_bounded(html):
    start = process_time()
    detect(html)
    assert process_time() - start < SLACK * max(1, len(html) / 100_000)
