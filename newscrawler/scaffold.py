"""The scaffold of a new site: its definition and its fixture folder."""

from __future__ import annotations

import json
import keyword
import re
from datetime import UTC, datetime
from pathlib import Path
from string import Template

from newscrawler.values.safe import without_credentials

_NAME = re.compile(r"[a-z][a-z0-9_]{1,39}")

SITE = Template('''"""$title: what a card holds, in a line.

Learned from a page saved on $day; robots.txt (which is obeyed) and the terms of use are
for you to check.
"""

from __future__ import annotations

from newscrawler.layouts.rules import Layout, $imports
from newscrawler.spiders.aggregator import AggregatorSpider


class $cls(AggregatorSpider):
    """Its start page, or with ``-a url=`` any of its listings."""

    name = "$name"$language
    start_urls = ["$url"]
    layout = Layout(
        row=$row,$also
        fields={
$fields
        },$next_page
    )
''')

SAMPLE = """<!doctype html>
<html lang="en">
<head><title>Replace this page by a saved one</title></head>
<body><main>
<article class="card">
<h2><a href="/stories/1">Ferry service returns to the lower harbour</a></h2>
<span class="source">Harbour Gazette</span> <time datetime="2026-01-05T08:30:00Z">2 hours ago</time>
<p>The first boat left at dawn with eleven passengers and a dog.</p>
</article>
<article class="card">
<h2><a href="/stories/2">Choir finds its missing organ pipes in a barn</a></h2>
<span class="source">Inland Courier</span> <time datetime="2026-01-05T07:00:00Z">3 hours ago</time>
<p>All forty pipes were there, wrapped in newspapers from another century.</p>
</article>
<a rel="next" href="?page=2">Next</a>
</main></body>
</html>
"""

ROW = 'css("article.card")'
FIELDS = {
    "headline": ['css("h2 a")'],
    "link": ['css("h2 a::attr(href)")'],
    "source": ['css(".source")'],
    "timestamp": ['css("time::attr(datetime)")'],
    "timestamp_text": ['css("time")'],
    "body": ['css("p")'],
}


class BadName(ValueError):
    """A name that cannot be that of a site."""


class AlreadyThere(ValueError):
    """A file that would be overwritten."""


def definition(
    name: str,
    url: str,
    row: str = ROW,
    fields: dict[str, list[str]] = FIELDS,
    next_page: str | None = 'css("a[rel=next]::attr(href)")',
    also: str | None = None,
    language: str | None = None,
) -> str:
    """The source of a site's file. ``row``, ``fields``, ``next_page`` and ``also`` are rules as
    source; ``language`` is a BCP 47 tag."""
    lines = [f'            "{field}": [{", ".join(rules)}],' for field, rules in fields.items()]
    used = " ".join([row, next_page or "", also or "", *lines])
    return SITE.substitute(
        title=name.replace("_", " ").title(),
        day=datetime.now(UTC).date().isoformat(),
        imports=", ".join(kind for kind in ("css", "jmes", "xpath") if f"{kind}(" in used),
        cls=class_name(name),
        name=name,
        language=f'\n    language = "{language}"' if language else "",
        url=url,
        row=row,
        also=f"\n        also={also}," if also else "",
        fields="\n".join(lines),
        next_page=f"\n        next_page={next_page}," if next_page else "",
    )


def write(
    root: Path, name: str, source: str, url: str, page: str = SAMPLE, *, force: bool = False
) -> list[Path]:
    """Write ``newscrawler/sites/NAME.py`` and ``fixtures/sites/NAME/``; the paths written.

    ``expected.jsonl`` is left to ``pytest --update-golden``, so that it is reviewed as a diff.

    :raises BadName: for a name that is no lower-case identifier.
    :raises AlreadyThere: for a site that exists, unless ``force``.
    """
    check_name(name)
    if not force:
        check_free(root, name)
    module, folder = _module(root, name), root / "fixtures" / "sites" / name
    folder.mkdir(parents=True, exist_ok=True)
    meta = {
        "url": without_credentials(url),
        "fetched_at": datetime.now(UTC).replace(microsecond=0).isoformat(),
    }
    contents = {
        module: source,
        folder / "page.html": page,
        folder / "meta.json": json.dumps(meta, indent=2) + "\n",
    }
    for path, text in contents.items():
        path.write_text(text, encoding="utf-8")
    return list(contents)


def _module(root: Path, name: str) -> Path:
    return root / "newscrawler" / "sites" / f"{name}.py"


def check_free(root: Path, name: str) -> None:
    """:raises AlreadyThere: naming the file of the site that exists."""
    module = _module(root, name)
    if module.exists():
        raise AlreadyThere(f"{module.relative_to(root)} is there already")


def check_name(name: str) -> None:
    """:raises BadName: naming what is wrong.

    >>> check_name("my-site")
    Traceback (most recent call last):
    ...
    newscrawler.scaffold.BadName: 'my-site': a site's name is 2 to 40 of a-z, 0-9, _, a letter first
    """
    if not _NAME.fullmatch(name) or keyword.iskeyword(name):
        rule = "a site's name is 2 to 40 of a-z, 0-9, _, a letter first"
        raise BadName(f"{name[:60]!r}: {rule}")


def class_name(name: str) -> str:
    """The class that a site's file holds.

    >>> class_name("google_news")
    'GoogleNews'
    """
    return "".join(part.capitalize() for part in name.split("_"))
