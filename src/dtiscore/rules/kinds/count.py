"""``count``: so many points for each, capped (domain shape 6)."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

from dtiscore.base import problems
from dtiscore.base.messages import Message, Points
from dtiscore.fields import Amount, Id
from dtiscore.rules.cells import Cells, Formula, literal
from dtiscore.rules.core import (
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
    ceil,
    gaining,
    number,
    waiting,
    waits,
)


class CountRule(Rule):
    """``each`` points a piece, at most ``at_most`` (default: the maximum)."""

    kind: Literal["count"]
    fact: Id
    each: Amount
    at_most: Amount | None = None

    def uses(self) -> Iterator[Use]:
        """The counted fact."""
        yield Use(self.fact, frozenset({FactType.COUNT}), Direction.RAISES, ("fact",))

    def problems(self, max_score: Fraction) -> Iterator[Found]:
        """A cap above the maximum."""
        if self.at_most is not None and self.at_most > max_score:
            fields = {"points": self.at_most, "max": max_score}
            yield Found(("at_most",), problems.ABOVE_MAXIMUM, {**fields})

    def ceiling(self, max_score: Fraction) -> Fraction:
        """The cap, if any piece earns points at all."""
        return self._cap(max_score) if self.each else self.each

    def _cap(self, max_score: Fraction) -> Fraction:
        return max_score if self.at_most is None else min(self.at_most, max_score)

    def score(self, facts: Facts, setting: Setting) -> Outcome:
        """Each times the number, capped."""
        if self.fact not in facts:
            return waiting(setting, self.fact)
        count = number(facts, self.fact)
        points = min(self.each * count, self._cap(setting.max_score))
        text = Message(
            "{count} × {each} points, at most {max}",
            count=count,
            each=Points(self.each),
            max=Points(self._cap(setting.max_score)),
        )
        return Outcome(points, Trace(text, points))

    def improve(self, facts: Facts, setting: Setting) -> Improvement:
        """One more, or as many as the cap takes."""
        if self.fact not in facts:
            return waits(setting, [self.fact])
        candidates = [{self.fact: number(facts, self.fact) + 1}]
        if self.each:
            candidates.append({self.fact: ceil(self._cap(setting.max_score) / self.each)})
        return Improvement(gaining(self, facts, setting, candidates))

    def in_cells(self, cells: Cells, setting: Setting) -> Formula:
        """Each times the number in the cell, capped."""
        earned = f"{literal(self.each)}*{cells.number(self.fact)}"
        cap = literal(self._cap(setting.max_score))
        return Formula(f"MIN({earned},{cap})", cells.stated(self.fact))

    def in_words(self, setting: Setting) -> Iterator[Line]:
        """Points a piece and the cap."""
        yield Line(
            0,
            Message(
                "{each} points for each of “{fact}”, at most {max}",
                each=Points(self.each),
                fact=setting.label(self.fact),
                max=Points(self._cap(setting.max_score)),
            ),
        )
