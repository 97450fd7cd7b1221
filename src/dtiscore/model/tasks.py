"""``tasks/<period>.yaml``: the year's tasks, who leads them, until when, and how far they are."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from dtiscore.base.dates import DateRange, YearlyDate, span_end
from dtiscore.fields import Amount, Day, Due, Id, Money, Period, PositiveNumber, Strict, Text, words
from dtiscore.model.criteria import Status
from dtiscore.model.units import Units

EACH = "each"
"""The unit of a task that every unit has to do."""

TaskState: TypeAlias = Annotated[
    Literal["todo", "doing", "done", "dropped"], words("todo", "doing", "done", "dropped")
]
HOW_OFTEN = ("month", "quarter")
"""How often a task can return."""
Every: TypeAlias = Annotated[Literal["month", "quarter"], words(*HOW_OFTEN)]


class SourceDocument(Strict):
    """A document that orders tasks: a plan, a notice of conclusions."""

    id: Id
    title: Text
    symbol: Text | None = None
    date: Day | None = None
    issuer: Text | None = None


class Citation(Strict):
    """Which paragraph of which document a task comes from."""

    document: Id
    paragraph: Text | None = None


class Standing(Strict):
    """How far a task, or one instance of it, is, and since when.

    Attributes:
        reason: why it was dropped; by: the document that took it off, by its id.
    """

    state: TaskState = "todo"
    on: Day | None = None
    reason: Text | None = None
    by: Id | None = None
    member: Text | None = None

    def state_on(self, day: date) -> TaskState:
        """The state as of a day: what was reached later is not known yet."""
        if self.on is None or self.on <= day:
            return self.state
        return "todo"


class Task(Standing):
    """One task.

    Attributes:
        unit: in the lead, by any of its names; `EACH`: every unit has one of its own.
        member: who in the unit does it: a post or initials.
        every: it returns every month or quarter of the assessed days; with ``from`` and
            ``until`` only in those that lie between.
        day: of a task that returns, the day of the (quarter's last) month it is due.
        criteria: the criteria it serves.
        papers: what it must produce, each ``criterion/slot``; product: the same in words.
        cost: in VND. effort_days: in person-days.
        instances: of a task of every unit, or that returns, the standing of single ones: under
            ``van-phong``, ``2024-q2``, ``2024-05`` or ``van-phong@2024-q2``.
    """

    id: Id
    title: Text
    unit: Text
    support: tuple[Text, ...] = ()
    due: Due | None = None
    every: Every | None = None
    day: PositiveNumber | None = None
    from_: Day | None = Field(default=None, alias="from")
    until: Day | None = None
    criteria: tuple[Id, ...] = ()
    papers: tuple[Text, ...] = ()
    product: Text | None = None
    source: Citation | None = None
    cost: Money | None = None
    effort_days: Amount | None = None
    instances: dict[Text, Standing] = {}


class Tasks(Strict):
    """All tasks of a period, and the documents they come from."""

    period: Period
    status: Status | None = None
    documents: tuple[SourceDocument, ...] = ()
    tasks: tuple[Task, ...] = ()


def instance_keys(task: Task, units: Units | None, within: DateRange) -> tuple[str, ...]:
    """The keys of a task's instances; empty where the task itself is the piece of work."""
    return tuple(
        key for key, _, _ in instances_of(task, within.first.year, units, within) if key is not None
    )


def instances_of(
    task: Task, period: int, units: Units | None, within: DateRange
) -> Iterator[tuple[str | None, str, date | None]]:
    """Key, unit and due day of each instance."""
    for unit in _units_of(task, units):
        own = unit if task.unit == EACH else None
        if task.every is None:
            yield own, unit, _due(task, period)
            continue
        days = DateRange(
            max(task.from_ or within.first, within.first),
            min(task.until or within.last, within.last),
        )
        for year, number in days.spans(task.every):
            name = f"{year}-q{number}" if task.every == "quarter" else f"{year}-{number:02d}"
            end = span_end((year, number), task.every)
            day = min(task.day or end.day, monthrange(end.year, end.month)[1])
            yield (f"{own}@{name}" if own else name), unit, end.replace(day=day)


def _units_of(task: Task, units: Units | None) -> Iterable[str]:
    if task.unit != EACH:
        return (unit_id(task.unit, units),)
    return tuple(unit.id for unit in units.units) if units is not None else ()


def unit_id(name: str, units: Units | None) -> str:
    """The id of the unit called ``name``; an unknown one as written."""
    found = units.find(name) if units is not None else None
    return name if found is None else found.id


def _due(task: Task, period: int) -> date | None:
    return task.due.in_year(period) if isinstance(task.due, YearlyDate) else task.due
