"""`Remember`: new, known, revised, over several runs of one memory."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from copy import deepcopy

import pytest
from scrapy.utils.test import get_crawler

from newscrawler.items import Article
from newscrawler.memory.ledger import Ledger
from newscrawler.memory.memory import Memory, MemoryUnusable
from newscrawler.memory.schema import metadata
from newscrawler.pipelines.remember import Known, Remember
from newscrawler.values import ids

URL = "https://quay.example/ferry"
STORY = Article(
    headline="Ferry adds a late crossing",
    body="The council voted. It was close.",
    body_kind="excerpt",
    url=URL,
    canonical_url=URL,
    id=ids.story_id(URL),
    aggregator="quay",
    page_url="https://quay.example/",
    role="listing",
    timestamp="2026-11-24T09:00:00Z",
    timestamp_precision="hour",
    fetched_at="2026-11-24T10:00:00Z",
)


def story(**changes):
    article = deepcopy(STORY)
    for name, value in changes.items():
        setattr(article, name, value)
    return article


def run(memory, *articles):
    """What one run exports of these articles, each durable at once."""
    ledger = Ledger(memory)
    remember = Remember(ledger)
    exported = []
    for article in articles:
        try:
            exported.append(remember.process_item(article))
        except Known:
            continue
        ledger.note(exported[-1])
        ledger.commit(ledger.noted)
    ledger.commit(ledger.noted)
    return exported


def test_a_new_story_is_told_with_its_first_sighting(memory):
    (told,) = run(memory, story())
    assert (told.revision, told.first_seen) == (1, told.fetched_at)


def test_an_unchanged_story_is_told_once(memory):
    run(memory, story())
    assert run(memory, story(fetched_at="2026-11-25T10:00:00Z")) == []
    assert memory.get(STORY.id).last_seen - memory.get(STORY.id).first_seen == 86_400


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"headline": "Ferry adds two crossings"}, "headline"),
        ({"body": "The council voted again."}, "body"),
        ({"headline": "Two more", "body": "The council voted again."}, "headline+body"),
        ({"body": "The whole story.", "body_kind": "full", "role": "article"}, "body"),
    ],
)
def test_a_changed_text_is_a_revision_that_says_what_changed(memory, changes, what):
    run(memory, story())
    later = {"fetched_at": "2026-11-25T10:00:00Z", **changes}
    (told,) = run(memory, story(**later))
    assert (told.revision, told.provenance["revision"]) == (2, f"memory:{what}")
    assert told.first_seen == "2026-11-24T10:00:00Z"
    assert run(memory, story(**later)) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"timestamp": "2026-11-25T09:00:00Z"},
        {"body": None, "body_kind": None},
        {"headline": "Ferry: late crossing", "aggregator": "harbour"},
        {"headline": "Ferry …", "body": None, "body_kind": None},
    ],
    ids=["time", "no body", "another site's words", "a card that says less"],
)
def test_what_is_no_revision(memory, changes):
    run(memory, story())
    assert run(memory, story(**changes)) == []


def test_an_excerpt_after_the_full_text_is_no_revision(memory):
    run(memory, story(body="All of it. Long.", body_kind="full", role="article"))
    assert run(memory, story()) == []


def test_the_time_of_a_revision_is_the_narrowest_that_was_seen(memory):
    run(memory, story())
    minute = {"timestamp": "2026-11-24T09:40:00Z", "timestamp_precision": "minute"}
    assert run(memory, story(**minute)) == []
    moved = {"timestamp": "2026-11-25T09:00:00Z", "fetched_at": "2026-11-25T10:00:00Z"}
    (told,) = run(memory, story(headline="Changed", **moved))
    assert (told.timestamp, told.timestamp_precision) == ("2026-11-24T09:40:00Z", "minute")
    assert told.provenance["timestamp"] == "memory"


def test_a_story_is_known_by_its_address_under_another_id(memory):
    run(memory, story(id=ids.story_id("quay:1234")))
    assert run(memory, story()) == []


def test_a_story_is_known_by_the_link_that_led_to_its_page(memory):
    page = "https://quay.example/2026/ferry"
    run(memory, story(url=page, canonical_url=page, id=ids.story_id(page), link=URL))
    assert run(memory, story()) == []


def linkless(**changes):
    words = {"headline": STORY.headline, "body": STORY.body, **changes}
    alias = ids.alias("quay", words["headline"], words["body"])
    return story(url=None, canonical_url=None, id=alias, **changes)


def test_a_lead_and_its_card_without_a_link_are_one_in_either_order(memory, tmp_path):
    run(memory, story())
    assert run(memory, linkless()) == []
    other = Memory(f"sqlite:///{tmp_path}/other.sqlite")
    run(other, linkless())
    assert run(other, story()) == []
    other.close()


def test_two_addresses_with_one_headline_are_two_stories(memory):
    second = "https://quay.example/ferry-2"
    run(memory, story())
    assert len(run(memory, story(url=second, canonical_url=second, id=ids.story_id(second)))) == 1


def test_an_address_with_a_mask_is_no_name(memory):
    masked = dict.fromkeys(("url", "canonical_url", "link"), "https://quay.example/live?key=***")
    two = [story(id=ids.story_id(key), body=None, **masked) for key in ("one", "two")]
    assert len(run(memory, *deepcopy(two))) == 2
    assert run(memory, *two) == []


def test_a_revision_keeps_the_id_of_the_first_sighting(memory):
    first = ids.story_id("quay:1234")
    run(memory, story(id=first))
    (told,) = run(memory, story(headline="Changed"))
    assert told.id == first


def test_without_a_memory_every_story_is_new(tmp_path):
    assert len(run(None, story(), story())) == 2


def test_a_repeated_commit_changes_nothing(memory):
    for _ in range(2):
        ledger = Ledger(memory)
        ledger.note(story())
        ledger.commit(1)
    assert memory.get(STORY.id).revision == 1


def test_what_is_not_durable_is_not_committed(memory):
    ledger = Ledger(memory)
    ledger.note(story())
    ledger.commit(0)
    assert memory.get(STORY.id) is None
    ledger.commit(1)
    assert ledger.knows(STORY.id or "")


def test_forget_and_expire(memory):
    run(memory, story())
    known = memory.get(STORY.id)
    assert memory.forget(known)
    assert not memory.forget(known)
    assert len(run(memory, story())) == 1
    assert memory.expire(before=2_000_000_000) == 1
    assert len(run(memory, linkless())) == 1


@pytest.mark.parametrize("damage", ["text", "cut"])
def test_a_damaged_memory_is_named_with_the_way_out(tmp_path, damage):
    path = tmp_path / "memory.sqlite"
    memory = Memory(f"sqlite:///{path}")
    run(memory, *(story(id=ids.story_id(str(n)), canonical_url=f"{URL}{n}") for n in range(200)))
    memory.close()
    whole = path.read_bytes()
    path.write_bytes(b"not a database, " * 1000 if damage == "text" else whole[: len(whole) // 2])
    with pytest.raises(MemoryUnusable, match=r"memory\.sqlite cannot be used .* rebuild"):
        Memory(f"sqlite:///{path}")


def test_a_memory_of_an_earlier_version_is_named_with_the_way_out(tmp_path):
    path = tmp_path / "memory.sqlite"
    with closing(sqlite3.connect(path)) as earlier:
        for table in metadata.tables:
            earlier.execute(f"CREATE TABLE {table} (key INTEGER PRIMARY KEY)").close()
    with pytest.raises(MemoryUnusable, match=r"no such column.*earlier version.*rebuild"):
        Memory(f"sqlite:///{path}")


def test_a_crawl_without_a_memory_takes_every_story_for_new():
    remember = Remember.from_crawler(get_crawler(settings_dict={"MEMORY_URL": ""}))
    assert remember.process_item(story()).first_seen == STORY.fetched_at
    assert remember.process_item(story()).revision == 1
