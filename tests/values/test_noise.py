"""Noise is cut, and only as noise."""

import pytest

from newscrawler.values import noise


@pytest.mark.parametrize(
    ("body", "clean"),
    [
        ("Listen to article Several people came.", "Several people came."),
        ("Listen to article", ""),
        ("Listen to article “We came,” he said.", "“We came,” he said."),
        ("One.\n\nAdvertisement\n\nTwo.", "One.\n\nTwo."),
        ("One. Advertisement Got it? Good. Two.", "One. Got it? Good. Two."),
        ("The plan, opens new tab was told.", "The plan was told."),
        ("Live blog .cls-1{clip-path:url(#c);} starts.", "Live blog  starts."),
        ("READ MORE: Flood in the north", ""),
        (
            "It rained. READ MORE: Flood in the north READ MORE: Rain in the south The trains ran.",
            "It rained. The trains ran.",
        ),
        (
            "No one was hurt. READ MORE: Minister resigns over roof Separately, a dog was found.",
            "No one was hurt. Separately, a dog was found.",
        ),
    ],
)
def test_noise_is_cut(body: str, clean: str):
    assert noise.cut(body) == clean


@pytest.mark.parametrize(
    "body",
    [
        "Fans listen to article after article.",
        "He asked us to listen. Listen to articles, he said.",
        "Advertisement spending fell by half.",
        "He complained. Advertisement Standards Authority rules were clear.",
        "The word Advertisement stood above it.",
        "READ MORE: He stopped. Then a long text follows that has no sentence to tell it apart.",
        "They asked people to READ MORE books.",
        "A set {a, b} of two.",
        "",
    ],
)
def test_sentences_with_the_same_words_stay(body: str):
    assert noise.cut(body) == body


def test_hostile_text_takes_no_time():
    for hostile in (
        "READ MORE" + " " * 100_000,
        "." + " " * 50_000 + "Advertisement" + " " * 50_000,
        "READ MORE: " + "aB " * 30_000,
        "READ MORE: " * 9000,
        "Advertisement " * 7000,
        ".a{" * 30000,
        " " * 100_000,
    ):
        noise.cut(hostile)
