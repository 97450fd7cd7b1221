"""``dtiscore task check``: criteria and units without a task, days too late, papers missing."""

from __future__ import annotations

from typing import Annotated

import typer

from dtiscore.base.messages import N_
from dtiscore.cli.options import OutputOption, PeriodOption, TextFormatOption
from dtiscore.cli.session import Session, TextFormat


def task_check(
    ctx: typer.Context,
    period: PeriodOption = None,
    strict: Annotated[
        bool, typer.Option("--strict", help=N_("Exit with 1 if anything is left open."))
    ] = False,
    format_: TextFormatOption = TextFormat.TABLE,
    output: OutputOption = None,
) -> None:
    session: Session = ctx.obj.speaks(format_, output)
    from dtiscore import api
    from dtiscore.analysis.task_review import review
    from dtiscore.cli.tasks import gathered
    from dtiscore.report import tasks as report

    found, workspace = gathered(session, period)
    answer, as_of = found.answer, session.as_of
    work = api.worklist(answer.tree, as_of, workspace.hints(as_of))
    remarks = review(answer.tree, found.items, work, answer.units, as_of)
    session.give(
        lambda: report.check_page(found, remarks),
        lambda: report.check_document(found, remarks, session.language),
        diagnostics=answer.diagnostics,
    )
    if strict and remarks:
        raise typer.Exit(1)
