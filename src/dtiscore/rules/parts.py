"""Parts of a ``sum`` and alternatives of a ``best``: a name, a maximum and a rule of their own."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from pydantic import ConfigDict

from dtiscore.base import problems
from dtiscore.base.messages import Message, Points
from dtiscore.base.points import ZERO
from dtiscore.fields import Amount, Id, Share, Strict, Text
from dtiscore.rules.cells import Cells, Formula
from dtiscore.rules.core import (
    FactProblem,
    Facts,
    FactValue,
    Found,
    Improvement,
    Line,
    Outcome,
    Rule,
    Setting,
    Step,
    Trace,
    Use,
    waiting,
)
from dtiscore.rules.follow import Prospect

if TYPE_CHECKING:
    AnyRule = Rule


class Part(Strict):
    """A named part with its own rule; its maximum in points or as a share of the criterion's."""

    model_config: ClassVar[ConfigDict] = ConfigDict(defer_build=True)

    name: Id
    label: Text | None = None
    max_score: Amount | None = None
    share: Share | None = None
    rule: "AnyRule"

    def maximum(self, whole: Fraction) -> Fraction:
        """The part's maximum where the criterion's is ``whole``."""
        if self.max_score is not None:
            return self.max_score
        return whole if self.share is None else whole * self.share

    def proved(self, points: Fraction, setting: Setting) -> Fraction:
        """What is left of this part's points after the share (0-1) of them that is proved."""
        factor = setting.factors.get(self.name)
        return points if factor is None else points * factor

    @property
    def title(self) -> str:
        """The part's name as people read it."""
        return self.label or self.name


class Parted(Rule):
    """What ``sum`` and ``best`` share: everything that is asked of each part in turn."""

    def _parts(self) -> tuple[Part, ...]:
        raise NotImplementedError

    def uses(self) -> Iterator[Use]:
        """Every use of a fact in every part."""
        for index, part in enumerate(self._parts()):
            for use in part.rule.uses():
                yield use._replace(path=(self._key, index, "rule", *use.path))

    def parts(self) -> Iterator[tuple[str, str, Rule]]:
        """The parts, and theirs."""
        for part in self._parts():
            yield part.name, part.title, part.rule
            yield from part.rule.parts()

    def nested(self) -> Iterator[tuple[tuple[str | int, ...], Rule]]:
        """This rule, the parts' rules, and theirs."""
        yield (), self
        for index, part in enumerate(self._parts()):
            for path, rule in part.rule.nested():
                yield (self._key, index, "rule", *path), rule

    def problems(self, max_score: Fraction) -> Iterator[Found]:
        """The parts' problems, names used twice, and rules that cannot be a part."""
        if not self._parts():
            yield Found((self._key,), problems.AT_LEAST_ONE, {})
        yield from self._doubled()
        for index, part in enumerate(self._parts()):
            here = (self._key, index)
            maximum = part.maximum(max_score)
            if part.max_score is not None and part.share is not None:
                yield Found(here, problems.EXACTLY_ONE, {"keys": "max_score, share"})
            if part.rule.kind == "judged":
                yield Found((*here, "rule"), problems.RULE_PLACE, {"kind": part.rule.kind})
            if maximum > max_score:
                fields_max: dict[str, Fraction] = {"points": maximum, "max": max_score}
                yield Found((*here, "max_score"), problems.ABOVE_MAXIMUM, {**fields_max})
            yield from self._nested(part, (*here, "rule"), maximum)

    def _doubled(self) -> Iterator[Found]:
        """Names used twice at any depth: proof stands for a part by its name alone."""
        seen: dict[str, int] = {}
        for index, part in enumerate(self._parts()):
            here = (self._key, index)
            inner = {name.casefold(): name for name, _, _ in part.rule.parts()}
            named = [(part.name, "name"), *((name, "rule") for name in inner.values())]
            for name, key in named:
                if name.casefold() in seen:
                    fields = {"id": name, "first": f"{self._key}[{seen[name.casefold()]}]"}
                    yield Found((*here, key), problems.DUPLICATE_ID, {**fields})
                seen.setdefault(name.casefold(), index)

    @staticmethod
    def _nested(part: Part, here: tuple[str | int, ...], maximum: Fraction) -> Iterator[Found]:
        wrong = list(part.rule.problems(maximum))
        for found in wrong:
            yield found._replace(path=(*here, *found.path))
        for key in ("when_whole_is_zero", "when_before_is_zero"):
            if getattr(part.rule, key, None) == "not_applicable":
                yield Found((*here, key), problems.POLICY_PLACE, {})
        if not wrong and part.rule.ceiling(maximum) < maximum:
            best = part.rule.ceiling(maximum)
            yield Found(here, problems.BELOW_MAXIMUM, {"best": best, "max": maximum})

    def fact_problems(self, facts: Facts, setting: Setting) -> Iterator[FactProblem]:
        """The problems of every part's facts."""
        for part in self._parts():
            yield from part.rule.fact_problems(
                facts, setting.of_part(part.maximum(setting.max_score))
            )

    def worst(self, fact: str, setting: Setting) -> FactValue:
        """The worst value in the part that uses the fact.

        Where several parts use a choice, what is worst for one may be good for another: none of
        the options is then what stands.
        """
        worst = {
            part.rule.worst(fact, setting.of_part(part.maximum(setting.max_score)))
            for part in self._parts()
            if any(use.fact == fact for use in part.rule.uses())
        }
        return worst.pop() if len(worst) == 1 else super().worst(fact, setting)

    def _prospects(self, facts: Facts, setting: Setting) -> list[Prospect]:
        """The most that can still come of each part."""
        return [
            part.rule.prospect(facts, setting.of_part(part.maximum(setting.max_score)))
            for part in self._parts()
        ]

    @staticmethod
    def _waiting(
        setting: Setting, missing: Sequence[str], traces: Sequence[tuple[str, Trace]]
    ) -> Outcome:
        """The outcome while parts wait for facts, or for what no fact of ours can tell."""
        outcome = waiting(setting, *dict.fromkeys(missing))
        text = outcome.trace.text
        if not missing:
            text = next((trace.text for _, trace in traces if trace.points is None), text)
        return outcome._replace(trace=Trace(text, None, tuple(traces)))

    @staticmethod
    def _or_conflict(
        steps: tuple[Step, ...], blocks: tuple[Message, ...], setting: Setting
    ) -> Improvement:
        """The way up below the maximum; parts that share facts may stand in each other's way."""
        if not (steps or blocks or setting.factors):
            blocks = (Message("what would raise one part is bad or impossible for another"),)
        return Improvement(steps, blocks)

    def _in_cells(self, cells: Cells, setting: Setting) -> list[Formula]:
        """The parts' formulas."""
        return [
            part.rule.in_cells(cells, setting.of_part(part.maximum(setting.max_score)))
            for part in self._parts()
        ]

    def _part_lines(self, setting: Setting) -> Iterator[Line]:
        for part in self._parts():
            maximum = part.maximum(setting.max_score)
            yield Line(1, part_heading(part, maximum))
            for line in part.rule.in_words(setting.of_part(maximum)):
                yield line._replace(depth=line.depth + 2)

    @property
    def _key(self) -> str:
        raise NotImplementedError


def part_heading(part: Part, maximum: Fraction) -> Message:
    """The line that introduces a part among a rule's words."""
    return Message("{part} (at most {max} points):", part=part.title, max=Points(maximum))


def total_of(parts: Sequence[Part], whole: Fraction) -> Fraction:
    """The sum of the parts' maxima."""
    return sum((part.maximum(whole) for part in parts), ZERO)
