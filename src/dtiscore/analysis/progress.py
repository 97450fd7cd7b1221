"""How far the year's work is: what is done, overdue and next, and the points secured so far."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.analysis.duties import UNASSIGNED, duty_of
from dtiscore.analysis.task_review import serves
from dtiscore.base.dates import DateRange, following, shifted
from dtiscore.evidence.locks import Snapshot
from dtiscore.scoring.tree import NOTHING, State

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from dtiscore.analysis.tasks import TaskItem
    from dtiscore.model.tasks import Tasks
    from dtiscore.model.units import Units
    from dtiscore.scoring.tree import CriterionScore, GroupScore, ScoreTree, SlotState

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


class Window(NamedTuple):
    """The days asked about.

    Attributes:
        span: whether they are a month or quarter; what is left of it comes next, and once its
            last day has come, the month or quarter after it.
    """

    days: DateRange
    span: bool


class Progress(NamedTuple):
    """The year's work, as of a day.

    Attributes:
        window: the days that “done” is about; coming: those of “next”, from today or, where the
            window is over, the day after it.
        since: where things stood at the lock compared with.
        documents: the work by the document that ordered it; "" for none.
        done: finished within the window. overdue: past its day and open. next: due soon.
    """

    window: DateRange
    coming: DateRange
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
    asked: Window,
    as_of: date,
    since: Snapshot | None = None,
) -> Progress:
    """The progress as of a day, seen through a window that has begun by then.

    Args:
        tree: the score of the day.
        units: the department's.
        tasks: the year's.
        items: the work, as it was on the window's last day or, if that is to come, today.
        asked: the days asked about.
        as_of: the day.
        since: where things stood at the lock to compare with.
    """
    window = asked.days
    # What was due on the last day of a window that is over, and was open then, is overdue.
    end = shifted(window.last, 1) if window.last < as_of else as_of
    last = shifted(end, NEXT_DAYS)
    if asked.span:
        last = window.last if as_of < window.last else following(window).last
    coming = DateRange(end, last)
    measured = _Measured(tree, units, items, as_of, end, since)
    return Progress(
        window,
        coming,
        since,
        measured.whole(),
        measured.units(),
        tuple(map(measured.group, tree.groups)),
        _documents(tasks, items, end),
        _ordered(i for i in items if i.state == "done" and _within(i.standing.on, window)),
        _ordered(i for i in items if i.overdue(end)),
        _ordered(i for i in items if i.open and _within(i.due, coming)),
    )


class _Measured:
    """Work and points of parts of a year, as of one day."""

    def __init__(
        self,
        tree: ScoreTree,
        units: Units | None,
        items: tuple[TaskItem, ...],
        as_of: date,
        end: date,
        since: Snapshot | None,
    ) -> None:
        self._tree, self._items, self._end, self._since = tree, items, end, since
        self._served = {cid for item in items if item.state != "dropped" for cid in serves(item)}
        lead = {c.id: duty_of(units, c, as_of).lead or UNASSIGNED for c in _counted(tree)}
        named = [unit.id for unit in units.units] if units is not None else []
        self._lead = lead
        self._units = dict.fromkeys([*named, *lead.values(), *(item.unit for item in items)])

    def whole(self) -> Part:
        """The department's, with what caps make of its groups."""
        total = self._tree.total
        change = None if self._since is None else total.final - self._since.final
        part = self._part("", _counted(self._tree), self._items, None)
        return part._replace(secured=total.final, max=total.max, change=change)

    def units(self) -> tuple[Part, ...]:
        """Each unit's: the tasks it leads, the points of the criteria it leads."""
        return tuple(map(self._unit, self._units))

    def _unit(self, unit: str) -> Part:
        led = [c for c in _counted(self._tree) if self._lead[c.id] == unit]
        was = None
        if self._since is not None:
            # Of what it leads now, whoever led it then.
            was = sum((self._since.criteria.get(c.id, NOTHING) for c in led), NOTHING)
        return self._part(unit, led, [item for item in self._items if item.unit == unit], was)

    def group(self, group: GroupScore) -> Part:
        """A group's: the tasks that serve one of its criteria."""
        key, ids = group.group.id, {c.id for c in group.criteria}
        its = [item for item in self._items if not ids.isdisjoint(serves(item))]
        was = None if self._since is None else self._since.groups.get(key, NOTHING)
        mine = [c for c in _counted(self._tree) if c.id in ids]
        return self._part(key, mine, its, was)

    def _part(
        self,
        key: str,
        criteria: list[CriterionScore],
        its: Iterable[TaskItem],
        was: Decimal | None,
    ) -> Part:
        slots = slots_of(criteria)
        secured = sum((c.final or NOTHING for c in criteria), NOTHING)
        return Part(
            key,
            work_of(its, self._end),
            secured,
            sum((c.max for c in criteria if c.id in self._served), NOTHING),
            sum((c.max for c in criteria), NOTHING),
            sum(state.filled for _, state in slots),
            len(slots),
            None if was is None else secured - was,
        )


def slots_of(criteria: Iterable[CriterionScore]) -> list[tuple[CriterionScore, SlotState]]:
    """The proof slots of these criteria whose papers are counted: all that are not optional."""
    return [(c, state) for c in criteria for state in c.slots if not state.slot.optional]


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
