"""Letters: how many characters of each class some texts have, counted at once."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

CLASSES = ("other", "upper", "comma", "stop", "cjk")

_LISTED = {"comma": ",،;", "stop": ".!?…।؟"}
_CJK = 0x3000
"""From this code on everything counts as ``cjk``: letters, and their own punctuation."""


def _table() -> NDArray[np.int64]:
    """The class of every character below U+3000."""
    upper = [CLASSES.index("upper") * chr(code).isupper() for code in range(_CJK)]
    table = np.array([*upper, CLASSES.index("cjk")], np.int64)
    for name, letters in _LISTED.items():
        table[[ord(letter) for letter in letters]] = CLASSES.index(name)
    return table


_TABLE = _table()


def counts(texts: list[str]) -> NDArray[Any]:
    """A line for each class, a column for each text.

    >>> counts(["Hi, you", "大阪"]).tolist()
    [[5, 0], [1, 0], [1, 0], [0, 0], [0, 2]]
    """
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.int32)
    kinds = _TABLE.take(codes, mode="clip")  # all beyond the table are of its last class
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    kinds += np.arange(0, len(texts) * len(CLASSES), len(CLASSES)).repeat(lengths)
    flat = np.bincount(kinds, minlength=len(texts) * len(CLASSES))
    return flat.reshape(len(texts), len(CLASSES)).T
