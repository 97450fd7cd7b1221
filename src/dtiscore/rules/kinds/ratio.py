"""``ratio``: the maximum times a measured share (domain shapes 1, 19 and 21)."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Literal

from dtiscore.base import problems
from dtiscore.base.messages import N_, Message, Percent, Points
from dtiscore.base.points import ONE, ZERO
from dtiscore.fields import RatioGoal, Share, YesNo
from dtiscore.rules.cells import Cells, Formula, at_least, literal
from dtiscore.rules.core import (
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
    waiting,
    waits,
)
from dtiscore.rules.measured import Measured


class RatioRule(Measured):
    """Maximum × min(1, x / full_at); below ``zero_below`` nothing.

    x is part / whole, or the stated percentage; with ``inverse`` fewer are better and x is one
    minus that.
    """

    kind: Literal["ratio"]
    full_at: RatioGoal = ONE
    zero_below: Share | None = None
    inverse: YesNo = False

    def _direction(self) -> Direction:
        return Direction.LOWERS if self.inverse else Direction.RAISES

    def _fact_types(self) -> frozenset[FactType]:
        return frozenset({FactType.PERCENT})

    def problems(self, max_score: Fraction) -> Iterator[Found]:
        """A floor above the goal: the goal would never count."""
        yield from super().problems(max_score)
        if self.zero_below is not None and self.zero_below > self.full_at:
            fields = {"floor": Percent(self.zero_below), "goal": Percent(self.full_at)}
            yield Found(("zero_below",), problems.THRESHOLDS_ORDER, {**fields})

    def ceiling(self, max_score: Fraction) -> Fraction:
        """A share cannot exceed 1, so a higher goal is never reached."""
        return max_score * min(ONE, ONE / self.full_at)

    def score(self, facts: Facts, setting: Setting) -> Outcome:
        """The maximum times the share reached of the goal."""
        missing = self._missing(facts)
        if missing:
            return waiting(setting, *missing)
        measured = self._x(facts)
        if measured is None:
            return self._whole_is_zero(setting)
        x = max(ZERO, ONE - measured) if self.inverse else measured
        if self.zero_below is not None and x < self.zero_below:
            text = Message(
                "{share} reached, below {floor}: no points",
                share=Percent(x),
                floor=Percent(self.zero_below),
            )
            return Outcome(ZERO, Trace(text, ZERO))
        if x >= self.full_at:
            text = Message(
                "{share} reached, at least {goal}: the full points",
                share=Percent(x),
                goal=Percent(self.full_at),
            )
            return Outcome(setting.max_score, Trace(text, setting.max_score))
        points = setting.max_score * x
        if self.full_at != ONE:
            points /= self.full_at
        return Outcome(points, Trace(self._formula(facts, x, setting), points))

    def _formula(self, facts: Facts, x: Fraction, setting: Setting) -> Message:
        maximum = Points(setting.max_score)
        if self.fact is not None:
            share, goal = Percent(x), Percent(self.full_at)
            return Message("{max} × {share} / {goal}", max=maximum, share=share, goal=goal)
        part, whole = number(facts, self.part or ""), number(facts, self.whole or "")
        goal = Percent(self.full_at)
        if self.inverse:
            text = N_("{max} × (1 − {part}/{whole}) / {goal}")
            return Message(text, max=maximum, part=part, whole=whole, goal=goal)
        if self.full_at == ONE:
            return Message("{max} × {part}/{whole}", max=maximum, part=part, whole=whole)
        text = N_("{max} × ({part}/{whole}) / {goal}")
        return Message(text, max=maximum, part=part, whole=whole, goal=goal)

    def improve(self, facts: Facts, setting: Setting) -> Improvement:
        """One more (or, inverse, one fewer) of the part, and all the way to the goal."""
        missing = self._missing(facts)
        if missing:
            return waits(setting, missing)
        outcome = self.score(facts, setting)
        if outcome.points is None or outcome.points == setting.max_score:
            return Improvement()
        if self._x(facts) is None:
            return Improvement(blocks=(self._zero_block(setting),))
        return Improvement(gaining(self, facts, setting, self._candidates(facts, setting)))

    def _candidates(self, facts: Facts, setting: Setting) -> Iterator[Mapping[str, FactValue]]:
        name = self.fact or self.part or ""
        if setting.types[name] is FactType.COUNT:
            yield {name: number(facts, name) + (-1 if self.inverse else 1)}
        for x in (self.zero_below, max(self.full_at, self.zero_below or ZERO)):
            if x is not None:
                value = ONE - x if self.inverse else x
                yield self._reaching(value, facts, setting, upward=not self.inverse)

    def in_cells(self, cells: Cells, setting: Setting) -> Formula:
        """The maximum times the share of the cells, of the share that earns everything."""
        measured, whole, ready = self._measured_in_cells(cells)
        if self.inverse:
            measured = f"MAX(0,{whole}-{measured})"
        most, goal = literal(setting.max_score), self.full_at
        earned = f"{most}*{measured}*{goal.denominator}/({whole}*{goal.numerator})"
        value = f"MIN({most},{earned})"
        if self.zero_below is not None:
            value = f"IF({at_least(measured, whole, self.zero_below)},{value},0)"
        return Formula(self._unless_zero(value, whole, setting), ready)

    def in_words(self, setting: Setting) -> Iterator[Line]:
        """The formula with the facts' names, then the goal and the floor."""
        maximum = Points(setting.max_score)
        if self.fact is not None:
            pattern = N_("{max} × (1 − “{fact}”)") if self.inverse else N_("{max} × “{fact}”")
            text = Message(pattern, max=maximum, fact=setting.label(self.fact))
        else:
            part, whole = setting.label(self.part or ""), setting.label(self.whole or "")
            pattern = N_("{max} × “{part}” / “{whole}”")
            if self.inverse:
                pattern = N_("{max} × (1 − “{part}” / “{whole}”)")
            elif self.full_at != ONE:
                pattern = N_("{max} × (“{part}” / “{whole}”)")
            text = Message(pattern, max=maximum, part=part, whole=whole)
        if self.full_at != ONE:
            text = Message("{formula} / {goal}", formula=text, goal=Percent(self.full_at))
        yield Line(0, text)
        if self.full_at != ONE:
            yield Line(0, Message("the full points from {goal}", goal=Percent(self.full_at)))
        if self.zero_below is not None:
            yield Line(0, Message("no points below {floor}", floor=Percent(self.zero_below)))
