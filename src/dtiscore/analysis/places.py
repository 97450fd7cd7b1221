"""Our place among the agencies whose totals are published."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dtiscore.analysis.ranking import printed_as, rank_of
from dtiscore.base.points import Rounding, round_points
from dtiscore.model.criteria import of_cohort

if TYPE_CHECKING:
    from decimal import Decimal

    from dtiscore.analysis.results import Results


class Standing(NamedTuple):
    """A place by standard competition ranking among ``of`` agencies, ours included."""

    rank: int
    of: int


def place_among(results: Results, total: Decimal) -> Standing | None:
    """Where a total of ours would stand among the published totals of the cohort's others.

    Compared as results are printed: equal printed values share a place. None where no other
    agency's total is published.
    """
    printed = printed_as(results)
    maximum = of_cohort(results.criteria_set.header.max_score, results.cohort)
    others = [
        round_points(peer.total, Rounding(printed.places))
        for peer in results.peers()
        if peer.total is not None and not results.is_ours(peer)
    ]
    if not others:
        return None
    rank = rank_of(printed.from_points(total, maximum), others)
    return Standing(rank, 1 + len(others))
