"""Which blocks of invented pages become the body."""

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from newscrawler.reading.body import Hints, body
from newscrawler.reading.body.outline import MAX_ELEMENTS, outline
from tests.bounds import SLACK

SENTENCES = [
    "The harbour council of Port Ellen voted on Monday evening to rebuild the eastern mole, "
    "which two winter storms had broken in three places.",
    "Engineers put the cost at four million, half of it from the county, and expect the work "
    "to last until the spring of next year.",
    "“We have waited for this since the ferry stopped,” said Moira Kerr, who has run the "
    "chandlery beside the slip for thirty years.",
    "Fishing boats will use the western basin meanwhile, and the ferry will sail from Askaig, "
    "an hour away by bus, on weekdays.",
]
MENU = "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(12))
TEASERS = "".join(
    f'<div class="teaser"><h3><a href="/{n}">Another story number {n}</a></h3></div>'
    for n in range(6)
)


def page(article: str, head: str = "") -> etree._Element:
    return html.document_fromstring(
        f"<html><head><title>Council votes to rebuild the mole</title>{head}</head><body>"
        f'<nav><ul class="menu">{MENU}</ul></nav><main>{article}</main>'
        f'<aside class="related">{TEASERS}</aside>'
        "<footer><p>© The Islay Courier. All rights reserved.</p></footer></body></html>"
    )


def article(paragraphs: str) -> str:
    title = "<h1>Council votes to rebuild the mole</h1>"
    return f'<article>{title}<div class="article-body">{paragraphs}</div></article>'


@pytest.mark.parametrize(
    "markup",
    [
        "".join(f"<p>{s}</p>" for s in SENTENCES),
        "<br><br>".join(SENTENCES),
        "".join(f'<p><span class="x">{s}</span></p>' for s in SENTENCES),
        "".join(f'<div class="paragraph">{s}</div>' for s in SENTENCES),
    ],
)
def test_the_paragraphs_and_nothing_else_are_the_body(markup):
    found = body(page(article(markup)))
    assert found.text == "\n\n".join(SENTENCES)
    assert (found.kind, found.rule) == ("full", "model")


def test_words_of_inline_elements_neither_join_nor_part():
    markup = "".join(f"<p>{s}</p>" for s in SENTENCES)
    marked = markup.replace("county", "<a href='/c'>coun</a>ty").replace(
        "Moira Kerr", "Moira<br>Kerr"
    )
    marked = marked.replace("the ferry", "<b>the</b><!-- x --> <i>ferry</i><script>var a;</script>")
    assert body(page(article(marked))).text == "\n\n".join(SENTENCES)


def test_every_block_is_shown_with_its_verdict():
    found = body(page(article("".join(f"<p>{s}</p>" for s in SENTENCES))))
    kept = [block.text for block in found.blocks if block.kept]
    assert kept == SENTENCES
    others = {block.text: block.path for block in found.blocks}
    assert others["Another story number 2"] == "aside.related > div.teaser > h3"


def test_text_only_in_the_data_is_the_last_resort():
    data = Hints(title="Council votes", article_body=" ".join(SENTENCES))
    found = body(html.document_fromstring("<div id=root></div>"), data)
    assert (found.text, found.rule, found.kind) == (" ".join(SENTENCES), "jsonld", "full")


@pytest.mark.parametrize(
    "hints",
    [
        Hints(article_body=" ".join(SENTENCES * 3)),
        Hints(paywalled=True),
    ],
)
def test_a_start_of_the_text_is_an_excerpt(hints):
    assert body(page(article("".join(f"<p>{s}</p>" for s in SENTENCES))), hints).kind == "excerpt"


def test_a_text_cut_short_is_an_excerpt():
    cut = [*SENTENCES[:3], SENTENCES[3][:60] + " …"]
    assert body(page(article("".join(f"<p>{s}</p>" for s in cut)))).kind == "excerpt"


@pytest.mark.parametrize(
    "source", ["<p>", "<div></div>", "<!-- x -->", "<script>x</script>", "<br>"]
)
def test_a_page_without_text_has_no_body(source):
    found = body(html.document_fromstring(source + "<i></i>"))
    assert (found.text, found.kind, found.rule, [*found.blocks]) == (None, None, None, [])


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * 100_000 + "deep",
        "<p>a" * 100_000,
        "<b>" * 100_000 + "bold",
        "<p " + " ".join(f"a{n}=1" for n in range(1000)) + ">text",
        "<br>" * 200_000,
    ],
    ids=["deep", "many", "inline", "attributes", "breaks"],
)
def test_a_monstrous_page_takes_less_than_a_second(source):
    root = html.document_fromstring(source, parser=html.HTMLParser(huge_tree=True))
    start = time.process_time()
    body(root)
    assert time.process_time() - start < SLACK


def test_a_page_beyond_the_bound_is_read_in_part():
    root = html.document_fromstring("<p>first</p>" + "<i></i>" * (MAX_ELEMENTS + 1) + "<p>last</p>")
    read = outline(root)
    assert read.truncated
    assert read.texts == ["first"]


def test_the_same_page_gives_the_same_scores():
    first, second = (body(page(article(f"<p>{SENTENCES[0]}</p>"))).blocks for _ in range(2))
    assert [block.score for block in first] == [block.score for block in second]


@given(
    st.lists(st.sampled_from(["<p>", "</p>", "<div>", "<br>", "<a>", "</a>", "text", "<li>", "中"]))
)
def test_any_markup_is_read(parts):
    root = html.document_fromstring("<html>" + "".join(parts) + "</html>")
    scores = np.array([block.score for block in body(root).blocks])
    assert ((scores >= 0) & (scores <= 1)).all()
