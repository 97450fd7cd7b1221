"""What a tier or an option earns: points, or a share of the maximum; exactly one of them."""

from collections.abc import Iterator
from fractions import Fraction

from dtiscore.base import problems
from dtiscore.base.points import ZERO
from dtiscore.fields import Amount, Share, Strict
from dtiscore.rules.core import Found


class Award(Strict):
    """Points, or a share (0-1) of the maximum."""

    points: Amount | None = None
    share: Share | None = None

    def worth(self, max_score: Fraction) -> Fraction:
        """The points earned where the maximum is ``max_score``."""
        if self.points is not None:
            return self.points
        return ZERO if self.share is None else self.share * max_score

    def problems(self, max_score: Fraction, here: tuple[str | int, ...]) -> Iterator[Found]:
        """Neither or both given, or more than the maximum."""
        if (self.points is None) == (self.share is None):
            yield Found(here, problems.EXACTLY_ONE, {"keys": "points, share"})
        elif self.worth(max_score) > max_score:
            fields = {"points": self.worth(max_score), "max": max_score}
            yield Found((*here, "points"), problems.ABOVE_MAXIMUM, {**fields})
