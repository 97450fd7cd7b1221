"""The next steps, each worth what the final total gains by it alone."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.analysis.missing import full
from dtiscore.analysis.outlook import Outlook, raised
from dtiscore.analysis.plan import Plan, asked, can_gain, planned, ruled
from dtiscore.analysis.wording import in_words, supply, supply_together, with_others
from dtiscore.analysis.worklist import Action, Item, ItemKind, calendar
from dtiscore.base.points import round_points
from dtiscore.rules.core import Step
from dtiscore.scoring.proof import prove
from dtiscore.scoring.tree import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from decimal import Decimal

    from dtiscore.base.messages import Message
    from dtiscore.rules.core import Setting
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
    outlook = Outlook(tree)
    open_ = [item for item in items if item.own > 0]
    papers = [item for item in open_ if item.kind is ItemKind.PAPER]
    found = [_single(outlook, item) for item in open_ if item.kind is not ItemKind.PAPER]
    for _, mine in groupby(papers, key=lambda item: item.criterion.id):
        found.extend(_papers(outlook, list(mine)))
    return _largest(found, most)


def _largest(steps: Iterable[NextStep], most: int) -> tuple[NextStep, ...]:
    gaining = [step for step in steps if step.points > 0]
    return tuple(sorted(gaining, key=lambda step: -step.points)[:most])


def _single(outlook: Outlook, item: Item) -> NextStep:
    if item.step is None:
        points = _worth(outlook, item.criterion, item.own)
        return NextStep(item.criterion, item.action, item.text, points)
    changes = item.changes(outlook)
    # What is possible only with a change that this criterion does not see is no step by itself.
    points = NOTHING if outlook.clash(changes) else outlook.added(changes)
    text = with_others(outlook.tree.criteria_set, item.criterion, item.step, item.along)
    return NextStep(item.criterion, item.action, text, points)


def _worth(outlook: Outlook, criterion: CriterionScore, points: Decimal) -> Decimal:
    """What the total gains by points of one criterion alone."""
    with_them = outlook.total({criterion.id: raised(criterion, points)})
    return with_them - outlook.tree.total.final


def _papers(outlook: Outlook, items: list[Item]) -> Iterator[NextStep]:
    """The papers of one criterion: each by itself, or together where one alone wins less."""
    criterion, action = items[0].criterion, items[0].action
    alone = [_alone(outlook, item) for item in items] if len(items) > 1 else [items[0].own]
    if any(points < item.own for points, item in zip(alone, items, strict=True)):
        points = _worth(outlook, criterion, sum((item.own for item in items), NOTHING))
        yield NextStep(criterion, action, supply_together(items), points)
        return
    for points, item in zip(alone, items, strict=True):
        yield NextStep(criterion, item.action, supply(item), _worth(outlook, criterion, points))


def _alone(outlook: Outlook, item: Item) -> Decimal:
    """The points of its criterion that a paper wins if no other is supplied."""
    criterion, outcome = item.criterion, item.criterion.outcome
    if outcome is None or criterion.provable is None:
        return NOTHING
    rule, setting = ruled(criterion)
    fills = {
        state.slot.id: full(state, criterion) if state.slot is item.slot else state.fill
        for state in criterion.slots
    }
    slots = [state.slot for state in criterion.slots]
    proved = prove(rule, slots, criterion.facts, setting, fills, outcome)
    return round_points(proved.points, outlook.tree.criteria_set.rounding) - criterion.provable


def missed_steps(tree: ScoreTree, most: int = 10) -> tuple[NextStep, ...]:
    """What one more step would have added in a period that is over: lessons for the next."""
    outlook = Outlook(tree)
    found = []
    for criterion in filter(can_gain, tree.criteria):
        _, setting = ruled(criterion)
        for step in _possible(outlook, criterion, setting)[:1]:
            text = in_words(tree.criteria_set, criterion, step)
            points = outlook.added(outlook.keyed(criterion, step.changes))
            found.append(NextStep(criterion, Action.LOST, text, points))
    return _largest(found, most)


class WaysUp(NamedTuple):
    """What one criterion's next steps would add, or what stands in their way."""

    steps: tuple[NextStep, ...]
    blocks: tuple[Message, ...]


def ways_up(tree: ScoreTree, criterion: CriterionScore, as_of: date) -> WaysUp:
    """The steps that are possible on a day; none for what is decided or not evaluated."""
    if not can_gain(criterion):
        return WaysUp((), ())
    outlook, days = Outlook(tree), calendar(tree, as_of)
    steps = [
        NextStep(
            criterion,
            Action.DO,
            in_words(tree.criteria_set, criterion, step),
            outlook.added(outlook.keyed(criterion, step.changes)),
        )
        for step in _possible(outlook, criterion, asked(criterion, days))
    ]
    gaining = tuple(step for step in steps if step.points > 0)
    if gaining or not criterion.lost.not_done:
        return WaysUp(gaining, ())
    plan = planned(outlook, days)
    together = tuple(_together(plan, criterion))
    return WaysUp(together, () if together else plan.blocks(criterion))


def _together(plan: Plan, criterion: CriterionScore) -> Iterator[NextStep]:
    """The plan's step, where it adds something only along with those of other criteria."""
    if criterion.id not in plan.gains:
        return
    outlook, along = plan.outlook, plan.along(criterion)
    step = plan.step(criterion)
    keyed = [outlook.keyed(one, each.changes) for one, each in ((criterion, step), *along)]
    points = outlook.added({key: value for changes in keyed for key, value in changes.items()})
    if points > 0:
        text = with_others(outlook.tree.criteria_set, criterion, step, along)
        yield NextStep(criterion, Action.DO, text, points)


def _possible(outlook: Outlook, criterion: CriterionScore, setting: Setting) -> list[Step]:
    """The rule's steps, as far as every criterion that sees the facts lets them go."""
    rule, _ = ruled(criterion)
    names = {fact.key: name for name, fact in outlook.tree.criteria_set.facts[criterion.id].items()}
    found: list[Step] = []
    for step in rule.improve(criterion.facts, setting).steps:
        possible = outlook.possible({}, outlook.keyed(criterion, step.changes))
        if possible is not None:
            changes = {names[key]: value for key, value in possible.items()}
            if all(changes != other.changes for other in found):
                found.append(Step(changes, step.points))
    return found
