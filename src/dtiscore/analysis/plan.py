"""How far the facts can still be brought on a day, all criteria together.

Criteria may see the same fact, and pull it apart: what one wins another loses. The plan takes
the steps that together win most; what a criterion wins of it is its share of what is left over.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from dtiscore.analysis.climb import Climb, Climber, claimed
from dtiscore.analysis.wording import in_words
from dtiscore.base.messages import Message
from dtiscore.base.points import ONE, ZERO, round_points, split_in_proportion
from dtiscore.rules.core import FactType, Step
from dtiscore.rules.follow import follow
from dtiscore.scoring.tree import NOTHING, CriterionScore, State

if TYPE_CHECKING:
    from collections.abc import Collection
    from decimal import Decimal

    from dtiscore.analysis.outlook import Outlook
    from dtiscore.analysis.worklist import Calendar
    from dtiscore.model.criteria_set import FactKey
    from dtiscore.rules.core import Facts, FactValue, Rule, Setting
    from dtiscore.rules.follow import Prospect


@dataclass
class Plan:
    """The facts as they can still become, and what each criterion wins by that.

    Attributes:
        changes: the new values.
        gains: by criterion, the points it wins of those not done; of criteria that share facts
            together what is left over, in their own points.
        losers: by criterion, those that lose by what it would win.
    """

    outlook: Outlook
    days: Calendar
    changes: dict[FactKey, FactValue] = field(default_factory=dict)
    gains: dict[str, Decimal] = field(default_factory=dict)
    losers: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def step(self, criterion: CriterionScore) -> Step:
        """The plan's changes as one criterion sees them, and the points its rule then adds."""
        names = self.outlook.tree.criteria_set.facts[criterion.id]
        changes = {n: self.changes[f.key] for n, f in names.items() if f.key in self.changes}
        rule, setting = ruled(criterion)
        after = rule.score({**criterion.facts, **changes}, setting).points or ZERO
        return Step(changes, after - (rule.score(criterion.facts, setting).points or ZERO))

    def along(
        self, criterion: CriterionScore, apart: Collection[str] = ()
    ) -> tuple[tuple[CriterionScore, Step], ...]:
        """The plan's steps of others, who would lose by this one's without them.

        Those ``apart`` (by id) have their own.
        """
        changes = self.outlook.keyed(criterion, self.step(criterion).changes)
        found: dict[str, Step] = {}
        while True:
            for cid, score in self.outlook.rescored(changes).items():
                other = self.outlook.by_id[cid]
                if cid in apart or cid in found or claimed(score) >= claimed(other):
                    continue
                step = self.step(other)
                new = {
                    name: value
                    for name, value in step.changes.items()
                    if not self.outlook.keyed(other, {name: value}).keys() <= changes.keys()
                }
                if new:
                    found[cid] = Step(new, step.points)
                    changes = {**changes, **self.outlook.keyed(other, new)}
                    break
            else:
                return tuple((self.outlook.by_id[cid], step) for cid, step in found.items())

    def facts(self, criterion: CriterionScore) -> Facts:
        """What a criterion sees once the plan is carried out."""
        return self.outlook.facts(criterion, self.changes)

    def prospect(self, criterion: CriterionScore) -> Prospect:
        """What could come of facts not stated yet; those that others see stand as planned."""
        rule, _ = ruled(criterion)
        setting = asked(criterion, self.days)
        setting = setting._replace(fixed=setting.fixed | self.outlook.shares(criterion))
        return rule.prospect(self.facts(criterion), setting)

    def blocks(
        self, criterion: CriterionScore, prospect: Prospect | None = None
    ) -> tuple[Message, ...]:
        """What keeps a criterion from more than the plan wins for it, or its prospect."""
        rule, _ = ruled(criterion)
        setting = asked(criterion, self.days)
        if prospect is not None and prospect.waits_for and prospect.blocks:
            return prospect.blocks
        if any(use.fact in setting.fixed for use in rule.uses()):
            return (self._over(criterion),)
        found = rule.improve(self.facts(criterion), setting)
        if found.steps:
            wanted = self.outlook.keyed(criterion, found.steps[-1].changes)
            clash = self.outlook.clash({**self.changes, **wanted})
            if clash is not None:
                problem = Message(clash.problem.problem.text, **clash.problem.fields)
                return (Message("in {id}, {problem}", id=clash.criterion, problem=problem),)
        losers = self.losers.get(criterion.id, ()) or self._losers(criterion, found.steps)
        if losers:
            return (Message("what would win them loses as many in {criteria}", criteria=losers),)
        return found.blocks or (Message("the assessed period is over"),)

    def _over(self, criterion: CriterionScore) -> Message:
        """That the period is over, and what was not done while it ran."""
        rule, setting = ruled(criterion)
        way = follow(rule, self.facts(criterion), setting)
        wanted = self.outlook.keyed(criterion, way.changes)
        possible = self.outlook.possible(self.changes, wanted) if wanted else None
        if not possible:
            return Message("the assessed period is over")
        names = self.outlook.tree.criteria_set.facts[criterion.id].items()
        changes = {name: possible[fact.key] for name, fact in names if fact.key in possible}
        step = in_words(self.outlook.tree.criteria_set, criterion, Step(changes, ZERO))
        return Message("the assessed period is over; it would have taken: {step}", step=step)

    def _losers(self, criterion: CriterionScore, steps: tuple[Step, ...]) -> tuple[str, ...]:
        """Who would lose by the farthest step that the plan does not take."""
        if not steps:
            return ()
        planned = self.outlook.rescored(self.changes)
        wanted = self.outlook.keyed(criterion, steps[-1].changes)
        after = self.outlook.rescored({**self.changes, **wanted})
        return tuple(
            cid
            for cid, score in after.items()
            if claimed(score) < claimed(planned.get(cid, self.outlook.by_id[cid]))
        )


def ruled(criterion: CriterionScore) -> tuple[Rule, Setting]:
    """The rule and the setting of a criterion that has both."""
    rule, setting = criterion.criterion.rule, criterion.setting
    if rule is None or setting is None:
        raise ValueError(criterion.id)
    return rule, setting


def asked(criterion: CriterionScore, days: Calendar) -> Setting:
    """The criterion's setting on the day asked: after the period only dates can still come."""
    _, setting = ruled(criterion)
    fixed = frozenset(name for name, kind in setting.types.items() if kind is not FactType.DATE)
    return setting._replace(today=days.as_of, fixed=fixed if days.period_over else frozenset())


def can_gain(criterion: CriterionScore) -> bool:
    """Whether better facts would add points: not where it is decided, unknown, or a penalty."""
    return (
        criterion.state is State.SCORED
        and criterion.confirmed is None
        and criterion.claimed is not None
        and criterion.criterion.sign != "penalty"
    )


def planned(outlook: Outlook, days: Calendar) -> Plan:
    """The plan for a day, searched for once in an outlook: nobody changes it."""
    if days in outlook.plans:
        return outlook.plans[days]
    plan = outlook.plans[days] = Plan(outlook, days)
    for cluster in _clusters(outlook):
        if len(cluster) == 1 and not outlook.shares(cluster[0]):
            _alone(plan, cluster[0])
        else:
            _together(plan, cluster)
    return plan


def _clusters(outlook: Outlook) -> list[list[CriterionScore]]:
    """The criteria that can gain, those that share facts together.

    What can gain nothing links the others, too: its rule says which facts contradict each other.
    """
    names = outlook.tree.criteria_set.facts
    clusters: list[tuple[set[FactKey], list[CriterionScore]]] = []
    for criterion in outlook.by_id.values():
        keys = {fact.key for fact in names[criterion.id].values()}
        members = [criterion] if can_gain(criterion) else []
        apart = []
        for cluster in clusters:
            if keys.isdisjoint(cluster[0]):
                apart.append(cluster)
            else:
                keys, members = keys | cluster[0], cluster[1] + members
        clusters = [*apart, (keys, members)]
    return [members for _, members in clusters if members]


def _alone(plan: Plan, criterion: CriterionScore) -> None:
    """Nobody else sees its facts: its own steps, to the end."""
    rule, _ = ruled(criterion)
    way = follow(rule, criterion.facts, asked(criterion, plan.days))
    reached = round_points(way.points, plan.outlook.tree.criteria_set.rounding)
    if way.changes and reached > claimed(criterion):
        plan.changes.update(plan.outlook.keyed(criterion, way.changes))
        plan.gains[criterion.id] = reached - claimed(criterion)


def _together(plan: Plan, cluster: list[CriterionScore]) -> None:
    """The steps that win most together, taken one after the other, and shared out."""
    outlook, rounding = plan.outlook, plan.outlook.tree.criteria_set.rounding
    climbers = [Climber(c, ruled(c)[0], asked(c, plan.days)) for c in cluster]
    changes = Climb(outlook, climbers).top()
    after = outlook.rescored(changes)
    gained = {cid: claimed(score) - claimed(outlook.by_id[cid]) for cid, score in after.items()}
    own = {
        c.id: min(gained[c.id], c.lost.not_done)
        for c in cluster
        if gained.get(c.id, NOTHING) > 0 and c.lost.not_done > 0
    }
    if not own:
        return
    plan.changes.update(changes)
    weights = outlook.weights
    lost = sum((-weights[cid] * Fraction(n) for cid, n in gained.items() if n < 0), ZERO)
    won = sum((weights[cid] * Fraction(n) for cid, n in own.items()), ZERO)
    left = max(ZERO, ONE - lost / won) * sum(map(Fraction, own.values()), ZERO)
    shares = split_in_proportion(round_points(left, rounding), list(own.values()), rounding)
    plan.gains.update(zip(own, shares, strict=True))
    losers = tuple(cid for cid, points in gained.items() if points < 0)
    plan.losers.update(dict.fromkeys(own, losers))
