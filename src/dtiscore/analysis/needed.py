"""The points a better rank takes: what a plan has to reach.

`needed_points` is the plan's one question to the ranks. Whoever knows more of how the others will
move (a simulation) answers it with another `Needed`, and the plan stays as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dtiscore.analysis.ranking import printed_as, rank_of, standings, target

if TYPE_CHECKING:
    from decimal import Decimal

    from dtiscore.analysis.ranking import Row
    from dtiscore.analysis.results import Results
    from dtiscore.model.scale import PublishedAs


class Needed(NamedTuple):
    """What a plan must reach, and why.

    Attributes:
        points: the total needed, in our points.
        rank, now: the rank it has among the published results, and today's.
        value: the published value behind it; ``others``: the other agencies' values.
        members, of: how many of the ranked agencies have a known result.
        period, source, status: of the published results, official only where all are;
            ``statuses``: ours, then each of the others'. ``printed``: their scale and decimals.
        quantile: with which certainty it is enough (0-1), where that was asked.
    """

    points: Decimal
    rank: int
    now: int
    value: Decimal
    passed: tuple[Row, ...]
    level: tuple[Row, ...]
    others: tuple[Decimal, ...]
    members: int
    of: int
    period: int
    source: str | None
    status: str | None
    statuses: tuple[str | None, tuple[str | None, ...]]
    printed: PublishedAs
    quantile: float | None = None

    def rank_with(self, value: Decimal) -> int:
        """The rank a published value would have among the others' published results."""
        return rank_of(value, self.others)


def needed_points(results: Results, raise_by: int) -> Needed | None:
    """The fewest points that stand ``raise_by`` ranks better among the published results.

    None where there is no such table: we are not ranked in it, or nobody else is.
    """
    standing = standings(results)[0]
    found = target(results, standing, raise_by)
    behind = [row for row in standing.rows if row.rank is not None and not row.ours]
    others = tuple(row.value for row in behind if row.value is not None)
    if found is None or standing.ours is None or not others:
        return None
    statuses = standing.ours.status, tuple(row.status for row in behind)
    return Needed(
        points=found.points,
        rank=found.rank,
        now=found.now,
        value=found.needed,
        passed=found.passed,
        level=found.level,
        others=others,
        members=standing.members,
        of=standing.of,
        period=results.published.period,
        source=results.published.source,
        printed=printed_as(results),
        status="official" if {statuses[0], *statuses[1]} == {"official"} else "illustrative",
        statuses=statuses,
    )
