"""Letters: how many characters of each class the blocks of a page have, counted at once."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

CLASSES = (
    "space lower upper digit comma stop quote colon dash bracket cjk mark".split()
)  # fmt: skip
"""``lower`` is also any letter without case; ``mark`` is all else."""

_LISTED = {
    "space": " ",
    "comma": ",،;",
    "stop": ".!?…।؟",
    "quote": "\"'“”„«»‘’‚‹›",
    "colon": ":",
    "dash": "-–—",
    "bracket": "()[]",
}
_CJK = 0x3000
"""From this code on everything counts as ``cjk``: letters, and their own punctuation."""


def _table() -> NDArray[np.uint8]:
    """The class of every character below U+3000."""
    table = np.full(_CJK + 1, CLASSES.index("mark"), np.uint8)
    for code in range(_CJK):
        letter = chr(code)
        if letter.isalpha():
            table[code] = CLASSES.index("upper" if letter.isupper() else "lower")
        elif letter.isdigit():
            table[code] = CLASSES.index("digit")
    for name, letters in _LISTED.items():
        table[[ord(letter) for letter in letters]] = CLASSES.index(name)
    table[_CJK] = CLASSES.index("cjk")
    return table


_TABLE = _table()


def counts(texts: list[str]) -> NDArray[Any]:
    """A row for each text, a column for each class.

    >>> counts(["Hi, you", "大阪"])[:, [0, 1, 2, 4, 10]].tolist()
    [[1, 4, 1, 1, 0], [0, 0, 0, 0, 2]]
    """
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    kinds = _TABLE[np.minimum(codes, _CJK)]
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    rows = np.repeat(np.arange(len(texts)) * len(CLASSES), lengths)
    flat = np.bincount(rows + kinds, minlength=len(texts) * len(CLASSES))
    return flat.reshape(len(texts), len(CLASSES))
