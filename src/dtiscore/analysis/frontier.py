"""Points against cost: the corners of the frontier, or as many as show its shape.

A corner is a set that no other beats: none brings more for its price, or as much for less.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.analysis.optimum import best

if TYPE_CHECKING:
    from dtiscore.analysis.puzzle import Choice, Limits, Puzzle

_NO_TARGET = -(10**12)
"""Below any sum of points: reached by the cheapest set there is."""


class Frontier(NamedTuple):
    """Corners, the dearest first; ``whole``: there are no others within the limits."""

    corners: tuple[Choice, ...]
    whole: bool


def frontier(puzzle: Puzzle, limits: Limits, most: int) -> Frontier:
    """The dearest corner, the cheapest, that of the target, and between them at most so many.

    The widest gap in points is halved first: where points are cheap, a corner brings many.
    """
    free = limits._replace(target=None)
    dearest, cheapest = best(puzzle, free), _cheapest(puzzle, limits, _NO_TARGET)
    if dearest is None or cheapest is None:
        return Frontier((), whole=True)
    known = {dearest.points: dearest, cheapest.points: cheapest}
    if limits.target is not None:
        wanted = _cheapest(puzzle, limits, limits.target)
        known |= {} if wanted is None else {wanted.points: wanted}
    closed: set[int] = set()
    while len(known) < most:
        points = sorted(known)
        gaps = [(low, high) for low, high in pairwise(points) if high not in closed]
        if not gaps:
            break
        low, high = max(gaps, key=lambda gap: gap[1] - gap[0])
        between = _between(puzzle, free, known[low], known[high])
        if between is None:
            closed.add(high)
        else:
            known[between.points] = between
    whole = all(high in closed for high in sorted(known)[1:])
    return Frontier(tuple(known[points] for points in sorted(known, reverse=True)), whole)


def _cheapest(puzzle: Puzzle, limits: Limits, target: int) -> Choice | None:
    """The corner at the lowest price that reaches so many points."""
    found = best(puzzle, limits._replace(target=target))
    return found and best(puzzle, limits._replace(target=None, budget=found.cost))


def _between(puzzle: Puzzle, limits: Limits, low: Choice, high: Choice) -> Choice | None:
    """A corner between two, near the middle of their points; None where there is none."""
    found = _cheapest(puzzle, limits, (low.points + high.points) // 2 + 1)
    if found is not None and found.cost >= high.cost:
        found = best(puzzle, limits._replace(budget=high.cost - 1))
    return found if found is not None and low.points < found.points < high.points else None
