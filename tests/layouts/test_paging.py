"""The link to the next page."""

import pytest
from lxml import html

from newscrawler.layouts.paging import next_href


@pytest.mark.parametrize(
    ("markup", "href"),
    [
        ('<link rel="next" href="?p=2"><a href="?p=3">Next</a>', "?p=2"),
        ('<a rel="nofollow next" href="?p=2">weiter im Text</a>', "?p=2"),
        ('<a href="?p=2"><span>Next</span> <i>›</i></a>', "?p=2"),
        ('<a href="?p=2">التالي</a>', "?p=2"),
        ('<a href="?p=2">Next of kin</a>', None),
        ("<a>Next</a>", None),
        ("<p>Next</p>", None),
        ('<a href="?p=2"><i></i><i></i><i></i><i></i>Next</a>', None),
    ],
)
def test_next_href(markup: str, href: str | None):
    assert next_href(html.document_fromstring(f"<html><body>{markup}</body></html>")) == href
