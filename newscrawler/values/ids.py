"""Ids: the 32 hex digits by which a story is known from run to run and host to host."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

_LETTERS = re.compile(r"[^\W_]+")
_SENTENCE = re.compile(r"[.!?…](?=\s|$)|[。！？؟।]|\n")
_SENTENCE_LIMIT = 300
"""Characters searched for the end of the first sentence; a longer one is cut there."""


def story_id(key: str) -> str:
    """The id of the story with this key: the site's own, or its canonical URL.

    >>> story_id("https://news.example/a")
    '95bbca1f9b4bae7d73e89dc2c1be3dbe'
    """
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:32]


@lru_cache(maxsize=256)  # a story's is asked for by each step that it passes
def alias(aggregator: str, headline: str, body: str | None) -> str:
    """The id of a story that is known by its words alone.

    The key is the aggregator, the headline and the first sentence of the body, each without
    case, accents' encoding, punctuation and spacing, so that a lead and its card without a
    link elsewhere are one story although quotation marks or dashes differ.

    >>> alias("daily8", "“Two” win", "They won. All.") == alias("daily8", "'Two' Win", "They won!")
    True
    """
    return story_id("\n".join((aggregator, _bare(headline), _bare(_first_sentence(body or "")))))


def _first_sentence(body: str) -> str:
    start = body.lstrip()[:_SENTENCE_LIMIT]
    return _SENTENCE.split(start, maxsplit=1)[0]


def _bare(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(_LETTERS.findall(folded))
