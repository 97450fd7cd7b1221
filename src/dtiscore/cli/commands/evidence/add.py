"""``dtiscore evidence add``: copy a paper to its criterion, and show what was recognised."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dtiscore.base.messages import N_, Message
from dtiscore.cli import completion
from dtiscore.cli.commands.evidence.check import gathered
from dtiscore.cli.options import OutputOption, PeriodOption, TextFormatOption
from dtiscore.cli.session import Session, Stop, TextFormat

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dtiscore.analysis.index import Entry
    from dtiscore.evidence.learnt import Document
    from dtiscore.model.criteria import Criterion
    from dtiscore.workspace import Workspace


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
    from dtiscore.evidence.add import Said, clear_name, copy_in
    from dtiscore.evidence.learn import learn_apart

    chosen = criterion_of(workspace, criterion)
    slot = slot_of(chosen, slot) if slot is not None else None
    supplied = _supplied(chosen, slot) if handed_in_by is not None else None
    stated = _stated(number, symbol, type_, date, issuer, subject)
    read = learn_apart(session.regular(file)).document
    said = Said(
        number or read.number,
        symbol or read.symbol,
        stated.get("date") or read.date,
        subject or read.subject,
    )
    folder = workspace.root / f"evidence/{workspace.period}/{chosen.id}"
    into = folder / slot if slot else folder
    session.inside(into)
    name = clear_name(said, file.name)
    added = copy_in(file, into, name)
    inside = added.path.relative_to(folder).as_posix()
    notes = Notes(session, folder)
    kept = {key: value for key, value in stated.items() if getattr(read, key) != value}
    if kept and not added.was_there:
        notes.append("files", {"file": inside, **{key: _text(v) for key, v in kept.items()}})
    if supplied is not None:
        by = {"on": session.as_of.isoformat(), "by": handed_in_by}
        notes.merge(("slots", supplied), {"handed_in": by})
    notes.write()
    _report(session, f"evidence/{workspace.period}/{chosen.id}/{inside}", chosen, period)


def _supplied(criterion: Criterion, slot: str | None) -> str:
    """The slot for which it is noted who handed the paper in: the one named, or the only one.

    Raises:
        Stop: it is not clear which is meant.
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


def criterion_of(workspace: Workspace, name: str) -> Criterion:
    """The criterion called ``name``.

    Raises:
        Stop: the set cannot be read, or has none.
    """
    from dtiscore.base.diagnostics import Place
    from dtiscore.base.text import fold
    from dtiscore.model.criteria_set import unknown_criterion

    if workspace.set_files is None or not workspace.set_files.complete:
        raise Stop(*workspace.diagnostics)
    criteria = workspace.set_files.criteria_set.criteria
    found = {fold(cid): one for cid, one in criteria.items()}.get(fold(name))
    if found is None:
        raise Stop(unknown_criterion(name, criteria, Place("--criterion")))
    return found


def slot_of(criterion: Criterion, name: str) -> str:
    """The slot of a criterion called ``name``.

    Raises:
        Stop: it has none.
    """
    from dtiscore.base.diagnostics import Place, Severity
    from dtiscore.base.text import fold
    from dtiscore.evidence.walk import unknown_slot

    found = {fold(slot.id): slot.id for slot in criterion.proof}.get(fold(name))
    if found is None:
        unknown = unknown_slot(criterion, name, Place("--slot"))
        raise Stop(unknown._replace(severity=Severity.ERROR))
    return found


class Notes:
    """The evidence.yaml of a folder while it is changed; written whole or not at all."""

    def __init__(self, session: Session, folder: Path) -> None:
        self._session = session
        self._path = folder / "evidence.yaml"
        self._before = self._read() if self._path.is_file() else ""
        self._text = self._before

    def _read(self) -> str:
        self._session.inside(self._path)
        try:
            return self._path.read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError):
            raise self._refused() from None

    def append(self, key: str, entry: Mapping[str, Any]) -> None:
        """One more entry in a list."""
        from dtiscore.source.yaml_edit import appended

        self._try(lambda: appended(self._text, key, entry))

    def merge(self, path: tuple[str, ...], entry: Mapping[str, Any]) -> None:
        """Set keys of a mapping."""
        from dtiscore.source.yaml_edit import merged

        self._try(lambda: merged(self._text, path, entry))

    def _try(self, edit: Any) -> None:
        from dtiscore.source.yaml_edit import EditRefusedError

        try:
            self._text = edit()
        except EditRefusedError:
            raise self._refused() from None

    def _refused(self) -> Stop:
        from dtiscore.base import problems
        from dtiscore.base.diagnostics import Place

        file = str(self._path)
        return Stop(problems.CANNOT_EDIT.at(Place(file), file=file))

    def write(self) -> None:
        """Write what was changed."""
        if self._text != self._before:
            self._session.keep(self._path, self._text)


def _report(session: Session, path: str, criterion: Criterion, period: int | None) -> None:
    """What the paper is, now that it lies there."""
    from dtiscore.analysis.index import citation
    from dtiscore.report.answer import TOOL
    from dtiscore.report.evidence import VERDICTS, file_json, words

    found = gathered(session, criterion.id, period)
    entry: Entry = next(entry for entry in found.entries if entry.paper.path == path)
    paper = entry.paper
    lines = [
        Message("Copied to {path}", path=path),
        Message("  number and symbol: {value}", value=citation(paper) or "–"),
        Message("  type: {value}", value=paper.type or "–"),
        Message("  date: {value}", value=paper.date if paper.date is not None else "–"),
        Message("  issuer: {value}", value=paper.issuer or "–"),
        Message("  subject: {value}", value=paper.subject or "–"),
        Message("  verdict: {value}", value=VERDICTS[entry.verdict]),
    ]
    lines += [Message("  – {finding}", finding=words(each)) for each in entry.findings]
    lines += [Message("  proves: {criterion}, {slot}", criterion=c, slot=s) for c, s in entry.slots]
    said = {"schema": "dtiscore/evidence-add/1", "tool": TOOL, **file_json(entry, session.language)}
    session.say(lines, said)


__all__ = ["Document", "evidence_add"]
