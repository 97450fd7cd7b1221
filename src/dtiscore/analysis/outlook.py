"""The score as it would be: with other facts, proved; and which facts go together at all."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from dtiscore.base.dates import years_later
from dtiscore.model.facts import StatedFacts
from dtiscore.rules.statable import UNITS, between
from dtiscore.scoring.engine import Scoring, score_criterion
from dtiscore.scoring.totals import group_score, whole
from dtiscore.scoring.tree import NOTHING, State

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from dtiscore.analysis.plan import Plan
    from dtiscore.analysis.worklist import Calendar
    from dtiscore.model.criteria_set import FactKey
    from dtiscore.rules.core import FactProblem, FactValue, Setting, Step
    from dtiscore.scoring.tree import CriterionScore, GroupScore, ScoreTree

Changes: TypeAlias = "Mapping[FactKey, FactValue]"
"""New values of facts, each by the place where it is defined."""

_MOST_STOPS = 40


def moved(value: FactValue, years: int) -> FactValue:
    """A fact as it is so many years later: a date moves along, all else stays."""
    return years_later(value, years) if isinstance(value, date) else value


Seen: TypeAlias = "tuple[str, tuple[tuple[FactKey, FactValue], ...]]"
"""A criterion, and what it sees of changes: points and problems depend on nothing else."""


class Clash(NamedTuple):
    """Facts that cannot stand together, and the criterion whose rule says so."""

    criterion: str
    problem: FactProblem


class Outlook:
    """One score tree, asked what changes would make of it.

    What a criterion makes of what it sees is worked out once: whoever looks for the best steps
    asks for the same again and again.
    """

    def __init__(self, tree: ScoreTree) -> None:
        self.tree = tree
        self.by_id = dict(tree.by_id)
        self.plans: dict[Calendar, Plan] = {}
        self._scored: dict[Seen, CriterionScore] = {}
        self._problems: dict[Seen, tuple[FactProblem, ...]] = {}
        self._clash: dict[frozenset[tuple[FactKey, FactValue]], Clash | None] = {}
        self._steps: dict[tuple[Seen, date | None, frozenset[str]], tuple[Step, ...]] = {}

    # --- facts ----------------------------------------------------------------------------

    def facts(self, criterion: CriterionScore, changes: Changes) -> dict[str, FactValue]:
        """What one criterion sees of the facts after the changes, under its own names."""
        stated, found = self.tree.facts.values, dict(criterion.facts)
        for name, fact in self.tree.criteria_set.facts[criterion.id].items():
            if fact.key in changes:
                found[name] = changes[fact.key]
            elif fact.key in stated:
                found[name] = stated[fact.key]
        return found

    def seen(self, criterion: CriterionScore, changes: Changes) -> Seen:
        """What one criterion sees of the changes."""
        keys = self._keys[criterion.id]
        return criterion.id, tuple((key, changes[key]) for key in keys if key in changes)

    @cached_property
    def _keys(self) -> Mapping[str, tuple[FactKey, ...]]:
        facts = self.tree.criteria_set.facts
        return {cid: tuple(fact.key for fact in facts[cid].values()) for cid in self.by_id}

    def keyed(self, criterion: CriterionScore, changes: Mapping[str, FactValue]) -> Changes:
        """One criterion's changes by the places where the facts are defined."""
        names = self.tree.criteria_set.facts[criterion.id]
        return {names[name].key: value for name, value in changes.items()}

    def seen_by(self, changes: Changes) -> list[CriterionScore]:
        """The criteria in scope that see one of the facts, in the order of the set."""
        sharing = self.tree.criteria_set.sharing
        seen = {cid for key in changes for cid, _ in sharing[key]}
        return [criterion for cid, criterion in self.by_id.items() if cid in seen]

    def shares(self, criterion: CriterionScore) -> frozenset[str]:
        """Those of a criterion's facts that another one in scope sees, too."""
        names = self.tree.criteria_set.facts[criterion.id]
        return frozenset(
            name for name, fact in names.items() if len(self.seen_by({fact.key: True})) > 1
        )

    def clashes(self, changes: Changes) -> Iterator[Clash]:
        """What is wrong with the facts after the changes, in every criterion that sees them."""
        for score in self.seen_by(changes):
            seen = self.seen(score, changes)
            if seen not in self._problems:
                self._problems[seen] = tuple(self._problems_of(score, changes))
            for problem in self._problems[seen]:
                yield Clash(score.id, problem)

    def _problems_of(self, score: CriterionScore, changes: Changes) -> Iterator[FactProblem]:
        tree, criterion = self.tree, score.criterion
        if criterion.rule is not None:
            setting = tree.criteria_set.setting(
                criterion, cohort=tree.cohort, year=tree.assessment.period
            )
            yield from criterion.rule.fact_problems(self.facts(score, changes), setting)

    def clash(self, changes: Changes) -> Clash | None:
        """The first thing wrong with the facts after the changes."""
        together = frozenset(changes.items())
        if together not in self._clash:
            self._clash[together] = next(self.clashes(changes), None)
        return self._clash[together]

    def possible(self, changes: Changes, wanted: Changes) -> Changes | None:
        """``wanted`` on top of the changes, its numbers as far as every criterion lets them go."""
        if self.clash({**changes, **wanted}) is None:
            return wanted
        for key, numbers, unit in self._ways(changes, wanted):

            def forbidden(number: int, key: FactKey = key, unit: Fraction = unit) -> bool:
                return self.clash({**changes, **wanted, key: number * unit}) is not None

            reached = bisect_left(numbers, 1, key=forbidden)
            if reached:
                return {**wanted, key: numbers[reached - 1] * unit}
        return None

    def stops(self, changes: Changes, wanted: Changes) -> Iterator[Changes]:
        """``wanted`` as far as possible, and stops on the way: less may lose less elsewhere."""
        farthest = self.possible(changes, wanted)
        if farthest is None:
            return
        yield farthest
        for key, numbers, unit in self._ways(changes, farthest):
            if len(self.seen_by({key: True})) > 1:
                for number in numbers[:: -(-len(numbers) // _MOST_STOPS) or 1]:
                    stop = {**farthest, key: number * unit}
                    if self.clash({**changes, **stop}) is None:
                        yield stop

    def _ways(self, changes: Changes, wanted: Changes) -> Iterator[tuple[FactKey, range, Fraction]]:
        """For each number that changes, what lies between, in multiples of the unit."""
        criteria_set = self.tree.criteria_set
        for key, value in wanted.items():
            kind = criteria_set.facts[key.criterion][key.fact].type
            before = changes.get(key, self.tree.facts.values.get(key))
            if isinstance(value, Fraction) and isinstance(before, Fraction):
                yield key, between(before, value, kind), UNITS[kind]

    def steps(
        self, criterion: CriterionScore, changes: Changes, setting: Setting
    ) -> tuple[Step, ...]:
        """The steps that one criterion's rule names after the changes."""
        key = (self.seen(criterion, changes), setting.today, setting.fixed)
        rule = criterion.criterion.rule
        if key not in self._steps and rule is not None:
            self._steps[key] = rule.improve(self.facts(criterion, changes), setting).steps
        return self._steps.get(key, ())

    # --- points ---------------------------------------------------------------------------

    def rescored(self, changes: Changes) -> dict[str, CriterionScore]:
        """The criteria whose points the changes can move, as they would be, by id.

        What is confirmed does not move. Whatever is new counts as proved; what was unproved stays
        so.
        """
        return {
            score.id: _proved(score, self.scored(score, changes))
            for score in self.seen_by(changes)
            if score.confirmed is None and score.state is not State.UNSCORED
        }

    def scored(self, criterion: CriterionScore, changes: Changes) -> CriterionScore:
        """One criterion by the engine on the facts after the changes, without any paper."""
        seen = self.seen(criterion, changes)
        if seen not in self._scored:
            after = self._after(changes)
            self._scored[seen] = score_criterion(after, criterion.group, criterion.criterion)
        return self._scored[seen]

    def _after(self, changes: Changes) -> Scoring:
        tree = self.tree
        facts = StatedFacts({**tree.facts.values, **changes})
        return Scoring(
            tree.criteria_set,
            tree.assessment,
            facts,
            tree.agency,
            tree.cohort,
            bests=self._bests,
            as_of=tree.as_of,
        )

    @cached_property
    def _bests(self) -> Mapping[str, Fraction]:
        return {
            c.id: c.setting.best
            for c in self.by_id.values()
            if c.setting is not None and c.setting.best is not None
        }

    @cached_property
    def weights(self) -> Mapping[str, Fraction]:
        """What a point of each criterion is worth in its group."""
        return {c.id: group.factor for group in self.tree.groups for c in group.criteria}

    def groups(self, instead: Mapping[str, CriterionScore]) -> list[GroupScore]:
        """The groups with these criteria instead of their namesakes, capped and rescaled."""
        tree = self.tree
        return [
            group_score(
                group.group,
                tuple(instead.get(c.id, c) for c in group.criteria),
                tree.criteria_set,
                tree.cohort,
            )
            if any(c.id in instead for c in group.criteria)
            else group
            for group in tree.groups
        ]

    def total(self, instead: Mapping[str, CriterionScore]) -> Decimal:
        """The final total with these criteria instead of their namesakes."""
        return whole(self.groups(instead), self.tree.criteria_set)[-1].final

    def added(self, changes: Changes) -> Decimal:
        """What the final total gains by these changes, once they are proved."""
        return self.total(self.rescored(changes)) - self.tree.total.final


def raised(criterion: CriterionScore, points: Decimal) -> CriterionScore:
    """The criterion with so many more points proved."""
    return replace(criterion, provable=(criterion.provable or NOTHING) + points)


def _proved(before: CriterionScore, after: CriterionScore) -> CriterionScore:
    if after.claimed is None:
        return after
    gained = after.claimed - (before.claimed or NOTHING)
    final = (before.final or NOTHING) + gained
    # What is not proved is lost before what is; a penalty counts without proof.
    return replace(after, provable=max(final, min(after.claimed, after.max * 0)))
