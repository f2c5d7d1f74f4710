"""A page's own story and the cards after it."""

from lxml import html

from newscrawler.layouts import leads
from newscrawler.layouts.leads import Markers
from newscrawler.layouts.rows import Row

MARKERS = Markers(
    tags=frozenset({"Tags"}),
    end=frozenset({"Comments"}),
    related=frozenset({"Related"}),
    footer=frozenset({"App"}),
)
TEXT = "A paragraph that is long enough to be the text of a story, and then some."


def lead(markup: str) -> Row | None:
    return leads.read(html.document_fromstring(markup), MARKERS)[0]


def values(row: Row | None) -> dict[str, list[str]]:
    assert row is not None
    return {name: found.values for name, found in row.items()}


def test_byline_on_two_lines():
    assert values(lead(f"<h1>Head</h1><p>Src</p><p>2 hours ago</p><p>{TEXT}</p>")) == {
        "headline": ["Head"],
        "source": ["Src"],
        "timestamp_text": ["2 hours ago"],
        "body": [TEXT],
    }


def test_a_glued_byline_below_a_short_paragraph_is_not_the_leads():
    found = values(lead(f"<h1>Head</h1><p>Short.</p><p>Src2 hours ago</p><p>{TEXT}</p>"))
    assert "timestamp_text" not in found


def test_headline_may_be_any_heading_or_a_doubled_line():
    assert values(lead(f"<h2>Head</h2><p>{TEXT}</p>"))["headline"] == ["Head"]
    assert values(lead(f"<p>x</p><p>Head</p><p>Head</p><p>{TEXT}</p>"))["headline"] == ["Head"]


def test_no_headline_or_no_text_is_no_lead():
    assert lead(f"<p>{TEXT}</p>") is None
    assert lead("<h1>Head</h1><p>Comments</p>") is None


def test_tags_are_those_between_their_heading_and_the_end():
    markup = f"<h1>Head</h1><p>{TEXT}</p><h4>Tags</h4><a>#One</a><p>Two</p><p>Comments</p><p>No</p>"
    assert values(lead(markup))["tags"] == ["One", "Two"]


def test_cards_without_a_heading_of_their_own_follow_the_end():
    card = f"<h3>Card</h3><p>Src</p><p>2 hours ago</p><p>{TEXT}</p>"
    found, cards = leads.read(
        html.document_fromstring(f"<h1>Head</h1><p>{TEXT}</p><p>Comments</p>{card}<p>App</p>"),
        MARKERS,
    )
    assert values(found)["body"] == [TEXT]
    assert [values(row)["headline"] for row in cards] == [["Card"]]
    assert values(cards[0])["body"] == [TEXT]


def test_a_link_around_the_card_and_one_beside_the_headline():
    around = f"<a href=/1><h3>Card</h3><p>Src</p><p>2 hours ago</p><p>{TEXT}</p></a>"
    beside = f"<div><h3>Other</h3><p>3 hours ago</p><p>{TEXT}</p><a href=/2>open</a></div>"
    rows = leads.listing(html.document_fromstring(f"<div>{around}</div>{beside}"), MARKERS)
    assert [values(row)["link"] for row in rows] == [["/1"], ["/2"]]
