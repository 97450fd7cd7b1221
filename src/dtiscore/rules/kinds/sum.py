"""``sum``: parts added up, each with its own rule (domain shapes 4 and 7)."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Literal

from pydantic import Field

from dtiscore.base import problems
from dtiscore.base.messages import Message, Points
from dtiscore.base.points import ZERO
from dtiscore.rules.cells import Cells, Formula, both, literal
from dtiscore.rules.core import (
    Facts,
    FactValue,
    Found,
    Improvement,
    Line,
    Outcome,
    Setting,
    Trace,
    gaining,
)
from dtiscore.rules.follow import Prospect, follow
from dtiscore.rules.parts import Part, Parted, total_of


class SumRule(Parted):
    """Σ parts, at most the maximum."""

    kind: Literal["sum"]
    sum_parts: tuple[Part, ...] = Field(alias="parts")

    def _parts(self) -> tuple[Part, ...]:
        return self.sum_parts

    @property
    def _key(self) -> str:
        return "parts"

    def problems(self, max_score: Fraction) -> Iterator[Found]:
        """The parts' problems, parts without a maximum, and too small a sum of maxima."""
        yield from super().problems(max_score)
        for index, part in enumerate(self.sum_parts):
            if part.max_score is None and part.share is None:
                yield Found(("parts", index), problems.EXACTLY_ONE, {"keys": "max_score, share"})

    def ceiling(self, max_score: Fraction) -> Fraction:
        """The parts' maxima together, capped."""
        return min(total_of(self.sum_parts, max_score), max_score)

    def score(self, facts: Facts, setting: Setting) -> Outcome:
        """Every part must be evaluated; the sum is capped at the maximum."""
        total, estimated = ZERO, False
        missing: list[str] = []
        traces: list[tuple[str, Trace]] = []
        unknown = False
        for part in self.sum_parts:
            outcome = part.rule.score(facts, setting.of_part(part.maximum(setting.max_score)))
            traces.append((part.title, outcome.trace))
            missing.extend(outcome.missing)
            estimated = estimated or outcome.estimated
            if outcome.points is None:
                unknown = True
            else:
                total += part.proved(outcome.points, setting)
        if unknown:
            return self._waiting(setting, missing, traces)
        points = min(total, setting.max_score)
        text = Message("the sum of the parts, at most {max}", max=Points(setting.max_score))
        return Outcome(points, Trace(text, points, tuple(traces)), estimated=estimated)

    def improve(self, facts: Facts, setting: Setting) -> Improvement:
        """The parts' own steps, worth what they add to the sum."""
        if self.score(facts, setting).points == setting.max_score:
            return Improvement()
        inner = [
            part.rule.improve(facts, setting.of_part(part.maximum(setting.max_score)))
            for part in self.sum_parts
        ]
        candidates = [step.changes for found in inner for step in found.steps]
        blocks = tuple(block for found in inner for block in found.blocks)
        steps = gaining(self, facts, setting, candidates)
        if not steps:
            steps = gaining(self, facts, setting, [self._in_turn(facts, setting)])
        return self._or_conflict(steps, blocks, setting)

    def _in_turn(self, facts: Facts, setting: Setting) -> Mapping[str, FactValue]:
        """Every part brought up, again and again: parts that share facts may only gain together."""
        changes: dict[str, FactValue] = {}
        for part in self.sum_parts * len(self.sum_parts):
            inner = setting.of_part(part.maximum(setting.max_score))
            changes |= follow(part.rule, {**facts, **changes}, inner).changes
        return changes

    def prospect(self, facts: Facts, setting: Setting) -> Prospect:
        """What is known of one part stands, whatever the others wait for."""
        found = self._prospects(facts, setting)
        evaluated = self.score(facts, setting).points is not None
        # A part that is evaluated may still wait for an alternative that would overtake.
        if evaluated and not any(part.waits_for for part in found):
            return super().prospect(facts, setting)
        points = sum((part.points for part in found), ZERO)
        waits_for = dict.fromkeys(fact for part in found for fact in part.waits_for)
        blocks = tuple(block for part in found for block in part.blocks)
        return Prospect(min(points, setting.max_score), tuple(waits_for), blocks)

    def in_cells(self, cells: Cells, setting: Setting) -> Formula:
        """The parts added up, capped."""
        parts = self._in_cells(cells, setting)
        total = "+".join(part.value for part in parts)
        cap = literal(setting.max_score)
        return Formula(f"MIN({total},{cap})", both(part.ready for part in parts))

    def in_words(self, setting: Setting) -> Iterator[Line]:
        """The parts, each with its rule."""
        yield Line(0, Message("the sum of, at most {max}:", max=Points(setting.max_score)))
        yield from self._part_lines(setting)
