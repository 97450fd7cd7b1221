"""What is still to be done, criterion by criterion, and the points behind each piece of work.

The points of all items add up exactly: winnable + lost for the period + explained = maximum −
final (design §5).
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.analysis.intime import Hints, reach
from dtiscore.analysis.missing import apart, missing_papers
from dtiscore.analysis.outlook import Outlook
from dtiscore.analysis.plan import planned, ruled
from dtiscore.analysis.reconcile import reconciled
from dtiscore.analysis.wording import joined
from dtiscore.base.messages import Message
from dtiscore.base.points import ZERO, round_points
from dtiscore.rules.core import listed
from dtiscore.scoring.tree import NOTHING, CriterionScore, ScoreTree, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal
    from fractions import Fraction

    from dtiscore.analysis.intime import Reach
    from dtiscore.analysis.missing import MissingPaper
    from dtiscore.analysis.outlook import Changes
    from dtiscore.analysis.plan import Plan
    from dtiscore.model.criteria import ProofSlot
    from dtiscore.model.evidence_file import SlotNote
    from dtiscore.rules.core import Step
    from dtiscore.rules.follow import Prospect
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
    TASK = "task"
    """A task of the year: its points are already in the items of the criteria it serves."""
    RESPONSIBILITY = "responsibility"
    """What a unit answers for all the time; no points stand behind it."""


class Item(NamedTuple):
    """One piece of work for one criterion.

    Attributes:
        own: points of the criterion that it wins, before its group and the total cap or rescale
            them.
        winnable: points of the total that can still be won by it; those of all items never
            overlap.
        at_stake: points that depend on it; where several papers are each indispensable, the
            same points depend on every one of them.
        text: what to do, or why nothing can be done any more.
        step: the changes that win the points, for `ItemKind.STEP`.
        along: steps of other criteria, with no item of their own, which would lose by it.
        asked: who was asked for the paper, and who handed it in.
    """

    criterion: CriterionScore
    kind: ItemKind
    action: Action
    text: Message
    own: Decimal
    at_stake: Decimal
    due: date | None = None
    slot: ProofSlot | None = None
    fill: Fill | None = None
    step: Step | None = None
    winnable: Decimal = NOTHING
    asked: SlotNote | None = None
    along: tuple[tuple[CriterionScore, Step], ...] = ()

    def changes(self, outlook: Outlook) -> Changes:
        """All that its step changes, and those along with it, by the places of the facts."""
        steps = () if self.step is None else ((self.criterion, self.step), *self.along)
        keyed = (outlook.keyed(criterion, step.changes) for criterion, step in steps)
        return {key: value for each in keyed for key, value in each.items()}

    @property
    def lost(self) -> bool:
        """Whether nothing can be done about it any more."""
        return self.action is Action.LOST


class Calendar(NamedTuple):
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
    def handed_in(self) -> bool:
        """Whether the hand-in is over: what comes later the council need not take."""
        return self.submit_by is not None and self.as_of > self.submit_by

    @property
    def hand_in(self) -> date | None:
        """The day by which a unit must have supplied its part; None once all was handed in."""
        return None if self.handed_in else self.collect_by or self.submit_by


def calendar(tree: ScoreTree, as_of: date) -> Calendar:
    """The assessment's days, seen from ``as_of``."""
    dates = tree.assessment.dates
    return Calendar(as_of, tree.assessment.range.last, dates.collect_by, dates.submit_by)


def worklist(tree: ScoreTree, as_of: date, hints: Hints | None = None) -> tuple[Item, ...]:
    """Every item of every criterion, in the order of the set, in points of the total.

    ``hints`` say what speaks for a missing paper's being somewhere.
    """
    outlook, days = Outlook(tree), calendar(tree, as_of)
    plan = planned(outlook, days)
    items = [
        item
        for criterion in tree.criteria
        if criterion.state is not State.UNSCORED
        for item in _items(plan, criterion, hints or Hints())
    ]
    return reconciled(outlook, items)


def _items(plan: Plan, criterion: CriterionScore, hints: Hints) -> Iterator[Item]:
    missing = criterion.max - (criterion.final or 0)
    if criterion.confirmed is not None:
        if missing > 0:
            yield _lost(criterion, missing, _decided(criterion), ItemKind.APPRAISAL)
        return
    if criterion.state is State.NOT_EVALUATED:
        yield from _unevaluated(plan, criterion)
        return
    if criterion.lost.not_done > 0:
        yield from _not_done(plan, criterion)
    if criterion.lost.proof > 0:
        yield from _unproved(plan, criterion, hints)


def _lost(
    criterion: CriterionScore, points: Decimal, text: Message, kind: ItemKind = ItemKind.STEP
) -> Item:
    """Points that nothing can win any more."""
    return Item(criterion, kind, Action.LOST, text, criterion.max * 0, points)


def _no_longer(
    plan: Plan, criterion: CriterionScore, prospect: Prospect, points: Decimal
) -> Iterator[Item]:
    if points > 0:
        reasons = joined(plan.blocks(criterion, prospect))
        text = Message("no longer possible: {reasons}", reasons=reasons)
        yield _lost(criterion, points, text)


def _decided(criterion: CriterionScore) -> Message:
    reason = criterion.confirmation.reason if criterion.confirmation is not None else None
    if reason:
        return Message("the appraiser has decided: {reason}", reason=reason)
    return Message("the appraiser has decided")


def _unevaluated(plan: Plan, criterion: CriterionScore) -> Iterator[Item]:
    """What the figures that are not stated can bring, beside what is known already."""
    prospect = plan.prospect(criterion)
    points = _rounded(plan, prospect.points) if criterion.max else criterion.max
    if points or not criterion.max:
        yield _to_be_stated(plan, criterion, prospect.waits_for, points)
    yield from _no_longer(plan, criterion, prospect, criterion.max - points)


def _to_be_stated(
    plan: Plan, criterion: CriterionScore, facts: tuple[str, ...], points: Decimal
) -> Item:
    rule, setting = ruled(criterion)
    kind, action = ItemKind.FACT, Action.MEASURE
    text = Message("find out the best agency's value")
    if rule.kind == "judged":
        kind, action = ItemKind.EXPLANATION, Action.EXPLAIN
        text = Message("state the department's own points and explain them")
    elif facts:
        text = Message("supply the figures: {facts}", facts=listed(setting, facts))
    return Item(criterion, kind, action, text, points, points, plan.days.hand_in)


def _not_done(plan: Plan, criterion: CriterionScore) -> Iterator[Item]:
    """What the rule would still give, as far as the days allow; the rest is lost."""
    not_done = criterion.lost.not_done
    rule = criterion.criterion.rule
    if rule is None or criterion.setting is None:
        text = Message("left out as not applicable; the set gives no points for that")
        yield _lost(criterion, not_done, text)
        return
    if criterion.criterion.sign == "penalty":
        yield _lost(criterion, not_done, Message("penalty points cannot be won back"))
        return
    if rule.kind == "judged":
        yield _lost(criterion, not_done, Message("the appraiser decides; there is no formula"))
        return
    won = plan.gains.get(criterion.id, criterion.max * 0)
    if won > 0:
        step = plan.step(criterion)
        due = _days_of(step, plan.days)
        text = Message("improve the result")
        item = Item(criterion, ItemKind.STEP, Action.DO, text, won, won, due, step=step)
        yield item._replace(along=plan.along(criterion, apart=plan.gains))
    prospect, hoped = _hoped(plan, criterion, not_done - won)
    if hoped > 0:
        yield _to_be_stated(plan, criterion, prospect.waits_for, hoped)
    yield from _no_longer(plan, criterion, prospect, not_done - won - hoped)


def _hoped(plan: Plan, criterion: CriterionScore, left: Decimal) -> tuple[Prospect, Decimal]:
    """What facts that are not stated could add to what the plan reaches, of what is left."""
    rule, setting = ruled(criterion)
    prospect = plan.prospect(criterion)
    reached = rule.score(plan.facts(criterion), setting).points or ZERO
    more = _rounded(plan, prospect.points) - _rounded(plan, reached)
    return prospect, min(more, left) if prospect.waits_for else criterion.max * 0


def _rounded(plan: Plan, points: Fraction) -> Decimal:
    return round_points(points, plan.outlook.tree.criteria_set.rounding)


def _days_of(step: Step, days: Calendar) -> date:
    """The day by which a step must be taken: the first of its dates, else the period's end."""
    dates = [value for value in step.changes.values() if isinstance(value, date)]
    if len(dates) < len(step.changes):
        dates.append(days.period_end)
    return min(dates)


def _unproved(plan: Plan, criterion: CriterionScore, hints: Hints) -> Iterator[Item]:
    """The papers that are missing; an explained criterion wins nothing by them."""
    tree, days = plan.outlook.tree, plan.days
    rounding = tree.criteria_set.rounding
    for missing in missing_papers(criterion, rounding):
        slot = missing.state.slot
        asked = hints.asked.get((criterion.id, slot.id))
        if criterion.explanation is not None:
            item = _paper(criterion, missing, asked)
            text = Message("explained, up to the council: {what}", what=item.text)
            yield item._replace(kind=ItemKind.EXPLANATION, text=text, due=None)
            continue
        found = reach(criterion, missing.state, tree, days, hints)
        if found.rest is None:
            yield from _as_found(_paper(criterion, missing, asked), missing.winnable, found)
            continue
        left, gone = apart(criterion, missing, found.gone, rounding)
        if left.at_stake or not gone.at_stake:
            yield from _as_found(_paper(criterion, left, asked), left.winnable, found)
        if gone.at_stake:
            yield from _as_found(_paper(criterion, gone, asked), gone.winnable, found.rest)


def _paper(criterion: CriterionScore, missing: MissingPaper, asked: SlotNote | None) -> Item:
    """That a paper is missing, whatever can be done about it."""
    slot, fill = missing.state.slot, missing.state.fill
    return Item(
        criterion,
        ItemKind.PAPER,
        Action.EXPLAIN,
        Message("{slot}: {have} of {need}", slot=slot.label, have=fill.have, need=fill.need),
        criterion.max * 0,
        missing.at_stake,
        slot=slot,
        fill=fill,
        asked=asked,
    )


def _as_found(paper: Item, points: Decimal, found: Reach) -> Iterator[Item]:
    """What is to be done about a missing paper that is worth these points of its criterion."""
    if found.why is not None:
        what = Message("{what} ({why})", what=paper.text, why=found.why)
    else:
        what = paper.text
    if found.word not in (Action.LOST, Action.EXPLAIN):
        yield paper._replace(action=Action(found.word), own=points, text=what, due=found.due)
        return
    yield paper._replace(action=Action.LOST, at_stake=points, text=what)
    if found.word == Action.EXPLAIN and paper.slot is not None:
        why = Message("explain why there is none: {slot}", slot=paper.slot.label)
        yield paper._replace(kind=ItemKind.EXPLANATION, text=why, due=found.due)


_STILL_OPEN = {Action.LOST: 2, Action.EXPLAIN: 1}


def unfilled(items: Iterable[Item]) -> tuple[Item, ...]:
    """Of the items about papers one for each slot: what can still be done about it, if anything."""
    found: dict[tuple[str, str], Item] = {}
    for item in items:
        if item.slot is not None:
            known = found.setdefault((item.criterion.id, item.slot.id), item)
            if _STILL_OPEN.get(item.action, 0) < _STILL_OPEN.get(known.action, 0):
                found[item.criterion.id, item.slot.id] = item
    return tuple(found.values())
