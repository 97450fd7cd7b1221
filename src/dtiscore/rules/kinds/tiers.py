"""``tiers``: the points of the best tier that is met (domain shapes 2 and 19)."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from dtiscore.base import problems
from dtiscore.base.messages import N_, Field, Message, Percent, Points
from dtiscore.base.points import ONE, ZERO
from dtiscore.fields import Quantity
from dtiscore.rules.award import Award
from dtiscore.rules.cells import Cells, Formula, above, at_least, literal
from dtiscore.rules.core import (
    SMALLEST_PERCENT,
    Direction,
    Facts,
    FactType,
    FactValue,
    Found,
    Improvement,
    Line,
    Outcome,
    Setting,
    Trace,
    gaining,
    number,
    share_in_words,
    threshold_problem,
    waiting,
    waits,
    written,
)
from dtiscore.rules.measured import Measured

_BOUNDS = ("at_least", "above", "at_most")


class Tier(Award):
    """One step of the ladder: exactly one of the bounds, and what it earns."""

    at_least: Quantity | None = None
    above: Quantity | None = None
    at_most: Quantity | None = None

    def bounds(self) -> list[Fraction]:
        """The bounds that are given; exactly one is right."""
        return [b for b in (self.at_least, self.above, self.at_most) if b is not None]

    def met_by(self, x: Fraction) -> bool:
        """Whether the measured value ``x`` meets this tier."""
        if self.at_least is not None:
            return x >= self.at_least
        if self.above is not None:
            return x > self.above
        return self.at_most is not None and x <= self.at_most


def _unlike(one: Fraction, other: Fraction) -> bool:
    """Whether only one of two thresholds is a percentage, and the other can be none."""
    signed, bare = (one, other) if "%" in written(one) else (other, one)
    return "%" in written(signed) and "%" not in written(bare) and bare >= ONE


class TiersRule(Measured):
    """The first tier met, from the best down; none met: 0."""

    kind: Literal["tiers"]
    tiers: tuple[Tier, ...]

    @property
    def _fewer_is_better(self) -> bool:
        return bool(self.tiers) and self.tiers[0].at_most is not None

    def _direction(self) -> Direction:
        return Direction.LOWERS if self._fewer_is_better else Direction.RAISES

    def problems(self, max_score: Fraction) -> Iterator[Found]:
        """Bounds missing or doubled, tiers out of order, points above the maximum."""
        yield from super().problems(max_score)
        if not self.tiers:
            yield Found(("tiers",), problems.AT_LEAST_ONE, {})
        for index, tier in enumerate(self.tiers):
            here = ("tiers", index)
            if len(tier.bounds()) != 1:
                yield Found(here, problems.EXACTLY_ONE, {"keys": "at_least, above, at_most"})
            yield from tier.problems(max_score, here)
        for index, (better, worse) in enumerate(pairwise(self.tiers), start=1):
            if not self._in_order(better, worse, max_score):
                yield Found(("tiers", index), problems.TIERS_ORDER, {})

    def typed_problems(self, types: Mapping[str, FactType]) -> Iterator[Found]:
        """Thresholds of a percentage without the sign, or of a number with it."""
        kind = types.get(self.fact) if self.fact is not None else FactType.PERCENT
        for index, tier in enumerate(self.tiers):
            for key in _BOUNDS:
                bound = getattr(tier, key)
                wrong = None if bound is None or kind is None else threshold_problem(bound, kind)
                if wrong is not None:
                    yield Found(("tiers", index, key), wrong[0], {"value": wrong[1]})

    @staticmethod
    def _in_order(better: Tier, worse: Tier, max_score: Fraction) -> bool:
        if worse.worth(max_score) >= better.worth(max_score):
            return False
        if (better.at_most is None) != (worse.at_most is None):
            return False
        high, low = better.bounds()[:1], worse.bounds()[:1]
        if any(map(_unlike, high, low)):
            return True  # what is wrong is one of the two, not their order
        if better.at_most is not None:
            return high < low
        # At the same bound "above" stands higher than "at least".
        return (high, better.above is not None) > (low, worse.above is not None)

    def ceiling(self, max_score: Fraction) -> Fraction:
        """The points of the first tier that can be met: nothing is above 100 %."""
        possible = (tier for tier in self.tiers if self._can_be_met(tier))
        return next((tier.worth(max_score) for tier in possible), ZERO)

    def _can_be_met(self, tier: Tier) -> bool:
        by_share = self.whole is not None or "%" in written(tier.above or ZERO)
        return not (by_share and tier.above == ONE)

    def score(self, facts: Facts, setting: Setting) -> Outcome:
        """The first tier met."""
        missing = self._missing(facts)
        if missing:
            return waiting(setting, *missing)
        x = self._x(facts)
        if x is None:
            return self._whole_is_zero(setting)
        for tier in self.tiers:
            if tier.met_by(x):
                points = tier.worth(setting.max_score)
                text = Message(
                    "{value}: tier “{tier}”",
                    value=self._shown(x, setting),
                    tier=self._bound(tier, setting),
                )
                return Outcome(points, Trace(text, points))
        text = Message("{value}: no tier is met, no points", value=self._shown(x, setting))
        return Outcome(ZERO, Trace(text, ZERO))

    def _shown(self, x: Fraction, setting: Setting) -> Fraction | Percent:
        by_share = self.fact is None or setting.types.get(self.fact) is FactType.PERCENT
        return Percent(x) if by_share else x

    def _bound(self, tier: Tier, setting: Setting) -> Message:
        value = self._shown(tier.bounds()[0], setting)
        if tier.at_least is not None:
            return Message("at least {bound}", bound=value)
        if tier.above is not None:
            return Message("above {bound}", bound=value)
        return Message("at most {bound}", bound=value)

    def improve(self, facts: Facts, setting: Setting) -> Improvement:
        """The next tier up, and the best one."""
        missing = self._missing(facts)
        if missing:
            return waits(setting, missing)
        outcome = self.score(facts, setting)
        if outcome.points is None or outcome.points == setting.max_score:
            return Improvement()
        if self._x(facts) is None:
            return Improvement(blocks=(self._zero_block(setting),))
        better = [t for t in self.tiers if t.worth(setting.max_score) > (outcome.points or ZERO)]
        candidates = [self._meeting(tier, facts, setting) for tier in reversed(better)]
        steps = gaining(self, facts, setting, candidates)
        if not steps:
            return Improvement(blocks=(self._unreachable(setting),))
        return Improvement((*steps[:1], *steps[1:][-1:]))

    def _meeting(self, tier: Tier, facts: Facts, setting: Setting) -> Mapping[str, FactValue]:
        """The smallest change that meets ``tier``."""
        bound = tier.bounds()[0]
        if tier.above is None:
            return self._reaching(bound, facts, setting, upward=tier.at_most is None)
        name = self.fact or self.part or ""
        if setting.types[name] is FactType.COUNT:
            whole = ONE if self.fact is not None else number(facts, self.whole or "")
            return {name: bound * whole // 1 + ONE}
        return self._reaching(bound + SMALLEST_PERCENT, facts, setting, upward=True)

    def _unreachable(self, setting: Setting) -> Message:
        name = setting.label(self.whole or self.fact or "")
        return Message("the next tier cannot be met with “{whole}” as it is", whole=name)

    def in_cells(self, cells: Cells, setting: Setting) -> Formula:
        """The first tier that the measured cells meet."""
        measured, whole, ready = self._measured_in_cells(cells)
        value = "0"
        for tier in reversed(self.tiers):
            bound = tier.bounds()[0]
            met = at_least(measured, whole, bound)
            if tier.above is not None:
                met = above(measured, whole, bound)
            elif tier.at_most is not None:
                met = f"NOT({above(measured, whole, bound)})"
            value = f"IF({met},{literal(tier.worth(setting.max_score))},{value})"
        return Formula(self._unless_zero(value, whole, setting), ready)

    def in_words(self, setting: Setting) -> Iterator[Line]:
        """The ladder from the best tier down."""
        if self.fact is not None:
            yield Line(0, Message("by “{fact}”:", fact=setting.label(self.fact)))
        else:
            part, whole = setting.label(self.part or ""), setting.label(self.whole or "")
            yield Line(0, Message("by the share “{part}” / “{whole}”:", part=part, whole=whole))
        for tier in self.tiers:
            worth = Points(tier.worth(setting.max_score))
            bound = self._bound(tier, setting)
            fields: dict[str, Field] = {"bound": bound, "points": worth}
            text = N_("{bound}: {points} points")
            if tier.share is not None and tier.share not in (ZERO, ONE):
                fields["share"] = share_in_words(tier.share)
                text = N_("{bound}: {share} of the points ({points})")
            yield Line(1, Message(text, **fields))
