"""The text of nodes."""

import pytest
from lxml import html

from newscrawler.layouts.nodes import text_of


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>plain</p>", "plain"),
        ("<p></p>", ""),
        ("<p>in <b>bold</b> and <i>more</i></p>", "in bold and more"),
        ("<div><p>one</p><p>two</p></div>", "one\n\ntwo"),
        ("<p>one<br>two</p>", "one\n\ntwo"),
        ("<p>a<script>x()</script>b<style>.c{}</style></p>", "ab"),
        ("<p>a<svg><style>.cls-1{}</style><text>no</text></svg> b</p>", "a b"),
        ("<p>a<!-- note -->b</p>", "ab"),
        ("<p>a<?pi x?>b</p>", "ab"),
    ],
)
def test_text_is_what_a_reader_would_copy(markup: str, text: str):
    assert text_of(html.fragment_fromstring(markup)).strip("\n") == text


def test_text_after_the_element_is_not_its_own():
    assert text_of(html.fromstring("<div><p>in<b>side</b></p>after</div>")[0]).strip() == "inside"


@pytest.mark.parametrize(("value", "text"), [("a", "a"), (3, "3"), ({"a": 1}, ""), (None, "")])
def test_json_values(value: object, text: str):
    assert text_of(value) == text
