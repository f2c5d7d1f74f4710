"""What is measured of each link of a page, as one matrix: a row a link, a column a feature."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newscrawler.layouts.detect.links import Links

Matrix = NDArray[np.float64]
Column = NDArray[np.float64]
Numbers = NDArray[np.intp]

_REACH = 2
"""Neighbours of the same group looked at on either side."""

OWN = ("length", "words", "digits", "tail", "hyphens", "repeats", "away", "dull")
"""Measured of each link by itself."""

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
    """The features named in ``NAMES``, for the links of a page on ``host`` (no ``www.``)."""
    weights = np.array(links.weights, dtype=float)
    own = _own(links, weights, host)
    grouping = group(links.numbers)
    local = weights / _window_max(weights, 3)
    found = np.empty((len(weights), len(NAMES)))
    wide, more = own.shape[1], 2 * own.shape[1] + NEAR
    found[:, :wide] = own
    found[:, wide : 2 * wide] = _means(own, grouping)[grouping.back]
    found[:, 2 * wide : more] = _near(own[:, :NEAR], grouping)
    found[:, more] = local
    found[:, more + 1] = weights / weights.max()
    found[:, more + 2] = _means(local, grouping)[grouping.back]
    found[:, more + 3 : -2] = _shapes(weights, grouping)[grouping.back]
    found[:, -2:] = np.array(links.traits, dtype=float)[grouping.back]
    return found


def _own(links: Links, weights: Column, host: str) -> Matrix:
    repeats = links.repeats
    rows = (
        (
            0.0,
            text.count(" ") + 1,
            address.digits,
            address.tail,
            address.hyphens,
            min(repeats[href], 4),
            address.host not in ("", host),
            address.dull,
        )
        for text, href, address in zip(links.texts, links.hrefs, links.addresses, strict=True)
    )
    values = np.fromiter(chain.from_iterable(rows), float, len(weights) * len(OWN))
    own = values.reshape(-1, len(OWN))
    own[:, 0] = np.log1p(weights)
    return own


def group(groups: Sequence[int]) -> Grouping:
    """Sort links by group, in document order inside each. Every number up to the greatest is
    that of a group."""
    numbers = np.array(groups)
    sizes = np.bincount(numbers)
    return Grouping(numbers.argsort(kind="stable"), sizes.cumsum() - sizes, sizes, numbers)


def _means(values: Matrix, grouping: Grouping) -> Matrix:
    """The mean of each group, of a column or of each column of a matrix."""
    sums = np.add.reduceat(values[grouping.order], grouping.starts, axis=0)
    means: Matrix = (sums.T / grouping.sizes).T
    return means


def _near(own: Matrix, grouping: Grouping) -> Matrix:
    """Means over the link and its neighbours of the same group, by running sums."""
    order, starts, sizes, back = grouping
    count = len(order)
    sums = np.zeros((count + 1, own.shape[1]))
    own[order].cumsum(axis=0, out=sums[1:])
    places, group_of = np.arange(count), back[order]
    low = np.maximum(places - _REACH, starts[group_of])
    high = np.minimum(places + _REACH + 1, (starts + sizes)[group_of])
    near = np.empty_like(own)
    near[order] = (sums[high] - sums[low]) / (high - low)[:, None]
    return near


def _window_max(values: Column, reach: int) -> Column:
    """The greatest of the values at most ``reach`` places away."""
    greatest = values.copy()
    for shift in range(1, min(reach + 1, len(values))):
        np.maximum(greatest[shift:], values[:-shift], out=greatest[shift:])
        np.maximum(greatest[:-shift], values[shift:], out=greatest[:-shift])
    return greatest


def _shapes(weights: Column, grouping: Grouping) -> Matrix:
    """Size, shortest text and share of each group."""
    order, starts, sizes, _ = grouping
    ordered = weights[order]
    sums = np.add.reduceat(ordered, starts)
    means = sums / sizes
    several = means[sizes > 2]
    found = np.empty((len(starts), 4))
    found[:, 0] = np.log(sizes)
    found[:, 1] = np.log1p(np.minimum.reduceat(ordered, starts))
    found[:, 2] = sums / sums.sum()
    found[:, 3] = means / (several if len(several) else means).max()
    return found
