"""Runs one other library over a corpus, inside the environment that has it.

    PEER_PYTHON peer_runner.py PEER DIR > predictions.jsonl

Stands alone: it imports the standard library, lxml and the one library. Each page's CPU time is
taken beside that of lxml's parse, in turn; the last line on stderr is their median ratio.
"""

from __future__ import annotations

import gzip
import json
import socket
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

Prediction = dict[str, Any]
Reader = Callable[[str, str], Prediction]


def trafilatura(html: str, url: str, *, precision: bool = False) -> Prediction:
    found = import_module("trafilatura").bare_extraction(
        html, url=url, with_metadata=True, include_comments=False, favor_precision=precision
    )
    if found is None:
        return {}
    return {
        "headline": found.title,
        "body": found.text,
        "published": found.date,
        "authors": [name.strip() for name in (found.author or "").split(";")],
        "source": found.sitename,
        "lang": found.language,
    }


def trafilatura_precision(html: str, url: str) -> Prediction:
    return trafilatura(html, url, precision=True)


def newspaper4k(html: str, url: str) -> Prediction:
    found = import_module("newspaper").article(url, input_html=html, fetch_images=False)
    return {
        "headline": found.title,
        "body": found.text,
        "published": found.publish_date.isoformat() if found.publish_date else None,
        "authors": found.authors,
        "source": found.meta_site_name,
        "lang": found.meta_lang,
    }


def news_please(html: str, url: str) -> Prediction:
    found = import_module("newsplease").NewsPlease.from_html(html, url=url)
    return {
        "headline": found.title,
        "body": found.maintext,
        "published": found.date_publish.isoformat() if found.date_publish else None,
        "authors": found.authors,
        "source": found.source_domain,
        "lang": found.language,
    }


def readability(html: str, url: str) -> Prediction:
    document = import_module("readability").Document(html, url=url)
    summary = import_module("lxml.html").document_fromstring(document.summary() or "<p></p>")
    paragraphs = ("".join(each.itertext()).strip() for each in summary.iter("p", "h2", "h3", "li"))
    return {"headline": document.short_title(), "body": "\n\n".join(filter(None, paragraphs))}


def goose3(html: str, url: str) -> Prediction:
    found = import_module("goose3").Goose().extract(raw_html=html)
    return {
        "headline": found.title,
        "body": found.cleaned_text,
        "published": found.publish_date,
        "authors": found.authors,
        "lang": found.meta_lang,
    }


def resiliparse(html: str, url: str) -> Prediction:
    tree = import_module("resiliparse.parse.html").HTMLTree.parse(html)
    text = import_module("resiliparse.extract.html2text")
    body = text.extract_plain_text(
        tree, main_content=True, alt_texts=False, links=False, form_fields=False, noscript=False
    )
    return {"headline": tree.title, "body": body}


READERS: dict[str, Reader] = {
    "trafilatura": trafilatura,
    "trafilatura-precision": trafilatura_precision,
    "newspaper4k": newspaper4k,
    "news-please": news_please,
    "readability-lxml": readability,
    "goose3": goose3,
    "resiliparse": resiliparse,
}


def pages(directory: Path) -> Iterator[tuple[str, str, bytes]]:
    """Id, address and bytes of each page of the corpus."""
    for line in (directory / "truth.jsonl").read_text(encoding="utf-8").splitlines():
        truth = json.loads(line)
        body = gzip.decompress((directory / "pages" / f"{truth['id']}.html.gz").read_bytes())
        yield truth["id"], truth.get("url") or "http://unknown.invalid/", body


def refuse(*_: object, **__: object) -> Any:
    """Pages are read as they are stored: no library may look anything up."""
    raise OSError("the benchmark has no network")


def main(peer: str, directory: Path) -> None:
    socket.getaddrinfo = refuse
    read, ratios = READERS[peer], []
    lxml = import_module("lxml.html")
    for name, url, body in pages(directory):
        parser = lxml.HTMLParser(encoding="utf-8")
        start = time.process_time()
        lxml.document_fromstring(body, parser=parser)
        parsed = time.process_time()
        prediction = attempt(read, body.decode("utf-8", "replace"), url)
        ratios.append((time.process_time() - parsed) / (parsed - start))
        print(json.dumps(prediction | {"id": name}, ensure_ascii=False, default=str))
    print(json.dumps({"x_lxml": round(statistics.median(ratios), 2)}), file=sys.stderr)


PAGE_ERRORS = (ArithmeticError, AttributeError, LookupError, OSError, TypeError, ValueError)
"""What libraries raise for single pages; anything else ends the run and is reported."""


def attempt(read: Reader, html: str, url: str) -> Prediction:
    """A page's prediction; an error costs the library that page and is named on stderr."""
    try:
        return read(html, url)
    except PAGE_ERRORS as error:
        print(f"{url}: {type(error).__name__}: {error}", file=sys.stderr)
        return {}


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
