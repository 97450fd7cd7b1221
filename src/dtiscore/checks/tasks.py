"""Problems of ``tasks/<period>.yaml`` against units, criteria and its own documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dtiscore.base import problems
from dtiscore.base.text import fold
from dtiscore.checks.units import unknown_unit
from dtiscore.model.criteria_set import unknown_criterion
from dtiscore.model.tasks import EACH, instance_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dtiscore.base.dates import DateRange
    from dtiscore.base.diagnostics import Diagnostic, Place
    from dtiscore.model.bind import Loaded
    from dtiscore.model.criteria_set import CriteriaSet
    from dtiscore.model.tasks import Standing, Task, Tasks
    from dtiscore.model.units import Units


def check_tasks(
    loaded: Loaded[Tasks], criteria_set: CriteriaSet | None, units: Units | None, within: DateRange
) -> Iterator[Diagnostic]:
    """Every problem of the file; what is None is not judged."""
    for name in ("documents", "tasks"):
        yield from _twice(loaded, name)
    for index, task in enumerate(loaded.value.tasks):
        here = ("tasks", index)
        if units is not None:
            yield from _units(loaded, here, task, units)
        if criteria_set is not None:
            yield from _criteria(loaded, here, task, criteria_set)
        yield from _source(loaded, here, task)
        yield from _days(loaded, here, task)
        yield from _instances(loaded, here, task, units, within)


def _twice(loaded: Loaded[Tasks], name: str) -> Iterator[Diagnostic]:
    seen: dict[str, Place] = {}
    for index, entry in enumerate(getattr(loaded.value, name)):
        place = loaded.place(name, index, "id")
        first = seen.setdefault(fold(entry.id), place)
        if first is not place:
            at = f"{first.file}:{first.line}"
            yield problems.DUPLICATE_ID.at(place, id=entry.id, first=at)


def _units(
    loaded: Loaded[Tasks], here: tuple[str | int, ...], task: Task, units: Units
) -> Iterator[Diagnostic]:
    if task.unit != EACH and units.find(task.unit) is None:
        yield unknown_unit(units, task.unit, loaded.place(*here, "unit"))
    for position, name in enumerate(task.support):
        if units.find(name) is None:
            yield unknown_unit(units, name, loaded.place(*here, "support", position))


def _criteria(
    loaded: Loaded[Tasks], here: tuple[str | int, ...], task: Task, criteria_set: CriteriaSet
) -> Iterator[Diagnostic]:
    for position, name in enumerate(task.criteria):
        if name not in criteria_set.criteria:
            place = loaded.place(*here, "criteria", position)
            yield unknown_criterion(name, criteria_set.criteria, place)
    for position, name in enumerate(task.papers):
        yield from slot_problem(name, criteria_set, loaded.place(*here, "papers", position))


def slot_problem(name: str, criteria_set: CriteriaSet, place: Place) -> Iterator[Diagnostic]:
    """That ``criterion/slot`` names no slot of the set, if so."""
    cid, _, slot = name.partition("/")
    criterion = criteria_set.criteria.get(cid)
    if criterion is None:
        yield unknown_criterion(cid, criteria_set.criteria, place)
    elif slot not in {each.id for each in criterion.proof}:
        known = tuple(f"{cid}/{each.id}" for each in criterion.proof)
        yield problems.UNKNOWN_SLOT_NAMED.at(place, value=name, known=known or "–")


def _source(loaded: Loaded[Tasks], here: tuple[str | int, ...], task: Task) -> Iterator[Diagnostic]:
    if task.source is not None:
        yield from _listed(loaded, task.source.document, (*here, "source", "document"))


def _listed(loaded: Loaded[Tasks], name: str, here: tuple[str | int, ...]) -> Iterator[Diagnostic]:
    """That a document is not one of the file's, if so."""
    known = tuple(document.id for document in loaded.value.documents)
    if name not in known:
        yield problems.UNKNOWN_DOCUMENT.at(loaded.place(*here), id=name, known=known or "–")


def _days(loaded: Loaded[Tasks], here: tuple[str | int, ...], task: Task) -> Iterator[Diagnostic]:
    if task.every is not None and task.due is not None:
        yield problems.TASK_DUE.at(loaded.place(*here, "due", key=True), key="due")
    if task.every is None and task.day is not None:
        yield problems.TASK_DUE.at(loaded.place(*here, "day", key=True), key="day")
    yield from _standing(loaded, here, task)


def _standing(
    loaded: Loaded[Tasks], here: tuple[str | int, ...], standing: Standing
) -> Iterator[Diagnostic]:
    if standing.state == "dropped" and standing.reason is None:
        yield problems.DROPPED_WHY.at(loaded.place(*here, "state"))
    if standing.state == "done" and standing.on is None:
        yield problems.DONE_WHEN.at(loaded.place(*here, "state"))
    if standing.by is not None:
        yield from _listed(loaded, standing.by, (*here, "by"))


def _instances(
    loaded: Loaded[Tasks],
    here: tuple[str | int, ...],
    task: Task,
    units: Units | None,
    within: DateRange,
) -> Iterator[Diagnostic]:
    known: Iterable[str] = instance_keys(task, units, within)
    for key, standing in task.instances.items():
        place = loaded.place(*here, "instances", key, key=True)
        if task.unit != EACH and task.every is None:
            yield problems.NO_INSTANCES.at(place, task=task.id)
        elif key not in known and (task.unit != EACH or units is not None):
            fields = {"task": task.id, "key": key}
            yield problems.UNKNOWN_INSTANCE.at(place, known=tuple(known), **fields)
        yield from _standing(loaded, (*here, "instances", key), standing)
