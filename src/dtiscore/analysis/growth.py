"""How the other agencies' points grow in a year: fitted from two years, or assumed."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.base.text import fold

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from dtiscore.analysis.results import Results

ENOUGH = Fraction(65, 100)
"""The share of the other agencies whose two years must be known before a chance is given."""
FEWEST = 3
"""Fewer differences say nothing about their spread."""


class Growth(NamedTuple):
    """Points a year: the mean and the standard deviation. For chances only, never for points."""

    mean: float
    spread: float


class Peer(NamedTuple):
    """Another ranked agency with its points of our maximum, and those of the year before."""

    id: str
    name: str
    points: Decimal
    before: Decimal | None


def peers_of(results: Results, before: Results | None) -> tuple[Peer, ...]:
    """The other ranked agencies of our cohort whose total is known.

    Args:
        results: of the year we stand in.
        before: of the year before that; None where none is.
    """
    earlier = {
        fold(one.id): before.total(one.total, one.cohort)
        for one in (before.peers() if before is not None else ())
        if before is not None and one.total is not None
    }
    return tuple(
        Peer(
            one.id,
            one.name or one.id,
            results.total(one.total, one.cohort),
            earlier.get(fold(one.id)),
        )
        for one in results.peers()
        if one.total is not None and not results.is_ours(one)
    )


class Fit(NamedTuple):
    """Growth fitted from two years, from how many of the cohort's other agencies.

    ``growth`` is None where too few are known for a chance.
    """

    growth: Growth | None
    pairs: int
    of: int


def fit(peers: tuple[Peer, ...], listed: int, leave_out: str | None = None) -> Fit:
    """The growth of all peers together, one difference each.

    Args:
        peers: with both years, as far as they are known.
        listed: how many other ranked agencies the cohort has, known or not.
        leave_out: an agency whose difference is not looked at.
    """
    grown = {one.id: one.points - one.before for one in peers if one.before is not None}
    kept = [float(value) for agency, value in grown.items() if agency != leave_out]
    if len(kept) < FEWEST or not listed or Fraction(len(grown), listed) < ENOUGH:
        return Fit(None, len(grown), listed)
    mean = sum(kept) / len(kept)
    # Of a sample: the year to come is another draw.
    variance = sum((value - mean) ** 2 for value in kept) / (len(kept) - 1)
    return Fit(Growth(mean, variance**0.5), len(grown), listed)


def each(peers: tuple[Peer, ...], growth: Growth, single: Mapping[str, Growth]) -> list[Growth]:
    """The growth of each peer: its own where one is stated."""
    return [single.get(fold(one.id), growth) for one in peers]
