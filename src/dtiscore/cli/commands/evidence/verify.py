"""``dtiscore evidence verify``: what has changed since it was locked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dtiscore.base.messages import N_, Message
from dtiscore.cli.commands.evidence.lock import hashes_now, period_of
from dtiscore.cli.options import OutputOption, PeriodOption, TextFormatOption
from dtiscore.cli.session import Session, Stop, TextFormat

if TYPE_CHECKING:
    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.base.messages import Field

_WHAT = {
    "changed": Message("changed"),
    "missing": Message("missing"),
    "new": Message("new"),
}


def evidence_verify(
    ctx: typer.Context,
    period: PeriodOption = None,
    fail_on_change: Annotated[
        bool, typer.Option("--fail-on-change", help=N_("Exit with 1 if anything has changed."))
    ] = False,
    format_: TextFormatOption = TextFormat.TABLE,
    output: OutputOption = None,
) -> None:
    session: Session = ctx.obj.speaks(format_, output)
    workspace = session.open(period)
    from dtiscore.base import problems
    from dtiscore.base.diagnostics import Place
    from dtiscore.evidence.locks import changes, counted, lock_file
    from dtiscore.report.answer import TOOL
    from dtiscore.report.diagnostics import as_records

    number = period_of(workspace)
    if workspace.lock is None:
        file = lock_file(number)
        if any(each.code == problems.NO_LOCK.code for each in workspace.diagnostics):
            # Here a lock that cannot be read leaves no answer.
            raise Stop(*map(_grave, workspace.diagnostics))
        raise Stop(*workspace.diagnostics, problems.NOT_LOCKED.at(Place(file), file=file))
    lock = workspace.lock
    found = changes(lock, hashes_now(workspace))
    papers, others = counted(lock)
    fields: dict[str, Field] = {"date": lock.locked_on, "papers": papers, "others": others}
    text = N_(
        "All {papers} papers and {others} files of figures, criteria and notes are as they were"
        " locked on {date}."
    )
    lines = [Message(text, **fields)]
    if found:
        text = N_(
            "Of {papers} papers and {others} files of figures, criteria and notes locked on {date},"
            " or beside them, {changed} are not the same:"
        )
        lines = [Message(text, **fields, changed=len(found))]
        lines += [Message("  {what}: {path}", what=_WHAT[c.what], path=c.path) for c in found]
    session.say(
        lines,
        {
            "schema": "dtiscore/verify/1",
            "tool": TOOL,
            "period": number,
            "locked_on": lock.locked_on.isoformat(),
            "files": len(lock.files),
            "changes": [change._asdict() for change in found],
            "diagnostics": as_records(workspace.diagnostics, session.language),
        },
    )
    if fail_on_change and found:
        raise typer.Exit(1)


def _grave(found: Diagnostic) -> Diagnostic:
    from dtiscore.base import problems
    from dtiscore.base.diagnostics import Severity

    broken = found.code == problems.NO_LOCK.code
    return found._replace(severity=Severity.ERROR) if broken else found
