"""All that could be done for more points: steps of the rules, papers, tasks and proposals.

What somebody has put a price on is never to be had for nothing: a fact that a proposal would
change, or a paper that a task or a proposal produces, is left to it.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.analysis.duties import duty_of
from dtiscore.analysis.intime import due_of, reach
from dtiscore.analysis.missing import full
from dtiscore.analysis.outlook import Outlook
from dtiscore.analysis.plan import asked, can_gain, ruled
from dtiscore.analysis.wording import in_words
from dtiscore.analysis.worklist import Calendar
from dtiscore.base.dates import years_later
from dtiscore.base.messages import Message
from dtiscore.base.points import ZERO
from dtiscore.model.proposals import Effect, effect_facts
from dtiscore.model.settings import Estimates
from dtiscore.model.tasks import unit_id
from dtiscore.rules.core import FactType, Step
from dtiscore.rules.statable import UNITS, between
from dtiscore.scoring.proof import required

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dtiscore.analysis.intime import Hints
    from dtiscore.analysis.tasks import TaskItem
    from dtiscore.model.criteria_set import FactKey
    from dtiscore.model.proposals import Proposal
    from dtiscore.model.units import Units
    from dtiscore.rules.core import FactValue
    from dtiscore.scoring.tree import CriterionScore, ScoreTree, SlotState

MOST_LEVELS = 8
"""Levels of one criterion among which the plan chooses; the rule's own steps, the nearest first."""


class ActionKind(StrEnum):
    """Where an action comes from."""

    STEP = "step"
    PAPER = "paper"
    TASK = "task"
    PROPOSAL = "proposal"


class Action(NamedTuple):
    """One thing that can be done.

    Attributes:
        id: of a step ``1.1.meetings=4``, of a paper ``1.1/minutes``, else the file's own.
        criteria: those it serves, the first of them first.
        changes: facts as they then are.
        papers: slots it fills (``criterion/slot``), and how many of each cannot be had any more.
        cost: VND; None where nobody has estimated it. effort: person-days, likewise.
        ready: the earliest day it can be finished, where one is known; due: the latest.
        requires: ids of actions without which it is not done.
        chance: 0-1, that it succeeds.
        usual: its price is what such things usually take, not its own.
        level: one of the rule's steps, of which a fact takes one.
    """

    id: str
    kind: ActionKind
    criteria: tuple[str, ...]
    title: Message
    changes: Mapping[FactKey, FactValue] = {}
    papers: Mapping[str, int] = {}
    cost: Fraction | None = None
    effort: Fraction | None = None
    unit: str | None = None
    due: date | None = None
    ready: date | None = None
    requires: tuple[str, ...] = ()
    chance: Fraction | None = None
    status: str | None = None
    usual: bool = False

    @property
    def level(self) -> bool:
        """Whether it is one of the rule's own steps."""
        return self.kind is ActionKind.STEP


class LeftOut(NamedTuple):
    """Something that was proposed and cannot be part of a plan, and why."""

    id: str
    title: str
    reason: Message


class Frame(NamedTuple):
    """What a plan starts from, and the year it is for.

    Attributes:
        outlook: the score it starts from.
        days: the calendar of the assessed year, from the day on which the plan begins.
        year: the year of the plan: the assessed one, or the one after it where that is over.
        exercise: that year is over as well; it is planned as from its first day.
    """

    outlook: Outlook
    days: Calendar
    year: int
    hints: Hints
    units: Units | None
    as_of: date
    exercise: bool = False

    @property
    def ahead(self) -> int:
        """How many years the plan lies after the year it starts from."""
        return self.year - self.outlook.tree.assessment.period


def frame_of(tree: ScoreTree, as_of: date, hints: Hints, units: Units | None) -> Frame:
    """The plan's frame on a day.

    A year that is over can be done better in the next one only: its figures and papers are then
    what the next year starts from, if all that was done is done again.
    """
    within, dates = tree.assessment.range, tree.assessment.dates
    year, day, exercise = tree.assessment.period, as_of, False
    if as_of > within.last:
        year, day = year + 1, years_later(as_of, -1)
        if not within.first <= day <= within.last:
            exercise, day = day > within.last, within.first
    days = Calendar(day, within.last, dates.collect_by, dates.submit_by)
    return Frame(Outlook(tree), days, year, hints, units, as_of, exercise)


def _moved(value: FactValue, years: int) -> FactValue:
    return years_later(value, years) if isinstance(value, date) else value


# --- steps ------------------------------------------------------------------------------------


def steps_of(frame: Frame) -> Iterator[Action]:
    """The levels of every criterion that can gain; a fact that several see has its levels once."""
    found: list[Mapping[FactKey, FactValue]] = []
    for criterion in filter(can_gain, frame.outlook.by_id.values()):
        for changes in _levels(frame, criterion):
            keyed = frame.outlook.keyed(criterion, changes)
            if keyed not in found:
                found.append(keyed)
                yield _step(frame, criterion, changes)


def _levels(frame: Frame, criterion: CriterionScore) -> list[dict[str, FactValue]]:
    """What the rule's steps lead to, as far as every criterion allows, and stops on the way.

    Where the rule leads on from a step in ones, a quarter, a half and three quarters of the way
    stand for all between.
    """
    rule, _ = ruled(criterion)
    setting = asked(criterion, frame.days)
    found: list[dict[str, FactValue]] = []
    frontier: list[dict[str, FactValue]] = [{}]
    while frontier and len(found) < MOST_LEVELS:
        reached = frontier.pop(0)
        steps = rule.improve({**criterion.facts, **reached}, setting).steps
        farthest = [step.changes.keys() for step in steps]
        for n, step in enumerate(steps):
            level = _possible_level(frame.outlook, criterion, {**reached, **step.changes})
            if level and level not in found:
                found.append(level)
                if step.changes.keys() not in farthest[n + 1 :]:
                    frontier.append(level)
    for level in tuple(found):
        found += [stop for stop in _stops(frame.outlook, criterion, level) if stop not in found]
    return found


def _possible_level(
    outlook: Outlook, criterion: CriterionScore, wanted: Mapping[str, FactValue]
) -> dict[str, FactValue]:
    names = {fact.key: name for name, fact in outlook.tree.criteria_set.facts[criterion.id].items()}
    possible = outlook.possible({}, outlook.keyed(criterion, wanted)) or {}
    return {names[key]: value for key, value in possible.items()}


def _stops(
    outlook: Outlook, criterion: CriterionScore, level: Mapping[str, FactValue]
) -> Iterator[dict[str, FactValue]]:
    """Values between what is and what one number can become."""
    for name, value in level.items():
        before = criterion.facts.get(name)
        if len(level) == 1 and isinstance(value, Fraction) and isinstance(before, Fraction):
            kind = outlook.tree.criteria_set.facts[criterion.id][name].type
            way = between(before, value, kind)
            for quarter in (1, 2, 3):
                number = way[len(way) * quarter // 4] * UNITS[kind] if way else value
                stop = _possible_level(outlook, criterion, {name: number})
                if number not in (before, value) and stop:
                    yield stop


def _step(frame: Frame, criterion: CriterionScore, changes: Mapping[str, FactValue]) -> Action:
    criteria_set = frame.outlook.tree.criteria_set
    then = {name: _moved(value, frame.ahead) for name, value in changes.items()}
    keyed = frame.outlook.keyed(criterion, changes)
    seen = [score.id for score in frame.outlook.seen_by(keyed) if score.id != criterion.id]
    days = [value for value in then.values() if isinstance(value, date)]
    if len(days) < len(then):
        days.append(years_later(frame.days.period_end, frame.ahead))
    return Action(
        id=f"{criterion.id}."
        + ",".join(
            f"{name}={_written(value, criteria_set.facts[criterion.id][name].type)}"
            for name, value in then.items()
        ),
        kind=ActionKind.STEP,
        criteria=(criterion.id, *seen),
        title=in_words(criteria_set, criterion, Step(then, ZERO)),
        changes=keyed,
        unit=_lead(frame, criterion),
        due=min(days),
    )


def _written(value: FactValue, kind: FactType) -> str:
    """A value as an assessment may state it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Fraction):
        if kind is FactType.PERCENT:
            return f"{_decimal(value * 100)}%"
        return _decimal(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _decimal(value: Fraction) -> str:
    """A number that ends, without idle zeros."""
    return f"{Decimal(value.numerator) / Decimal(value.denominator):f}"


def _lead(frame: Frame, criterion: CriterionScore) -> str | None:
    return duty_of(frame.units, criterion, frame.as_of).lead


# --- papers -----------------------------------------------------------------------------------


def papers_of(frame: Frame) -> Iterator[Action]:
    """Every paper that is missing and can still be had."""
    for criterion in frame.outlook.by_id.values():
        for state in lacking(criterion):
            short = _short(frame, criterion, state)
            if short is not None:
                yield _paper(frame, criterion, state, short)


def lacking(criterion: CriterionScore) -> list[SlotState]:
    """The slots that decide points and are not full."""
    if criterion.confirmed is not None or criterion.proved is None:
        return []
    deciding = required([state.slot for state in criterion.slots])
    return [
        state
        for state in criterion.slots
        if state.slot in deciding
        and (state.fill.have < state.fill.need or criterion.otherwise(state) is not None)
    ]


def _short(frame: Frame, criterion: CriterionScore, state: SlotState) -> int | None:
    """How many of a slot's papers cannot be had any more; None where none can."""
    if frame.ahead:
        return 0
    if criterion.explanation is not None:
        return None
    found = reach(criterion, state, frame.outlook.tree, frame.days, frame.hints)
    return found.gone if found.word not in ("lost", "explain") else None


def _paper(frame: Frame, criterion: CriterionScore, state: SlotState, short: int) -> Action:
    count = max(full(state, criterion).need - state.fill.have - short, 1)
    text = Message("supply: {slot}", slot=state.slot.label)
    if state.fill.need > 1:
        text = Message("supply {count} more: {slot}", count=count, slot=state.slot.label)
    day = due_of(state.slot, frame.outlook.tree, frame.days)
    return Action(
        id=f"{criterion.id}/{state.slot.id}",
        kind=ActionKind.PAPER,
        criteria=(criterion.id,),
        title=text,
        papers={f"{criterion.id}/{state.slot.id}": short},
        unit=_lead(frame, criterion),
        due=years_later(day or frame.days.period_end, frame.ahead),
    )


# --- tasks and proposals ------------------------------------------------------------------------


class Gathered(NamedTuple):
    """Everything a plan can choose from, and what it cannot.

    Attributes:
        unmeasured: open tasks that name no paper still missing: nothing says what they bring.
    """

    frame: Frame
    actions: tuple[Action, ...]
    left_out: tuple[LeftOut, ...]
    unmeasured: tuple[str, ...]


def gather(
    frame: Frame,
    tasks: Sequence[TaskItem] = (),
    proposals: Mapping[str, Proposal] | None = None,
    estimates: Estimates | None = None,
) -> Gathered:
    """All actions; those that have a price of their own before the rest.

    ``estimates`` say what a paper and a step of a rule usually take.
    """
    free = {action.id: action for action in papers_of(frame)}
    said = proposals or {}
    needed = {name for proposal in said.values() for name in proposal.requires}
    left_out: list[LeftOut] = []
    named = [*_tasks(tasks, free, needed), *_proposals(frame, said, left_out)]
    finished = {item.task.id for item in tasks if item.state == "done"}
    finished |= {key for key, proposal in said.items() if proposal.state == "done"}
    named = _possible(named, finished, left_out)
    papers = {name for action in named for name in action.papers}
    facts = {key for action in named for key in action.changes}
    steps = [step for step in steps_of(frame) if facts.isdisjoint(step.changes)]
    left = [paper for name, paper in free.items() if name not in papers]
    known = {action.id for action in named}
    unmeasured = {item.task.id for item in tasks if item.open and item.task.id not in known}
    order = {cid: n for n, cid in enumerate(frame.outlook.by_id)}
    usual = estimates or Estimates()
    rest = (_estimated(action, usual) for action in (*steps, *left))
    listed = sorted(rest, key=lambda action: order[action.criteria[0]])
    return Gathered(frame, (*named, *listed), tuple(left_out), tuple(sorted(unmeasured)))


def _estimated(action: Action, usual: Estimates) -> Action:
    """A step or a paper with what it usually takes."""
    said = usual.step if action.level else usual.paper
    known = said.cost is not None or said.effort_days is not None
    status = usual.status if known else action.status
    return action._replace(cost=said.cost, effort=said.effort_days, usual=known, status=status)


def _tasks(
    tasks: Iterable[TaskItem], free: Mapping[str, Action], needed: set[str]
) -> Iterator[Action]:
    """Open tasks that produce a missing paper, or that a proposal rests on."""
    by_task: dict[str, list[TaskItem]] = {}
    for item in tasks:
        if item.open:
            by_task.setdefault(item.task.id, []).append(item)
    for key, items in by_task.items():
        task = items[0].task
        papers = {name: free[name].papers[name] for name in task.papers if name in free}
        if papers or key in needed:
            served = dict.fromkeys((*(n.partition("/")[0] for n in papers), *task.criteria))
            dues = [item.due for item in items if item.due is not None]
            due = max(dues, default=None)
            yield Action(
                id=key,
                kind=ActionKind.TASK,
                criteria=tuple(served),
                title=Message("{title}", title=task.title),
                papers=papers,
                cost=task.cost,
                effort=task.effort_days,
                unit=items[0].unit if task.unit != "each" else task.unit,
                due=due,
                ready=due,
            )


def _proposals(
    frame: Frame, proposals: Mapping[str, Proposal], left_out: list[LeftOut]
) -> Iterator[Action]:
    """Proposals that may still be carried out in time."""
    for key in _in_order(proposals):
        proposal = proposals[key]
        reason = _hindered(frame, proposal)
        if reason is not None:
            left_out.append(LeftOut(key, proposal.title, reason))
        elif proposal.state != "done":
            yield _proposal(frame, key, proposal)


def _in_order(proposals: Mapping[str, Proposal]) -> list[str]:
    """What rests on another proposal behind it; circles as they come."""
    placed: dict[str, None] = {}

    def place(key: str, under: frozenset[str]) -> None:
        for name in proposals[key].requires:
            if name in proposals and name not in placed and name not in under:
                place(name, under | {key})
        placed.setdefault(key)

    for key in proposals:
        place(key, frozenset())
    return list(placed)


def _hindered(frame: Frame, proposal: Proposal) -> Message | None:
    """Why a proposal cannot be part of the plan."""
    if proposal.state == "declined":
        return Message("declined")
    if proposal.feasible is False:
        return Message("not feasible")
    effect, dates = proposal.effect or Effect(), frame.outlook.tree.assessment.dates
    last = frame.days.period_end
    if not effect.facts and dates.submit_by is not None:
        last = dates.submit_by
    last = years_later(last, frame.ahead)
    if proposal.ready_by is not None and proposal.ready_by > last:
        return Message(
            "ready on {day} at the earliest, after {last}", day=proposal.ready_by, last=last
        )
    return None


def _proposal(frame: Frame, key: str, proposal: Proposal) -> Action:
    tree, effect = frame.outlook.tree, proposal.effect or Effect()
    facts = effect_facts(tree.criteria_set, proposal, frame.year)[0]
    stated = tree.facts.values
    changes = {k: _moved(value, -frame.ahead) for k, value in facts.items()}
    return Action(
        id=key,
        kind=ActionKind.PROPOSAL,
        criteria=proposal.served,
        title=Message("{title}", title=proposal.title),
        changes={k: value for k, value in changes.items() if stated.get(k) != value},
        papers=dict.fromkeys(effect.papers, 0),
        cost=proposal.cost,
        effort=proposal.effort_days,
        unit=unit_id(proposal.unit, frame.units),
        due=proposal.ready_by,
        ready=proposal.ready_by,
        requires=proposal.requires,
        chance=proposal.chance,
        status=proposal.status,
    )


def _possible(actions: list[Action], finished: set[str], left_out: list[LeftOut]) -> list[Action]:
    """Without those that rest on what cannot be done; what is done already is no condition."""
    kept = [a._replace(requires=tuple(n for n in a.requires if n not in finished)) for a in actions]
    while True:
        ids = {action.id for action in kept}
        out = [action for action in kept if not ids.issuperset(action.requires)]
        if not out:
            return kept
        kept = [action for action in kept if action not in out]
        for action in out:
            wanting = next(name for name in action.requires if name not in ids)
            reason = Message("it requires “{id}”, which cannot be done", id=wanting)
            title = str(action.title.fields["title"])
            left_out.append(LeftOut(action.id, title, reason))
