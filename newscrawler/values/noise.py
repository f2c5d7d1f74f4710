"""Noise: what aggregators leave inside a body that is not the story's text.

Seen on Daily8 pages of 2025 (text renderings). A phrase is cut only where it stands as
furniture: alone, at the very start, or between two sentences; a sentence that contains the
same words stays.
"""

from __future__ import annotations

import re

_ALONE = re.compile(
    r"(?:Advertisement|ADVERTISEMENT|Advertisements?:?|Listen to (?:this )?article"
    r"|Continue reading the main story)"
)
"""A paragraph that is nothing else."""

_PLAYER = re.compile(r"\A(?:Listen to (?:this )?article)\s+(?=[\"'“‘(\[]?[A-Z0-9])")
"""The audio player's label, glued to the first sentence."""

_AD = re.compile(r"(?<=[.!?\"'”’]) Advertisement(?= [\"'“‘]?[A-Z][\w’']*[ ,.!?]+(?![A-Z]))")
"""An advertisement's label between two sentences. ``Advertisement Standards Authority`` is a
name: a second capitalised word keeps it."""

_NEW_TAB = re.compile(r", opens new tab\b")
"""Reuters' text for screen readers after a link."""

_STYLE = re.compile(r"\.[a-z][\w-]{0,40}\{[^{}]{0,200}\}")
"""A style rule of an inline drawing, taken for text."""

_OPENERS = (
    "A An And As At But By Earlier For Four Five From He Her His However If In It Its Last Later "
    "Meanwhile Moreover No Nor Not On One Only Or Our She Since So Some Still That The Their Then "
    "There These They This Those Three Though To Two Under Until We What When Where While With "
    "Yet You"
).split()
_READ_MORE = re.compile(
    r" ?\bREAD (?:MORE|ALSO): [^\n.!?]{1,200}?"
    r"(?=(?<=[a-z0-9)'’”]) (?:(?:" + "|".join(_OPENERS) + r")[ ,]|[A-Z][a-z]+ly, )"
    r"|(?<=[a-z0-9)'’”]) READ (?:MORE|ALSO): |$)",
    re.MULTILINE,
)
"""A link to another story set into the paragraph: ``READ MORE: <headline> Separately, ...``.
The headline has no full stop, so it ends where a sentence plainly begins: at one of the words
that open sentences, or at an adverb with its comma; else it is left, so that no text is lost."""


def cut(body: str) -> str:
    """The body without noise; paragraphs are separated by a blank line before and after.

    >>> cut("Listen to article Several people were hurt. Advertisement The fire is out.")
    'Several people were hurt. The fire is out.'
    >>> cut("Advertisement spending fell. Fans listen to article after article.")
    'Advertisement spending fell. Fans listen to article after article.'
    >>> cut("It rained. READ MORE: Flood warning in the north Meanwhile, trains were late.")
    'It rained. Meanwhile, trains were late.'
    """
    if not any(word in body for word in _HINTS):
        return body
    kept = [cleaned for part in body.split("\n\n") if (cleaned := _paragraph(part))]
    return _PLAYER.sub("", "\n\n".join(kept))


_WITHIN = {"{": _STYLE, "opens new tab": _NEW_TAB, "READ ": _READ_MORE, "Advertisement": _AD}
"""What is in every text that a pattern finds -> the pattern of a phrase within a paragraph. To
look for it first costs a hundredth of the search, and nearly all paragraphs have none."""

_HINTS = (*_WITHIN, "Listen to ", "ADVERTISEMENT", "Continue r")
"""One of them is in every phrase above; nearly all bodies have none."""


def _paragraph(part: str) -> str:
    if _ALONE.fullmatch(part):
        return ""
    for word, phrase in _WITHIN.items():
        if word in part:
            part = phrase.sub("", part)
    return part.strip()
