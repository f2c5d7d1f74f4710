"""Cards in a stream of lines, in the orders that are known."""

from lxml import html

from newscrawler.layouts import lines, stream
from newscrawler.layouts.stream import Card


def read(markup: str, *titles: str) -> list[tuple[Card, list[str]]]:
    found = [line for line in lines.read(html.document_fromstring(markup)) if not line.alt]
    return [(card, stream.body(found, card)) for card in stream.cards(found, set(titles))]


def brief(markup: str, *titles: str) -> list[tuple[str, str, str, list[str], list[str]]]:
    return [
        (card.headline, card.source, card.time, card.chips, body)
        for card, body in read(markup, *titles)
    ]


BODY = "A long text that no one would take for a name, as it has a good many words in a row. " * 2


def test_headline_before_and_after():
    markup = (
        f"<p>Head</p><p>Head</p><p>Src</p><p>2 hours ago</p><p>• Src</p><p>Head</p><p>{BODY}</p>"
    )
    assert brief(markup) == [("Head", "Src", "2 hours ago", ["Src"], [BODY.strip()])]


def test_headline_only_after_the_chips():
    markup = "".join(
        f"<p>Src</p><p>{n} hours ago</p><p>- Src</p><p>Head {n}</p><p>{BODY}{n}</p>" for n in (2, 3)
    )
    assert brief(markup) == [
        ("Head 2", "Src", "2 hours ago", ["Src"], [f"{BODY}2"]),
        ("Head 3", "Src", "3 hours ago", ["Src"], [f"{BODY}3"]),
    ]


def test_heading_without_a_source():
    assert brief(f"<h3>Head</h3><p>2 hours ago</p><p>{BODY}</p>")[0][:3] == (
        "Head",
        "",
        "2 hours ago",
    )


def test_time_without_a_headline_is_no_card():
    assert brief("<p>2 hours ago</p>") == []
    assert brief("<p>Src</p><p>2 hours ago</p>") == []


def test_time_first_then_a_heading():
    assert brief(f"<p>{BODY}</p><p>2 hours ago</p><h3>Head</h3><p>Text</p>")[0][:3] == (
        "Head",
        "",
        "2 hours ago",
    )


def test_a_title_known_from_an_image():
    assert brief(f"<p>Head</p><p>Src</p><p>2 hours ago</p><p>{BODY}</p>", "Head")[0][:2] == (
        "Head",
        "Src",
    )


def test_bulletless_chips_of_a_list():
    markup = f"<h3>Head</h3><p>Src</p><p>2 hours ago</p><ul><li>World<li>Src</ul><p>{BODY}</p>"
    assert brief(markup) == [("Head", "Src", "2 hours ago", ["World", "Src"], [BODY.strip()])]


def test_what_follows_the_last_card_outside_its_box_is_not_its_text():
    cards = "".join(
        f"<div><h3>Head {n}</h3><p>Src</p><p>{n} hours ago</p><p>{BODY}</p></div>" for n in (2, 3)
    )
    assert [body for _, body in read(f"{cards}<p>Footer</p>")] == [[BODY.strip()]] * 2


def test_a_second_time_within_a_card_makes_no_second_card():
    markup = f"<h3>Head</h3><p>Src</p><p>2 hours ago</p><p>3 hours ago</p><p>{BODY}</p>"
    assert len(brief(markup)) == 1


def test_byline_needs_a_name_of_a_names_length():
    assert stream.byline("x" * 90 + " 2 hours ago") == ("", "")
    assert stream.byline("- Politico17 hours ago") == ("Politico", "17 hours ago")
