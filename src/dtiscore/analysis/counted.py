"""Figures counted from the tasks: the completion of a plan as a fact (domain shape 16)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dtiscore.analysis.tasks import task_items
from dtiscore.base import problems

if TYPE_CHECKING:
    from dtiscore.analysis.tasks import TaskItem
    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.model.assessment import (
        Assessment,
        CountedStatement,
        CriterionStatement,
        TaskCount,
    )
    from dtiscore.model.bind import Loaded
    from dtiscore.model.tasks import Tasks
    from dtiscore.model.units import Units


def with_counts(
    assessment: Loaded[Assessment],
    tasks: Loaded[Tasks] | None,
    units: Units | None,
    *,
    there: bool = False,
) -> tuple[Loaded[Assessment], tuple[Diagnostic, ...]]:
    """The assessment with every counted figure as its value, and what is wrong with them.

    What was done after the period does not count for it; what was dropped is in no figure. A file
    of tasks that is ``there`` and cannot be read is not missed: what is wrong is said in it.
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
        within = assessment.value.range
        self._assessment, self._tasks, self._there = assessment, tasks, there
        self._items: tuple[TaskItem, ...] = ()
        if tasks is not None:
            self._items = task_items(tasks.value, units, within, within.last)
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
        return fact.model_copy(update={"value": str(counted(self._items, count)), "source": source})


def counted(items: tuple[TaskItem, ...], count: TaskCount) -> int:
    """How many of a document's tasks there are, or are done; each instance is one."""
    ordered = [
        item
        for item in items
        if item.task.source is not None
        and item.task.source.document == count.document
        and item.state != "dropped"
    ]
    return sum(count.count == "all" or item.state == "done" for item in ordered)
