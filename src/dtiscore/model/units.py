"""``units.yaml``: the units, who leads and supports what from when until when, who coordinates."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import NamedTuple

from pydantic import Field

from dtiscore.base.text import fold_accents
from dtiscore.fields import Day, Id, Strict, Text

_DIVISION = ("phong", "p")
"""What stands before a division's short name: *Phòng KHTC*, *P. KHTC*."""


class Interval(Strict):
    """From when until when, both included; open where nothing is said."""

    from_: Day | None = Field(default=None, alias="from")
    until: Day | None = None

    @property
    def first(self) -> date:
        """The first day it holds."""
        return self.from_ or date.min

    @property
    def last(self) -> date:
        """The last day it holds."""
        return self.until or date.max

    def holds(self, day: date) -> bool:
        """Whether ``day`` lies within."""
        return self.first <= day <= self.last


class Responsibility(Interval):
    """What a unit answers for beyond its criteria, and which document says so."""

    text: Text
    source: Text | None = None


class Unit(Strict):
    """An office, division or board of the department."""

    id: Id
    name: Text
    short: Text | None = None
    aliases: tuple[Text, ...] = ()
    responsibilities: tuple[Responsibility, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name the unit answers to."""
        return (self.id, self.name, *((self.short,) if self.short else ()), *self.aliases)


class Assignment(Interval):
    """Who leads and supports these criteria (or groups)."""

    criteria: tuple[Id, ...]
    lead: Text
    support: tuple[Text, ...] = ()


class Coordinator(Interval):
    """The unit to which everything unassigned falls."""

    unit: Text


class Seat(Interval):
    """A seat of a standing body: its post there, held by a post or a unit, never by a person."""

    post: Text
    holder: Text
    unit: Text | None = None


class Body(Interval):
    """A standing body: *Ban Chỉ đạo*, *Tổ tham mưu*; ``decision`` set it up."""

    id: Id
    name: Text
    short: Text | None = None
    decision: Text | None = None
    seats: tuple[Seat, ...] = ()


class Duty(NamedTuple):
    """Who leads and supports a criterion on a given day; ids, or None where nobody does."""

    lead: str | None
    support: tuple[str, ...]


class Units(Strict):
    """All units with their duties over time."""

    units: tuple[Unit, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    coordinator: tuple[Coordinator, ...] = ()
    bodies: tuple[Body, ...] = ()

    @cached_property
    def by_name(self) -> Mapping[str, Unit]:
        """Every unit under each of its names, without case and accents."""
        return {fold_accents(name): unit for unit in self.units for name in unit.names}

    def find(self, name: str) -> Unit | None:
        """The unit called ``name``, in any of its spellings, or after *Phòng* or *P.*."""
        folded = fold_accents(name)
        found = self.by_name.get(folded)
        if found is None:
            head, _, rest = folded.partition(" ")
            found = self.by_name.get(rest) if head in _DIVISION else None
        return found

    def is_called(self, name: str, unit: Unit) -> bool:
        """Whether ``name``, in any of its spellings, means this unit."""
        return self.find(name) is unit

    def name_of(self, unit: str) -> str:
        """The unit's full name; the id where it is unknown."""
        found = self.find(unit)
        return found.name if found else unit

    def duty(self, criterion: str, group: str, day: date) -> Duty:
        """Who leads and supports ``criterion`` on ``day``.

        An assignment that names the criterion beats one that names its group; what nobody is
        assigned falls to the coordinator.
        """
        holding = [entry for entry in self.assignments if entry.holds(day)]
        for wanted in (criterion, group):
            for entry in holding:
                if wanted in entry.criteria:
                    lead = self._id(entry.lead)
                    support = dict.fromkeys(map(self._id, entry.support))
                    return Duty(lead, tuple(unit for unit in support if unit != lead))
        for coordinator in self.coordinator:
            if coordinator.holds(day):
                return Duty(self._id(coordinator.unit), ())
        return Duty(None, ())

    def _id(self, name: str) -> str:
        found = self.find(name)
        return found.id if found else name
