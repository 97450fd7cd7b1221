"""What is still to be done, criterion by criterion, and the points behind each piece of work.

For every criterion the points of its items add up exactly: winnable + lost for the period +
explained = maximum − final (design §5).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from dtiscore.analysis.missing import missing_papers
from dtiscore.base.dates import YearlyDate
from dtiscore.base.messages import Message
from dtiscore.base.points import round_points
from dtiscore.rules.core import Step
from dtiscore.rules.follow import follow
from dtiscore.scoring.tree import CriterionScore, ScoreTree, State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from decimal import Decimal

    from dtiscore.model.criteria import ProofSlot
    from dtiscore.rules.core import Setting
    from dtiscore.scoring.proof import Fill


class Action(StrEnum):
    """What is to be done about an item."""

    FIND = "find"
    SIGN = "sign"
    MAKE = "make"
    MEASURE = "measure"
    DO = "do"
    EXPLAIN = "explain"
    LOST = "lost"


class ItemKind(StrEnum):
    """What an item is about."""

    PAPER = "paper"
    FACT = "fact"
    STEP = "step"
    EXPLANATION = "explanation"
    APPRAISAL = "appraisal"


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of work for one criterion.

    Attributes:
        winnable: points that can still be won by it; those of all items never overlap.
        at_stake: points that depend on it; where several papers are each indispensable, the
            same points depend on every one of them.
        text: what to do, or why nothing can be done any more.
        step: the changes that win the points, for `ItemKind.STEP`.
    """

    criterion: CriterionScore
    kind: ItemKind
    action: Action
    text: Message
    winnable: Decimal
    at_stake: Decimal
    due: date | None = None
    slot: ProofSlot | None = None
    fill: Fill | None = None
    step: Step | None = None


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days that decide what is still possible."""

    as_of: date
    period_end: date
    collect_by: date | None
    submit_by: date | None

    @property
    def period_over(self) -> bool:
        """Whether nothing can happen within the assessed days any more."""
        return self.as_of > self.period_end

    @property
    def hand_in(self) -> date | None:
        """The day by which a unit must have supplied its part."""
        return self.collect_by or self.submit_by


def calendar(tree: ScoreTree, as_of: date) -> Calendar:
    """The assessment's days, seen from ``as_of``."""
    dates = tree.assessment.dates
    return Calendar(as_of, tree.assessment.range.last, dates.collect_by, dates.submit_by)


def worklist(tree: ScoreTree, as_of: date) -> tuple[Item, ...]:
    """Every item of every criterion, in the order of the set."""
    days = calendar(tree, as_of)
    return tuple(
        item
        for criterion in tree.criteria
        if criterion.state is not State.UNSCORED
        for item in _items(tree, criterion, days)
    )


def _items(tree: ScoreTree, criterion: CriterionScore, days: Calendar) -> Iterator[Item]:
    missing = criterion.max - (criterion.final or 0)
    if criterion.confirmed is not None:
        if missing > 0:
            yield _appraised(criterion, missing)
        return
    if criterion.state is State.NOT_EVALUATED:
        yield _unevaluated(criterion, days)
        return
    if criterion.lost.not_done > 0:
        yield from _not_done(tree, criterion, days)
    if criterion.lost.proof > 0:
        yield from _unproved(tree, criterion, days)


def _appraised(criterion: CriterionScore, missing: Decimal) -> Item:
    confirmation = criterion.confirmation
    reason = confirmation.reason if confirmation is not None else None
    text = Message("the appraiser has decided")
    if reason:
        text = Message("the appraiser has decided: {reason}", reason=reason)
    return Item(criterion, ItemKind.APPRAISAL, Action.LOST, text, criterion.max * 0, missing)


def _unevaluated(criterion: CriterionScore, days: Calendar) -> Item:
    outcome, setting = criterion.outcome, criterion.setting
    kind, action = ItemKind.FACT, Action.MEASURE
    text = Message("find out the best agency's value")
    if criterion.criterion.rule is not None and criterion.criterion.rule.kind == "judged":
        kind, action = ItemKind.EXPLANATION, Action.EXPLAIN
        text = Message("state the department's own points and explain them")
    elif outcome is not None and setting is not None and outcome.missing:
        labels = tuple(map(setting.label, outcome.missing))
        text = Message("supply the figures: {facts}", facts=labels)
    points = criterion.max
    return Item(criterion, kind, action, text, points, points, days.hand_in)


def _not_done(tree: ScoreTree, criterion: CriterionScore, days: Calendar) -> Iterator[Item]:
    """What the rule would still give, as far as the days allow; the rest is lost."""
    not_done, nothing = criterion.lost.not_done, criterion.max * 0
    rule, setting = criterion.criterion.rule, criterion.setting
    if rule is None or setting is None:
        text = Message("left out as not applicable; the set gives no points for that")
        yield Item(criterion, ItemKind.STEP, Action.LOST, text, nothing, not_done)
        return
    if criterion.criterion.sign == "penalty":
        text = Message("penalty points cannot be won back")
        yield Item(criterion, ItemKind.STEP, Action.LOST, text, nothing, not_done)
        return
    blocks: tuple[Message, ...] = (Message("the assessed period is over"),)
    won, step = nothing, None
    if rule.kind == "judged" and not days.period_over:
        text = Message("state the department's own points and explain them")
        kind = ItemKind.EXPLANATION
        yield Item(criterion, kind, Action.EXPLAIN, text, not_done, not_done, days.hand_in)
        return
    if not days.period_over:
        today = _at(setting, days.as_of)
        way = follow(rule, criterion.facts, today)
        reached = round_points(way.points, tree.criteria_set.rounding)
        won = reached - (criterion.claimed or nothing)
        # All the way: a single record more of thousands would win next to nothing.
        gained = way.points - (rule.score(criterion.facts, today).points or 0)
        step = Step(way.changes, gained) if way.changes else None
        blocks = way.blocks or blocks
    if won > 0 and step is not None:
        text = Message("improve the result")
        due = days.period_end
        yield Item(criterion, ItemKind.STEP, Action.DO, text, won, won, due, step=step)
    if not_done > won:
        text = Message("no longer possible: {reasons}", reasons=blocks)
        yield Item(criterion, ItemKind.STEP, Action.LOST, text, nothing, not_done - won)


def _at(setting: Setting, today: date) -> Setting:
    return type(setting)(
        setting.max_score,
        setting.year,
        setting.types,
        setting.labels,
        setting.best,
        today,
        setting.factors,
    )


def _unproved(tree: ScoreTree, criterion: CriterionScore, days: Calendar) -> Iterator[Item]:
    """One item for each paper that is missing; an explained criterion wins nothing by them."""
    explained = criterion.explanation is not None
    for missing in missing_papers(criterion, tree.criteria_set.rounding):
        slot, fill = missing.state.slot, missing.state.fill
        makeable = slot.each is not None and not days.period_over
        action = Action.EXPLAIN if explained else Action.MAKE if makeable else Action.FIND
        yield Item(
            criterion,
            ItemKind.EXPLANATION if explained else ItemKind.PAPER,
            action,
            Message("{slot}: {have} of {need}", slot=slot.label, have=fill.have, need=fill.need),
            criterion.max * 0 if explained else missing.winnable,
            missing.at_stake,
            _due(slot, tree, days),
            slot,
            fill,
        )


def _due(slot: ProofSlot, tree: ScoreTree, days: Calendar) -> date | None:
    if slot.due is None:
        return days.hand_in
    due = slot.due
    return due.in_year(tree.assessment.period) if isinstance(due, YearlyDate) else due
