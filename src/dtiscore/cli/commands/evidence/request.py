"""``dtiscore evidence request``: note whom a paper was asked of, and by when."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from dtiscore.base.messages import N_, Message
from dtiscore.cli import completion
from dtiscore.cli.editing import editing
from dtiscore.cli.evidence_folder import Notes, folder_of, noted
from dtiscore.cli.options import OutputOption, PeriodOption, TextFormatOption
from dtiscore.cli.session import Session, Stop, TextFormat


def evidence_request(
    ctx: typer.Context,
    slot: Annotated[
        str,
        typer.Argument(metavar=N_("SLOT"), help=N_("Criterion and slot: 1.1/minutes.")),
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
    from dtiscore.cli.filters import criterion_of, slot_of, unit_or_post
    from dtiscore.report.answer import TOOL

    due = None if by is None else parse_date(by.strip())
    if by is not None and due is None:
        raise Stop(problems.NOT_A_DATE.at(Place("--by"), value=by))
    cid, slash, name = slot.partition("/")
    criterion = criterion_of(workspace, cid, "SLOT")
    if not slash:
        known = tuple(f"{criterion.id}/{each.id}" for each in criterion.proof)
        raise Stop(problems.NOT_ONE_OF.at(Place("SLOT"), value=slot, known=known))
    wanted = slot_of(criterion, name, "SLOT")
    owner, remark = unit_or_post(workspace, of, "--of")
    remarks = [remark] if remark is not None else []
    asked = {"of": owner, "on": session.as_of.isoformat()}
    if due is not None:
        asked["by"] = due.isoformat()
        if due < session.as_of:
            late = N_("it is due on {by}, before the day it is asked, {on}")
            remarks.append(Message(late, by=due, on=session.as_of))
    with editing(session):
        notes = Notes(session, folder_of(session, workspace, criterion))
        notes.merge_slot(wanted, {"requested": asked})
        notes.write()
    fields = {"slot": f"{criterion.id}/{wanted}", "unit": of}
    text = Message("Noted: {slot} is asked of {unit}.", **fields)
    if due is not None:
        text = Message("Noted: {slot} is asked of {unit}, due {date}.", **fields, date=due)
    said: dict[str, Any] = {"schema": "dtiscore/evidence-request/1", "tool": TOOL}
    said |= {"criterion": criterion.id, "slot": wanted, "requested": asked}
    said |= {"remarks": [session.language.text(each) for each in remarks]}
    session.say([text, *map(noted, remarks)], said)
