"""Two tellings of one story."""

from newscrawler import merging
from newscrawler.items import Article


def test_what_is_missing_is_taken_with_its_rule_and_what_is_there_stays():
    lead = Article(headline="A", body="Whole.", provenance={"headline": "lead:heading"}, id="1")
    card = Article(
        headline="B",
        source="Src",
        timestamp="2026-01-01T00:00:00Z",
        timestamp_text="1-1-2026",
        timestamp_precision="day",
        body="Part",
        body_kind="excerpt",
        id="2",
        section="World",
        provenance={"source": "card:css:b", "timestamp": "card:x", "timestamp_text": "card:x"},
    )
    merging.fill(lead, card, "related:")
    assert (lead.headline, lead.source, lead.body, lead.body_kind) == ("A", "Src", "Whole.", None)
    assert (lead.timestamp_text, lead.timestamp_precision) == ("1-1-2026", "day")
    assert (lead.id, lead.section) == ("1", "World")
    assert lead.provenance == {
        "headline": "lead:heading",
        "source": "related:card:css:b",
        "timestamp": "related:card:x",
        "timestamp_text": "related:card:x",
    }


def test_a_text_that_was_not_understood_goes_with_its_own_time_only():
    lead = Article(timestamp_text="recently", provenance={"timestamp_text": "lead:byline"})
    card = Article(timestamp="2026-01-01T00:00:00Z", timestamp_precision="day")
    merging.fill(lead, card)
    assert (lead.timestamp_text, lead.timestamp_precision) == (None, "day")
    assert lead.provenance == {}
