"""Figures counted from the tasks: the completion of a plan as a fact (domain shape 16)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dtiscore.analysis.tasks import task_items
from dtiscore.base import problems

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from dtiscore.analysis.tasks import TaskItem
    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.model.assessment import (
        Assessment,
        CountedStatement,
        CriterionStatement,
        TaskCount,
    )
    from dtiscore.model.bind import Loaded
    from dtiscore.model.tasks import Task, Tasks
    from dtiscore.model.units import Units


def with_counts(
    assessment: Loaded[Assessment],
    tasks: Loaded[Tasks] | None,
    units: Units | None,
    *,
    there: bool = False,
) -> tuple[Loaded[Assessment], tuple[Diagnostic, ...]]:
    """The assessment with every counted figure as its value, and what is wrong with them.

    What was done after the period does not count for it; what was dropped was assigned all the
    same, unless a document took it off. A file of tasks that is ``there`` and cannot be read is
    not missed: what is wrong is said in it.
    """
    counting = _Counting(assessment, tasks, units, there=there)
    criteria: dict[str, CriterionStatement | None] = {}
    for cid, said in assessment.value.criteria.items():
        if said is None:
            criteria[cid] = None
            continue
        facts = {
            name: fact
            if fact is None or fact.tasks is None
            else counting.stated((cid, name), fact, fact.tasks)
            for name, fact in said.facts.items()
        }
        criteria[cid] = said.model_copy(update={"facts": facts})
    value = assessment.value.model_copy(update={"criteria": criteria})
    return assessment._replace(value=value), tuple(counting.found)


class _Counting:
    """The tasks of an assessment's period, and what is wrong with the figures counted from them."""

    def __init__(
        self,
        assessment: Loaded[Assessment],
        tasks: Loaded[Tasks] | None,
        units: Units | None,
        *,
        there: bool,
    ) -> None:
        self._assessment, self._tasks, self._there = assessment, tasks, there
        self._items: tuple[TaskItem, ...] = ()
        if tasks is not None:
            self._items = _items_of(assessment.value, tasks.value, units)
        self.found: list[Diagnostic] = []

    def stated(
        self, at: tuple[str, str], fact: CountedStatement, count: TaskCount
    ) -> CountedStatement:
        """The counted figure as a value, or the statement as it was with a problem found."""
        assessment, tasks = self._assessment, self._tasks
        here = ("criteria", at[0], "facts", at[1])
        if fact.value is not None:
            place = assessment.place(*here, "value", key=True)
            self.found.append(problems.VALUE_AND_TASKS.at(place))
            return fact
        place = assessment.place(*here, "tasks", "document")
        if tasks is None:
            if not self._there:
                file = f"tasks/{assessment.value.period}.yaml"
                self.found.append(problems.NO_TASKS.at(place, file=file))
            return fact
        documents = {document.id: document for document in tasks.value.documents}
        if count.document not in documents:
            known = tuple(documents) or "–"
            self.found.append(problems.UNKNOWN_DOCUMENT.at(place, id=count.document, known=known))
            return fact
        source = fact.source or f"{documents[count.document].title} ({tasks.document.file})"
        value = str(tally(self._items, count).value)
        return fact.model_copy(update={"value": value, "source": source})


class Tally(NamedTuple):
    """A document's tasks, by what a figure counted from them makes of each.

    Attributes:
        met: done, or done on time, as the figure asks. open: not done. dropped: assigned all the
            same. late: done, but after the day or on none that is said. off: taken off by a
            document, and so in no figure.
    """

    asked: TaskCount
    met: tuple[Task, ...]
    open: tuple[Task, ...]
    dropped: tuple[Task, ...]
    late: tuple[Task, ...]
    off: tuple[Task, ...]

    @property
    def value(self) -> int:
        """The figure."""
        assigned = (*self.met, *self.open, *self.dropped, *self.late)
        return len(assigned if self.asked.count == "all" else self.met)


def tally(items: Iterable[TaskItem], count: TaskCount) -> Tally:
    """The tasks of a document, each once, with what stands in the way of its being counted."""
    found: dict[str, list[Task]] = {name: [] for name in Tally._fields[1:]}
    for its in _ordered(items, count).values():
        found[_standing_of(its, count)].append(its[0].task)
    return Tally(count, **{name: tuple(tasks) for name, tasks in found.items()})


def attainable(
    items: Iterable[TaskItem], count: TaskCount, day: date, last: date
) -> tuple[str, ...]:
    """Ids of a document's tasks that are not met on a day, and can be until another.

    A task that was dropped cannot, nor can one that is to be on time and is late already.
    """
    found = _ordered(items, count)
    return tuple(key for key, its in found.items() if _attainable(its, count, day, last))


def _attainable(items: list[TaskItem], count: TaskCount, day: date, last: date) -> bool:
    on_time = count.count == "on_time"

    def possible(item: TaskItem) -> bool:
        if item.state == "done":
            return not on_time or _in_time(item)
        if item.standing.state_on(last) not in ("todo", "doing"):
            return False
        return item.due is None or (item.due <= last and not (on_time and item.due < day))

    wanted = [item for item in items if item.state != "dropped"]
    return _standing_of(items, count) == "open" and all(map(possible, wanted))


def _ordered(items: Iterable[TaskItem], count: TaskCount) -> dict[str, list[TaskItem]]:
    """A document's pieces of work, by task."""
    found: dict[str, list[TaskItem]] = {}
    for item in items:
        source = item.task.source
        if source is not None and source.document == count.document:
            found.setdefault(item.task.id, []).append(item)
    return found


def _standing_of(items: list[TaskItem], count: TaskCount) -> str:
    """How a task stands for a figure, by all its instances that no document took off."""
    wanted = [item for item in items if not (item.state == "dropped" and item.standing.by)]
    if not wanted:
        return "off"
    states = {item.state for item in wanted}
    if states == {"done"}:
        return "late" if count.count == "on_time" and not all(map(_in_time, wanted)) else "met"
    return "dropped" if "dropped" in states else "open"


def _in_time(item: TaskItem) -> bool:
    """Whether what is done was done by its day; one without a day has none to miss."""
    on = item.standing.on
    return item.due is None or (on is not None and on <= item.due)


def tallies(
    assessment: Assessment, tasks: Tasks | None, units: Units | None
) -> dict[tuple[str, str], Tally]:
    """What each counted figure of an assessment is made of, by criterion and fact."""
    if tasks is None:
        return {}
    items = _items_of(assessment, tasks, units)
    documents = {document.id for document in tasks.documents}
    return {
        (cid, name): tally(items, fact.tasks)
        for cid, said in assessment.statements.items()
        for name, fact in said.facts.items()
        if fact is not None and fact.tasks is not None and fact.tasks.document in documents
    }


def _items_of(assessment: Assessment, tasks: Tasks, units: Units | None) -> tuple[TaskItem, ...]:
    """The year's work as it is when the assessed days are over."""
    within = assessment.range
    return task_items(tasks, units, within, within.last)
