"""``best``: of several alternatives the one that gives most (domain shape 8)."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Literal

from dtiscore.base.messages import Message
from dtiscore.base.points import ZERO
from dtiscore.rules.cells import Cells, Formula
from dtiscore.rules.core import (
    Facts,
    FactValue,
    Improvement,
    Line,
    Outcome,
    Setting,
    Trace,
    gaining,
)
from dtiscore.rules.follow import Prospect, follow
from dtiscore.rules.parts import Part, Parted


class BestRule(Parted):
    """The highest alternative that can be evaluated."""

    kind: Literal["best"]
    of: tuple[Part, ...]

    def _parts(self) -> tuple[Part, ...]:
        return self.of

    @property
    def _key(self) -> str:
        return "of"

    def ceiling(self, max_score: Fraction) -> Fraction:
        """The highest alternative's maximum."""
        return max((part.maximum(max_score) for part in self.of), default=ZERO)

    def score(self, facts: Facts, setting: Setting) -> Outcome:
        """The best of those that can be evaluated; the first of equals."""
        chosen: tuple[Fraction, Part, Outcome] | None = None
        missing: list[str] = []
        traces: list[tuple[str, Trace]] = []
        for part in self.of:
            outcome = part.rule.score(facts, setting.of_part(part.maximum(setting.max_score)))
            traces.append((part.title, outcome.trace))
            missing.extend(outcome.missing)
            if outcome.points is not None:
                points = part.proved(outcome.points, setting)
                if chosen is None or points > chosen[0]:
                    chosen = (points, part, outcome)
        if chosen is None:
            return self._waiting(setting, missing, traces)
        points, part, outcome = chosen
        text = Message("the best alternative: {part}", part=part.title)
        return Outcome(points, Trace(text, points, tuple(traces)), estimated=outcome.estimated)

    def improve(self, facts: Facts, setting: Setting) -> Improvement:
        """A step of one alternative counts once it overtakes: its steps are taken together."""
        outcome = self.score(facts, setting)
        if outcome.points == setting.max_score:
            return Improvement()
        candidates: list[Mapping[str, FactValue]] = []
        blocks: list[Message] = []
        for part in self.of:
            inner = setting.of_part(part.maximum(setting.max_score))
            found = part.rule.improve(facts, inner)
            candidates.extend(step.changes for step in found.steps)
            way = follow(part.rule, facts, inner)
            candidates.append(way.changes)
            blocks.extend(way.blocks)
        steps = gaining(self, facts, setting, candidates)
        return self._or_conflict(steps, tuple(blocks), setting)

    def prospect(self, facts: Facts, setting: Setting) -> Prospect:
        """Alternatives that are not stated yet count where they could overtake."""
        known = Prospect(ZERO, (), ())
        if self.score(facts, setting).points is not None:
            known = super().prospect(facts, setting)
        hoped = [part for part in self._prospects(facts, setting) if part.points > known.points]
        if not hoped:
            return known
        points = max(part.points for part in hoped)
        waits_for = dict.fromkeys(fact for part in hoped for fact in part.waits_for)
        return Prospect(points, tuple(waits_for), known.blocks)

    def in_cells(self, cells: Cells, setting: Setting) -> Formula:
        """The best of the alternatives that can be evaluated."""
        parts = self._in_cells(cells, setting)
        values = ",".join(f"IF({part.ready},{part.value},0)" for part in parts)
        return Formula(f"MAX({values})", f"OR({','.join(part.ready for part in parts)})")

    def in_words(self, setting: Setting) -> Iterator[Line]:
        """The alternatives, each with its rule."""
        yield Line(0, Message("the best of these alternatives:"))
        yield from self._part_lines(setting)
