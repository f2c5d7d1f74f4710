"""Inputs for the fuzzer: real ones damaged, and hostile ones that repeat what parsers dislike."""

from __future__ import annotations

import random
from pathlib import Path

LONGEST = 200_000  # bytes
PIECES: list[str] = [
    *" \t\n\r\0\"'<>&;,.:/\\|-–—·%#?=@([{+*^$1a",
    *("\u200b", "\u00a0", "\u202e", "\u2028", "\ufeff", "é", "中", "ى", "🗞", "\ud800"),
    *(
        "<a ",
        "<a href=x>",
        "</a>",
        "<p>",
        "<div>",
        "</div>",
        "<b",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
    ),
    *("<script>", "</script>", "<br>", "<table><td>", "<svg>", "<template>", "<select><option>"),
    *("<article><h2>x</h2>", "<time datetime=1>", "<item><title>x</title>", "<url><loc>x</loc>"),
    *('<script type="application/ld+json">', "<!DOCTYPE x [", "<!ENTITY a 'b'>", "&a;", "&amp;"),
    *(
        "&#x41;",
        "&#xD800;",
        "&#99999999999;",
        "&lt;",
        "&nbsp",
        "<?xml version='1.0'?>",
        "xmlns:a='b' ",
    ),
    *(
        '{"a":',
        '["',
        "[",
        "{",
        "}",
        "]",
        '"headline":"x",',
        '"@graph":[',
        "null,",
        "1e999",
        "\\u0000",
    ),
    *("jan ", "may ", "2026-11-24T", "10:00", "+01:00", "hours ago", "an hour ago ", "19-07-2025 "),
    *(
        "by ",
        "By: ",
        " and ",
        " und ",
        ", ",
        "Dr. ",
        "O'",
        "AP",
        "| ",
        " - ",
        "ago",
        "24/12/",
        "يوم ",
    ),
    *(
        "http://",
        "https://a.b/",
        "//",
        "../",
        "?a=",
        "&utm_source=x",
        "%2f",
        "%zz",
        "@",
        ":99999",
        "[::1]",
    ),
    *(".com", "xn--", "amp;amp;", "x=y&", "key=", "://u:p@", "javascript:", "data:,", "www."),
]
_SHORT = ["May 3, 2026 at 10:05 a.m. EST", "By Ann Lee and Dr. Bo Ek, Reuters", "News2419-07-2025"]


class Inputs:
    """An endless supply from one ``seed``; ``folders`` hold files to damage."""

    def __init__(self, seed: int, folders: list[Path]):
        self.random = random.Random(seed)
        files = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
        self.pages = [path.read_bytes()[:LONGEST] for path in files]
        self.pages += [said.encode() for said in _SHORT]

    def body(self) -> bytes:
        """The next input of up to ``LONGEST`` bytes."""
        kind = self.random.random()
        if kind < 0.4:
            return self._repeated()[:LONGEST]
        if kind < 0.6:
            return self._soup()[:LONGEST]
        return self._damaged(self.random.choice(self.pages))[:LONGEST]

    def text(self) -> str:
        """The same as text; half of them no longer than a field of a card."""
        data = self.body()
        if self.random.random() < 0.5:
            start = self.random.randrange(len(data) + 1)
            data = data[start : start + self.random.randrange(1, 300)]
        return data.decode("utf-8", self.random.choice(["replace", "surrogateescape"]))

    def _piece(self) -> bytes:
        return self.random.choice(PIECES).encode("utf-8", "surrogatepass")

    def _repeated(self) -> bytes:
        """One to three pieces over and over: what makes a backtracking expression slow."""
        unit = b"".join(self._piece() for _ in range(self.random.randint(1, 3)))
        times = int(10 ** self.random.uniform(0, 5))
        return self._piece() + unit * min(times, LONGEST // len(unit)) + self._piece()

    def _soup(self) -> bytes:
        return b"".join(self._piece() for _ in range(int(10 ** self.random.uniform(0, 4))))

    def _damaged(self, page: bytes) -> bytes:
        """A file with some cuts, insertions, swaps and wrong bytes."""
        for _ in range(self.random.randint(1, 8)):
            start = self.random.randrange(len(page) + 1)
            end = min(len(page), start + int(10 ** self.random.uniform(0, 4)))
            middle = self.random.choice(
                [
                    b"",
                    self._piece(),
                    page[start:end] * 2,
                    self._repeated()[:5000],
                    bytes([start % 256]),
                ]
            )
            page = page[:start] + middle + page[end:]
        return page
