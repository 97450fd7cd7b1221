"""``all``: the maximum if every condition holds; one no decides (domain shape 5)."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

from dtiscore.base import problems
from dtiscore.base.messages import Message, Points
from dtiscore.base.points import ZERO
from dtiscore.fields import Id
from dtiscore.rules.cells import Cells, Formula, both, literal
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
    gaining,
    listed,
    waiting,
    waits,
)
from dtiscore.rules.follow import Prospect


class AllRule(Rule):
    """All or nothing on completeness."""

    kind: Literal["all"]
    facts: tuple[Id, ...]

    def uses(self) -> Iterator[Use]:
        """Each condition; a yes raises."""
        for index, fact in enumerate(self.facts):
            types = frozenset({FactType.YES_NO})
            yield Use(fact, types, Direction.RAISES, ("facts", index))

    def problems(self, max_score: Fraction) -> Iterator[Found]:
        """No condition at all."""
        del max_score
        if not self.facts:
            yield Found(("facts",), problems.AT_LEAST_ONE, {})

    def score(self, facts: Facts, setting: Setting) -> Outcome:
        """The maximum if all hold; a stated no gives 0 whatever is still missing."""
        denied = [fact for fact in self.facts if facts.get(fact) is False]
        missing = [fact for fact in self.facts if fact not in facts]
        if denied:
            text = Message("no points: not met: {facts}", facts=listed(setting, denied))
            return Outcome(ZERO, Trace(text, ZERO))
        if missing:
            return waiting(setting, *missing)
        text = Message("every condition is met, the full points")
        return Outcome(setting.max_score, Trace(text, setting.max_score))

    def improve(self, facts: Facts, setting: Setting) -> Improvement:
        """All conditions at once: a part of them adds nothing."""
        missing = [fact for fact in self.facts if fact not in facts]
        if missing:
            return waits(setting, missing)
        changes = {fact: True for fact in self.facts if facts[fact] is False}
        return Improvement(gaining(self, facts, setting, [changes]))

    def prospect(self, facts: Facts, setting: Setting) -> Prospect:
        """A stated no decides only while nothing can be done about it."""
        missing = tuple(fact for fact in self.facts if fact not in facts)
        denied = [fact for fact in self.facts if facts.get(fact) is False]
        if missing and setting.fixed.isdisjoint(denied):
            return Prospect(setting.max_score, missing, ())
        return super().prospect(facts, setting)

    def in_cells(self, cells: Cells, setting: Setting) -> Formula:
        """The maximum where every cell says yes; one that says no decides."""
        met = both(cells.is_yes(fact) for fact in self.facts)
        denied = ",".join(cells.is_no(fact) for fact in self.facts)
        return Formula(f"IF({met},{literal(setting.max_score)},0)", f"OR({denied},{met})")

    def in_words(self, setting: Setting) -> Iterator[Line]:
        """The conditions in a row."""
        yield Line(
            0,
            Message(
                "{max} points if all of these hold, else 0: {facts}",
                max=Points(setting.max_score),
                facts=listed(setting, self.facts),
            ),
        )
