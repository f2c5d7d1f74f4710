"""Tokens: the numbers and known words of a short text; a text with any other is no time."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final, cast

from newscrawler.values.letters import plain
from newscrawler.values.lexicon import (
    SEPARATORS,
    WORD,
    Lexicon,
    Sense,
    Token,
)

_TOKEN = re.compile(
    rf"""
    (?P<ymd>\d{{4}}\s?([-/.])\s?\d{{1,2}}\s?\2\s?\d{{1,2}}(?!\d))
    |(?P<dmy>\d{{1,2}}\s?([-/.])\s?\d{{1,2}}(?:\s?\4\s?\d{{4}}|\4\d{{2}})(?!\d|[:.]\d)
        |\d{{1,2}}\.\s\d{{1,2}}\.\s\d{{2}}(?!\d|[:.]\d))
    |(?P<clock>\d{{1,2}}:\d{{2}}(?::\d{{2}}(?:[.,]\d{{1,9}})?)?(?!\d)
        (?:\s?\(?(?:utc|gmt)?[+-]\d{{1,2}}(?::?\d{{2}})?(?!\d))?)
    |(?P<dm>\d{{1,2}}\.\s?\d{{1,2}}\.(?!\d)|\d{{1,2}}[-/]\d{{1,2}}(?!\d))
    |(?P<dot>\d{{1,2}}\.\d{{2}}(?!\d))
    |(?P<decimal>\d+[.,]\d(?!\d))
    |'(?P<yy>\d{{2}})(?!\d)
    |(?P<num>\d+)(?:(?:st|nd|rd|th|er|º|ª|°)(?!{WORD.pattern}))?
    |(?P<word>\([^\d\s()]\)|{WORD.pattern})
    |[{SEPARATORS}]+
    """,
    re.VERBOSE,
)
_PIECE = re.compile(rf"\d+|{WORD.pattern}")

UNSPACED: Final = "\u0e00"
"""Scripts from here on (Thai, Lao, Burmese, Khmer, Hangul, kana, Han) may run words together."""

_LONGEST_UNSPACED: Final = 16
"""Characters of the longest word looked for in such a run."""

_TAIL: Final = 40
"""Characters in which the last word of a time is looked for."""

_SAYING: Final = frozenset({"ago", "few", "now", "day", "amount", "months", "weekdays"})

Tokens = list[tuple[Sense, ...]]
"""For each word or number its possible meanings."""


def tokens(text: str, words: Lexicon) -> Tokens | None:
    """The meanings of each word and number of ``text`` (made ``plain``), in order; ``None``
    where a word is none of ``words``."""
    found: Tokens = []
    position = 0
    while position < len(text):
        match = cast("re.Match[str]", _TOKEN.match(text, position))  # takes every character
        position = match.end()
        if match.lastgroup == "word":
            senses, position = _words(text, match, words)
            if not senses:
                return None
            found += senses
        elif match.lastgroup:
            found.append(((Token(match.lastgroup, 0, match[match.lastgroup]),),))
    return found


def _words(text: str, match: re.Match[str], words: Lexicon) -> tuple[Tokens, int]:
    """The meanings of the longest phrase that begins with this word, and where it ends."""
    longest = words.longest.get(match["word"], 0)
    if longest > 1:
        pieces = list(islice(_PIECE.finditer(text, match.start()), longest))
        for count in range(len(pieces), 1, -1):
            senses = words.senses.get(" ".join(piece[0] for piece in pieces[:count]))
            if senses:
                return [senses], pieces[count - 1].end()
    word = match["word"]
    if senses := words.senses.get(word) or words.senses.get(word.strip("()")):
        return [senses], match.end()
    return (_run(word, words) if word >= UNSPACED else []), match.end()


def _run(run: str, words: Lexicon) -> Tokens:
    """The words of a run without spaces, the longest first each time; none if any is unknown."""
    found: Tokens = []
    while run:
        for length in range(min(len(run), _LONGEST_UNSPACED), 0, -1):
            if senses := words.senses.get(run[:length]):
                found.append(senses)
                run = run[length:]
                break
        else:
            return []
    return found


def may_end(text: str, words: Lexicon) -> bool:
    """Whether the last word of ``text`` could be the end of a time: most texts are settled by
    this.

    >>> from newscrawler.values.lexicon import lexicon
    >>> may_end("Politico17 hours ago", lexicon("en")), may_end("Fox 5 DC", lexicon("en"))
    (True, False)
    """
    pieces = _PIECE.findall(plain(text[-_TAIL:]))
    return bool(pieces) and (
        pieces[-1].isdecimal() or pieces[-1] in words.last or pieces[-1] >= UNSPACED
    )


def may_begin_inside(text: str, words: Lexicon) -> bool:
    """Whether a time may begin ``text`` although a letter stands right before it: with a word
    that says something, and is long enough not to be the end of another by chance.

    >>> from newscrawler.values.lexicon import lexicon
    >>> [may_begin_inside(text, lexicon(None)) for text in ("hace 2 h", "e 12 nov", "fa 2 h")]
    [True, False, False]
    """
    lower = plain(text)
    first = _TOKEN.match(lower)
    if first is None or first.lastgroup != "word":  # the letter is one that plain drops
        return False
    senses, end = _words(lower, first, words)
    shortest = 2 if lower >= UNSPACED else 3
    return end >= shortest and any(
        sense[0].kind in _SAYING for sense in (senses[0] if senses else ())
    )
