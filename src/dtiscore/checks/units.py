"""Problems of ``units.yaml``: unknown units, duties that overlap or leave a hole."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.base import problems
from dtiscore.base.messages import Message
from dtiscore.base.text import fold_accents, nearest
from dtiscore.model.criteria_set import unknown_criterion

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Mapping

    from dtiscore.base.dates import DateRange
    from dtiscore.base.diagnostics import Diagnostic, Place
    from dtiscore.model.bind import Loaded
    from dtiscore.model.criteria_set import CriteriaSet, SetFiles
    from dtiscore.model.units import Interval, Seat, Units


class Asked(NamedTuple):
    """What the assignments of one period are held against.

    Attributes:
        days: the assessed days; what holds on none of them is for another period.
        others: the other sets of the workspace with what may be assigned of each, read when a
            name is not in ``criteria_set``: an assignment of another year's set is no mistake.
    """

    criteria_set: CriteriaSet
    days: DateRange
    others: Callable[[], Mapping[str, Container[str]]]


def check_units(loaded: Loaded[Units], asked: Asked | None) -> Iterator[Diagnostic]:
    """Every problem of the file; ``asked`` None leaves its criteria unjudged."""
    yield from _names(loaded)
    units = loaded.value
    for index, entry in enumerate(units.assignments):
        here = ("assignments", index)
        yield from _known(loaded, (*here, "lead"), entry.lead)
        for position, unit in enumerate(entry.support):
            yield from _known(loaded, (*here, "support", position), unit)
    for index, coordinator in enumerate(units.coordinator):
        yield from _known(loaded, ("coordinator", index, "unit"), coordinator.unit)
    for path, seat in _seats(units):
        if seat.unit is not None:
            yield from _known(loaded, (*path, "unit"), seat.unit)
    if asked is not None:
        yield from _criteria(loaded, asked)
    yield from _order(loaded)
    yield from _overlaps(loaded)
    yield from _holes(loaded)


def _names(loaded: Loaded[Units]) -> Iterator[Diagnostic]:
    """Two units must not answer to one name, compared without case and accents."""
    seen: dict[str, Place] = {}
    for index, unit in enumerate(loaded.value.units):
        place = loaded.place("units", index, "id")
        for name in unit.names:
            first = seen.setdefault(fold_accents(name), place)
            if first is not place:
                yield problems.DUPLICATE_ID.at(place, id=name, first=f"{first.file}:{first.line}")


def _known(loaded: Loaded[Units], path: tuple[str | int, ...], name: str) -> Iterator[Diagnostic]:
    if loaded.value.find(name) is None:
        yield unknown_unit(loaded.value, name, loaded.place(*path))


def unknown_unit(units: Units, name: str, place: Place) -> Diagnostic:
    """The problem of a unit that units.yaml does not have, with the nearest one it has."""
    by_any = {any_name: unit.id for unit in units.units for any_name in unit.names}
    near = nearest(name, by_any)
    if near is not None:
        return problems.UNKNOWN_UNIT_NEAR.at(place, unit=name, near=by_any[near])
    known = tuple(unit.id for unit in units.units)
    return problems.UNKNOWN_UNIT.at(place, unit=name, known=known)


def _criteria(loaded: Loaded[Units], asked: Asked) -> Iterator[Diagnostic]:
    for place, name in _unknown(loaded, asked):
        if not any(name in ids for ids in asked.others().values()):
            yield unknown_criterion(name, assignable(asked.criteria_set), place)


def check_elsewhere(loaded: Loaded[Units], asked: Asked, period: int) -> Iterator[Diagnostic]:
    """Assignments that hold at a period's end and name what only another set has: warnings.

    One that ends before was ended: the year before is handed in when the period has long begun.
    """
    for place, name in _unknown(loaded, asked, ended=False):
        having = tuple(one for one, ids in asked.others().items() if name in ids)
        if having:
            fields = {"id": name, "period": str(period), "set": asked.criteria_set.id}
            yield problems.ASSIGNED_ELSEWHERE.at(place, **fields, others=having)


def assignable(criteria_set: CriteriaSet) -> tuple[str, ...]:
    """What an assignment may name of a set: its criteria and groups."""
    return (*criteria_set.criteria, *(group.id for group in criteria_set.groups))


def _unknown(
    loaded: Loaded[Units], asked: Asked, *, ended: bool = True
) -> Iterator[tuple[Place, str]]:
    """What the set does not have of the assignments that hold on an assessed day.

    ``ended``: also of those that end before the last one.
    """
    known, days = assignable(asked.criteria_set), asked.days
    since = days.first if ended else days.last
    for index, entry in enumerate(loaded.value.assignments):
        if entry.first <= days.last and since <= entry.last:
            for position, name in enumerate(entry.criteria):
                if name not in known:
                    yield loaded.place("assignments", index, "criteria", position), name


def _overlaps(loaded: Loaded[Units]) -> Iterator[Diagnostic]:
    """Nobody may be answerable twice on one day for the same thing."""
    reported: set[tuple[str, int, int]] = set()
    for name, entries in _duties(loaded.value).items():
        for (kind, i, one), (_, j, other) in combinations(entries, 2):
            first_day = max(one.first, other.first)
            if first_day <= min(one.last, other.last) and (kind, i, j) not in reported:
                reported.add((kind, i, j))
                place, first = loaded.place(kind, j), loaded.place(kind, i)
                at = f"{first.file}:{first.line}"
                yield problems.PERIODS_OVERLAP.at(place, what=_what(name), day=first_day, first=at)


def _duties(units: Units) -> dict[str, list[tuple[str, int, Interval]]]:
    """Who answers for what, in the order of the file; under "" who coordinates."""
    duties: dict[str, list[tuple[str, int, Interval]]] = {}
    for index, entry in enumerate(units.assignments):
        for name in dict.fromkeys(entry.criteria):
            duties.setdefault(name, []).append(("assignments", index, entry))
    for index, coordinator in enumerate(units.coordinator):
        duties.setdefault("", []).append(("coordinator", index, coordinator))
    return duties


def _what(name: str) -> Message:
    return Message("criterion {id}", id=name) if name else Message("coordinator")


def _order(loaded: Loaded[Units]) -> Iterator[Diagnostic]:
    for path, entry in _intervals(loaded.value):
        if entry.last < entry.first:
            yield problems.DATES_ORDER.at(loaded.place(*path, "until"))


def _intervals(units: Units) -> Iterator[tuple[tuple[str | int, ...], Interval]]:
    """Everything that holds from a day until a day, with its path in the file."""
    for index, unit in enumerate(units.units):
        for position, duty in enumerate(unit.responsibilities):
            yield ("units", index, "responsibilities", position), duty
    for index, assignment in enumerate(units.assignments):
        yield ("assignments", index), assignment
    for index, coordinator in enumerate(units.coordinator):
        yield ("coordinator", index), coordinator
    for index, body in enumerate(units.bodies):
        yield ("bodies", index), body
    yield from _seats(units)


def _seats(units: Units) -> Iterator[tuple[tuple[str | int, ...], Seat]]:
    """The seats of all standing bodies."""
    for index, body in enumerate(units.bodies):
        for position, seat in enumerate(body.seats):
            yield ("bodies", index, "seats", position), seat


def _holes(loaded: Loaded[Units]) -> Iterator[Diagnostic]:
    """Between two coordinators nobody may be missing, nor between two leads of a criterion."""
    reported: set[tuple[str, int]] = set()
    for name, entries in _duties(loaded.value).items():
        if any(entry.last < entry.first for _, _, entry in entries):
            continue  # which of its days is wrong is not known
        ordered = sorted(entries, key=lambda item: item[2].first)
        for (_, _, one), (kind, index, other) in pairwise(ordered):
            gap = one.last < date.max and other.first > one.last + timedelta(days=1)
            if gap and (kind, index) not in reported:
                reported.add((kind, index))
                yield problems.PERIODS_HOLE.at(
                    loaded.place(kind, index),
                    what=_what(name),
                    first=one.last + timedelta(days=1),
                    last=other.first - timedelta(days=1),
                )


def check_suggestions(files: SetFiles, units: Units) -> Iterator[Diagnostic]:
    """Units a set names but this workspace does not have: a warning, so that a set can travel."""
    reported: set[str] = set()
    for loaded in files.groups:
        for index, criterion in enumerate(loaded.value.criteria):
            here = ("criteria", index)
            named: list[tuple[tuple[str | int, ...], str]] = []
            if criterion.lead is not None:
                named.append(((*here, "lead"), criterion.lead))
            named += [((*here, "support", i), unit) for i, unit in enumerate(criterion.support)]
            for path, unit in named:
                if units.find(unit) is None and unit not in reported:
                    reported.add(unit)
                    yield problems.UNIT_OF_SET.at(loaded.place(*path), unit=unit)
