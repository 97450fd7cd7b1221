"""What a period leaves to the next: what the appraisal cut and why, and the work that returns."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from dtiscore.base.dates import years_later
from dtiscore.model.tasks import EACH, Task
from dtiscore.scoring.tree import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from dtiscore.model.assessment import Assessment
    from dtiscore.model.bridge import Bridge
    from dtiscore.model.criteria_set import CriteriaSet
    from dtiscore.model.tasks import Tasks
    from dtiscore.model.units import Units
    from dtiscore.scoring.tree import CriterionScore, ScoreTree


class Lesson(NamedTuple):
    """What one criterion lost at the end of a period.

    Attributes:
        proof: points lost for want of proof. cut: points the appraisal took.
        reason: why it did. missing: labels of the slots that had not all they wanted.
        explanation: what was explained.
        homes: the criteria of the new period's set that carry it on.
    """

    criterion: CriterionScore
    proof: Decimal
    cut: Decimal
    reason: str | None
    missing: tuple[str, ...]
    explanation: str | None
    homes: tuple[str, ...]


class Carried(NamedTuple):
    """The work that returns, as entries of the next period's file.

    ``left`` are ids of tasks that return and yet cannot be taken along: nothing that they serve,
    or not every unit, is there any more. ``without`` are criteria and papers that tasks taken
    along named and that have no home in the new set, by the task's id.
    """

    documents: tuple[dict[str, Any], ...]
    tasks: tuple[dict[str, Any], ...]
    left: tuple[str, ...]
    without: dict[str, tuple[str, ...]]


class Moved(NamedTuple):
    """An assignment of the old set that the new one has elsewhere, or not at all.

    ``homes`` are the criteria (or groups) of the new set that carry it on.
    """

    id: str
    lead: str
    homes: tuple[str, ...]


def old_duties_end(year: int, before: Iterable[Assessment]) -> date:
    """The day until which assignments are the old set's: the last hand-in before ``year``.

    Until then the old years' files still count who leads what.
    """
    days = [date(year - 1, 12, 31)]
    for one in before:
        days += [one.range.last, one.dates.submit_by or one.range.last]
    return max(days)


def moved_duties(
    units: Units,
    old: CriteriaSet,
    new: CriteriaSet,
    bridge: Bridge | None,
    begin: date,
    end: date,
) -> tuple[Moved, ...]:
    """The assignments that go on as if nothing had changed when the new set begins to count.

    Those that begin on ``begin``, the new year's first day, or later, or that end by ``end``
    (`old_duties_end`), were written for one set already.
    Without a crosswalk, what is called the same is taken for the same.
    """
    found: dict[str, Moved] = {}
    groups = {group.id for group in old.groups}
    theirs = (*new.criteria, *(group.id for group in new.groups))
    links = None if bridge is None else bridge.criteria | bridge.groups
    for entry in units.assignments:
        if entry.first >= begin or entry.last <= end:
            continue
        for name in entry.criteria:
            if name not in old.criteria and name not in groups:
                continue
            homes = tuple(
                one for one in theirs if (one == name if links is None else (name, one) in links)
            )
            if homes != (name,):
                found.setdefault(name, Moved(name, entry.lead, homes))
    return tuple(found.values())


def lessons(
    tree: ScoreTree, criteria_set: CriteriaSet, bridge: Bridge | None
) -> tuple[Lesson, ...]:
    """What was cut, unproved or had to be explained, the most points first."""
    found = [
        _lesson(criterion, homes_of(criterion.id, criteria_set, bridge))
        for criterion in tree.criteria
    ]
    kept = [one for one in found if one.cut > 0 or one.proof > 0 or one.explanation]
    return tuple(sorted(kept, key=lambda one: -(max(one.cut, NOTHING) + one.proof)))


def _lesson(criterion: CriterionScore, homes: tuple[str, ...]) -> Lesson:
    confirmed = criterion.confirmation
    missing = tuple(
        state.slot.label
        for state in criterion.slots
        if not state.slot.optional and state.fill.have < state.fill.need
    )
    said = criterion.explanation
    return Lesson(
        criterion,
        criterion.lost.proof,
        criterion.lost.appraisal,
        confirmed.reason if confirmed is not None else None,
        missing if criterion.lost.proof > 0 else (),
        said,
        homes,
    )


def homes_of(criterion: str, criteria_set: CriteriaSet, bridge: Bridge | None) -> tuple[str, ...]:
    """The criteria of the new set that carry an old one on.

    Without a crosswalk, what is called the same is taken for the same.
    """
    if bridge is not None:
        return bridge.homes(criterion)
    return (criterion,) if criterion in criteria_set.criteria else ()


def carried(
    tasks: Tasks, criteria_set: CriteriaSet, bridge: Bridge | None, units: Units | None, years: int
) -> Carried:
    """The tasks that return every month or quarter, their days moved by so many years.

    What they serve is named as the new set calls it.
    """
    kept, left = [], []
    without: dict[str, tuple[str, ...]] = {}
    for task in tasks.tasks:
        if task.every is None or task.state == "dropped":
            continue
        serving, lost = _serving(task, criteria_set, bridge)
        served = serving.criteria or serving.papers or not lost
        if not served or not _units_there(task, units):
            left.append(task.id)
            continue
        kept.append(serving)
        if lost:
            without[task.id] = lost
    used = {task.source.document for task in kept if task.source is not None}
    documents = tuple(
        one.model_dump(mode="json", exclude_none=True) for one in tasks.documents if one.id in used
    )
    return Carried(documents, tuple(_entry(task, years) for task in kept), tuple(left), without)


def _serving(
    task: Task, criteria_set: CriteriaSet, bridge: Bridge | None
) -> tuple[Task, tuple[str, ...]]:
    """The task with criteria and papers of the new set, and those it named without a home."""
    criteria = {cid: homes_of(cid, criteria_set, bridge) for cid in task.criteria}
    papers = {name: _slots(name, criteria_set, bridge) for name in task.papers}
    lost = tuple(name for name, found in (criteria | papers).items() if not found)
    return task.model_copy(update={"criteria": _each(criteria), "papers": _each(papers)}), lost


def _each(homes: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """All homes, each once."""
    return tuple(dict.fromkeys(home for found in homes.values() for home in found))


def _slots(name: str, criteria_set: CriteriaSet, bridge: Bridge | None) -> tuple[str, ...]:
    """The slots of the new set called as ``criterion/slot``, in the criteria that carry it on."""
    cid, _, wanted = name.partition("/")
    return tuple(
        f"{home}/{slot.id}"
        for home in homes_of(cid, criteria_set, bridge)
        for slot in criteria_set.criteria[home].proof
        if slot.id == wanted
    )


def _units_there(task: Task, units: Units | None) -> bool:
    """Whether all units that a task names are still there."""
    names = [name for name in (task.unit, *task.support) if name != EACH]
    return units is None or all(units.find(name) is not None for name in names)


def _entry(task: Task, years: int) -> dict[str, Any]:
    """The task as it is written anew: nothing of how far it was."""
    return dict(_keys(task, years))


def _keys(task: Task, years: int) -> Iterator[tuple[str, Any]]:
    yield from (("id", task.id), ("title", task.title), ("unit", task.unit))
    if task.support:
        yield "support", list(task.support)
    if task.member is not None:
        yield "member", task.member
    yield "every", task.every
    if task.day is not None:
        yield "day", int(task.day)
    # A task that began within the year returns from the first day of the next.
    if task.until is not None:
        yield "until", years_later(task.until, years).isoformat()
    if task.criteria:
        yield "criteria", list(task.criteria)
    if task.papers:
        yield "papers", list(task.papers)
    if task.source is not None:
        yield "source", task.source.model_dump(mode="json", exclude_none=True)
