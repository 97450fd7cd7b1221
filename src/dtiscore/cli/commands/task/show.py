"""``dtiscore task show``: one task with its instances, papers and the points it serves."""

from __future__ import annotations

from typing import Annotated

import typer

from dtiscore.base.messages import N_
from dtiscore.cli import completion
from dtiscore.cli.options import OutputOption, PeriodOption, TextFormatOption
from dtiscore.cli.session import Session, TextFormat

TaskArgument = Annotated[
    str,
    typer.Argument(
        metavar="TASK",
        help=N_("The task by id; instances of it as TASK@UNIT, TASK@2024-q2."),
        autocompletion=completion.tasks,
    ),
]


def task_show(
    ctx: typer.Context,
    task: TaskArgument,
    period: PeriodOption = None,
    format_: TextFormatOption = TextFormat.TABLE,
    output: OutputOption = None,
) -> None:
    session: Session = ctx.obj.speaks(format_, output)
    from dtiscore.cli.tasks import chosen, gathered
    from dtiscore.report import tasks as report

    found, workspace = gathered(session, period)
    found = found._replace(items=chosen(found, workspace, task))
    session.give(
        lambda: report.show_page(found),
        lambda: report.show_document(found, session.language),
        diagnostics=found.answer.diagnostics,
    )
