"""The steps of a plan as tasks of its year, for ``dtiscore plan --write``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from dtiscore.base import problems
from dtiscore.base.diagnostics import Place
from dtiscore.cli.session import Session, Stop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from fractions import Fraction

    from dtiscore.analysis.actions import Action
    from dtiscore.analysis.improvement import Plan
    from dtiscore.model.tasks import Tasks
    from dtiscore.report.answer import Answer
    from dtiscore.report.plan import Written
    from dtiscore.workspace import Workspace


def tasks_file_of(session: Session, given: Path, year: Workspace) -> None:
    """Make sure that the file named is the one of the plan's tasks.

    Raises:
        Stop: it is another.
    """
    from dtiscore.cli.tasks import tasks_file

    file = tasks_file(year)
    root = session.find()
    if (root / file).resolve() not in (given.resolve(), (root / given).resolve()):
        fields = {"year": str(year.period), "file": file, "given": str(given)}
        raise Stop(problems.OTHER_TASKS_FILE.at(Place("--write"), **fields))


def write_tasks(
    session: Session, plan: Plan, year: Workspace, answer: Answer, show: Callable[[str], None]
) -> Written:
    """The plan's steps as tasks of the year: shown as a difference, then written.

    Raises:
        Stop: the file cannot be changed so; nothing was written.
    """
    from difflib import unified_diff

    from dtiscore.cli.editing import editing
    from dtiscore.cli.tasks import TaskFile
    from dtiscore.report.plan import Written

    with editing(session):
        file = TaskFile(session, year)
        before, entries = file.text, list(_entries(session, plan, answer, file.said))
        file.append(*entries)
        file.check(year)
        lines = (before.splitlines(), file.text.splitlines())
        difference = tuple(unified_diff(*lines, file.name, file.name, lineterm=""))
        show("".join(f"{line}\n" for line in difference))
        file.write()
    return Written(file.name, tuple(str(entry["id"]) for entry in entries), difference)


def _entries(session: Session, plan: Plan, answer: Answer, said: Tasks) -> Iterable[dict[str, Any]]:
    """A task for each step that is none yet; a figure counted from tasks has them already.

    One that was closed does not do a step anew. What goes on with a task is none by itself: as one
    it would supply the task's quarters, too.
    """
    from dtiscore.analysis.actions import ActionKind

    closed = {task.id.casefold(): task.state in ("done", "dropped") for task in said.tasks}
    for one in plan.chosen:
        if one.action.kind is ActionKind.TASK or one.action.counted or one.action.goes_on_with:
            continue
        entry = _entry(session, one.action, answer)
        name, number = entry["id"], 1
        while closed.get(entry["id"].casefold(), False):
            number += 1
            entry["id"] = f"{name[:60]}-{number}"
        if entry["id"].casefold() not in closed:
            yield entry


def _entry(session: Session, action: Action, answer: Answer) -> dict[str, Any]:
    from dtiscore.base.text import fold_accents
    from dtiscore.report.plan import titled

    units = answer.units.units if answer.units is not None else ()
    fallback = units[0].id if units else answer.settings.agency.id
    name = "-".join(fold_accents(action.id).split())
    title = session.language.text(titled(action, answer))
    # What such things usually take is no price that anybody has stated for this one.
    cost, effort = (None, None) if action.usual else (action.cost, action.effort)
    entry = {
        "id": f"plan-{name}"[:64].rstrip("-."),
        "title": title[:1].upper() + title[1:],
        "unit": action.unit or fallback,
        "due": None if action.due is None else action.due.isoformat(),
        "criteria": list(action.criteria),
        "papers": list(action.papers),
        "cost": _figure(cost),
        "effort_days": _figure(effort),
    }
    return {key: value for key, value in entry.items() if value not in (None, [])}


def _figure(value: Fraction | None) -> str | None:
    from dtiscore.base.numbers import decimal_text
    from dtiscore.source.yaml_edit import Figure

    return None if value is None else Figure(decimal_text(value))
