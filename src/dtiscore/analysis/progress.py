"""How far the year's work is: what is done, overdue and next, and the points secured so far."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.analysis.duties import UNASSIGNED, duty_of
from dtiscore.analysis.task_review import serves
from dtiscore.base.dates import shifted
from dtiscore.evidence.locks import Snapshot
from dtiscore.scoring.tree import NOTHING, State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from decimal import Decimal

    from dtiscore.analysis.tasks import TaskItem
    from dtiscore.base.dates import DateRange
    from dtiscore.model.tasks import Tasks
    from dtiscore.model.units import Units
    from dtiscore.scoring.tree import CriterionScore, ScoreTree

NEXT_DAYS = 30
"""How far ahead “next” looks where no month or quarter is asked for."""


class Work(NamedTuple):
    """How many pieces of work there are, and how far they are; dropped ones are not counted."""

    all: int
    done: int
    doing: int
    overdue: int


class Part(NamedTuple):
    """The progress of a group, or of what a unit leads.

    Attributes:
        secured: final points. planned: the maximum of its criteria that a task serves; max: of
            all its criteria.
        papers: proof slots that have all they want; ``of``: all of them that are not optional.
        change: points more than at the lock compared with; None without one.
    """

    id: str
    work: Work
    secured: Decimal
    planned: Decimal
    max: Decimal
    papers: int
    of: int
    change: Decimal | None


class Progress(NamedTuple):
    """The year's work, as of a day.

    Attributes:
        window: the days that “done” and “next” are about.
        since: where things stood at the lock compared with.
        documents: the work by the document that ordered it; "" for none.
        done: finished within the window. overdue: past its day and open. next: due after today
            (or after the window), within as many days.
    """

    window: DateRange
    since: Snapshot | None
    total: Part
    units: tuple[Part, ...]
    groups: tuple[Part, ...]
    documents: tuple[tuple[str, Work], ...]
    done: tuple[TaskItem, ...]
    overdue: tuple[TaskItem, ...]
    next: tuple[TaskItem, ...]


def snapshot(tree: ScoreTree, items: tuple[TaskItem, ...], day: date) -> Snapshot:
    """Where the department stands on a day, to be kept in a lock."""
    criteria = {c.id: c.final or tree.total.max * 0 for c in _counted(tree)}
    work = work_of(items, day)
    total = tree.total
    groups = {group.group.id: group.sums.final for group in tree.groups}
    points = (total.claimed or NOTHING, total.provable or NOTHING, total.final)
    return Snapshot(day, *points, groups, criteria, work.done, work.all)


def work_of(items: Iterable[TaskItem], day: date) -> Work:
    """How far these pieces of work are."""
    kept = [item for item in items if item.state != "dropped"]
    states = [item.state for item in kept]
    late = sum(item.overdue(day) for item in kept)
    return Work(len(kept), states.count("done"), states.count("doing"), late)


def progress(
    tree: ScoreTree,
    units: Units | None,
    tasks: Tasks,
    items: tuple[TaskItem, ...],
    window: DateRange,
    as_of: date,
    since: Snapshot | None = None,
) -> Progress:
    """The progress as of a day, seen through a window that has begun by then."""
    end = min(window.last, as_of)
    after = (window.last - window.first).days + 1 if window.last < as_of else NEXT_DAYS
    served = {cid for item in items if item.state != "dropped" for cid in serves(item)}
    criteria = _counted(tree)
    lead = {c.id: duty_of(units, c, as_of).lead or UNASSIGNED for c in criteria}
    ids = [unit.id for unit in units.units] if units is not None else []

    def part(
        key: str,
        mine: Callable[[CriterionScore], bool],
        its: Iterable[TaskItem],
        was: Decimal | None,
    ) -> Part:
        some = [c for c in criteria if mine(c)]
        slots = [s for c in some for s in c.slots if not s.slot.optional]
        secured = sum((c.final or NOTHING for c in some), NOTHING)
        return Part(
            key,
            work_of(its, end),
            secured,
            sum((c.max for c in some if c.id in served), NOTHING),
            sum((c.max for c in some), NOTHING),
            sum(s.fill.have >= s.fill.need > 0 for s in slots),
            len(slots),
            None if was is None else secured - was,
        )

    def of_unit(unit: str) -> Part:
        its = [item for item in items if item.unit == unit]
        # Of what it leads now, whoever led it then.
        was = None if since is None else _then(since, (c for c, one in lead.items() if one == unit))
        return part(unit, lambda c: lead[c.id] == unit, its, was)

    def of_group(group: str) -> Part:
        ids = {c.id for c in criteria if c.group.id == group}
        its = [item for item in items if not ids.isdisjoint(serves(item))]
        was = None if since is None else since.groups.get(group, NOTHING)
        return part(group, lambda c: c.group.id == group, its, was)

    listed = dict.fromkeys([*ids, *lead.values(), *(item.unit for item in items)])
    whole = part("", lambda _: True, items, None)
    change = None if since is None else tree.total.final - since.final
    return Progress(
        window,
        since,
        whole._replace(secured=tree.total.final, max=tree.total.max, change=change),
        tuple(of_unit(unit) for unit in listed),
        tuple(of_group(group.group.id) for group in tree.groups),
        _documents(tasks, items, end),
        _ordered(i for i in items if i.state == "done" and _within(i.standing.on, window)),
        _ordered(i for i in items if i.overdue(end)),
        _ordered(i for i in items if i.open and i.due and end <= i.due <= shifted(end, after)),
    )


def _then(since: Snapshot, criteria: Iterable[str]) -> Decimal:
    return sum((since.criteria.get(cid, NOTHING) for cid in criteria), NOTHING)


def _counted(tree: ScoreTree) -> list[CriterionScore]:
    return [c for c in tree.criteria if c.state is not State.UNSCORED]


def _within(day: date | None, window: DateRange) -> bool:
    return day is not None and day in window


def _ordered(items: Iterable[TaskItem]) -> tuple[TaskItem, ...]:
    """The earliest due first."""
    return tuple(sorted(items, key=lambda one: (one.due is None, one.due or date.max, one.id)))


def _documents(
    tasks: Tasks, items: tuple[TaskItem, ...], day: date
) -> tuple[tuple[str, Work], ...]:
    by: dict[str, list[TaskItem]] = {document.id: [] for document in tasks.documents}
    for item in items:
        by.setdefault(item.task.source.document if item.task.source else "", []).append(item)
    return tuple((key, work_of(each, day)) for key, each in by.items() if each)
