"""Other libraries beside ours: each in an environment of its own, scored by the same scorer.

    python -m benchmarks.articles DIR --peers

Environments are made once, under the user's cache directory, with the versions of ``PEERS``;
that needs a package index. The scorer is ``score.py`` beside DIR. The table goes to stdout.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
import venv
from pathlib import Path
from typing import Any, NamedTuple

Predictions = dict[str, dict[str, Any]]
"""Page id -> prediction."""


class Peer(NamedTuple):
    """A row of the table: its reader in ``peer_runner``, the version, and what to install."""

    reader: str
    version: str
    requirements: tuple[str, ...]


_NEWSPAPER = "newspaper4k[all]==0.9.6"

PEERS = (
    Peer("trafilatura", "2.3.1", ("trafilatura==2.3.1",)),
    Peer("trafilatura-precision", "2.3.1", ("trafilatura==2.3.1",)),
    Peer("newspaper4k", "0.9.6", (_NEWSPAPER,)),
    Peer("news-please", "1.6.16", ("news-please==1.6.16", _NEWSPAPER)),
    Peer("readability-lxml", "0.9", ("readability-lxml==0.9",)),
    Peer("goose3", "3.1.22", ("goose3==3.1.22",)),
    Peer("resiliparse", "2.0.1", ("resiliparse==2.0.1",)),
)
"""As of 2026-11-24."""

BESIDE = ("lxml==6.1.3", "lxml_html_clean==0.4.6")
"""What every environment has too: the yardstick, and a part of it that some fail to ask for."""

COLUMNS = (
    ("body AEB", "aeb", "body", "f1"),
    (">= .99", "aeb", "body", "f1_99"),
    ("body Fundus", "fundus", "body", "f1"),
    (">= .99", "fundus", "body", "f1_99"),
    ("headline", "fundus", "headline", "exact"),
    ("authors", "fundus", "authors", "f1"),
    ("day", "fundus", "published", "day"),
    ("minute", "fundus", "published", "minute"),
    ("day htmldate", "htmldate", "published", "day"),
    ("language", "fundus", "lang", "exact"),
)
"""Heading, origin, field and metric of each column."""


class PeerFailed(Exception):
    """A library that could not be installed or run; the message names it and says why."""


def main(directory: Path, ours: Path, x_lxml: float) -> int:
    """Print the table; ``ours`` holds our predictions. 1 where a library failed."""
    score = scorer(directory)
    print("| library | " + " | ".join(name for name, *_ in COLUMNS) + " | x lxml |")
    print("| --- " * (len(COLUMNS) + 2) + "|")
    own = _predictions(ours.read_text("utf-8"))
    print(row("newscrawler", own, score(own), x_lxml))
    failed = 0
    for peer in PEERS:
        try:
            predictions, ratio = run(peer, directory)
        except PeerFailed as error:
            print(error, file=sys.stderr)
            failed = 1
            continue
        name = f"{peer.reader} {peer.version}"
        print(row(name, predictions, score(predictions), ratio), flush=True)
    return failed


def scorer(directory: Path) -> Any:
    """The corpus's own scoring of predictions, by page id.

    :raises PeerFailed: where there is no ``score.py`` beside the corpus.
    """
    path = directory.resolve().parent / "score.py"
    spec = importlib.util.spec_from_file_location("score", path) if path.is_file() else None
    if spec is None or spec.loader is None:
        raise PeerFailed(f"{path}: no scorer")
    module = importlib.util.module_from_spec(spec)
    sys.modules["score"] = module  # its classes look their own module up
    spec.loader.exec_module(module)
    truths = module.read(directory / "truth.jsonl")
    return lambda predictions: module.score(truths, predictions)


def row(name: str, predictions: Predictions, scores: dict[str, Any], ratio: float) -> str:
    """A library's line of the table; ``-`` where it gives no such field."""
    given = {field for page in predictions.values() for field, value in page.items() if value}
    cells = [
        scores.get(origin, {}).get(field, {}).get(metric) if field in given else None
        for _, origin, field, metric in COLUMNS
    ]
    shown = ["-" if cell is None else f"{cell:.3f}" for cell in cells]
    return f"| {name} | " + " | ".join(shown) + f" | {ratio:.1f} |"


def run(peer: Peer, directory: Path) -> tuple[Predictions, float]:
    """A library's predictions by page id, and its CPU time in parses of lxml.

    :raises PeerFailed: where it cannot be installed or does not run.
    """
    runner = Path(__file__).with_name("peer_runner.py")
    command = [environment(peer), str(runner), peer.reader, str(directory.resolve())]
    done = _call(peer, [str(part) for part in command])
    return _predictions(done.stdout), float(json.loads(done.stderr.splitlines()[-1])["x_lxml"])


def environment(peer: Peer) -> Path:
    """The interpreter of the environment that has the library; made where it is missing."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    home = (
        cache
        / "newscrawler-peers"
        / re.sub(r"[^\w.=-]+", "_", "-".join((*peer.requirements, *BESIDE)))
    )
    python, ready = home / "bin" / "python", home / "ready"
    if not ready.exists():
        venv.create(home, with_pip=True, clear=True)
        install = [str(python), "-m", "pip", "install", "--quiet", *peer.requirements, *BESIDE]
        _call(peer, install)
        ready.touch()
    return python


def _call(peer: Peer, command: list[str]) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True)
    except subprocess.CalledProcessError as error:
        reason = (error.stderr or "").strip().splitlines()[-1:]
        raise PeerFailed(f"{peer.reader} {peer.version}: {' '.join(reason)}") from error


def _predictions(text: str) -> Predictions:
    return {page["id"]: page for page in map(json.loads, text.splitlines())}
