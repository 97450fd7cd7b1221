"""The lines of a unit's checklist: all kinds of work, filtered, in one order."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.analysis.duties import duty_of
from dtiscore.analysis.task_review import at_stake, serves
from dtiscore.report.answer import Answer
from dtiscore.scoring.tree import State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from dtiscore.analysis.duties import UnitWork
    from dtiscore.analysis.tasks import TaskItem
    from dtiscore.analysis.worklist import Calendar, Item
    from dtiscore.model.units import Responsibility


class Filters(NamedTuple):
    """Which lines are shown; totals stay whole.

    Attributes:
        role: only those with this role, ``lead`` or ``support``; ``mine``: those it leads, and
            papers that were asked of it.
        until: only those due by this day.
        open_only: nothing that is lost.
    """

    role: str | None = None
    until: date | None = None
    open_only: bool = False

    def let(self, role: str, due: date | None, *, open_: bool, own: bool = False) -> bool:
        """Whether a line with this role and day is shown; ``own``: asked of the unit itself."""
        wanted = "lead" if self.role == "mine" else self.role
        if wanted is not None and role != wanted and not (own and self.role == "mine"):
            return False
        if self.until is not None and (due is None or due > self.until):
            return False
        return open_ or not self.open_only


class Entry(NamedTuple):
    """One line of a unit's list.

    Attributes:
        role: the unit's part in it, ``lead`` or ``support``.
        winnable: points of the total it wins, for the unit in the lead.
        stake: points that depend on it.
        key: the id of a responsibility: its unit, and its place among the unit's.
    """

    role: str
    about: Item | TaskItem | Responsibility
    due: date | None
    winnable: Decimal
    stake: Decimal
    lost: bool = False
    key: str = ""

    @property
    def order(self) -> tuple[bool, bool, date, Decimal, Decimal]:
        """What is lost first stands first: the earliest day, then the most points."""
        return (self.lost, self.due is None, self.due or date.max, -self.winnable, -self.stake)


@dataclass(frozen=True)
class ChecklistAnswer:
    """The work of the units asked for, with the days that decide what is still possible."""

    answer: Answer
    units: tuple[UnitWork, ...]
    days: Calendar
    tasks: tuple[TaskItem, ...] = ()
    filters: Filters = field(default_factory=Filters)

    def entries(self, unit: UnitWork) -> list[Entry]:
        """Everything the unit has to do, as far as the filters let it through, in one order.

        Papers, figures, steps, explanations, tasks and standing responsibilities.
        """
        found = [*self._items(unit), *self._tasks(unit), *self._responsibilities(unit)]
        return sorted(found, key=lambda entry: entry.order)

    def leads(self, unit: UnitWork) -> bool:
        """Whether the unit leads a criterion that is scored, though nothing of it be left."""
        units, day = self.answer.units, self.answer.as_of
        scored = (c for c in self.answer.tree.criteria if c.state is not State.UNSCORED)
        return any(duty_of(units, c, day).lead == unit.id for c in scored)

    def _items(self, unit: UnitWork) -> Iterator[Entry]:
        for role, items in (("lead", unit.lead), ("support", unit.support)):
            for item in items:
                asked = item.asked.requested if item.asked is not None else None
                own = asked is not None and self._called(asked.of) == unit.id
                groups = self.answer.groups
                shown = groups is None or item.criterion.group.id in groups
                if shown and self.filters.let(role, item.due, open_=not item.lost, own=own):
                    # Points are won once, by the unit in the lead.
                    won = item.winnable if role == "lead" else item.winnable * 0
                    yield Entry(role, item, item.due, won, item.at_stake, item.lost)

    def _tasks(self, unit: UnitWork) -> Iterator[Entry]:
        by_id, nothing = self.answer.tree.by_id, self.answer.tree.total.max * 0
        for item in self.tasks:
            role = "lead" if item.unit == unit.id else "support"
            groups = {by_id[cid].group.id for cid in serves(item) if cid in by_id}
            shown = self.answer.groups is None or not groups.isdisjoint(self.answer.groups)
            mine = unit.id in (item.unit, *item.support)
            if mine and shown and item.open and self.filters.let(role, item.due, open_=True):
                # Its points are won with the items of the criteria.
                stake = nothing + at_stake(self.answer.tree, item)
                yield Entry(role, item, item.due, nothing, stake)

    def _responsibilities(self, unit: UnitWork) -> Iterator[Entry]:
        units, nothing = self.answer.units, self.answer.tree.total.max * 0
        known = units.find(unit.id) if units is not None else None
        for number, one in enumerate(known.responsibilities if known is not None else (), 1):
            shown = self.answer.groups is None and one.holds(self.answer.as_of)
            if shown and self.filters.let("lead", None, open_=True):
                # Standing: it is due on no day.
                yield Entry("lead", one, None, nothing, nothing, key=f"{unit.id}#{number}")

    def _called(self, name: str) -> str:
        found = self.answer.units.find(name) if self.answer.units is not None else None
        return name if found is None else found.id
