"""What is measured of each link of a page, as one matrix: a row a link, a column a feature."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newscrawler.layouts.detect.links import Links, Traits

Matrix = NDArray[np.float64]
Column = NDArray[np.float64]
Numbers = NDArray[np.intp]

_REACH = 2
"""Neighbours of the same group looked at on either side."""

OWN = ("length", "words", "digits", "tail", "hyphens", "repeats", "away", "dull")
"""Measured of each link by itself."""

LENGTH, REPEATS = OWN.index("length"), OWN.index("repeats")

MOST_REPEATS = 4
"""Links to one address, from which on more of them tell nothing more."""

NEAR = 5
"""How many of these are measured of its neighbours, too."""

NAMES = (
    *OWN,
    *(f"group_{name}" for name in OWN),
    *(f"near_{name}" for name in OWN[:NEAR]),
    "local",
    "relative",
    "group_local",
    "group_size",
    "group_shortest",
    "group_share",
    "group_relative",
    "heading",
    "furniture",
)


class Grouping(NamedTuple):
    """The links sorted by group: ``order[starts[i]:starts[i] + sizes[i]]`` is group ``i``."""

    order: Numbers
    starts: Numbers
    sizes: Numbers
    back: Numbers
    """Link -> its group."""


def matrix(links: Links, host: str) -> Matrix:
    """The features named in ``NAMES``, for the links of a page on ``host`` (no ``www.``).

    Made on its side, a row a feature, as numpy takes whole rows at once; of all groups together,
    as a page has so few links that the number of numpy's calls is what it costs.
    """
    weights = np.array(links.weights, dtype=float)
    own = _own(links, weights, host)
    local = weights / _highest(weights)
    grouping = group(links.numbers)
    ordered = np.vstack((own, local, weights)).take(grouping.order, axis=1)
    groups = _groups(ordered, grouping, links.traits).take(grouping.back, axis=1)
    near = _near(ordered[:NEAR], grouping)
    relative = weights / weights.max()
    wide = len(own)
    return np.vstack((own, groups[:wide], near, local, relative, groups[wide:])).T


def _own(links: Links, weights: Column, host: str) -> Matrix:
    repeats, here = links.repeats, ("", host)
    rows = (
        (0.0, text.count(" ") + 1, digits, tail, hyphens, repeats[href], away not in here, dull)
        for text, href, (away, digits, tail, hyphens, dull) in zip(
            links.texts, links.hrefs, links.addresses, strict=True
        )
    )
    values = np.fromiter(chain.from_iterable(rows), float, len(weights) * len(OWN))
    own = values.reshape(-1, len(OWN)).T
    own[LENGTH] = np.log1p(weights)
    np.minimum(own[REPEATS], MOST_REPEATS, out=own[REPEATS])
    return own


def group(groups: Sequence[int]) -> Grouping:
    """Sort links by group, in document order inside each. Every number up to the greatest is
    that of a group."""
    numbers = np.array(groups)
    sizes = np.bincount(numbers)
    return Grouping(numbers.argsort(kind="stable"), sizes.cumsum() - sizes, sizes, numbers)


def _groups(ordered: Matrix, grouping: Grouping, traits: Sequence[Traits]) -> Matrix:
    """What is measured of each group: the mean of every row but the last, which has the weights;
    its size, shortest text, share and mean weight; its traits."""
    _, starts, sizes, _ = grouping
    sums = np.add.reduceat(ordered, starts, axis=1)
    means = sums / sizes
    lengths = means[-1]
    several = lengths[sizes > 2]
    return np.vstack(
        (
            means[:-1],
            np.log(sizes),
            np.log1p(np.minimum.reduceat(ordered[-1], starts)),
            sums[-1] / sums[-1].sum(),
            lengths / (several if len(several) else lengths).max(),
            np.array(traits).T,
        )
    )


def _near(ordered: Matrix, grouping: Grouping) -> Matrix:
    """Means over the link and its neighbours of the same group, by running sums."""
    order, starts, sizes, _ = grouping
    count = len(order)
    sums = np.zeros((len(ordered), count + 1))
    ordered.cumsum(axis=1, out=sums[:, 1:])
    places = np.arange(count)
    low = np.maximum(places - _REACH, starts.repeat(sizes))
    high = np.minimum(places + _REACH + 1, (starts + sizes).repeat(sizes))
    near = np.empty_like(ordered)
    near[:, order] = (sums.take(high, axis=1) - sums.take(low, axis=1)) / (high - low)
    return near


def _highest(values: Column) -> Column:
    """The greatest of the values, none below zero, at most three places away: first of two
    neighbours, then of four, then of seven."""
    padded = np.zeros(len(values) + 6)
    padded[3:-3] = values
    two = np.maximum(padded[:-1], padded[1:])
    four = np.maximum(two[:-2], two[2:])
    seven: Column = np.maximum(four[:-3], four[3:])
    return seven
