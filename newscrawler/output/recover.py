"""Recovery: what runs that ended without closing left behind is finished by the next one."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from newscrawler.memory.ledger import Ledger
from newscrawler.output import manifest as manifests
from newscrawler.output.codecs import lines
from newscrawler.output.exporter import record_of_line
from newscrawler.output.journal import SUFFIX, Journal, Opened, Plan, opened_of, plan_of
from newscrawler.output.part import whole
from newscrawler.output.publish import Run, carry_out, publish, publish_nothing

logger = logging.getLogger(__name__)

REASON = "recovered"

_NO_BEGIN: dict[str, Any] = {
    "run_id": "",
    "spider": "",
    "feed": "",
    "lines": False,
    "filtered": False,
}
"""Of a run that was killed before its journal's first step."""


@dataclass(slots=True)
class Orphan:
    """A feed of a run whose process is gone."""

    journal: Journal
    run: Run
    lines: bool
    filtered: bool
    planned: list[Plan] = field(default_factory=list)
    """Parts that were about to be published."""
    live: list[Opened] = field(default_factory=list)
    """Parts that were being written."""


def recover(root: Path, ledger: Ledger) -> list[str]:
    """Finish every orphan in the feed folder ``root``; returns the ids of their runs.

    The stories that are on the disk become known. Raises `OSError` and
    `newscrawler.memory.memory.MemoryUnusable`.
    """
    finished = []
    for path in sorted((root / manifests.FOLDER).glob(f"*{SUFFIX}")):
        orphans = _orphans(path)
        for part in _cut(orphans, ledger):
            ledger.replay(records(part))
        for orphan in orphans:
            _finish(orphan)
            finished.append(orphan.run.run_id)
    return finished


def records(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a feed file. Raises `ValueError` for a line that is none."""
    return map(record_of_line, lines(path))


def _orphans(path: Path) -> list[Orphan]:
    """The feeds of the run whose journal this is; none while it lives.

    Locks are waited for in the order of their names, so that two that recover do not wait for
    each other.
    """
    try:
        journal = Journal(path, create=False)
    except (BlockingIOError, FileNotFoundError):
        return []  # its run is alive; or another process has just finished it
    first = next(journal.steps(), None)
    journal.close()
    siblings = first["siblings"] if first else []
    found = []
    for sibling in sorted({str(path.absolute()), *siblings}):
        try:
            found.append(_read(Journal(Path(sibling), create=False, wait=True)))
        except FileNotFoundError:  # finished, or its folder was moved
            continue
    return found


def _read(journal: Journal) -> Orphan:
    steps = list(journal.steps())
    begin = steps[0] if steps else _NO_BEGIN
    run = Run(begin["run_id"], begin["spider"], begin["feed"], REASON, complete=False)
    orphan = Orphan(journal, run, begin["lines"], begin["filtered"])
    done = {step["part"] for step in steps if step["step"] == "done"}
    plans = {step["part"]: plan_of(step) for step in steps if step["step"] == "plan"}
    for step in steps:
        if step["step"] == "open" and step["part"] not in done:
            if step["part"] in plans:
                orphan.planned.append(plans[step["part"]])
            elif (journal.root / step["part"]).exists():
                orphan.live.append(opened_of(step))
    return orphan


def _cut(orphans: list[Orphan], ledger: Ledger) -> list[Path]:
    """Cut live parts of lines to whole lines that all feeds of the run have; gives the parts.

    Feeds are written one after the other, so a kill may leave the last story in some only. It
    does not count as seen then, and is read again.
    """
    held = [orphan for orphan in orphans if orphan.lines]
    parts = [orphan.journal.root / opened.part for orphan in held for opened in orphan.live]
    for path in parts:
        os.truncate(path, whole(path))
    tails = [
        {id_ for opened in orphan.live for id_ in _last_ids(orphan.journal.root / opened.part)}
        for orphan in held
        if not orphan.filtered
    ]
    for path in parts:
        last = next(iter(_last_ids(path)), "")
        lacking = any(last not in tail for tail in tails)
        if last and lacking and any(last in tail for tail in tails) and not ledger.knows(last):
            os.truncate(path, whole(path, path.stat().st_size - 1))
    return parts


def _last_ids(path: Path) -> list[str]:
    """The ids of the last two records of a part, the last one first."""
    found: list[str] = []
    end = path.stat().st_size
    while end and len(found) < 2:
        start = whole(path, end - 1)
        found += [record_of_line(line)["id"] for line in lines(path, start, end - start)]
        end = start
    return found


def _finish(orphan: Orphan) -> None:
    """Publish what there is, whole, and say that the run did not close."""
    journal, root = orphan.journal, orphan.journal.root
    for plan in orphan.planned:
        with manifests.locked(root):
            carry_out(root, journal, plan)
    for opened in orphan.live:
        part = root / opened.part
        if orphan.lines and part.stat().st_size:
            publish(root, journal, opened, orphan.run)
        else:  # of a format that cannot be saved without its end
            part.unlink()
    run = orphan.run
    if run.run_id and not any(m.feed == run.feed for m in manifests.of_run(root, run.run_id)):
        publish_nothing(root, run)
    journal.finish()
    logger.warning("run %s of %s ended without closing: finished it", run.run_id, run.spider)
