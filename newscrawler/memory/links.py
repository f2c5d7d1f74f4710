"""Links: where a redirector's link led, so that it is asked for once and not in each run."""

from __future__ import annotations

import time

from sqlalchemy import bindparam, select

from newscrawler.memory.memory import Memory
from newscrawler.memory.schema import links
from newscrawler.memory.story import hash_of

_BY_KEY = select(links.c.url, links.c.rule).where(links.c.key == bindparam("key"))


def find(memory: Memory, link: str) -> tuple[str, str] | None:
    """Where ``link`` leads and the rule that told it, if that is known."""
    row = next(iter(memory.read(_BY_KEY, key=hash_of(link))), None)
    return (row.url, row.rule) if row else None


def put(memory: Memory, link: str, url: str, rule: str) -> None:
    """Keep where ``link`` leads."""
    row = {"key": hash_of(link), "url": url, "rule": rule, "seen": int(time.time())}
    with memory.writing() as connection:
        memory.put(connection, links, [row])
