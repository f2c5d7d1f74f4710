"""Attacks that lead to private networks other than loopback, on addresses that are put there.

Nothing but a network namespace of its own has such addresses to spare: the crawl runs in one, where
they are all of its loopback device. Linux with ``unshare`` and ``ip``, as root or where users may
make namespaces; `Unavailable` elsewhere.

Run by itself, in the namespace: ``python -m tests.attacks.ranges SETTINGS FOLDER KIND``.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict
from functools import partial
from pathlib import Path

from tests.attacks.addresses import at
from tests.attacks.attack import Batch, Unavailable, reaches
from tests.attacks.runs import Outcome, Run
from tests.attacks.server import attack_server

METADATA = "169.254.169.254"  # where clouds answer with the machine's credentials
LURES = {
    "IPv4": [
        at("10/8", "10.1.2.3"),
        at("172.16/12", "172.16.1.2"),
        at("192.168/16", "192.168.1.2"),
        at("100.64/10", "100.64.1.2"),
        at("198.18/15", "198.18.1.2"),
        at("metadata", METADATA),
        at("metadata-decimal", "2852039166"),
        at("metadata-mapped", f"[::ffff:{METADATA}]"),
        at("metadata-name", "metadata.example"),
    ],
    "IPv6": [
        at("fc00/7", "[fd00:ec2::254]"),
        at("nat64", "[64:ff9b::a9fe:a9fe]"),
        at("6to4", "[2002:a9fe:a9fe::1]"),
        at("loopback-6", "[::1]"),
    ],
}
HOSTS = [
    *("10.1.2.3", "172.16.1.2", "192.168.1.2", "100.64.1.2", "198.18.1.2", METADATA),
    *("fd00:ec2::254", "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::1"),
]
IPV6 = ["-s", "TWISTED_DNS_RESOLVER=scrapy.resolver.CachingHostnameResolver"]
"""Plain Scrapy asks for IPv4 alone unless told; ours refuses to be told."""


def visit(kind: str, run: Run) -> Outcome:
    """The crawl, where the addresses are."""
    options = IPV6 if kind == "IPv6" and run.settings == "plain" else []
    urls = [lure.on(run.server) for lure in LURES[kind]]
    return run.visit(urls, "-s", "ROBOTSTXT_OBEY=False", *options)


def crawl(kind: str, run: Run) -> Outcome:
    """The crawl in a namespace. Raises `Unavailable`."""
    inside = ["unshare", "--net", "--map-root-user"]
    if not _works([*inside, "ip", "link", "set", "lo", "up"]):
        raise Unavailable("no network namespace may be made here")
    command = [*inside, sys.executable, "-m", __name__, run.settings, str(run.folder), kind]
    environment = run.environment({})
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return Outcome(**json.loads(done.stdout))


def _works(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:  # no unshare here
        return False


def main(settings: str, folder: str, kind: str) -> None:
    """Make the addresses, run the crawl and print its outcome as JSON."""
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    for host in HOSTS:
        more = ["nodad"] if ":" in host else []
        subprocess.run(["ip", "address", "add", host, "dev", "lo", *more], check=True)
    with attack_server(HOSTS) as server:
        outcome = visit(kind, Run(settings, Path(folder), server))
    print(json.dumps(asdict(outcome) | {"files": {}, "visits": []}))


BATCHES = [
    Batch(
        f"ranges: {kind}", partial(crawl, kind), {each.name: reaches(each.noted) for each in lures}
    )
    for kind, lures in LURES.items()
]

if __name__ == "__main__":
    main(*sys.argv[1:])
