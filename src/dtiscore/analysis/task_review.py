"""What a list of tasks leaves open: criteria or units without one, no day, days too late."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.analysis.intime import due_of
from dtiscore.analysis.wording import paper_in_words
from dtiscore.analysis.worklist import calendar
from dtiscore.base.messages import N_, Message
from dtiscore.scoring.tree import NOTHING, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from decimal import Decimal

    from dtiscore.analysis.tasks import TaskItem
    from dtiscore.analysis.worklist import Item
    from dtiscore.base.messages import Field
    from dtiscore.model.units import Units
    from dtiscore.scoring.tree import CriterionScore, ScoreTree


class Gap(StrEnum):
    """What may be wrong with a list of tasks."""

    NO_TASK = "no_task"
    NO_CRITERION = "no_criterion"
    NO_UNIT_TASK = "unit_without_task"
    NO_DAY = "no_day"
    TOO_LATE = "due_too_late"
    OVERDUE = "overdue"
    PAPER_MISSING = "paper_missing"
    PAPER_THERE = "paper_there"


class Remark(NamedTuple):
    """One thing a list of tasks leaves open.

    Attributes:
        id: the criterion, the task or the unit it is about.
        points: points of the total that depend on it, where any do.
    """

    gap: Gap
    id: str
    text: Message
    points: Decimal = NOTHING


def review(
    tree: ScoreTree,
    items: tuple[TaskItem, ...],
    work: Iterable[Item],
    units: Units | None,
    as_of: date,
) -> tuple[Remark, ...]:
    """Everything the tasks leave open on a day, by kind; most points first within one.

    ``work`` is what can still be won (`worklist`).
    """
    found = [
        *_without_task(tree, items, work),
        *_serving_none(items),
        *_idle_units(items, units),
        *_without_day(tree, items),
        *_days(tree, items, as_of),
        *_papers(tree, items),
    ]
    order = list(Gap)
    return tuple(sorted(found, key=lambda one: (order.index(one.gap), -one.points)))


def open_points(criterion: CriterionScore) -> Decimal:
    """What a criterion still lacks of its maximum."""
    return criterion.max - (criterion.final or NOTHING)


def slot_filled(tree: ScoreTree, name: str) -> bool | None:
    """Whether the slot ``criterion/slot`` has all it wants; None where there is no such slot."""
    cid, _, slot = name.partition("/")
    criterion = tree.by_id.get(cid)
    states = () if criterion is None else criterion.slots
    for state in states:
        if state.slot.id == slot:
            return state.fill.have >= state.fill.need and state.fill.have > 0
    return None


def _without_task(
    tree: ScoreTree, items: tuple[TaskItem, ...], work: Iterable[Item]
) -> Iterator[Remark]:
    served = {cid for item in items if item.state != "dropped" for cid in serves(item)}
    winnable: dict[str, Decimal] = {}
    for item in work:
        if not item.lost:
            cid = item.criterion.id
            winnable[cid] = winnable.get(cid, NOTHING) + item.winnable
    for cid, points in winnable.items():
        criterion = tree.by_id[cid]
        if points > 0 and cid not in served and criterion.state is not State.UNSCORED:
            text = Message(
                "{id} {name}: {points} points can still be won, and no task serves it",
                id=cid,
                name=criterion.criterion.name,
                points=points,
            )
            yield Remark(Gap.NO_TASK, cid, text, points)


def serves(item: TaskItem) -> tuple[str, ...]:
    """The criteria a task serves: those it names, and those of the papers it must produce."""
    of_papers = (name.partition("/")[0] for name in item.task.papers)
    return tuple(dict.fromkeys((*item.task.criteria, *of_papers)))


def _serving_none(items: tuple[TaskItem, ...]) -> Iterator[Remark]:
    for task in dict.fromkeys((i.task.id, i.task.title) for i in items if not serves(i)):
        text = Message("“{title}” serves no criterion", title=task[1])
        yield Remark(Gap.NO_CRITERION, task[0], text)


def _idle_units(items: tuple[TaskItem, ...], units: Units | None) -> Iterator[Remark]:
    busy = {item.unit for item in items if item.state != "dropped"}
    for unit in units.units if units is not None else ():
        if unit.id not in busy:
            text = Message("{unit} leads no task", unit=unit.name)
            yield Remark(Gap.NO_UNIT_TASK, unit.id, text)


def _without_day(tree: ScoreTree, items: tuple[TaskItem, ...]) -> Iterator[Remark]:
    """Open tasks that nobody can be late with, each once for all its units."""
    seen: set[str] = set()
    for item in items:
        task = item.task
        if item.open and item.due is None and task.id not in seen:
            seen.add(task.id)
            text = Message(
                "{id} “{title}” has no due day and does not return", id=task.id, title=task.title
            )
            yield Remark(Gap.NO_DAY, task.id, text, at_stake(tree, item))


def _days(tree: ScoreTree, items: tuple[TaskItem, ...], as_of: date) -> Iterator[Remark]:
    for item in items:
        if item.due is None or not item.open:
            continue
        late = _too_late(tree, item, item.due)
        if late is not None:
            yield Remark(Gap.TOO_LATE, item.id, late)
        if item.overdue(as_of):
            fields: dict[str, Field] = {"id": item.id, "title": item.task.title, "due": item.due}
            text = Message("{id} “{title}” was due on {due} and is not done", **fields)
            yield Remark(Gap.OVERDUE, item.id, text, at_stake(tree, item))


def _too_late(tree: ScoreTree, item: TaskItem, due: date) -> Message | None:
    """Work ends with the assessed days; papers alone may come until they are handed in."""
    end, dates = tree.assessment.range.last, tree.assessment.dates
    fields: dict[str, Field] = {"id": item.id, "title": item.task.title, "due": due}
    if dates.submit_by is not None and due > dates.submit_by:
        return Message(
            "{id} “{title}” is due on {due}, after the hand-in on {day}",
            **fields,
            day=dates.submit_by,
        )
    by = _papers_by(tree, item) if _only_supplies(item) else None
    if by is not None:
        text = N_("{id} “{title}” is due on {due}, after the units’ day for papers, {day}")
        return Message(text, **fields, day=by) if due > by else None
    if due <= end:
        return None
    return Message(
        "{id} “{title}” is due on {due}, after the assessed period’s end on {day}",
        **fields,
        day=end,
    )


def _only_supplies(item: TaskItem) -> bool:
    """Whether nothing but papers is named: each criterion is that of one of them."""
    return bool(item.task.papers) and set(item.task.criteria) <= {
        name.partition("/")[0] for name in item.task.papers
    }


def _papers_by(tree: ScoreTree, item: TaskItem) -> date | None:
    """The last day by which one of a task's papers is wanted from the units, if any is set."""
    # As if nothing was handed in yet: a day that was too late stays so.
    days = calendar(tree, tree.assessment.range.first)
    slots = (
        state.slot
        for cid, criterion in tree.by_id.items()
        for state in criterion.slots
        if f"{cid}/{state.slot.id}" in item.task.papers
    )
    wanted = [due_of(slot, tree, days) for slot in slots]
    return max((day for day in (*wanted, days.hand_in) if day is not None), default=None)


def at_stake(tree: ScoreTree, item: TaskItem) -> Decimal:
    """What the criteria a task serves still lack of their maxima."""
    known = tree.by_id
    return sum((open_points(known[cid]) for cid in serves(item) if cid in known), NOTHING)


def _papers(tree: ScoreTree, items: tuple[TaskItem, ...]) -> Iterator[Remark]:
    """Done without its paper, or with its paper there and not done."""
    for item in items:
        # One of many instances fills no slot by itself.
        single = item.task.every is None
        for name in item.task.papers:
            filled = slot_filled(tree, name)
            slot = paper_in_words(tree.criteria_set, name)
            fields: dict[str, Field] = {"id": item.id, "title": item.task.title, "slot": slot}
            if item.state == "done" and filled is False and single:
                text = Message(
                    "{id} “{title}” is done, but its paper {slot} is not there", **fields
                )
                yield Remark(Gap.PAPER_MISSING, item.id, text, at_stake(tree, item))
            elif item.open and filled and single:
                text = Message(
                    "{id} “{title}” is not done, but its paper {slot} is there", **fields
                )
                yield Remark(Gap.PAPER_THERE, item.id, text)
