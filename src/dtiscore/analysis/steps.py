"""The next steps in words, worth what they add over all criteria that share a fact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from dtiscore.analysis.worklist import Action, Item, ItemKind
from dtiscore.base.messages import Message, Percent
from dtiscore.model.facts import StatedFacts
from dtiscore.rules.core import NEVER, FactType
from dtiscore.scoring.engine import Scoring, score_group
from dtiscore.scoring.totals import whole

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from dtiscore.base.messages import Field
    from dtiscore.model.criteria_set import CriteriaSet, Fact
    from dtiscore.rules.core import FactValue, Step
    from dtiscore.scoring.tree import CriterionScore, ScoreTree


@dataclass(frozen=True, slots=True)
class NextStep:
    """One gain within reach: where, what to do, and the points it adds by itself."""

    criterion: CriterionScore
    action: Action
    text: Message
    points: Decimal


def next_steps(tree: ScoreTree, items: Iterable[Item], most: int = 10) -> tuple[NextStep, ...]:
    """The largest single gains among the items that can still be won."""
    found = []
    for item in items:
        if item.winnable <= 0:
            continue
        points, text = item.winnable, item.text
        if item.step is not None:
            points = added(tree, item.criterion, item.step)
            text = in_words(tree.criteria_set, item.criterion, item.step)
        elif item.kind is ItemKind.PAPER:
            text = _supply(item)
        if points > 0:
            found.append(NextStep(item.criterion, item.action, text, points))
    return tuple(sorted(found, key=lambda step: -step.points)[:most])


def missed_steps(tree: ScoreTree, most: int = 10) -> tuple[NextStep, ...]:
    """What one more step would have added in a period that is over: lessons for the next."""
    found = []
    for criterion in tree.criteria:
        rule, setting = criterion.criterion.rule, criterion.setting
        if rule is None or setting is None or criterion.claimed is None:
            continue
        if criterion.criterion.sign == "penalty":
            continue
        for step in rule.improve(criterion.facts, setting).steps[:1]:
            points = added(tree, criterion, step)
            if points > 0:
                text = in_words(tree.criteria_set, criterion, step)
                found.append(NextStep(criterion, Action.LOST, text, points))
    return tuple(sorted(found, key=lambda step: -step.points)[:most])


def added(tree: ScoreTree, criterion: CriterionScore, step: Step) -> Decimal:
    """What a step adds to the claimed total, over every criterion that sees the changed facts."""
    criteria_set = tree.criteria_set
    facts = criteria_set.facts[criterion.id]
    changes = {facts[name].key: value for name, value in step.changes.items()}
    affected = {
        criteria_set.group_of[cid].id for key in changes for cid, _ in criteria_set.sharing[key]
    }
    after = Scoring(
        criteria_set,
        tree.assessment,
        StatedFacts({**tree.facts.values, **changes}),
        tree.agency,
        tree.cohort,
        bests={
            c.id: c.setting.best
            for c in tree.criteria
            if c.setting is not None and c.setting.best is not None
        },
        as_of=tree.as_of,
    )
    groups = [
        score_group(after, group.group) if group.group.id in affected else group
        for group in tree.groups
    ]
    return whole(groups, criteria_set)[-1].claimed - tree.total.claimed


def in_words(criteria_set: CriteriaSet, criterion: CriterionScore, step: Step) -> Message:
    """A step as a sentence: what changes from what to what, and the paper it then needs."""
    facts = criteria_set.facts[criterion.id]
    # "3 more records" says of which only where nothing else changes beside it.
    alone = len(step.changes) == 1
    changes = tuple(
        _one_change(facts[name], criterion.facts.get(name), value, alone=alone)
        for name, value in step.changes.items()
    )
    papers = [state.slot.label for state in criterion.slots if state.slot.count_of in step.changes]
    if papers:
        return Message("{changes}, with {paper}", changes=changes, paper=papers[0])
    return Message("{changes}", changes=changes)


def _one_change(fact: Fact, before: FactValue | None, after: FactValue, *, alone: bool) -> Message:
    if fact.type is FactType.YES_NO:
        return Message("fulfil: {fact}", fact=fact.label)
    if isinstance(after, date):
        return Message("{fact}: by {date}", fact=fact.label, date=after)
    if isinstance(after, Fraction) and isinstance(before, Fraction):
        return _number_change(fact, before, after, alone=alone)
    return Message("{fact}: reach “{value}”", fact=fact.label, value=_option(fact, after))


def _number_change(fact: Fact, before: Fraction, after: Fraction, *, alone: bool) -> Message:
    if alone and fact.type is FactType.COUNT and fact.unit and after > before:
        return Message(
            "{count} more {unit} ({before} → {after})",
            count=after - before,
            unit=fact.unit,
            before=before,
            after=after,
        )
    fields: dict[str, Field] = {"fact": fact.label, "before": before, "after": after}
    if fact.type is FactType.PERCENT:
        fields |= {"before": Percent(before), "after": Percent(after)}
    elif fact.unit:
        fields["after"] = Message("{value} {unit}", value=after, unit=fact.unit)
    if after < before:
        return Message("{fact}: down from {before} to {after}", **fields)
    return Message("{fact}: from {before} to {after}", **fields)


def _option(fact: Fact, value: FactValue) -> str:
    if value is NEVER:
        return "–"
    return next((o.title for o in fact.options if o.value == value), str(value))


def _supply(item: Item) -> Message:
    if item.fill is None or item.slot is None:
        return item.text
    lacking = item.fill.need - item.fill.have
    if item.fill.need > 1 and lacking > 0:
        return Message("supply {count} more: {slot}", count=lacking, slot=item.slot.label)
    return Message("supply: {slot}", slot=item.slot.label)
