"""A measured share: one part of a whole, or a percentage stated directly."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Annotated, Literal, TypeAlias

from dtiscore.base import problems
from dtiscore.base.messages import Field, Message
from dtiscore.base.points import ONE, ZERO
from dtiscore.fields import Id, words
from dtiscore.rules.cells import Cells, both, literal
from dtiscore.rules.core import (
    COUNTED,
    NUMERIC,
    Direction,
    FactProblem,
    Facts,
    FactType,
    FactValue,
    Found,
    Outcome,
    Rule,
    Setting,
    Trace,
    Use,
    number,
)
from dtiscore.rules.follow import Prospect
from dtiscore.rules.statable import statable

_MANY = 10**9

ZeroPolicy: TypeAlias = Annotated[
    Literal["full", "zero", "not_applicable"], words("full", "zero", "not_applicable")
]
"""What a whole of 0 is worth: it needs a stated policy, never a division error."""


class Measured(Rule):
    """What ``ratio`` and ``tiers`` share: a fact, or a part of a whole.

    ``x`` below is the measured value: the fact itself, or part / whole.
    """

    fact: Id | None = None
    part: Id | None = None
    whole: Id | None = None
    when_whole_is_zero: ZeroPolicy | None = None

    def _direction(self) -> Direction:
        """What more of ``x`` does to the points."""
        raise NotImplementedError

    def _fact_types(self) -> frozenset[FactType]:
        return NUMERIC

    def uses(self) -> Iterator[Use]:
        """The fact, or part and whole: proof never stands for a whole, whatever it does."""
        up = self._direction()
        against = Direction.LOWERS if up is Direction.RAISES else Direction.LIMITS
        if self.fact is not None:
            yield Use(self.fact, self._fact_types(), up, ("fact",))
        if self.part is not None:
            yield Use(self.part, COUNTED, up, ("part",))
        if self.whole is not None:
            yield Use(self.whole, COUNTED, against, ("whole",))

    def problems(self, max_score: Fraction) -> Iterator[Found]:
        """Neither or both ways of measuring, one fact as both, no policy for a whole of 0."""
        del max_score
        pair = (self.part is not None, self.whole is not None)
        if (self.fact is not None) == any(pair) or any(pair) != all(pair):
            yield Found((), problems.EXACTLY_ONE, {"keys": "fact, part + whole"})
        elif self.whole is not None and self.whole == self.part:
            fields_twice = {"id": self.whole, "first": "part"}
            yield Found(("whole",), problems.DUPLICATE_ID, {**fields_twice})
        elif self.whole is not None and self.when_whole_is_zero is None:
            fields = {"fact": self.whole, "key": "when_whole_is_zero"}
            yield Found(("whole",), problems.NO_POLICY, {**fields})

    def fact_problems(self, facts: Facts, setting: Setting) -> Iterator[FactProblem]:
        """A part above its whole."""
        if self.part in facts and self.whole in facts and self.part and self.whole:
            part, whole = number(facts, self.part), number(facts, self.whole)
            if part > whole:
                fields: dict[str, Field] = {
                    "part": setting.label(self.part),
                    "part_value": part,
                    "whole": setting.label(self.whole),
                    "whole_value": whole,
                }
                yield FactProblem(self.part, problems.PART_ABOVE_WHOLE, fields)

    def _missing(self, facts: Facts) -> list[str]:
        named = (self.fact, self.part, self.whole)
        return [fact for fact in named if fact is not None and fact not in facts]

    def _x(self, facts: Facts) -> Fraction | None:
        """The measured value; None where the whole is 0."""
        if self.fact is not None:
            return number(facts, self.fact)
        whole = number(facts, self.whole or "")
        return number(facts, self.part or "") / whole if whole else None

    def _whole_is_zero(self, setting: Setting) -> Outcome:
        """The outcome the policy gives where the whole is 0."""
        label = setting.label(self.whole or "")
        if self.when_whole_is_zero == "not_applicable":
            text = Message("“{whole}” is 0: not applicable", whole=label)
            return Outcome(None, Trace(text, None), not_applicable=True)
        if self.when_whole_is_zero == "full":
            text = Message("“{whole}” is 0: the full points", whole=label)
            return Outcome(setting.max_score, Trace(text, setting.max_score))
        text = Message("“{whole}” is 0: no points", whole=label)
        return Outcome(setting.max_score * 0, Trace(text, setting.max_score * 0))

    def _measured_in_cells(self, cells: Cells) -> tuple[str, str, str]:
        """What is measured, of what (``1`` of a fact by itself), and whether both are stated."""
        if self.fact is not None:
            return cells.number(self.fact), "1", cells.stated(self.fact)
        named = (self.part or "", self.whole or "")
        part, whole = map(cells.number, named)
        ready = [cells.stated(name) for name in named]
        # More than the whole is no answer but a slip.
        ready.append(f"ROUND({whole}-{part},9)>=0")
        if self.when_whole_is_zero == "not_applicable":
            ready.append(f"{whole}<>0")
        return part, whole, both(ready)

    def _unless_zero(self, value: str, whole: str, setting: Setting) -> str:
        """The value, or what the policy gives where the whole is 0."""
        if self.fact is not None:
            return value
        none = literal(setting.max_score) if self.when_whole_is_zero == "full" else "0"
        return f"IF({whole}=0,{none},{value})"

    def _zero_block(self, setting: Setting) -> Message:
        label = setting.label(self.whole or "")
        return Message("“{whole}” is 0, and the rule gives no points for that", whole=label)

    def _reaching(
        self, x: Fraction, facts: Facts, setting: Setting, *, upward: bool
    ) -> Mapping[str, FactValue]:
        """The change that brings the measured value to ``x`` or just beyond it."""
        name = self.fact or self.part or ""
        kind = setting.types[name]
        most = ONE if kind is FactType.PERCENT else None
        if self.fact is None:
            whole = number(facts, self.whole or "")
            x *= whole
            most = statable(whole, kind, upward=False) if kind is FactType.COUNT else whole
        value = statable(x, kind, upward=upward)
        return {name: value if most is None else min(value, most)}

    def prospect(self, facts: Facts, setting: Setting) -> Prospect:
        """What the half of part and whole that is stated leaves possible for the other."""
        reach = super().prospect
        part, whole = self.part or "", self.whole or ""
        if self.fact is not None or (part in facts) == (whole in facts):
            return reach(facts, setting)
        if whole in facts:
            if number(facts, whole):
                return reach(facts, setting)
            found = reach({**facts, part: ZERO}, setting)
            return found._replace(waits_for=(part,))
        known = number(facts, part)
        wholes = [known or ONE, (known + 1) * _MANY, *([] if known else [ZERO])]
        best = max(
            (reach({**facts, whole: value}, setting) for value in wholes), key=lambda p: p.points
        )
        return best._replace(waits_for=(whole,))
