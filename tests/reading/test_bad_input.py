"""Whatever stands on a page, reading it takes under a second and raises nothing."""

from __future__ import annotations

import json
import time

import pytest
from parsel import Selector

from newscrawler import reading
from newscrawler.reading import Reading
from tests.bounds import SLACK
from tests.pages import NOW

URL = "https://harbourpost.example/world/tide-barrier-vote-2231"
TEXT = "The council voted on Tuesday to build a second barrier. "


def read(body: bytes, content_type: str = "text/html") -> Reading:
    """A full read, as the spiders do it."""
    opened = reading.open(body, {"Content-Type": content_type})
    if opened.refusal:
        return Reading("error", opened.refusal)
    return reading.read(reading.parse(body, opened), URL, NOW)


def html(head: str = "", body: str = "") -> bytes:
    return f"<html><head>{head}</head><body>{body}</body></html>".encode()


def ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


NODE = json.dumps({"@type": "NewsArticle", "headline": "x", "author": [{"name": "a"}] * 20})
PAGES = {
    "empty": b"",
    "blank": b" \n\t ",
    "truncated": html(body="<h1>Barrier vote</h1><p>The coun")[:-40],
    "binary": bytes(range(256)) * 4_000,
    "pdf": b"%PDF-1.7\n" + b"\0\xff" * 10_000,
    "50 MB": b"<html><body>" + b"<p>text</p>" * 4_700_000,
    "100k deep": b"<div>" * 100_000 + TEXT.encode(),
    "JSON-LD 100k deep": html(ld('{"@graph":' + "[" * 100_000)),
    "JSON-LD 100k deep, closed": html(ld("[" * 100_000 + "]" * 100_000)),
    "JSON-LD of 4 MB": html(ld("[" + ",".join([NODE] * 10_000) + "]")),
    "JSON-LD of numbers": html(ld("[" + "1," * 900_000 + "1]")),
    "JSON-LD of quotes": html(ld('{"@type": "NewsArticle"' + '"' * 500_000)),
    "JSON-LD of commas": html(ld('{"a": 1' + "," * 500_000 + " x")),
    "JSON-LD of slashes": html(ld("/*" * 500_000)),
    "100k attributes": html(body="<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">x</p>"),
    "100k metas": html("".join(f'<meta name="n{n}" content="x">' for n in range(100_000))),
    "20k dates": html(body="<time datetime='x'>2 Nov</time>" * 20_000),
    "20k headings": html(body="<h1>Barrier vote - x</h1>" * 20_000),
    "20k authors": html(body="<h1>x</h1>" + "<a rel=author class=author>a b</a>" * 20_000),
    "20k properties": html(body="<p itemscope itemtype=x><b itemprop=author>" * 200 + "</b>" * 200),
    "1 MB title": html("<title>" + "a - b | " * 125_000 + "</title>"),
    "1 MB dashes": html("<title>" + " - " * 333_000 + "</title>"),
    "1 MB name": html('<meta name="author" content="' + "by and, " * 125_000 + '">'),
    "1 MB date": html('<meta name="date" content="' + "1 May " * 160_000 + '">'),
    "1 MB of spaces": html("<title>" + " " * 1_000_000 + "x</title>", " " * 1_000_000),
    "1 MB address": html('<link rel="canonical" href="http://' + "a." * 500_000 + '">'),
    "1 MB lang": html(f'<meta name="language" content="{"en-" * 300_000}">'),
}


@pytest.mark.parametrize("name", PAGES)
def test_nothing_escapes(name: str):
    start = time.process_time()
    found = read(PAGES[name])
    assert time.process_time() - start < SLACK
    assert found.reason
    assert not found.body or found.verdict in reading.STORIES


def test_a_lying_charset():
    text = html("<title>Café über alles</title>", "<h1>Café über alles</h1>")
    assert read(text, "text/html; charset=iso-8859-1").headline == "Café über alles"


def test_a_text_in_a_scripts_json_only():
    state = json.dumps({"article": {"headline": "Barrier vote", "body": TEXT * 50}})
    found = read(html(body=f'<div id="app"></div><script>window.__S__={state}</script>'))
    assert (found.verdict, found.headline, found.body) == ("js_shell", None, None)


@pytest.mark.parametrize(
    "selector",
    [
        Selector(text='{"a": 1}', type="json"),
        Selector(text="", type="html"),
        Selector(text="plain words", type="text"),
    ],
)
def test_what_is_no_html_says_so(selector: Selector):
    found = reading.read(selector, URL, NOW)
    assert (found.verdict, found.reason) == ("error", "no HTML")


def test_xhtml_that_was_parsed_as_xml():
    text = f"""<?xml version="1.0" encoding="UTF-8"?>
        <html xmlns="http://www.w3.org/1999/xhtml"><head><title>Barrier vote</title></head>
        <body><h1>Barrier vote</h1><p>{TEXT * 20}</p></body></html>"""
    found = reading.read(Selector(text=text, type="xml"), URL, NOW)
    assert (found.headline, found.verdict) == ("Barrier vote", "article")


def test_a_reading_is_the_same_every_time():
    page = html(ld(NODE), f"<h1>Barrier vote</h1><p>{TEXT * 20}</p>")
    assert read(page) == read(page)


def test_an_odd_address():
    selector = Selector(text=html(body=f"<p>{TEXT * 20}</p>").decode(), type="html")
    for url in ("", "http://[", "https://x.example/" + "a" * 5_000, "news.example", "//"):
        assert reading.read(selector, url, NOW).canonical_url is None


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "utf-16"])
def test_a_page_is_parsed_in_its_own_charset(mark: bytes, encoding: str):
    text = "<html><head><title>Второй мост</title></head><body><p>Открыт.</p></body></html>"
    body = (mark if encoding == "utf-8" else b"") + text.encode(encoding)
    opened = reading.open(body, {"Content-Type": f"text/html; charset={encoding}"})
    assert reading.parse(body, opened).css("title::text").get() == "Второй мост"
