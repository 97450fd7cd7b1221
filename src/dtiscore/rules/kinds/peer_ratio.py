"""``peer_ratio``: measured against the best agency of the cohort (domain shape 9)."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Literal

from dtiscore.base.messages import N_, Message, Percent, Points
from dtiscore.base.points import ONE, ZERO
from dtiscore.fields import Id, Quantity, YesNo
from dtiscore.rules.cells import Cells, Formula, literal
from dtiscore.rules.core import (
    NUMERIC,
    SMALLEST_PERCENT,
    Direction,
    Facts,
    FactType,
    Found,
    Improvement,
    Line,
    Outcome,
    Rule,
    Setting,
    Trace,
    Use,
    gaining,
    number,
    threshold_problem,
    waiting,
    waits,
)
from dtiscore.rules.statable import statable


class PeerRatioRule(Rule):
    """Maximum × own / max(best, own); inverse (fewer is better): best / own.

    The best is the period's, from ``published/…bests``; until it is known, ``best`` of the set
    stands in, and the points are an estimate.
    """

    kind: Literal["peer_ratio"]
    fact: Id
    best: Quantity | None = None
    inverse: YesNo = False

    def uses(self) -> Iterator[Use]:
        """The department's own value."""
        direction = Direction.LOWERS if self.inverse else Direction.RAISES
        yield Use(self.fact, NUMERIC, direction, ("fact",))

    def typed_problems(self, types: Mapping[str, FactType]) -> Iterator[Found]:
        """The set's best value of a percentage without the sign, or of a number with it."""
        kind = types.get(self.fact)
        wrong = None if self.best is None or kind is None else threshold_problem(self.best, kind)
        if wrong is not None:
            yield Found(("best",), wrong[0], {"value": wrong[1]})

    def score(self, facts: Facts, setting: Setting) -> Outcome:
        """Own against the best; nothing to compare with gives no answer."""
        if self.fact not in facts:
            return waiting(setting, self.fact)
        best = self.best if setting.best is None else setting.best
        if best is None:
            text = Message("not evaluated; the best agency's value is not known")
            return Outcome(None, Trace(text, None))
        own = number(facts, self.fact)
        high, low = (own, min(best, own)) if self.inverse else (max(best, own), own)
        if self.inverse:
            points = setting.max_score * (low / high if high else 1)
        else:
            points = setting.max_score * low / high if high else ZERO
        text = Message(
            "{max} × {low}/{high} (best agency: {best})",
            max=Points(setting.max_score),
            low=self._shown(low, setting),
            high=self._shown(high, setting),
            best=self._shown(best, setting),
        )
        return Outcome(points, Trace(text, points), estimated=setting.best is None)

    def _shown(self, value: Fraction, setting: Setting) -> Fraction | Percent:
        return Percent(value) if setting.types.get(self.fact) is FactType.PERCENT else value

    def improve(self, facts: Facts, setting: Setting) -> Improvement:
        """Up to the best agency's value."""
        if self.fact not in facts:
            return waits(setting, [self.fact])
        best = self.best if setting.best is None else setting.best
        if best is None:
            return Improvement(blocks=(Message("the best agency's value is not known"),))
        goals = [self._goal(best, setting)]
        if setting.types[self.fact] is FactType.COUNT and not self.inverse:
            goals.insert(0, number(facts, self.fact) + 1)
        return Improvement(gaining(self, facts, setting, [{self.fact: goal} for goal in goals]))

    def _goal(self, best: Fraction, setting: Setting) -> Fraction:
        """The best agency's value as the fact can state it; something where the best is 0."""
        kind = setting.types[self.fact]
        if not (best or self.inverse):
            return SMALLEST_PERCENT if kind is FactType.PERCENT else ONE
        goal = statable(best, kind, upward=not self.inverse)
        return min(goal, ONE) if kind is FactType.PERCENT else goal

    def in_cells(self, cells: Cells, setting: Setting) -> Formula:
        """The value in the cell against the best one, which is a constant here."""
        best = self.best if setting.best is None else setting.best
        if best is None:
            return Formula("0", "FALSE")
        own, high = cells.number(self.fact), literal(Fraction(best))
        most = literal(setting.max_score)
        value = f"IF(MAX({own},{high})=0,0,{most}*{own}/MAX({own},{high}))"
        if self.inverse:
            value = f"IF({own}=0,{most},{most}*MIN({own},{high})/{own})"
        return Formula(value, cells.stated(self.fact))

    def in_words(self, setting: Setting) -> Iterator[Line]:
        """The formula."""
        pattern = (
            N_("{max} × the best agency's value / “{fact}”")
            if self.inverse
            else N_("{max} × “{fact}” / the best agency's value")
        )
        maximum, fact = Points(setting.max_score), setting.label(self.fact)
        yield Line(0, Message(pattern, max=maximum, fact=fact))
