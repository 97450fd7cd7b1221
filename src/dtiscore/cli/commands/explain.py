"""``dtiscore explain``: one criterion or group, every step from facts to final points."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from dtiscore.base.messages import N_
from dtiscore.cli import completion
from dtiscore.cli.options import OutputOption, PeriodOption
from dtiscore.cli.session import Session


class ExplainFormat(StrEnum):
    """The forms of an explanation; it is no table, so there is no CSV."""

    TABLE = "table"
    JSON = "json"
    MD = "md"
    XLSX = "xlsx"
    DOCX = "docx"


def explain(
    ctx: typer.Context,
    identifier: Annotated[
        str,
        typer.Argument(
            metavar=N_("ID"),
            help=N_("A criterion, or a group for all its criteria."),
            autocompletion=completion.criteria,
        ),
    ],
    period: PeriodOption = None,
    format_: Annotated[
        ExplainFormat, typer.Option("--format", "-f", help=N_("How to print the answer."))
    ] = ExplainFormat.TABLE,
    output: OutputOption = None,
) -> None:
    session: Session = ctx.obj.speaks(format_, output)
    answer, workspace = session.answer(period)
    from dtiscore.analysis.counted import tallies
    from dtiscore.cli.filters import criteria_named
    from dtiscore.report import explain as report

    chosen = criteria_named(identifier, answer.tree)
    places = workspace.fact_places()
    tasks = workspace.tasks.value if workspace.tasks is not None else None
    counted = tallies(answer.tree.assessment, tasks, answer.units)
    session.give(
        lambda: report.page(answer, chosen, places, counted),
        lambda: report.document(answer, chosen, places, counted, session.language),
        diagnostics=answer.diagnostics,
    )
