"""The memory's tables, on each database: debts, links, pages, runs, and jobs that write at once."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from newscrawler.items import Article
from newscrawler.memory import debts, links, pages, runs
from newscrawler.memory.memory import Memory, MemoryUnusable
from newscrawler.memory.pages import Validators
from newscrawler.memory.schema import names, stories
from newscrawler.memory.story import record_of
from newscrawler.values import ids

CARD = Article(headline="Ferry", link="https://quay.example/ferry", aggregator="quay", tags=["é\0"])
RUN = runs.Run("R1", "quay", "quay", 100, 160, "finished", 0, 40, 3, {"pages": 2, "rate": 0.5})


def owe(memory, *cards):
    with memory.writing() as connection:
        debts.owe(memory, connection, cards)


def test_a_card_is_owed_until_it_is_paid_or_was_asked_for_three_times(memory):
    owe(memory, CARD, replace(CARD, link="https://quay.example/pier"))
    owe(memory, CARD)
    assert len(debts.recall(memory, "quay")) == 2
    with memory.writing() as connection:
        debts.pay(connection, [debts.key_of(CARD)])
    (left,) = debts.recall(memory, "quay")
    assert (left.link, left.tags) == ("https://quay.example/pier", ["é\0"])
    assert debts.recall(memory, "harbour") == []
    assert len(debts.recall(memory, "quay")) == 1
    assert debts.recall(memory, "quay") == []


def test_the_last_target_of_a_link_stands(memory):
    assert links.find(memory, "https://go.example/1") is None
    for target in ("https://quay.example/a", "https://quay.example/b"):
        links.put(memory, "https://go.example/1", target, "redirect")
    assert links.find(memory, "https://go.example/1") == ("https://quay.example/b", "redirect")


def test_validators_are_those_of_the_last_answer(memory):
    for seen in (Validators('"1"', None), Validators(None, "Tue, 24 Nov 2026 09:00:00 GMT")):
        with memory.writing() as connection:
            pages.put(memory, connection, {"https://quay.example/": seen})
    assert pages.validators(memory, "https://quay.example/") == seen
    assert pages.validators(memory, "https://pier.example/") is None


def test_runs_are_kept_with_their_figures_up_to_a_number(memory, monkeypatch):
    monkeypatch.setattr(runs, "KEPT", 2)
    for number in range(4):
        run = replace(RUN, run_id=f"R{number}", started=number, exit_code=number % 2)
        poll = runs.record(memory, run, runs.Bounds())
    assert [run.run_id for run in runs.latest(memory, "quay", 9)] == ["R3", "R2"]
    assert runs.latest(memory, "quay")[0].figures == {"pages": 2, "rate": 0.5}
    assert runs.poll_of(memory, "quay") == poll
    assert (runs.jobs(memory), runs.last_good(memory, "quay")) == (["quay"], 160)
    assert runs.poll_of(memory, "harbour") is None


def record(number, **more):
    story_id = ids.story_id(str(number))
    fields = {"id": story_id, "headline": f"Ferry {number}", "aggregator": "quay"}
    moment = {"role": "listing", "fetched_at": "2026-11-24T10:00:00Z"}
    return record_of(fields | moment | more)


def test_what_was_taken_down_does_not_come_again(memory):
    with memory.writing():
        memory.remember([record(1)])
    memory.take_down(ids.story_id("1"))
    with memory.writing():
        memory.remember([record(1, revision=2)])
    known = memory.get(ids.story_id("1"))
    assert (known.headline, known.revision) == (0, 0)
    assert memory.expire(before=4_000_000_000) == 0


def test_an_earlier_revision_does_not_replace_a_later_one(memory):
    for revision in (2, 1):
        with memory.writing():
            memory.remember([record(1, revision=revision)])
    assert memory.get(ids.story_id("1")).revision == 2


ADDRESS = "https://quay.example/ferry"


@pytest.mark.parametrize("together", [True, False])
def test_an_id_that_is_also_an_address_of_another_story_stays_its_own(memory, together):
    first = record(1, id=ids.story_id(ADDRESS), canonical_url=ADDRESS)
    second = record(2, url=ADDRESS)
    for _ in range(3):
        for batch in [[first, second]] if together else [[first], [second]]:
            with memory.writing():
                memory.remember(batch)
    assert memory.get(ids.story_id(ADDRESS)).key == first.story.key
    assert memory.get(ids.story_id("2")).key == second.story.key
    assert memory.find(first).key == first.story.key
    assert (memory.count(stories), memory.count(names)) == (2, 2)
    memory.take_down(ids.story_id(ADDRESS))
    assert memory.find(first).revision == 0


def test_a_story_whose_id_is_an_address_of_an_earlier_one_is_kept_beside_it(memory):
    first, second = record(1, link=ADDRESS), record(2, id=ids.story_id(ADDRESS))
    for one in (first, second):
        with memory.writing():
            memory.remember([one])
    assert memory.get(ids.story_id("1")).key == first.story.key
    assert memory.get(ids.story_id(ADDRESS)).key == second.story.key
    assert memory.at(ids.story_id(ADDRESS)).key == second.story.key


def test_what_a_block_raises_takes_its_writes_back(memory):
    def fail():
        with memory.writing():
            memory.remember([record(1)])
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert memory.find(record(1)) is None
    with memory.writing():
        memory.remember([record(1)])
    assert memory.find(record(1)) is not None


def at_once(*jobs):
    """Run functions in threads; what they raised."""
    raised = []

    def run(job):
        try:
            job()
        except MemoryUnusable as error:
            raised.append(error)

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return raised


def test_jobs_that_start_at_once_make_the_tables_once(memory_url):
    assert at_once(*[lambda: Memory(memory_url).close()] * 4) == []


def test_jobs_that_write_the_same_stories_at_once_do_not_hinder_each_other(memory, memory_url):
    records = [
        record(number, body="Vote.", link=f"https://quay.example/{number}") for number in range(300)
    ]

    def write(order):
        job = Memory(memory_url)
        for _ in range(10):
            with job.writing():
                job.remember(order)
        job.close()

    assert at_once(*(lambda o=order: write(o) for order in (records, records[::-1]))) == []


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://me:s3cret@db.example/news", "none of sqlite, postgresql"),
        ("postgresql+psycopg2://me:s3cret@db.example/news", "psycopg2"),
        ("postgresql:/nowhere", "URL"),
    ],
)
def test_what_cannot_be_opened_is_named_without_its_password(url, said):
    with pytest.raises(MemoryUnusable) as raised:
        Memory(url)
    assert said in str(raised.value)
    assert "s3cret" not in str(raised.value)
