"""The attackers' DNS, for the processes of these tests: names of ``.example`` on loopback.

Python imports this module at start when its folder is on ``PYTHONPATH``.
"""

from __future__ import annotations

import itertools
import socket

SITE, CANARY = "127.0.0.2", "127.0.0.1"  # what may be reached, and what may not

_ask_the_system = socket.gethostbyname
_answers = {
    "inside.example": itertools.repeat(CANARY),
    "metadata.example": itertools.repeat("169.254.169.254"),
    "rebind.example": itertools.cycle([SITE, CANARY]),  # public when checked, internal after
}


def _answer(name: str) -> str:
    name = name.removesuffix(".")
    if name in _answers:
        return next(_answers[name])
    if name.endswith(".example"):
        return SITE
    if name.endswith(".amazonaws.com"):  # nothing leaves the machine
        raise socket.gaierror(f"{name} is not asked for in tests")
    return _ask_the_system(name)


socket.gethostbyname = _answer
