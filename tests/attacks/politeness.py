"""Sites that ask to be left alone, and a crawler that does not listen."""

from __future__ import annotations

from itertools import pairwise

from tests.attacks.attack import Batch, asks, site
from tests.attacks.runs import Outcome, Run

UNREACHABLE = ["503", "drops", "loops", "redirect"]
HOSTS = ["404", *UNREACHABLE, "forbids", "names-us", "huge", "long-delay"]
DELAY = 0.5  # seconds; the site asks for one, and a busy machine shifts when its requests arrive


def host(name: str) -> str:
    """The host whose robots.txt is ``name`` (see ``pages.robots``)."""
    return f"robots-{name}.example"


def crawl(run: Run) -> Outcome:
    hosts = [host(name) for name in HOSTS for _ in range(2)]
    hosts += ["a.robots-delay.example", "b.robots-delay.example"] * 2
    return run.visit([site(run, "/honest", each) for each in hosts])


def gaps(outcome: Outcome) -> list[float]:
    """Seconds between the requests to the domain that asks for a second."""
    times = [visit.at for visit in outcome.visits if "robots-delay" in visit.host]
    return [later - earlier for earlier, later in pairwise(times)]


def hurries(outcome: Outcome) -> str:
    # The first two gaps are those of the two robots.txt, before their wish is known.
    shortest = min(gaps(outcome)[2:])
    return f"{shortest:.2f} s between requests" if shortest < DELAY else ""


BATCHES = [
    Batch(
        "politeness",
        crawl,
        {f"robots.txt: {name}": asks(host(name)) for name in UNREACHABLE}
        | {
            "robots.txt names us": asks(host("names-us")),
            "Crawl-delay of a domain": hurries,
            "Crawl-delay of a day": asks(host("long-delay"), more_than=1),
        },
    )
]
