"""Lists of feeds as feed readers export them."""

import pytest

from newscrawler.layouts import opml


def test_nested_and_broken_lists_are_read():
    body = b"""<?xml version="1.0"?><opml version="1.0"><body><outline text="News & more">
    <outline type="rss" text="A" xmlUrl=" https://a.example/f?x=1&amp;y=2 "/>
    <outline text="B" xmlurl="https://b.example/f"/><outline text="no feed" htmlUrl="x"/>
    <outline xmlUrl="https://b.example/f"/>"""
    assert opml.read(body) == ["https://a.example/f?x=1&y=2", "https://b.example/f"]


@pytest.mark.parametrize("body", [b"", b"<html>", b"<opml", b"<opml><body/></opml>"])
def test_what_lists_no_feed_is_refused(body):
    with pytest.raises(opml.NotOpml, match=r"^no "):
        opml.read(body)
