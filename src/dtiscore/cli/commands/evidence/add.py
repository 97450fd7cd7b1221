"""``dtiscore evidence add``: copy a paper to its criterion, and show what was recognised."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dtiscore.base.messages import N_, Message
from dtiscore.cli import completion
from dtiscore.cli.commands.evidence.check import gathered
from dtiscore.cli.evidence_folder import Notes, folder_of, unlinked
from dtiscore.cli.options import OutputOption, PeriodOption, TextFormatOption
from dtiscore.cli.session import Session, Stop, TextFormat

if TYPE_CHECKING:
    from dtiscore.analysis.index import Entry
    from dtiscore.model.criteria import Criterion


def evidence_add(
    ctx: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help=N_("The paper; it is copied, not moved."))
    ],
    criterion: Annotated[
        str,
        typer.Option(
            "--criterion",
            metavar="ID",
            help=N_("The criterion it proves."),
            autocompletion=completion.criteria,
        ),
    ],
    slot: Annotated[
        str | None, typer.Option("--slot", metavar="SLOT", help=N_("The slot it goes to."))
    ] = None,
    number: Annotated[
        str | None, typer.Option("--number", metavar="TEXT", help=N_("Its number: 05."))
    ] = None,
    symbol: Annotated[
        str | None, typer.Option("--symbol", metavar="TEXT", help=N_("Its symbol: KH-SGTVT."))
    ] = None,
    type_: Annotated[
        str | None, typer.Option("--type", metavar="TYPE", help=N_("Its type: KH."))
    ] = None,
    date: Annotated[
        str | None, typer.Option("--date", metavar="DATE", help=N_("The day it was issued."))
    ] = None,
    issuer: Annotated[
        str | None, typer.Option("--issuer", metavar="NAME", help=N_("The body that issued it."))
    ] = None,
    subject: Annotated[
        str | None, typer.Option("--subject", metavar="TEXT", help=N_("What it is about."))
    ] = None,
    handed_in_by: Annotated[
        str | None,
        typer.Option("--from", metavar="UNIT", help=N_("The unit or post that handed it in.")),
    ] = None,
    period: PeriodOption = None,
    format_: TextFormatOption = TextFormat.TABLE,
    output: OutputOption = None,
) -> None:
    session: Session = ctx.obj.speaks(format_, output)
    workspace = session.open(period)
    from dtiscore.cli.filters import criterion_of, slot_of
    from dtiscore.evidence.add import Said, clear_name, incoming
    from dtiscore.evidence.learn import learn_apart

    chosen = criterion_of(workspace, criterion)
    slot = slot_of(chosen, slot) if slot is not None else None
    owed = _slot_handed_in(chosen, slot) if handed_in_by is not None else None
    stated = _stated(number, symbol, type_, date, issuer, subject)
    folder = folder_of(session, workspace, chosen)
    notes = Notes(session, folder)
    read = learn_apart(session.regular(file)).document
    said = Said(
        number or read.number,
        symbol or read.symbol,
        stated.get("date") or read.date,
        subject or read.subject,
    )
    place = folder / slot if slot else folder
    unlinked(session, place)
    paper = incoming(session.regular(file), place, clear_name(said, file.name))
    inside = paper.path.relative_to(folder).as_posix()
    kept = {key: value for key, value in stated.items() if getattr(read, key) != value}
    if kept and not notes.mentions(inside):
        notes.append("files", {"file": inside, **{key: _text(v) for key, v in kept.items()}})
    if handed_in_by is not None and owed is not None:
        by = {"on": session.as_of.isoformat(), "by": handed_in_by}
        notes.merge_slot(owed, {"handed_in": by})
    # Only now that nothing is left that could be refused.
    paper.keep()
    notes.write()
    path = paper.path.relative_to(workspace.root).as_posix()
    _report(session, path, chosen, period, was_there=paper.was_there)


def _slot_handed_in(criterion: Criterion, slot: str | None) -> str:
    """The slot that a unit hands a paper in for: the one named, or the only one there is.

    Raises:
        Stop: none is named, and there are several.
    """
    from dtiscore.base import problems
    from dtiscore.base.diagnostics import Place

    known = tuple(each.id for each in criterion.proof)
    if slot is None and len(known) != 1:
        raise Stop(problems.NOT_ONE_OF.at(Place("--slot"), value="", known=known))
    return slot or known[0]


def _text(value: object) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _stated(
    number: str | None,
    symbol: str | None,
    type_: str | None,
    date: str | None,
    issuer: str | None,
    subject: str | None,
) -> dict[str, Any]:
    """What the options say of the document.

    Raises:
        Stop: the date is none.
    """
    from dtiscore.base import problems
    from dtiscore.base.dates import parse_date
    from dtiscore.base.diagnostics import Place

    day = None if date is None else parse_date(date.strip())
    if date is not None and day is None:
        raise Stop(problems.NOT_A_DATE.at(Place("--date"), value=date))
    said = {"number": number, "symbol": symbol, "type": type_, "date": day}
    said |= {"issuer": issuer, "subject": subject}
    return {key: value for key, value in said.items() if value is not None}


def _report(
    session: Session, path: str, criterion: Criterion, period: int | None, *, was_there: bool
) -> None:
    """What the paper is, now that it lies there."""
    from dtiscore.analysis.index import citation
    from dtiscore.base.text import nfc
    from dtiscore.report.answer import TOOL
    from dtiscore.report.evidence import VERDICTS, file_json, words

    found = gathered(session, criterion.id, period)
    entry: Entry = next(e for e in found.entries if e.paper.path == nfc(path))
    paper = entry.paper
    lines = [
        Message("The paper lies there already: {path}", path=path)
        if was_there
        else Message("Copied to {path}", path=path),
        Message("  number and symbol: {value}", value=citation(paper) or "–"),
        Message("  type: {value}", value=paper.type or "–"),
        Message("  date: {value}", value=paper.date if paper.date is not None else "–"),
        Message("  issuer: {value}", value=paper.issuer or "–"),
        Message("  subject: {value}", value=paper.subject or "–"),
        Message("  verdict: {value}", value=VERDICTS[entry.verdict]),
    ]
    lines += [Message("  – {finding}", finding=words(each)) for each in entry.findings]
    lines += [Message("  proves: {criterion}, {slot}", criterion=c, slot=s) for c, s in entry.slots]
    said = {"schema": "dtiscore/evidence-add/1", "tool": TOOL, "was_there": was_there}
    said |= file_json(entry, session.language)
    session.say(lines, said)
