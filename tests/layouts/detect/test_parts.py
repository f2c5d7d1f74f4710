"""The parts of the detector one by one, where a listing does not reach."""

from __future__ import annotations

import json

import lxml.html
import numpy as np
import pytest
from lxml import etree

from newscrawler.layouts.detect import (
    features,
    forest,
    headlines,
    moments,
    sources,
    summaries,
)
from newscrawler.layouts.detect.links import collect
from newscrawler.layouts.detect.pieces import MAX_TEXTS, below, labels, string, with_tails
from newscrawler.layouts.detect.regions import cards
from newscrawler.layouts.detect.tagpaths import TagPaths
from tests.layouts.detect.newsstand import STORIES, SUMMARY

LINE = STORIES[0].headline


def link(inside: str) -> lxml.html.HtmlElement:
    return lxml.html.fragment_fromstring(f'<a href="/a">{inside}</a>')


def headline(inside: str) -> str:
    """The headline of a link that is its own card."""
    element = link(inside)
    return headlines.read(element, " ".join(string(element).split()), below(element))[0]


@pytest.mark.parametrize(
    "inside",
    [
        LINE,
        f"<span>{LINE}</span>",
        f"<div><h3>{LINE}</h3><p>{SUMMARY}</p></div>",
        f'<span class="kicker">Live</span> {LINE}',
        f'{LINE} <span class="count">22</span>',
        f'<h2><i class="a"></i><span class="b">{"Long label " * 9} / </span>{LINE}</h2>',
        f'<h4></h4><div class="card-title">{LINE}</div><div class="subtitle">{SUMMARY}</div>',
        f"<div><div>Region</div><div>{LINE}</div><p>{SUMMARY}</p></div>",
        f"<div><div>Region</div><div><b>{LINE}</b></div></div>",
        f"<h3> </h3><div><div>Region</div><div>{LINE}</div></div>",
        f"<noscript><i>Enable scripts</i></noscript><i>{LINE}</i><style>i {{}}</style>",
        LINE.replace("town", "<em class='x'>town</em>"),
        f'<!-- live --><span class="kicker">Live</span> {LINE}',
    ],
)
def test_headline_within_a_link(inside):
    assert headline(inside) == LINE


def test_headline_of_a_link_with_short_parts_only():
    assert headline("<div>Sun</div><div>Rain now</div>") == "Rain now"


def test_label_stays_where_it_is_the_greater_part():
    inside = f'Live: <span class="text">{LINE}</span>'
    assert headline(inside) == f"Live: {LINE}"


def test_headline_is_told_once_on_its_card():
    root = lxml.html.fragment_fromstring(f"<div><b>{LINE}</b><a><i>{LINE}</i></a></div>")
    text, parts = headlines.read(root[1], LINE, below(root))
    assert (text, [part.tag for part in parts]) == (LINE, ["i"])


def test_texts_in_document_order():
    html = "<div>a<p>b<i>c<b>d</b></i>e</p>f<br>g<!-- no -->h<p><i>i<b>j</b></i>k</p></div>l"
    root = lxml.html.fragment_fromstring(f"<div>{html}</div>")
    found = [(text, holder.tag) for text, _, holder in below(root)]
    assert "".join(text for text, _ in found) == "abcdefghijkl"
    assert found[4:8] == [("e", "p"), ("f", "div"), ("g", "div"), ("h", "div")]
    assert [text for text, _, _ in below(root[0])] == list("abcdefghijk")


def test_title_too_long_is_no_title():
    whole = f"<div class='title-box'>{SUMMARY * 3}</div><div>{LINE}</div>"
    assert headline(whole) != LINE


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("3 hours ago", "3 hours ago"),
        ("by Ann Lee | 24 Nov 2026 |", "24 Nov 2026"),
        ("• 22 Nov •", "22 Nov"),
        ("34 comments", ""),
        ("", ""),
        ("|", ""),
    ],
)
def test_time_in_a_text(text, time):
    assert moments.read(text) == time


def test_time_at_the_place_most_cards_have_it():
    root = lxml.html.fragment_fromstring("<div/>")
    card = [("1 Jan 2026", "event", root), ("2 hours ago", "stamp", root)]
    other = [("3 hours ago", "stamp", root)]
    found = [time.text for time in moments.choose([card, other, []])]
    assert found == ["2 hours ago", "3 hours ago", ""]


def test_time_for_machines():
    root = etree.fromstring("<p><time datetime='2026-11-24T08:00Z'>2 hours ago</time></p>")
    assert moments.choose(moments.find([below(root)])) == [("2 hours ago", "2026-11-24T08:00Z")]


@pytest.mark.parametrize(
    ("html", "time"),
    [
        ("<div><b>24</b><i>Nov</i></div>", "24 Nov"),
        ("<div><b>24</b> <i>comments</i></div>", ""),
        ("<ul><li>1</li><li>2</li><li>3</li><li>4</li><li>Nov</li></ul>", ""),
        ("<p>24</p>", ""),
    ],
)
def test_time_torn_into_parts(html, time):
    root = etree.fromstring(html)
    assert moments.choose(moments.find([below(root)])) == [(time, "")]


def test_places_without_times_are_left_alone_after_some_tries(monkeypatch):
    asked: list[str] = []

    def read(line: str) -> str:
        asked.append(line)
        return ""

    monkeypatch.setattr(moments, "read", read)
    root = lxml.html.fragment_fromstring("<div/>")
    words = [[(f"name {'x' * n}", "by", root)] for n in range(9)]
    moments.find([*words, [("x" * 90, "by", root)], [("1" * 200, "long", root)]])
    assert len(asked) == moments.TRIES


def test_pieces_leave_out_what_is_not_shown():
    html = (
        "<div>a<!-- no -->b<noscript>c<i>d</i>e</noscript>f<svg><title>g</title></svg>&nbsp;"
        "<p> </p></div>"
    )
    assert [text for text, _, _ in below(lxml.html.fragment_fromstring(html))] == list("abf")


def test_pieces_of_a_part_without_end():
    root = lxml.html.fragment_fromstring(f"<div>{'<p>a</p>' * 2 * MAX_TEXTS}</div>")
    assert len(below(root)) == MAX_TEXTS


def test_labels_of_images():
    html = "<div><img title='a'><img class='c' alt=' b '><img></div>"
    found = labels(lxml.html.fragment_fromstring(html))
    assert [(text, key) for text, key, _ in found] == [("a", ("img", None)), ("b", "c")]


def test_text_beside_a_comment_counts():
    root = lxml.html.fragment_fromstring("<div><!-- no -->a<b>c</b></div>")
    assert [text for text, _, _ in with_tails(list(root))] == ["a", "c"]


def test_text_behind_a_root_belongs_to_nothing():
    root = lxml.html.document_fromstring("<p>a</p>")
    root.tail = "b"
    assert [text for text, _, _ in with_tails([root])] == ["a"]


def test_card_reaches_no_further_than_its_border():
    root = lxml.html.fragment_fromstring(
        "<div><section><div><a href='/1'>x</a></div></section><p>y</p></div>"
    )
    [card] = cards([(0, root.xpath(".//a")[0])], root, moments.shows)
    assert (card.top.tag, card.beside) == ("section", [])


def test_links_that_lead_to_no_story():
    html = (
        "<div><a name='x'>An anchor without an address here</a><a href=' '>Nothing to see here</a>"
        "<a href='#top'>Back to the top of the page</a><a href='javascript:go()'>Go to the next"
        " page</a><a href='/1'><img></a><a href='/2'>.</a><a href='/3'>A story of some length</a>"
        "<a href='/5'>  x  </a>"
        "<template><a href='/4'>A story that is not shown yet</a></template></div>"
    )
    assert collect(lxml.html.fragment_fromstring(html)).hrefs == ("/3",)


def test_root_that_is_a_link():
    root = link(LINE)
    assert collect(root).texts == (LINE,)
    alone = etree.fromstring(f"<a href='/1'>{LINE}</a>")
    assert collect(alone).texts == (LINE,)
    paths = TagPaths()
    assert paths.of(alone) == paths.of(alone)


def test_blocks_within_blocks_without_end():
    assert headline("<div>" * 20 + LINE + "<p>x</p>") == f"{LINE}x"


def test_links_of_one_story_are_one_card():
    root = lxml.html.fragment_fromstring("<div><p><a>x</a> <a>y</a></p><p><a>z</a></p></div>")
    first, copy, other = root.xpath(".//a")
    found = cards([(0, first), (0, copy), (1, other)], root, moments.shows)
    assert [(card.story, card.link) for card in found] == [(0, first), (1, other)]


def test_source_beside_the_time_of_a_card_without_link():
    root = lxml.html.fragment_fromstring("<div/>")
    card = [(LINE, "h", root), ("The Lantern", "s", root), ("x", "i", root), ("2h ago", "t", root)]
    glued = [("x" * 200, "p", root), ("Quill3 hours ago", "s", root)]
    assert sources.beside([card, card, glued], [LINE] * 3) == ["The Lantern"] * 2 + ["Quill"]
    assert sources.beside([card, [(LINE, "h", root)], []], [LINE] * 3) == [""] * 3


def test_summary_is_no_headline_again_and_no_label():
    root = lxml.html.fragment_fromstring("<div><p>a<b>b</b></p></div>")
    paragraph = root[0]
    assert summaries.choose([(SUMMARY, "s", paragraph)], LINE) == ""  # the block's text is "ab"
    lone = lxml.html.fragment_fromstring("<p/>")
    assert summaries.choose([(SUMMARY, "s", lone)], LINE) == SUMMARY
    assert summaries.choose([(f"{LINE} {SUMMARY}", "s", lone)], LINE) == ""
    assert summaries.choose([(SUMMARY[:40], "s", lone)], LINE) == ""


def test_source_of_most_cards_only():
    root = lxml.html.fragment_fromstring("<div/>")
    hint = sources.Hint("lantern.example", "")
    named = [("The Lantern", "s", root)]
    other = [("x", "s", root), ("Harbour", "s", root)]
    assert sources.choose([named, named, other], [hint] * 3) == ["The Lantern"] * 2 + ["Harbour"]
    assert sources.choose([named, other, other, other, other], [hint] * 5) == [""] * 5
    assert sources.choose([[]], [sources.Hint("", "")]) == [""]


def test_model_of_other_features_is_refused(tmp_path):
    path = tmp_path / "old.json"
    path.write_text(json.dumps({"features": ["length"], "trees": []}))
    with pytest.raises(forest.ModelError, match=r"old\.json was trained on other features"):
        forest.load(path, features.NAMES)


def test_forest_sums_its_leaves():
    trees = [{"split": [0, 1, 1], "at": [0.5, 1.0, 2.0], "leaves": [-1.0, 2.0, 3.0, -4.0]}] * 2
    found = forest.from_trees(trees).score(np.array([[0, 1], [0, 2], [1, 2], [1, 3.0]]))
    expected = [1 / (1 + 2.718281828459045 ** (-2 * leaf)) for leaf in (-1, 2, 3, -4)]
    assert found == pytest.approx(expected)
