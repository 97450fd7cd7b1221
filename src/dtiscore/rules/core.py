"""What every rule kind is made of: facts in, an exact outcome with its trace out.

A kind is one file in `rules.kinds`: a frozen model (what YAML may say) with its pure behaviour
beside it. The contract is `Rule`; `rules.registry` finds the kinds by their files.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum, StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from dtiscore.base import problems
from dtiscore.base.messages import Message, Percent
from dtiscore.base.points import ONE, ZERO
from dtiscore.fields import Strict, Threshold
from dtiscore.rules.cells import Cells, Formula
from dtiscore.rules.follow import Prospect, follow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dtiscore.base.diagnostics import Problem
    from dtiscore.base.messages import Field


class Never(Enum):
    """The statement ``không`` for a date or a choice: it did not happen."""

    NEVER = "never"


NEVER = Never.NEVER

FactValue: TypeAlias = Fraction | bool | date | str | Never
Facts: TypeAlias = Mapping[str, FactValue]


class FactType(StrEnum):
    """What kind of statement a fact is."""

    COUNT = "count"
    AMOUNT = "amount"
    PERCENT = "percent"
    DATE = "date"
    YES_NO = "yes_no"
    CHOICE = "choice"


NUMERIC = frozenset({FactType.COUNT, FactType.AMOUNT, FactType.PERCENT})
COUNTED = frozenset({FactType.COUNT, FactType.AMOUNT})
_LARGEST_PART = 12
"""Shares of more parts than these are read more easily as a percentage."""
SMALLEST_PERCENT = Fraction(1, 10_000)
"""A hundredth of a percent: the next step where "above" has no smallest value."""


class Direction(StrEnum):
    """What more of a fact does to the points."""

    RAISES = "raises"
    LOWERS = "lowers"
    LIMITS = "limits"
    """More raises, but it limits another fact: the whole of a part of which fewer is better."""


class Use(NamedTuple):
    """One place where a rule uses a fact; ``path`` leads to the key that names it."""

    fact: str
    types: frozenset[FactType]
    direction: Direction
    path: tuple[str | int, ...]


class Found(NamedTuple):
    """A problem of a rule's specification, at a path below the rule's node."""

    path: tuple[str | int, ...]
    problem: Problem
    fields: dict[str, Field]


class FactProblem(NamedTuple):
    """A problem of stated facts, at the statement of ``fact``."""

    fact: str
    problem: Problem
    fields: dict[str, Field]


class Setting(NamedTuple):
    """What a rule needs besides its facts.

    Attributes:
        max_score: the most points the rule can give here.
        year: the assessed year, for due dates without one.
        types: the type of each fact.
        labels: the name of each fact as people read it.
        best: the best peer's value, where the period's is known.
        today: the day the question is asked; None leaves every date attainable.
        factors: the share (0-1) of the points of a named part or alternative that is proved.
        fixed: facts that no step can change any more.
    """

    max_score: Fraction
    year: int
    types: Mapping[str, FactType]
    labels: Mapping[str, str]
    best: Fraction | None = None
    today: date | None = None
    factors: Mapping[str, Fraction] = MappingProxyType({})
    fixed: frozenset[str] = frozenset()

    def of_part(self, max_score: Fraction) -> Setting:
        """The same setting for a part or alternative with its own maximum."""
        today, factors, fixed = self.today, self.factors, self.fixed
        # Written out: `_replace` takes longer, and every part of every score asks.
        return Setting(
            max_score, self.year, self.types, self.labels, self.best, today, factors, fixed
        )

    def proved(self, factors: Mapping[str, Fraction]) -> Setting:
        """The same setting where only these shares of the named parts are proved."""
        return Setting(
            self.max_score, self.year, self.types, self.labels, self.best, self.today, factors
        )

    def label(self, fact: str) -> str:
        """The fact's name as people read it."""
        return self.labels.get(fact, fact)


class Trace(NamedTuple):
    """How a rule came to its points: the clause that decided, and its parts'."""

    text: Message
    points: Fraction | None
    parts: tuple[tuple[str, Trace], ...] = ()


class Outcome(NamedTuple):
    """What a rule makes of facts.

    ``points`` is None while the rule cannot be evaluated; ``missing`` names the facts it waits
    for. Nothing is rounded here.
    """

    points: Fraction | None
    trace: Trace
    missing: tuple[str, ...] = ()
    not_applicable: bool = False
    estimated: bool = False


class Step(NamedTuple):
    """A way up: new values for facts, and the points this rule then adds (unrounded)."""

    changes: Mapping[str, FactValue]
    points: Fraction


class Improvement(NamedTuple):
    """The next attainable steps, the farthest last, or what blocks every one of them."""

    steps: tuple[Step, ...] = ()
    blocks: tuple[Message, ...] = ()


class Line(NamedTuple):
    """One line of a rule in words, indented by ``depth``."""

    depth: int
    text: Message


class Rule(Strict):
    """The contract of a rule kind; subclasses live in `rules.kinds`, one file each."""

    kind: str

    def uses(self) -> Iterator[Use]:
        """Every use of a fact, in the order of the file."""
        raise NotImplementedError

    def parts(self) -> Iterator[tuple[str, str, Rule]]:
        """Name, label and rule of the parts or alternatives that proof can stand for."""
        return iter(())

    def nested(self) -> Iterator[tuple[tuple[str | int, ...], Rule]]:
        """This rule and every rule of its parts, each with the path to it."""
        yield (), self

    def problems(self, max_score: Fraction) -> Iterator[Found]:
        """What is wrong with the specification under this maximum."""
        del max_score
        return iter(())

    def typed_problems(self, types: Mapping[str, FactType]) -> Iterator[Found]:
        """What is wrong with this rule itself, not its parts', once its facts' types are known."""
        del types
        return iter(())

    def ceiling(self, max_score: Fraction) -> Fraction:
        """The most points the best facts reach."""
        return max_score

    def fact_problems(self, facts: Facts, setting: Setting) -> Iterator[FactProblem]:
        """What is wrong with stated facts that are each of the right type."""
        del facts, setting
        return iter(())

    def worst(self, fact: str, setting: Setting) -> FactValue:
        """The value ``fact`` takes when nothing proves it."""
        kind = setting.types[fact]
        if kind is FactType.YES_NO:
            return False
        return ZERO if kind in NUMERIC else NEVER

    def score(self, facts: Facts, setting: Setting) -> Outcome:
        """Facts to exact points, with the trace of how."""
        raise NotImplementedError

    def improve(self, facts: Facts, setting: Setting) -> Improvement:
        """The next steps from these facts; none and no block means the maximum is reached."""
        raise NotImplementedError

    def prospect(self, facts: Facts, setting: Setting) -> Prospect:
        """The most that can still come of these facts: those not stated may turn out best."""
        outcome = self.score(facts, setting)
        if outcome.points is None and not outcome.not_applicable:
            missing = dict.fromkeys(use.fact for use in self.uses() if use.fact not in facts)
            return Prospect(self.ceiling(setting.max_score), tuple(missing), ())
        way = follow(self, facts, setting)
        return Prospect(way.points, (), way.blocks)

    def in_cells(self, cells: Cells, setting: Setting) -> Formula:
        """`score` as a spreadsheet expression over the cells of the facts."""
        raise NotImplementedError

    def in_words(self, setting: Setting) -> Iterator[Line]:
        """The rule as sentences."""
        raise NotImplementedError


def listed(setting: Setting, facts: Iterable[str]) -> str:
    """The labels of facts in a row; commas may stand within them."""
    return "; ".join(map(setting.label, facts))


def share_in_words(share: Fraction) -> Field:
    """A share as rules state it: half, 2/3; any other as a percentage."""
    if share.denominator > _LARGEST_PART or share.denominator == 1:
        return Percent(share)
    if share.denominator == 2:  # noqa: PLR2004 - only one share has it
        return Message("half")
    return f"{share.numerator}/{share.denominator}"


def waiting(setting: Setting, *missing: str) -> Outcome:
    """The outcome while facts are missing."""
    text = Message("not evaluated; waits for: {facts}", facts=listed(setting, missing))
    return Outcome(None, Trace(text, None), missing)


def waits(setting: Setting, missing: Iterable[str]) -> Improvement:
    """No step can be named before the missing facts are stated."""
    facts = tuple(map(setting.label, missing))
    return Improvement(blocks=(Message("these facts are not stated yet: {facts}", facts=facts),))


def gaining(
    rule: Rule, facts: Facts, setting: Setting, candidates: Iterable[Mapping[str, FactValue]]
) -> tuple[Step, ...]:
    """Of the candidate changes those that are possible and add points, each only once."""
    before = rule.score(facts, setting).points or ZERO
    steps: list[Step] = []
    for changes in candidates:
        if not setting.fixed.isdisjoint(changes):
            continue
        changed = {**facts, **changes}
        after = rule.score(changed, setting).points
        if after is None or after <= before or any(rule.fact_problems(changed, setting)):
            continue
        if all(changes != step.changes for step in steps):
            steps.append(Step(changes, after - before))
    return tuple(steps)


def number(facts: Facts, fact: str) -> Fraction:
    """The stated number; the binder has made sure that it is one."""
    value = facts[fact]
    if not isinstance(value, Fraction):
        raise TypeError(fact)
    return value


def threshold_problem(bound: Fraction, kind: FactType) -> tuple[Problem, str] | None:
    """What makes a number impossible to hold against a fact of this type, and its text.

    80 of a percentage, or 80 % of a count, would be met by all or by nobody.
    """
    text = written(bound)
    signed = "%" in text
    if kind in COUNTED:
        return (problems.NOT_A_NUMBER, text) if signed else None
    if kind is not FactType.PERCENT:
        return None
    if bound >= ONE and not signed:
        return problems.PERCENT_UNCLEAR, text
    return (problems.SHARE_RANGE, text) if bound > ONE else None


def written(bound: Fraction) -> str:
    """A threshold as the file writes it."""
    return bound.text if isinstance(bound, Threshold) else str(bound)


def ceil(value: Fraction) -> Fraction:
    """The smallest whole number not below ``value``."""
    return Fraction(-(-value.numerator // value.denominator))


def floor(value: Fraction) -> Fraction:
    """The largest whole number not above ``value``."""
    return Fraction(value.numerator // value.denominator)
