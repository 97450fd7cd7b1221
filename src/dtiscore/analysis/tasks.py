"""Tasks as work: every instance of a task with its unit, due day and state as of a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dtiscore.model.tasks import Standing, instances_of, unit_id

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from dtiscore.base.dates import DateRange
    from dtiscore.model.tasks import Task, Tasks
    from dtiscore.model.units import Units


class TaskItem(NamedTuple):
    """One piece of work: a task, or the instance of it for one unit and one month or quarter.

    Attributes:
        id: the task's id; of an instance with its key, ``common-2@van-phong@2024-q2``.
        key: the instance's key in the file; None of a task that has no instances.
        unit: id of the unit in the lead, as units.yaml spells it; an unknown one as written.
        support: ids of the units in support, without the lead.
        standing: how far it is, as the file says.
        state: how far it was on the day asked.
    """

    id: str
    task: Task
    key: str | None
    unit: str
    support: tuple[str, ...]
    due: date | None
    standing: Standing
    state: str
    member: str | None

    @property
    def open(self) -> bool:
        """Whether it still is to be done."""
        return self.state in ("todo", "doing")

    def overdue(self, day: date) -> bool:
        """Whether its day is past and it is not done."""
        return self.open and self.due is not None and self.due < day


def task_items(
    tasks: Tasks, units: Units | None, within: DateRange, as_of: date
) -> tuple[TaskItem, ...]:
    """Every instance of every task, in the order of the file, units in the order of theirs.

    ``within`` are the assessed days: a task that returns does so in each of their months or
    quarters.
    """
    return tuple(
        item for task in tasks.tasks for item in _items(task, tasks.period, units, within, as_of)
    )


def _items(
    task: Task, period: int, units: Units | None, within: DateRange, as_of: date
) -> Iterator[TaskItem]:
    support = tuple(dict.fromkeys(unit_id(name, units) for name in task.support))
    for key, unit, due in instances_of(task, period, units, within):
        standing = task if key is None else task.instances.get(key, _inherited(task))
        yield TaskItem(
            id=task.id if key is None else f"{task.id}@{key}",
            task=task,
            key=key,
            unit=unit,
            support=tuple(each for each in support if each != unit),
            due=due,
            standing=standing,
            state=standing.state_on(as_of),
            member=standing.member or task.member,
        )


def _inherited(task: Task) -> Standing:
    """The standing of an instance nothing is said of: a dropped task is dropped for all."""
    return task if task.state == "dropped" else Standing()
