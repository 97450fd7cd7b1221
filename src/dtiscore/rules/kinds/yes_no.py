"""``yes_no``: the maximum for a yes, nothing for a no (domain shape 10)."""

from collections.abc import Iterator
from typing import Literal

from dtiscore.base.messages import Message, Points
from dtiscore.base.points import ZERO
from dtiscore.fields import Id
from dtiscore.rules.cells import Cells, Formula, literal
from dtiscore.rules.core import (
    Direction,
    Facts,
    FactType,
    Improvement,
    Line,
    Outcome,
    Rule,
    Setting,
    Trace,
    Use,
    gaining,
    waiting,
    waits,
)


class YesNoRule(Rule):
    """All or nothing on one statement."""

    kind: Literal["yes_no"]
    fact: Id

    def uses(self) -> Iterator[Use]:
        """The one fact; a yes raises."""
        yield Use(self.fact, frozenset({FactType.YES_NO}), Direction.RAISES, ("fact",))

    def score(self, facts: Facts, setting: Setting) -> Outcome:
        """The maximum for a yes, else 0."""
        if self.fact not in facts:
            return waiting(setting, self.fact)
        label = setting.label(self.fact)
        if facts[self.fact] is True:
            text = Message("{fact}: yes, the full points", fact=label)
            return Outcome(setting.max_score, Trace(text, setting.max_score))
        return Outcome(ZERO, Trace(Message("{fact}: no, no points", fact=label), ZERO))

    def improve(self, facts: Facts, setting: Setting) -> Improvement:
        """From no to yes."""
        if self.fact not in facts:
            return waits(setting, [self.fact])
        return Improvement(gaining(self, facts, setting, [{self.fact: True}]))

    def in_cells(self, cells: Cells, setting: Setting) -> Formula:
        """The maximum where the cell says yes."""
        value = f"IF({cells.is_yes(self.fact)},{literal(setting.max_score)},0)"
        return Formula(value, f"OR({cells.is_yes(self.fact)},{cells.is_no(self.fact)})")

    def in_words(self, setting: Setting) -> Iterator[Line]:
        """Yes: the maximum; no: nothing."""
        yield Line(
            0,
            Message(
                "{fact}: yes gives {max} points, no gives 0",
                fact=setting.label(self.fact),
                max=Points(setting.max_score),
            ),
        )
