"""``dtiscore task add``: one more task in tasks/<period>.yaml."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from dtiscore.base.messages import N_, Message
from dtiscore.cli import completion
from dtiscore.cli.editing import editing
from dtiscore.cli.options import OutputOption, PeriodOption, TextFormatOption
from dtiscore.cli.session import Session, Stop, TextFormat

if TYPE_CHECKING:
    from dtiscore.workspace import Workspace


def task_add(
    ctx: typer.Context,
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help=N_("What is to be done."))],
    unit: Annotated[
        str,
        typer.Option(
            "--unit",
            metavar="UNIT",
            help=N_("The unit in the lead; “each”: every unit has one of its own."),
            autocompletion=completion.units,
        ),
    ],
    id_: Annotated[
        str | None, typer.Option("--id", metavar="ID", help=N_("Its id; made of the title."))
    ] = None,
    support: Annotated[
        list[str] | None,
        typer.Option("--support", metavar="UNIT", help=N_("A unit in support; repeatable.")),
    ] = None,
    member: Annotated[
        str | None,
        typer.Option("--member", metavar=N_("POST"), help=N_("Who does it: a post or initials.")),
    ] = None,
    due: Annotated[
        str | None, typer.Option("--due", metavar="DATE", help=N_("The day it is due."))
    ] = None,
    every: Annotated[
        str | None,
        typer.Option("--every", metavar=N_("SPAN"), help=N_("It returns every month or quarter.")),
    ] = None,
    criterion: Annotated[
        list[str] | None,
        typer.Option(
            "--criterion",
            metavar="ID",
            help=N_("A criterion it serves; repeatable."),
            autocompletion=completion.criteria,
        ),
    ] = None,
    paper: Annotated[
        list[str] | None,
        typer.Option("--paper", metavar=N_("SLOT"), help=N_("A paper it produces: 1.1/minutes.")),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option("--source", metavar=N_("DOCUMENT/PARAGRAPH"), help=N_("What ordered it.")),
    ] = None,
    period: PeriodOption = None,
    format_: TextFormatOption = TextFormat.TABLE,
    output: OutputOption = None,
) -> None:
    session: Session = ctx.obj.speaks(format_, output)
    workspace = session.open(period)
    from dtiscore.cli.tasks import TaskFile, day_of, slug
    from dtiscore.report.answer import TOOL

    unit = _unit(workspace, unit, "--unit")
    entry: dict[str, Any] = {"id": id_, "title": title, "unit": unit}
    entry["support"] = [_unit(workspace, name, "--support") for name in support or ()]
    day = day_of(due, "--due")
    entry |= {"member": member, "due": None if day is None else day.isoformat(), "every": every}
    entry |= {"criteria": list(criterion or ()), "papers": list(paper or ())}
    if source is not None:
        document, slash, paragraph = source.partition("/")
        entry["source"] = {"document": document, **({"paragraph": paragraph} if slash else {})}
    with editing(session):
        file = TaskFile(session, workspace)
        taken = frozenset(task.id.casefold() for task in file.said.tasks)
        entry["id"] = id_ or slug(title, taken)
        entry = {key: value for key, value in entry.items() if value not in (None, [])}
        file.append(entry)
        file.check(workspace)
        file.write()
    text = Message("Added: {id}, “{title}”.", id=entry["id"], title=title)
    said = {"schema": "dtiscore/task-add/1", "tool": TOOL, "file": file.name, "task": entry}
    session.say(text, said)


def _unit(workspace: Workspace, name: str, option: str) -> str:
    """The id of a unit, or the word for every unit.

    Raises:
        Stop: there is no such unit.
    """
    from dtiscore.cli.filters import unit_id
    from dtiscore.model.tasks import EACH

    if name.strip().casefold() == EACH and option == "--unit":
        return EACH
    if workspace.units is None and workspace.set_files is None:
        raise Stop(*workspace.diagnostics)
    return unit_id(name, workspace)
