"""Recovery: what runs that ended without closing left behind is finished by the next one."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from newscrawler.memory.ledger import Ledger
from newscrawler.output import manifest as manifests
from newscrawler.output.buckets import Bucket
from newscrawler.output.codecs import lines
from newscrawler.output.exporter import record_of_line
from newscrawler.output.journal import SUFFIX, Journal, Opened, Plan, opened_of, plan_of
from newscrawler.output.part import whole
from newscrawler.output.publish import Run, carry_out, publish, publish_nothing
from newscrawler.output.send import forget, send, send_end

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
    """Parts that were being written, or had been and not published."""

    @property
    def parts(self) -> list[Path]:
        """The live parts that hold lines, in the order in which they were opened."""
        return [self.journal.root / opened.part for opened in self.live if self.lines]


Buckets = Callable[[str], Bucket | None]
"""The bucket of a feed's name."""


def recover(root: Path, ledger: Ledger, buckets: Buckets) -> list[str]:
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
            _finish(orphan, buckets(orphan.run.feed))
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
    lasts = []
    for orphan in orphans:
        for path in orphan.parts:
            os.truncate(path, whole(path))
        if orphan.lines and not orphan.filtered:
            newest = next((path for path in reversed(orphan.parts) if path.stat().st_size), None)
            lasts.append((newest, _last_ids(newest) if newest else []))
    for newest, ids in lasts:
        lacking = any(ids[0] not in others for _, others in lasts) if ids else False
        if newest and lacking and not ledger.knows(ids[0]):
            os.truncate(newest, whole(newest, newest.stat().st_size - 1))
    return [path for orphan in orphans for path in orphan.parts]


def _last_ids(path: Path) -> list[str]:
    """The ids of the last two records of a part, the last one first."""
    found: list[str] = []
    end = path.stat().st_size
    while end and len(found) < 2:
        start = whole(path, end - 1)
        found += [record_of_line(line)["id"] for line in lines(path, start, end - start)]
        end = start
    return found


def _finish(orphan: Orphan, bucket: Bucket | None) -> None:
    """Publish what there is, whole, and say that the run did not close."""
    for opened in orphan.live:
        part = orphan.journal.root / opened.part
        if not orphan.lines or not part.stat().st_size:
            part.unlink()  # empty, or of a format that cannot be saved without its end
        elif bucket:
            send(orphan.journal.root, opened, orphan.run, bucket)
            forget(orphan.journal.root, orphan.journal, opened)
        else:
            publish(orphan.journal.root, orphan.journal, opened, orphan.run)
    if bucket:
        send_end(orphan.journal.root, orphan.run, bucket)
    else:
        _finish_planned(orphan)
    orphan.journal.finish()
    run = orphan.run
    logger.warning("run %s of %s ended without closing: finished it", run.run_id, run.spider)


def _finish_planned(orphan: Orphan) -> None:
    """What was about to be published when the run ended; and a manifest in any case."""
    root, run = orphan.journal.root, orphan.run
    for plan in orphan.planned:
        with manifests.locked(root):
            carry_out(root, orphan.journal, plan)
    told = any(one.feed == run.feed for one in manifests.of_run(root, run.run_id))
    if run.run_id and not told:
        publish_nothing(root, run)
