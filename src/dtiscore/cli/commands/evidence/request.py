"""``dtiscore evidence request``: note whom a paper was asked of, and by when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dtiscore.base.messages import N_, Message
from dtiscore.cli import completion
from dtiscore.cli.evidence_folder import Notes, folder_of
from dtiscore.cli.options import OutputOption, PeriodOption, TextFormatOption
from dtiscore.cli.session import Session, Stop, TextFormat

if TYPE_CHECKING:
    from dtiscore.workspace import Workspace


def evidence_request(
    ctx: typer.Context,
    slot: Annotated[
        str,
        typer.Argument(metavar="SLOT", help=N_("Criterion and slot: 1.1/minutes.")),
    ],
    of: Annotated[
        str,
        typer.Option(
            "--of",
            metavar="UNIT",
            help=N_("The unit or post that has the paper."),
            autocompletion=completion.units,
        ),
    ],
    by: Annotated[
        str | None, typer.Option("--by", metavar="DATE", help=N_("The day it is due."))
    ] = None,
    period: PeriodOption = None,
    format_: TextFormatOption = TextFormat.TABLE,
    output: OutputOption = None,
) -> None:
    session: Session = ctx.obj.speaks(format_, output)
    workspace = session.open(period)
    from dtiscore.base import problems
    from dtiscore.base.dates import parse_date
    from dtiscore.base.diagnostics import Place
    from dtiscore.cli.filters import criterion_of, slot_of
    from dtiscore.report.answer import TOOL

    due = None if by is None else parse_date(by.strip())
    if by is not None and due is None:
        raise Stop(problems.NOT_A_DATE.at(Place("--by"), value=by))
    cid, slash, name = slot.partition("/")
    criterion = criterion_of(workspace, cid)
    if not slash:
        known = tuple(f"{criterion.id}/{each.id}" for each in criterion.proof)
        raise Stop(problems.NOT_ONE_OF.at(Place("SLOT"), value=slot, known=known))
    wanted = slot_of(criterion, name)
    asked = {"of": _unit(workspace, of), "on": session.as_of.isoformat()}
    if due is not None:
        asked["by"] = due.isoformat()
    notes = Notes(session, folder_of(session, workspace, criterion))
    notes.merge_slot(wanted, {"requested": asked})
    notes.write()
    fields = {"slot": f"{criterion.id}/{wanted}", "unit": of}
    text = Message("Noted: {slot} is asked of {unit}.", **fields)
    if due is not None:
        text = Message("Noted: {slot} is asked of {unit}, due {date}.", **fields, date=due)
    said = {"criterion": criterion.id, "slot": wanted, "requested": asked}
    session.say(text, {"schema": "dtiscore/evidence-request/1", "tool": TOOL, **said})


def _unit(workspace: Workspace, name: str) -> str:
    """The unit's id where it is one of ours; else the post as written."""
    units = workspace.units.value if workspace.units is not None else None
    found = units.find(name) if units is not None else None
    return found.id if found is not None else name
