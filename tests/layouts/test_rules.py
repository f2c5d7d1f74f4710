"""Layouts read rows from HTML and JSON."""

from parsel import Selector

from newscrawler.layouts import rules
from newscrawler.layouts.rows import Found
from newscrawler.layouts.rules import Layout, css, jmes, xpath

PAGE = Selector(
    """<table>
    <tr class=a><td><a href="/1">First</a></td></tr><tr><td class=age>2 h</td></tr>
    <tr class=a><td><a href="/2">Second</a></td></tr><tr><td class=age> </td></tr>
    </table><a class=more href="?p=2">More</a>"""
)
TWO_ROWS = Layout(
    row=css("tr.a"),
    also=xpath("following-sibling::tr[1]"),
    fields={
        "headline": [css("h2"), css("a")],
        "link": [css("a::attr(href)")],
        "timestamp_text": [css(".age")],
    },
    next_page=css("a.more::attr(href)"),
)


def test_first_rule_that_finds_something_wins_and_is_named():
    first, _ = rules.read(TWO_ROWS, PAGE)
    assert first["headline"] == Found(["First"], "card:css:a")
    assert first["link"] == Found(["/1"], "card:css:a::attr(href)")


def test_a_card_may_have_further_elements_and_never_those_of_the_next():
    first, second = rules.read(TWO_ROWS, PAGE)
    assert first["timestamp_text"].values == ["2 h"]
    assert "timestamp_text" not in second, "a blank value is no value"


def test_next_page():
    assert rules.next_page(TWO_ROWS, PAGE) == "?p=2"
    assert rules.next_page(TWO_ROWS, Selector("<p>last</p>")) is None
    assert rules.next_page(Layout(row=css("p"), fields={}), PAGE) is None


def test_json_rows():
    layout = Layout(
        row=jmes("items[]"),
        fields={"headline": [jmes("title")], "tags": [jmes("tags")], "source": [jmes("by.name")]},
    )
    page = Selector('{"items": [{"title": "A", "tags": ["x", "y"]}, {"title": 7}]}', type="json")
    assert list(rules.read(layout, page)) == [
        {"headline": Found(["A"], "card:jmes:title"), "tags": Found(["x", "y"], "card:jmes:tags")},
        {"headline": Found(["7"], "card:jmes:title")},
    ]


def test_xpath_may_give_a_string_or_a_boolean():
    layout = Layout(
        row=css("tr.a"), fields={"headline": [xpath("boolean(h9)"), xpath("string(.)")]}
    )
    first, _ = rules.read(layout, PAGE)
    assert first["headline"].rule == "card:xpath:string(.)"


def test_cards_that_are_never_closed_are_all_read_while_they_are_few():
    page = Selector("".join(f"<article><h2>{number}</h2>" for number in range(20)))
    layout = Layout(row=css("article"), fields={"headline": [css("h2")]})
    firsts = [row["headline"].values[0] for row in rules.read(layout, page)]
    assert firsts == [str(number) for number in range(20)]
    many = Selector("<article><h2>x</h2>" * 500 + "<h2>end</h2>")
    assert 10 < len(list(rules.read(layout, many))) < 50


def test_of_nodes_in_each_other_the_outermost_speaks():
    page = Selector("<article>" + "<time>x" * 30 + "</article>")
    layout = Layout(row=css("article"), fields={"tags": [css("time"), xpath("@none")]})
    assert [row["tags"].values for row in rules.read(layout, page)] == [["x" * 30]]
    strings = Layout(row=css("article"), fields={"tags": [css("::text")]})
    assert [len(row["tags"].values) for row in rules.read(strings, page)] == [30]
