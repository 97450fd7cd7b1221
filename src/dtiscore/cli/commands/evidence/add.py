"""``dtiscore evidence add``: copy a paper to its criterion, and show what was recognised."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from dtiscore.base.messages import N_, Message
from dtiscore.cli import completion
from dtiscore.cli.commands.evidence.check import gathered
from dtiscore.cli.evidence_folder import Notes, folder_of, noted, unlinked
from dtiscore.cli.options import OutputOption, PeriodOption, TextFormatOption
from dtiscore.cli.session import Session, Stop, TextFormat

if TYPE_CHECKING:
    from dtiscore.analysis.index import Entry
    from dtiscore.evidence.add import Incoming
    from dtiscore.evidence.learnt import Document
    from dtiscore.model.criteria import Criterion
    from dtiscore.report.evidence import EvidenceAnswer


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
        str | None, typer.Option("--slot", metavar=N_("SLOT"), help=N_("The slot it goes to."))
    ] = None,
    number: Annotated[
        str | None, typer.Option("--number", metavar="TEXT", help=N_("Its number: 05."))
    ] = None,
    symbol: Annotated[
        str | None, typer.Option("--symbol", metavar="TEXT", help=N_("Its symbol: KH-SGTVT."))
    ] = None,
    type_: Annotated[
        str | None, typer.Option("--type", metavar=N_("TYPE"), help=N_("Its type: KH."))
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
    from dtiscore.cli.filters import criterion_of, slot_of, unit_or_post
    from dtiscore.cli.stated import Options, stated

    chosen = criterion_of(workspace, criterion)
    slot = slot_of(chosen, slot) if slot is not None else None
    said = stated(Options(number, symbol, type_, date, issuer, subject), chosen)
    handed, remarks = None, list[Message]()
    if handed_in_by is not None:
        unit, remark = unit_or_post(workspace, handed_in_by, "--from")
        remarks += [remark] if remark is not None else []
        handed = (_slot_handed_in(chosen, slot), unit)
    added = _add(session, file, folder_of(session, workspace, chosen), slot, said, handed)
    path = added.path.relative_to(workspace.root).as_posix()
    remarks += added.remarks
    try:
        found = gathered(session, chosen.id, period)
    except Stop as stop:
        _say_copied(session, path, remarks, stop, was_there=added.was_there)
        raise
    _report(session, path, found, remarks, was_there=added.was_there)


class _Added(NamedTuple):
    """Where the paper lies, and what is to be remarked."""

    path: Path
    was_there: bool
    remarks: list[Message]


def _add(
    session: Session,
    file: Path,
    folder: Path,
    slot: str | None,
    stated: dict[str, Any],
    handed: tuple[str, str] | None,
) -> _Added:
    """Copy the paper and note what was stated of it, and by whom it was handed in.

    Raises:
        Stop: it is no paper, or its notes cannot be changed; nothing was written.
    """
    from dtiscore.cli.editing import editing
    from dtiscore.evidence.add import Said, clear_name, name_said
    from dtiscore.evidence.learn import learn_apart

    own = name_said(file.name)
    source = session.regular(file)
    Notes(session, folder)  # what is wrong with them is said before anything is read
    read = learn_apart(source).document
    name = Said(
        stated.get("number") or read.number or own.number,
        stated.get("symbol") or read.symbol or own.symbol,
        stated.get("date") or read.date or own.date,
        stated.get("subject") or read.subject,
    )
    with editing(session):
        notes = Notes(session, folder)
        unlinked(session, folder / slot if slot else folder)
        paper = _read(file, source, folder, slot, clear_name(name, file.name))
        inside = paper.path.relative_to(folder).as_posix()
        kept = {key: value for key, value in stated.items() if getattr(read, key) != value}
        remarks = _note(notes, inside, kept, read)
        if slot and paper.path.parent != folder / slot:
            text = N_("it does not lie in the folder of {slot}: move it there if it belongs there")
            remarks.append(Message(text, slot=slot))
        if handed is not None:
            by = {"on": session.as_of.isoformat(), "by": handed[1]}
            notes.merge_slot(handed[0], {"handed_in": by})
        # Only now that nothing is left that could be refused.
        _keep(session, paper)
        notes.write()
    return _Added(paper.path, paper.was_there, remarks)


def _read(file: Path, source: Path, folder: Path, slot: str | None, name: str) -> Incoming:
    from dtiscore.base.diagnostics import Place
    from dtiscore.cli.refusals import cannot_read
    from dtiscore.evidence.add import incoming
    from dtiscore.evidence.findings import OF_FAULT
    from dtiscore.evidence.probe.limits import Faulty

    try:
        return incoming(source, folder, slot, name)
    except Faulty as faulty:
        raise Stop(OF_FAULT[faulty.fault].at(Place(str(file)))) from None
    except OSError as error:
        raise Stop(cannot_read(str(error.filename or file), error)) from None


def _keep(session: Session, paper: Incoming) -> None:
    from dtiscore.cli.refusals import cannot_write

    try:
        paper.keep()
    except OSError as error:
        raise Stop(cannot_write(session.shown(paper.path), error)) from None


def _note(notes: Notes, inside: str, kept: dict[str, Any], read: Document) -> list[Message]:
    """Note what the options say and the document does not; what is to be remarked of that."""
    from dtiscore.cli.stated import contradictions

    if not kept:
        return []
    if notes.mentions(inside):
        text = N_("evidence.yaml says something of {file} already; the options were not noted")
        return [Message(text, file=inside)]
    notes.append("files", {"file": inside, **{key: _text(v) for key, v in kept.items()}})
    return list(contradictions(kept, {key: getattr(read, key) for key in kept}))


def _slot_handed_in(criterion: Criterion, slot: str | None) -> str:
    """The slot that a unit hands a paper in for: the one named, or the only one there is.

    Raises:
        Stop: none is named, and there are several, or none at all.
    """
    from dtiscore.base import problems
    from dtiscore.base.diagnostics import Place

    known = tuple(each.id for each in criterion.proof)
    if slot is None and len(known) != 1:
        problem = problems.SLOT_NOT_NAMED if known else problems.NO_SLOTS
        raise Stop(problem.at(Place("--from"), criterion=criterion.id, known=known))
    return slot or known[0]


def _text(value: object) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _copied(path: str, *, was_there: bool) -> Message:
    if was_there:
        return Message("The paper lies there already: {path}", path=path)
    return Message("Copied to {path}", path=path)


def _say_copied(
    session: Session, path: str, remarks: list[Message], stop: Stop, *, was_there: bool
) -> None:
    """That the paper lies there, where an error elsewhere keeps it from being judged.

    Raises:
        typer.Exit: in JSON, whose one document has the errors, too.
    """
    from dtiscore.base.diagnostics import in_order
    from dtiscore.report.diagnostics import error_document

    found = error_document(in_order(stop.diagnostics), session.language)
    said = {**found, "path": path, "was_there": was_there}
    session.say([_copied(path, was_there=was_there), *map(noted, remarks)], said)
    if session.format == TextFormat.JSON:
        raise typer.Exit(2)


def _report(
    session: Session, path: str, found: EvidenceAnswer, remarks: list[Message], *, was_there: bool
) -> None:
    """What the paper is, now that it lies there."""
    from dtiscore.analysis.index import citation
    from dtiscore.base.text import nfc
    from dtiscore.report.answer import TOOL
    from dtiscore.report.evidence import VERDICTS, file_json, words

    entry: Entry = next(e for e in found.entries if e.paper.path == nfc(path))
    paper = entry.paper
    lines = [
        _copied(path, was_there=was_there),
        Message("  number and symbol: {value}", value=citation(paper) or "–"),
        Message("  type: {value}", value=paper.type or "–"),
        Message("  date: {value}", value=paper.date if paper.date is not None else "–"),
        Message("  issuer: {value}", value=paper.issuer or "–"),
        Message("  subject: {value}", value=paper.subject or "–"),
        Message("  verdict: {value}", value=VERDICTS[entry.verdict]),
    ]
    lines += [Message("  – {finding}", finding=words(each)) for each in entry.findings]
    criteria = found.answer.tree.criteria_set.criteria
    for cid, slot in entry.slots:
        label = next(each.label for each in criteria[cid].proof if each.id == slot)
        text = N_("  proves: {criterion}, {label} ({slot})")
        lines.append(Message(text, criterion=cid, label=label, slot=slot))
    lines += map(noted, remarks)
    said = {"schema": "dtiscore/evidence-add/1", "tool": TOOL, "was_there": was_there}
    said |= file_json(entry, session.language)
    said |= {"remarks": [session.language.text(each) for each in remarks]}
    session.say(lines, said)
