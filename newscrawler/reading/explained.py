"""Explained: a reading beside everything that its page says, for people who ask why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from parsel import Selector

from newscrawler.reading import authors, headline, language, published
from newscrawler.reading.body import Block, body
from newscrawler.reading.page import Page, Said, Several, gather
from newscrawler.reading.published import Stated
from newscrawler.reading.reader import Reading, assemble, hints, sayings
from newscrawler.reading.trees import as_html
from newscrawler.values import times

Saying = Said | Several

MAX_SHOWN = 100
"""Characters shown of one value."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A reading, what the page says for each field (the best witness first), and the blocks
    of its text with the verdict on each."""

    reading: Reading
    said: dict[str, list[Saying]]
    blocks: list[Block]


def explain(selector: Selector, url: str, fetched_at: datetime) -> Explanation:
    """Read a page as ``read`` does, and keep what the rules that were not needed say too."""
    root = as_html(selector)
    if root is None:
        return Explanation(Reading("error", "no HTML"), {}, [])
    page = gather(root, url, fetched_at)
    read = assemble(page)
    return Explanation(read, _said(page, read), [*body(root, hints(page)).blocks])


def _said(page: Page, read: Reading) -> dict[str, list[Saying]]:
    """Field -> all that is said for it."""
    found: dict[str, Iterable[Saying]] = {
        "headline": headline.said(page),
        "timestamp": published.said(page),
        "modified": published.said_modified(page),
        "authors": authors.said(page),
        "language": language.said(page),
    }
    found |= sayings(page, read.body or "")
    return {name: list(each) for name, each in found.items()}


def lines(explanation: Explanation) -> Iterator[str]:
    """The explanation for a person: fields with all witnesses, the one taken marked ``*``,
    then the blocks: those of the body marked ``+``, those that are text but no body of this
    page (its headline, or what is no story) ``~``."""
    read = explanation.reading
    yield f"verdict: {read.verdict} ({read.reason})"
    for name, said in explanation.said.items():
        yield f"{name}: {_shown(getattr(read, name))}"
        taken = read.provenance.get(name)
        for value, rule in said:
            yield f"  {'*' if rule == taken else ' '} {rule:<28} {_shown(value)}"
            taken = None if rule == taken else taken
    yield f"body: {read.body_kind or 'none'}, {len(read.body or '')} characters"
    text = set((read.body or "").split("\n\n"))
    for block in explanation.blocks:
        mark = "-" if not block.kept else "+" if block.text in text else "~"
        yield f"  {mark} {block.score:4.2f} {block.path:<24} {_shown(block.text)}"


def _shown(value: object) -> str:
    """A value on one line, cut to what fits one."""
    match value:
        case None | []:
            return "-"
        case list():
            text = "; ".join(map(str, value))
        case Stated():
            text = f"{times.rfc3339(value.moment.start)} ({value.moment.precision}) {value.text}"
        case _:
            text = str(value)
    text = " ".join(text.split())
    return text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]}..."
