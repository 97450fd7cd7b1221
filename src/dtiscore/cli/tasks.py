"""The tasks of a period, as the commands that read or change them need them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from dtiscore.cli.session import Session, Stop

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from pathlib import Path

    from dtiscore.analysis.tasks import TaskItem
    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.model.tasks import Tasks
    from dtiscore.report.answer import Answer
    from dtiscore.report.tasks import TasksAnswer
    from dtiscore.source.yaml_edit import NodePath
    from dtiscore.workspace import Workspace


def gathered(session: Session, period: int | None) -> tuple[TasksAnswer, Workspace]:
    """All tasks of the period as of the session's day, with its score.

    Raises:
        Stop: a file has an error; a period without tasks has none.
    """
    from dtiscore.base.messages import Message
    from dtiscore.model.tasks import Tasks
    from dtiscore.reader import other_periods
    from dtiscore.report.tasks import TasksAnswer

    answer, workspace = session.answer(period)
    asked = answer.tree.assessment.period
    tasks = workspace.tasks.value if workspace.tasks is not None else Tasks(period=asked)
    elsewhere = other_periods(workspace.root, "tasks", asked, Message("tasks"))
    answer = answer._replace(diagnostics=(*answer.diagnostics, *elsewhere))
    items = items_of(answer, workspace)
    return TasksAnswer(answer, tasks, items, items), workspace


def items_of(answer: Answer, workspace: Workspace) -> tuple[TaskItem, ...]:
    """Every task of the workspace's period, as of the answer's day; none without the file."""
    from dtiscore.analysis.tasks import task_items

    if workspace.tasks is None:
        return ()
    tasks, within = workspace.tasks.value, answer.tree.assessment.range
    return task_items(tasks, answer.units, within, answer.as_of)


def tasks_file(workspace: Workspace) -> str:
    """Where the tasks of the workspace's period stand."""
    return f"tasks/{workspace.period}.yaml"


def chosen(
    found: TasksAnswer, workspace: Workspace, name: str, unit: str | None = None
) -> tuple[TaskItem, ...]:
    """The pieces of work called ``name``: one instance, or all that it fits.

    A task's id is every instance of it, ``task@unit`` each of this unit's, under any of its names,
    and ``task@2024-q2`` each of that quarter's. ``unit`` (an id) keeps those of one unit.

    Raises:
        Stop: there is no such task.
    """
    from dtiscore.base.text import fold
    from dtiscore.model.tasks import EACH

    task, *parts = map(fold, name.split("@"))

    def meant(item: TaskItem, part: str) -> bool:
        named = map(fold, (item.key or "").split("@"))
        units = found.answer.units
        known = units.find(part) if units is not None and item.task.unit == EACH else None
        return part in named or (known is not None and known.id == item.unit)

    items = [
        item
        for item in found.items
        if fold(item.task.id) == task and all(meant(item, part) for part in parts)
    ]
    if unit is not None:
        items = [item for item in items if item.unit == unit]
    if not items:
        raise Stop(_no_such_task(found, workspace, name))
    return tuple(items)


def _no_such_task(found: TasksAnswer, workspace: Workspace, name: str) -> Diagnostic:
    from dtiscore.base import problems
    from dtiscore.base.diagnostics import Place
    from dtiscore.base.text import nearest

    known = tuple(dict.fromkeys(item.task.id for item in found.items))
    place, file = Place("TASK"), tasks_file(workspace)
    near = nearest(name, (*known, *(item.id for item in found.items)))
    if near is not None:
        return problems.NO_SUCH_TASK_NEAR.at(place, id=name, file=file, near=near)
    return problems.NO_SUCH_TASK.at(place, id=name, file=file, known=known or "–")


class TaskFile:
    """``tasks/<period>.yaml`` while it is changed: written whole, or not at all.

    To be made within `editing`, so that nothing another command wrote is lost.

    Raises:
        Stop: the file cannot be read, or is wrong already.
    """

    def __init__(self, session: Session, workspace: Workspace) -> None:
        from dtiscore.model.edited import EditedFile
        from dtiscore.model.tasks import Tasks
        from dtiscore.starter import modeline

        self._session = session
        self.name = tasks_file(workspace)
        self._path: Path = workspace.root / self.name
        session.inside(self._path)
        head = f"{modeline('tasks', '../')}period: {workspace.period}\n"
        self._file: EditedFile[Tasks] = EditedFile(self._path, self.name, Tasks, head)
        self._must(self._file.found)

    @property
    def said(self) -> Tasks:
        """What the file says now."""
        if self._file.value is None:
            raise Stop(*self._file.found)
        return self._file.value

    @property
    def text(self) -> str:
        """The whole text of the file as it is now."""
        return self._file.text

    def append(self, *entries: dict[str, Any], key: str = "tasks") -> None:
        """More tasks, or more of ``key``; the file is read again once."""
        from dtiscore.source.yaml_edit import appended

        self._edit(lambda text: appended(text, key, *entries))

    def set_each(self, entries: Mapping[str, dict[str, Any]]) -> None:
        """Set keys of several tasks; the file is read again once."""
        from dtiscore.source.yaml_edit import merged_each

        at = {task.id: n for n, task in enumerate(self.said.tasks)}
        self._edit(
            lambda text: merged_each(text, {("tasks", at[t]): e for t, e in entries.items()})
        )

    def set_items(self, entries: Mapping[tuple[str, str | None], dict[str, Any]]) -> None:
        """Set keys of tasks, or of instances by their keys; the file is read again once."""
        from dtiscore.source.yaml_edit import merged, merged_each

        tasks = {task.id: (n, task) for n, task in enumerate(self.said.tasks)}
        made: dict[NodePath, dict[str, Any]] = {}
        more: dict[NodePath, dict[str, Any]] = {}
        for (name, key), entry in entries.items():
            place, task = tasks[name]
            path: NodePath = ("tasks", place)
            if key is None:
                more[path] = entry
                continue
            path = (*path, "instances", key)
            # The first instance of a task makes the mapping that the others go into.
            first = not task.instances and all(other[1] != place for other in made)
            (made if first else more)[path] = entry

        def change(text: str) -> str:
            for path, entry in made.items():
                text = merged(text, path, entry)
            return merged_each(text, more)

        self._edit(change)

    def _edit(self, change: Callable[[str], str]) -> None:
        self._must(self._file.edit(change))

    def _must(self, found: tuple[Diagnostic, ...]) -> None:
        if found:
            raise Stop(*found)

    def check(self, workspace: Workspace) -> None:
        """Make sure that what was changed fits units, criteria and documents.

        Raises:
            Stop: it does not; nothing was written.
        """
        from dtiscore.base.diagnostics import has_errors
        from dtiscore.checks.tasks import check_tasks

        files, loaded = workspace.set_files, self._file.loaded
        if loaded is None or files is None:
            raise Stop(*workspace.diagnostics)
        units = workspace.units.value if workspace.units is not None else None
        criteria_set = files.criteria_set if files.complete else None
        found = tuple(check_tasks(loaded, criteria_set, units, workspace.days))
        if has_errors(found):
            raise Stop(*found)

    def write(self) -> None:
        """Write what was changed."""
        if self._file.changed:
            self._session.keep(self._path, self._file.text)


def slug(title: str, taken: frozenset[str]) -> str:
    """An id made of a title's words, none of those taken."""
    from dtiscore.base.text import fold_accents

    words = re.findall("[a-z0-9]+", fold_accents(title))
    base = "-".join(words)[:48].strip("-") or "task"
    if base not in taken:
        return base
    return next(f"{base}-{n}" for n in range(2, len(taken) + 3) if f"{base}-{n}" not in taken)


def same_title(title: str, titles: Mapping[str, str]) -> str | None:
    """The id of what has this title already, in any spelling; None where nothing has."""
    from dtiscore.base.text import fold_accents

    wanted = fold_accents(title)
    return next((key for key, other in titles.items() if fold_accents(other) == wanted), None)


def day_of(text: str | None, option: str) -> date | None:
    """The day an option names; None where it is not given.

    Raises:
        Stop: it is no date.
    """
    from dtiscore.base import problems
    from dtiscore.base.dates import parse_date
    from dtiscore.base.diagnostics import Place

    if text is None:
        return None
    day = parse_date(text.strip())
    if day is None:
        raise Stop(problems.NOT_A_DATE.at(Place(option), value=text))
    return day
