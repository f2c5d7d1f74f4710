"""Attacks that fill the memory, hold a crawl for ever, or send it round in circles."""

from __future__ import annotations

from functools import partial

from tests.attacks.attack import Batch, Succeeded, asks, site
from tests.attacks.runs import Outcome, Run

MEMORY = 300.0  # MiB

FILLS = {
    "endless body": "/endless-body",
    "endless headers": "/endless-headers",
    "400 MiB announced": "/huge-length",
    "gzip bomb": "/bomb?kind=gzip",
    "deflate bomb": "/bomb?kind=deflate",
    "zstd bomb": "/bomb?kind=zstd",
    "gzip bomb in gzip": "/bomb?kind=gzip,%20gzip",
}
HOLDS = {
    "body drips": "/slow-body",
    "chunks drip": "/slow-chunks",
    "header drips": "/endless-trickle",
    "endless 103 responses": "/endless-interim",
    "silence": "/silence",
}
READS = {"50 nested encodings": "/many-encodings", "5000 headers": "/many-headers"}
CIRCLES = {
    "redirect loop": "/loop",
    "meta refresh loop": "/refresh-loop",
    "consent loop": "/consent",
}
REDIRECTS = 5
ALL = [*FILLS.values(), *HOLDS.values(), *READS.values(), *CIRCLES.values()]


def host_of(path: str) -> str:
    """Each attack has a site of its own, so that none waits for another."""
    return "".join(letter for letter in path if letter.isalnum()) + ".example"


def urls(run: Run, *paths: str) -> list[str]:
    return [site(run, path, host_of(path)) for path in paths]


def crawl(paths: list[str], run: Run) -> Outcome:
    return run.visit(urls(run, *paths))


def fill(path: str, run: Run) -> Outcome:
    run.deadline = 120.0  # until the memory is full: a busy machine takes its time
    return crawl([path], run)


def fills(outcome: Outcome) -> str:
    return f"{outcome.rss:.0f} MiB" if outcome.rss > MEMORY else ""


def holds(path: str) -> Succeeded:
    def question(outcome: Outcome) -> str:
        told = any(seen["asked"].endswith(path) for seen in outcome.seen)
        return "" if told else f"held for {outcome.seconds:.0f} s, then killed"

    return question


def is_read(path: str) -> Succeeded:
    def question(outcome: Outcome) -> str:
        texts = [seen.get("text", "") for seen in outcome.seen if seen["asked"].endswith(path)]
        return "reads it" if any("Harbour" in text for text in texts) else ""

    return question


def circles(path: str) -> Succeeded:
    return asks(host_of(path), path, REDIRECTS + 1)


BATCHES = [
    *(Batch(name, partial(fill, path), {name: fills}) for name, path in FILLS.items()),
    Batch(
        "holds",
        partial(crawl, list(HOLDS.values())),
        {name: holds(path) for name, path in HOLDS.items()},
    ),
    Batch(
        "odd answers",
        partial(crawl, [*READS.values(), *CIRCLES.values()]),
        {name: is_read(path) for name, path in READS.items()}
        | {name: circles(path) for name, path in CIRCLES.items()},
    ),
]
