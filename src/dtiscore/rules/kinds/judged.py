"""``judged``: a person's points; the assessment states them and explains."""

from collections.abc import Iterator
from typing import Literal

from dtiscore.base import problems
from dtiscore.base.messages import Message, Points
from dtiscore.rules.cells import Cells, Formula, literal
from dtiscore.rules.core import (
    FactProblem,
    Facts,
    Improvement,
    Line,
    Outcome,
    Rule,
    Setting,
    Trace,
    Use,
    number,
)

STATED = "points"
"""The name under which the engine hands over the points an assessment states."""


class JudgedRule(Rule):
    """No facts: points that a person gives, at most the maximum."""

    kind: Literal["judged"]

    def uses(self) -> Iterator[Use]:
        """None: the points are the statement."""
        return iter(())

    def fact_problems(self, facts: Facts, setting: Setting) -> Iterator[FactProblem]:
        """More points than there are."""
        if STATED in facts and number(facts, STATED) > setting.max_score:
            fields = {"points": number(facts, STATED), "max": setting.max_score}
            yield FactProblem(STATED, problems.ABOVE_MAXIMUM, {**fields})

    def score(self, facts: Facts, setting: Setting) -> Outcome:
        """The stated points."""
        if STATED not in facts:
            text = Message("not evaluated; waits for points with an explanation")
            return Outcome(None, Trace(text, None))
        points = number(facts, STATED)
        text = Message(
            "{points} of {max}, as stated and explained by the department",
            points=Points(points),
            max=Points(setting.max_score),
        )
        return Outcome(points, Trace(text, points))

    def improve(self, facts: Facts, setting: Setting) -> Improvement:
        """Nothing to compute: the appraiser decides."""
        if self.score(facts, setting).points == setting.max_score:
            return Improvement()
        return Improvement(blocks=(Message("the appraiser decides; there is no formula"),))

    def in_cells(self, cells: Cells, setting: Setting) -> Formula:
        """The points in the cell, if there are no more than that."""
        cell, most = cells.of[STATED], literal(setting.max_score)
        return Formula(f"N({cell})", f"AND(ISNUMBER({cell}),N({cell})<={most})")

    def in_words(self, setting: Setting) -> Iterator[Line]:
        """Who decides."""
        maximum = Points(setting.max_score)
        yield Line(0, Message("judged by the appraiser, at most {max} points", max=maximum))
