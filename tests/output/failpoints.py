"""Ends the process, as SIGKILL would, right after a step named by the variable FAIL_AT.

``FAIL_AT=commit:2`` is after the second commit of the memory. Imported by the settings of these
tests, so it works in real ``scrapy`` processes.
"""

from __future__ import annotations

import os
import pathlib
import shutil
from collections.abc import Callable
from typing import Any

from newscrawler.memory.ledger import Ledger
from newscrawler.output import buckets, feed, journal, manifest, part, publish, remote

STEPS: dict[str, tuple[Any, str]] = {
    "write": (part.Part, "write"),
    "sync": (part.Part, "sync"),
    "commit": (Ledger, "commit"),
    "pack": (publish, "packed"),
    "plan": (journal.Journal, "plan"),
    "link": (pathlib.Path, "hardlink_to"),
    "half": (shutil, "copyfileobj"),
    "manifest": (manifest, "save"),
    "done": (journal.Journal, "done"),
    "publish": (feed, "publish"),
    "put": (buckets.S3Bucket, "put"),
    "forget": (remote, "forget"),
}


def arm(wanted: str) -> None:
    """Make the step ``NAME:COUNT`` the last one of this process."""
    name, _, count = wanted.partition(":")
    owner, attribute = STEPS[name]
    step = getattr(owner, attribute)
    setattr(owner, attribute, _ended_by(step, int(count), half=name == "half"))


def _ended_by(step: Callable[..., Any], count: int, *, half: bool) -> Callable[..., Any]:
    left = count

    def ending(*args: Any, **kwargs: Any) -> Any:
        nonlocal left
        left -= 1
        if half and not left:
            source, target, *_ = args
            target.write(source.read(1000))
        result = None if half and not left else step(*args, **kwargs)
        if not left:
            os._exit(137)
        return result

    return ending


if "FAIL_AT" in os.environ:
    arm(os.environ["FAIL_AT"])
