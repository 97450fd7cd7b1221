"""A unit on a day: what it answers for, with the points, tasks and papers behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dtiscore.analysis.duties import duty_of
from dtiscore.analysis.progress import slots_of
from dtiscore.analysis.worklist import unfilled
from dtiscore.scoring.tree import NOTHING, State

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from decimal import Decimal

    from dtiscore.analysis.duties import UnitWork
    from dtiscore.analysis.tasks import TaskItem
    from dtiscore.analysis.worklist import Item
    from dtiscore.model.units import Body, Responsibility, Seat, Unit, Units
    from dtiscore.scoring.tree import CriterionScore, ScoreTree, SlotState


class Place(NamedTuple):
    """A seat in a standing body."""

    body: Body
    seat: Seat


class UnitView(NamedTuple):
    """Everything about a unit as of a day.

    Attributes:
        coordinates: whether whatever nobody is assigned falls to it.
        responsibilities: that hold on the day.
        seats: its seats in standing bodies that hold on the day.
        led, supported: the criteria in scope, in the order of the set.
        tasks: open ones that it leads or supports.
        slots: the proof slots of what it leads.
        work: for each of these of which something can still be done or explained, what.
        winnable: points of the total it can still win, as the one in the lead.
    """

    unit: Unit
    coordinates: bool
    responsibilities: tuple[Responsibility, ...]
    seats: tuple[Place, ...]
    led: tuple[CriterionScore, ...]
    supported: tuple[CriterionScore, ...]
    tasks: tuple[TaskItem, ...]
    slots: tuple[tuple[CriterionScore, SlotState], ...]
    work: tuple[Item, ...]
    winnable: Decimal

    @property
    def max(self) -> Decimal:
        """The maximum of what it leads."""
        return sum((c.max for c in self.led), NOTHING)

    @property
    def final(self) -> Decimal:
        """What it leads is sure of so far."""
        return sum((c.final or NOTHING for c in self.led), NOTHING)

    @property
    def wanting(self) -> tuple[tuple[CriterionScore, SlotState], ...]:
        """The slots that do not have all they want."""
        return tuple(one for one in self.slots if not one[1].filled)

    def work_on(self, criterion: CriterionScore, state: SlotState) -> Item | None:
        """What is to be done about a slot; None while its facts are not stated."""
        here = criterion.id, state.slot.id
        found = (i for i in self.work if i.slot and (i.criterion.id, i.slot.id) == here)
        return next(found, None)

    def tasks_as(self, role: str, day: date) -> tuple[int, int]:
        """How many open tasks it leads (``lead``) or supports, and how many of them are overdue."""
        lead = role == "lead"
        own = [task for task in self.tasks if (task.unit == self.unit.id) is lead]
        return len(own), sum(task.overdue(day) for task in own)


def unit_views(
    tree: ScoreTree,
    units: Units,
    work: Iterable[UnitWork],
    tasks: tuple[TaskItem, ...],
    day: date,
) -> tuple[UnitView, ...]:
    """Every unit, in the order of units.yaml."""
    by_unit = {one.id: one for one in work}
    scored = [c for c in tree.criteria if c.state is not State.UNSCORED]
    duties = {c.id: duty_of(units, c, day) for c in scored}
    return tuple(
        UnitView(
            unit,
            any(units.is_called(c.unit, unit) for c in units.coordinator if c.holds(day)),
            tuple(one for one in unit.responsibilities if one.holds(day)),
            tuple(
                Place(body, seat)
                for body in units.bodies
                if body.holds(day)
                for seat in body.seats
                if seat.holds(day) and seat.unit and units.is_called(seat.unit, unit)
            ),
            led,
            tuple(c for c in scored if unit.id in duties[c.id].support),
            tuple(t for t in tasks if t.open and unit.id in (t.unit, *t.support)),
            tuple(slots_of(led)),
            unfilled(by_unit[unit.id].lead) if unit.id in by_unit else (),
            by_unit[unit.id].winnable if unit.id in by_unit else NOTHING,
        )
        for unit in units.units
        for led in (tuple(c for c in scored if duties[c.id].lead == unit.id),)
    )
