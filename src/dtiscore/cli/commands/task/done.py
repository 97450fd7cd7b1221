"""``dtiscore task done``: say how far a task, or an instance of it, is."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dtiscore.base.messages import N_, Message
from dtiscore.cli import completion
from dtiscore.cli.commands.task.show import TaskArgument
from dtiscore.cli.editing import editing
from dtiscore.cli.evidence_folder import noted
from dtiscore.cli.options import OutputOption, PeriodOption, TextFormatOption
from dtiscore.cli.session import Session, Stop, TextFormat

if TYPE_CHECKING:
    from collections.abc import Callable

    from dtiscore.analysis.tasks import TaskItem
    from dtiscore.base.messages import Field


class Reached(StrEnum):
    """How far a task is."""

    TODO = "todo"
    DOING = "doing"
    DONE = "done"
    DROPPED = "dropped"


UnitOfTask = Annotated[
    str | None,
    typer.Option(
        "--unit",
        metavar="UNIT",
        help=N_("Of a task of each unit, the one of this unit."),
        autocompletion=completion.units,
    ),
]
AllInstances = Annotated[bool, typer.Option("--all", help=N_("Every instance of the task."))]


def task_done(
    ctx: typer.Context,
    task: TaskArgument,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help=N_("Since when; default: today."))
    ] = None,
    state: Annotated[Reached, typer.Option("--state", help=N_("What was reached."))] = Reached.DONE,
    reason: Annotated[
        str | None, typer.Option("--reason", metavar="TEXT", help=N_("Why it was dropped."))
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            metavar=N_("DOCUMENT"),
            help=N_("The document that took it off the plan, where it was dropped."),
        ),
    ] = None,
    unit: UnitOfTask = None,
    all_: AllInstances = False,
    period: PeriodOption = None,
    format_: TextFormatOption = TextFormat.TABLE,
    output: OutputOption = None,
) -> None:
    session: Session = ctx.obj.speaks(format_, output)
    from dtiscore.base import problems
    from dtiscore.base.diagnostics import Place
    from dtiscore.cli.tasks import day_of
    from dtiscore.report.answer import TOOL
    from dtiscore.report.tasks import STATES

    if state is Reached.DROPPED and not (reason or "").strip():
        raise Stop(problems.DROPPED_WHY_OPTION.at(Place("--reason")))
    if by is not None and state is not Reached.DROPPED:
        raise Stop(problems.NEEDS_OPTION.at(Place("--by"), one="--by", other="--state=dropped"))
    day = day_of(on, "--on") or session.as_of
    if day > session.as_of:
        raise Stop(problems.REACHED_LATER.at(Place("--on"), day=day, as_of=session.as_of))
    entry: dict[str, Any] = {"state": state.value, "on": day.isoformat()}
    if reason is not None:
        entry["reason"] = reason
    if by is not None:
        entry["by"] = by

    def entry_of(item: TaskItem) -> dict[str, Any]:
        own = item.task if item.key is None else item.task.instances.get(item.key)
        # Why it was dropped is no reason of what it is now.
        if own is None or own.state != "dropped":
            return entry
        gone = {key: None for key in ("reason", "by") if getattr(own, key) is not None}
        return {**gone, **entry}

    changed = change(session, task, entry_of, period, unit, all_=all_, by=by)
    lines: list[Message] = []
    replaced = []
    for item in changed:
        fields: dict[str, Field] = {"id": item.id, "title": item.task.title}
        fields |= {"state": STATES[state.value], "on": day}
        lines.append(Message("{id} “{title}”: {state}, {on}", **fields))
        before = item.standing
        if before.state in ("done", "dropped") and (before.state, before.on) != (state, day):
            replaced.append({"id": item.id, "state": before.state, "on": before.on})
            was = STATES[before.state]
            text = N_("this replaces “{was}” of {on}")
            if before.on is None:
                text = N_("this replaces “{was}” without a day")
            lines.append(noted(Message(text, was=was, on=before.on)))
    said: dict[str, Any] = {
        "schema": "dtiscore/task-done/1",
        "tool": TOOL,
        "tasks": [i.id for i in changed],
    }
    said |= {"state": state.value, "on": day.isoformat(), "reason": reason, "by": by}
    said["replaced"] = replaced
    session.say(lines, said)


def change(
    session: Session,
    task: str,
    entry_of: Callable[[TaskItem], dict[str, Any]],
    period: int | None,
    unit: str | None,
    *,
    all_: bool,
    by: str | None = None,
) -> tuple[TaskItem, ...]:
    """Set keys of a task or of its instances; those that were changed, as they were before.

    ``by`` is a document that has to be listed.

    Raises:
        Stop: there is no such task, several instances and none named, or the file is wrong.
    """
    from dtiscore.base import problems
    from dtiscore.base.diagnostics import Place
    from dtiscore.cli.filters import unit_id
    from dtiscore.cli.tasks import TaskFile, chosen, gathered

    with editing(session):
        # Read within the lock: another command may just have changed it.
        found, workspace = gathered(session, period)
        listed = tuple(document.id for document in found.tasks.documents)
        if by is not None and by not in listed:
            known = listed or "–"
            raise Stop(problems.UNKNOWN_DOCUMENT.at(Place("--by"), id=by, known=known))
        asked = None if unit is None else unit_id(unit, workspace)
        items = chosen(found, workspace, task, asked)
        if len(items) > 1 and not all_:
            known = tuple(item.id for item in items)
            raise Stop(problems.WHICH_INSTANCE.at(Place("TASK"), id=task, known=known))
        file = TaskFile(session, workspace)
        file.set_items({(item.task.id, item.key): entry_of(item) for item in items})
        file.check(workspace)
        file.write()
    return items
