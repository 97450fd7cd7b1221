"""The points that keep a rank with a certainty while the other agencies grow: a robust target.

The plan's target is raised to a quantile of the points the rank will take; the plan is then set
among the same outcomes, and says how often it has the rank.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.analysis import chances
from dtiscore.analysis.growth import each, fit, peers_of
from dtiscore.analysis.prospects import tenths_of, why_no_chance
from dtiscore.analysis.ranking import fewest_points, printed_as
from dtiscore.base.points import round_points
from dtiscore.model.criteria import of_cohort

if TYPE_CHECKING:
    from decimal import Decimal

    from dtiscore.analysis.needed import Needed
    from dtiscore.analysis.results import Results
    from dtiscore.base.messages import Message


class Assured(NamedTuple):
    """A target that is enough with a certainty.

    Attributes:
        needed: the target, raised. plain: the points it takes if nobody moves.
        model: what is drawn, our own points left out. seed: where chance begins.
    """

    needed: Needed
    plain: Decimal
    model: chances.Model
    seed: int

    @property
    def years(self) -> tuple[int, int]:
        """The two years from which growth is fitted."""
        return self.needed.period - 1, self.needed.period

    def tenths(self, points: Decimal) -> int:
        """The chance of the rank with so many points, in whole tenths."""
        drawn = chances.Drawn(self.model._replace(ours=points), self.seed)
        return tenths_of(drawn.chance(self.needed.rank))


def assured(
    results: Results,
    before: Results | None,
    needed: Needed,
    certainty: Fraction,
    seed: int = chances.SEED,
) -> Assured | Message:
    """The target that is enough with a certainty (0-1), or why none can be said.

    Args:
        results: what was published, of the year the ranks are of.
        before: of the year before that; None where none is.
        needed: what the rank takes if nobody moves.
        certainty: with which it is to be enough.
        seed: where chance begins.
    """
    peers = peers_of(results, before)
    listed = needed.of - 1
    fitted = fit(peers, listed)
    if fitted.growth is None:
        return why_no_chance(needed.period, before, fitted)
    maxima, rounding = results.criteria_set.header.max_score, results.criteria_set.rounding
    maximum = round_points(of_cohort(maxima, results.cohort), rounding)
    model = chances.Model(
        peers=[one.points for one in peers],
        growth=each(peers, fitted.growth, {}),
        ours=maximum * 0,
        risks=[],
        cut=0,
        maximum=maximum,
        printed=printed_as(results),
    )
    value = chances.Drawn(model, seed).needed(needed.rank, float(certainty))
    points = max(needed.points, fewest_points(results, results.cohort, value))
    raised = needed._replace(
        points=points, value=value, passed=(), level=(), quantile=float(certainty)
    )
    return Assured(raised, needed.points, model, seed)
