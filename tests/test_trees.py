"""The tree of a page: parsed once, and left as it was found."""

from datetime import UTC, datetime

import pytest
from lxml import etree
from lxml.html import FormElement, HtmlElement, HTMLParser, XHTMLParser
from parsel import Selector

from newscrawler import reading
from newscrawler.layouts.detect import cards
from newscrawler.trees import plain

PAGE = b"<html><body><form><input name=q></form><p>Low tide at noon.</p><!-- x --></body></html>"


def form_of(root):
    return root.find(".//form")


def test_while_it_is_read_a_tree_has_plain_elements():
    root = etree.fromstring(PAGE, HTMLParser())
    with plain(root):
        assert type(form_of(root)) is etree._Element
    assert type(form_of(root)) is FormElement


def test_after_a_reading_forms_are_forms_again():
    selector = Selector(body=PAGE, type="html")
    reading.read(selector, "https://kite.example/tide", datetime(2026, 11, 24, tzinfo=UTC))
    assert [name for name, _ in form_of(selector.root).form_values()] == []
    assert form_of(selector.root).inputs.keys() == ["q"]


def test_after_a_detection_forms_are_forms_again():
    selector = Selector(body=PAGE, type="html")
    cards(selector, "https://kite.example/")
    assert type(form_of(selector.root)) is FormElement


def test_a_tree_whose_reading_fails_is_left_as_it_was():
    root = etree.fromstring(PAGE, HTMLParser())
    with pytest.raises(ZeroDivisionError), plain(root):
        raise ZeroDivisionError
    assert type(form_of(root)) is FormElement


def test_a_tree_of_ours_is_left_as_it_was():
    root = reading.tree(PAGE).root
    with plain(root):
        assert type(form_of(root)) is etree._Element
    assert type(form_of(root)) is HtmlElement


def test_a_tree_of_another_parser_is_not_touched():
    page = b"<html><body><form/></body></html>"
    root = etree.fromstring(page, XHTMLParser())
    with plain(root):
        assert type(form_of(root)) is FormElement
