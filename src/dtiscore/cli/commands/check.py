"""``dtiscore check``: everything that is wrong in the workspace, all periods and sets."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from dtiscore.base.messages import N_
from dtiscore.cli.options import OutputOption, PeriodOption
from dtiscore.cli.session import Session


class CheckFormat(StrEnum):
    """For people, for editors, for programs."""

    TABLE = "table"
    LINES = "lines"
    JSON = "json"


def check(
    ctx: typer.Context,
    format_: Annotated[
        CheckFormat, typer.Option("--format", "-f", help=N_("How to print the answer."))
    ] = CheckFormat.TABLE,
    output: OutputOption = None,
    period: PeriodOption = None,
) -> None:
    session: Session = ctx.obj.speaks(format_, output)
    workspace = session.open(period)
    from dtiscore.base.diagnostics import has_errors
    from dtiscore.checkup import check_everything
    from dtiscore.report import check as report
    from dtiscore.report import diagnostics
    from dtiscore.report.machine import to_json

    root = workspace.root
    found = check_everything(
        workspace, session.as_of, alone=period is not None, learn=session.reader(root)
    )
    language = session.language
    if format_ is CheckFormat.JSON:
        session.write(to_json(report.document(found, language)))
    elif format_ is CheckFormat.LINES:
        session.write(diagnostics.as_lines(found, language))
    else:
        summary = language.text(report.summary(found))
        session.write(diagnostics.as_text(found, language, root) + summary + "\n")
    if has_errors(found):
        raise typer.Exit(2)
