"""The shipped body model: its file, its card, and the learning that makes it."""

import gzip
import hashlib
import json
from pathlib import Path

import lightgbm
import numpy as np
import pytest
from lxml import html

from benchmarks import cross_validate_body, train_body
from benchmarks.body import labels, learn, pages
from newscrawler.reading.body import Hints, model
from newscrawler.reading.body.forest import from_lists
from newscrawler.reading.body.outline import outline
from newscrawler.reading.body.words import Words

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"
FLOORS = json.loads((ROOT / "tests" / "body_floors.json").read_text("utf-8"))
CARD = model.PATH.with_name("model.md").read_text("utf-8")


def site(number: int, count: int = 6) -> list[dict[str, str]]:
    """Invented stories of one publisher, all in its template."""
    said = [
        f"Story {n} of site {number} goes on, and on, as it is told here. " * 4
        for n in range(count)
    ]
    return [
        {
            "id": f"site{number}-{n}",
            "url": f"https://site{number}.example/{n}",
            "body": text.strip(),
            "page": f"<h1>Title {n}</h1><div class=story><p>{text}</p></div>"
            f"<div class=more><p>Read also what site {number} tells elsewhere.</p></div>",
        }
        for n, text in enumerate(said)
    ]


@pytest.fixture
def corpus(tmp_path):
    (tmp_path / "pages").mkdir()
    stories = [story for number in range(12) for story in site(number)]
    for story in stories:
        page = gzip.compress(story.pop("page").encode())
        (tmp_path / "pages" / f"{story['id']}.html.gz").write_bytes(page)
    lines = "".join(json.dumps(story) + "\n" for story in stories)
    (tmp_path / "truth.jsonl").write_text(lines, encoding="utf-8")
    return tmp_path


def test_the_file_is_the_one_that_the_card_describes():
    assert hashlib.sha256(model.PATH.read_bytes()).hexdigest() in CARD
    assert FLOORS["data"] in CARD
    assert model.PATH.stat().st_size < 1_000_000


def test_a_model_for_other_features_is_refused():
    lists = model.shipped().as_lists()
    odd = model.load(lists | {"columns": [*lists["columns"][1:], "novelty"]})
    with pytest.raises(model.ModelError, match="novelty"):
        odd.scores(outline(html.document_fromstring("<p>A text.</p>")), Hints())


def test_learning_finds_the_text_and_gives_the_same_bytes_again(corpus):
    read = [*pages.read(corpus)]
    assert len({page.fold for page in read}) > 1
    learnt = learn.learn(read)
    assert train_body.written(learnt) == train_body.written(learn.learn([*pages.read(corpus)]))
    again = model.load(json.loads(train_body.written(learnt)))
    for page in read[:12]:
        assert cross_validate_body.body(page, again) == page.truth["body"]


def test_a_forest_gives_what_its_booster_does():
    random = np.random.default_rng(1)
    rows = random.normal(size=(1500, 5)).astype(np.float32)
    truth = (rows[:, 0] * rows[:, 1] > rows[:, 2]).astype(int)
    parameters = {"objective": "binary", "max_depth": 4, "num_leaves": 9, "verbosity": -1}
    booster = lightgbm.train(parameters, lightgbm.Dataset(rows, truth), 20)
    forest = learn.exported(booster, 4)
    assert np.allclose(forest(rows.T), booster.predict(rows), atol=1e-4)
    again = from_lists(json.loads(json.dumps(forest.as_lists())))
    assert (again(rows.T) == forest(rows.T)).all()
    assert len(forest(rows[:0].T)) == 0


def test_words_of_attributes_are_scored_as_they_are_written():
    words = Words({"story": 2.0, "body": 1.0, "promo": -3.0}, {"read": -1.0})
    scores = words.of_sayings(["storyBody", "unknown", "", "c-promo Story promo"])
    assert scores.T.tolist() == [[1, 2, 3], [0, 0, 0], [0, 0, 0], [-3, 2, -4]]
    assert words.of_starts(["Read more", "More to read", "…", "Read on. " * 40]) == [-1, 0, 0, 0]


def test_a_body_labels_the_blocks_that_it_is_made_of():
    texts = ["The title of it all", "One two three four five.", "Read more", "Six seven."]
    found = labels.from_body(texts, "One two three four five.\n\nSix seven.")
    assert found.truth.tolist() == [0, 1, 0, 1]
    assert (found.weight > 0).all()


def test_passages_label_the_blocks_that_hold_them():
    texts = ["Wanted words here", "Unwanted words", "Neither"]
    found = labels.from_snippets(texts, ["wanted words here"], ["unwanted"])
    assert found.truth.tolist() == [1, 0, 0]
    assert np.flatnonzero(found.weight).tolist() == [0, 1]


def test_scores_below_their_floors_are_named(tmp_path):
    floors = {"floors": {"articles": {"aeb": {"body": {"f1": 0.9, "f1_99": 0.5}}}}}
    scores = {"aeb": {"body": {"f1": 0.8, "f1_99": 0.6}}}
    (tmp_path / "articles.json").write_text(json.dumps(scores), encoding="utf-8")
    assert cross_validate_body.fallen(tmp_path, floors) == ["aeb body f1 0.800 < 0.9"]


def test_the_corpus_is_the_one_of_the_floors():
    parts = [CORPUS / "articles", CORPUS / "snippets"]
    if not all(part.is_dir() for part in parts):
        pytest.skip(f"{CORPUS} is missing: the corpora are not part of the project")
    assert pages.digest(parts) == FLOORS["data"], "the corpus changed: train and measure anew"
