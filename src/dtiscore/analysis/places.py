"""Our place among the ranked agencies of our cohort."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dtiscore.analysis.ranking import printed_as, rank_of
from dtiscore.base.points import Rounding, round_points
from dtiscore.model.criteria import of_cohort

if TYPE_CHECKING:
    from decimal import Decimal

    from dtiscore.analysis.results import Results


class Standing(NamedTuple):
    """A place by standard competition ranking.

    Attributes:
        rank: among those whose total is known, ours included.
        of: all ranked ones, ours included, whether their total is known or not.
        unknown: those of them whose total is not published, who may stand anywhere.
    """

    rank: int
    of: int
    unknown: int


def place_among(results: Results, total: Decimal) -> Standing | None:
    """Where a total of ours would stand among the published totals of the cohort's others.

    Compared as results are printed: equal printed values share a place. None where no other
    agency's total is published.
    """
    printed = printed_as(results)
    maximum = of_cohort(results.criteria_set.header.max_score, results.cohort)
    members = results.members(ours=False)
    others = [
        round_points(one.total, Rounding(printed.places))
        for one in members.known
        if one.total is not None
    ]
    if not others:
        return None
    rank = rank_of(printed.from_points(total, maximum), others)
    return Standing(rank, of=1 + members.of, unknown=members.of - len(others))
