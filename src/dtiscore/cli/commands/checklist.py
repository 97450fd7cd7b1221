"""``dtiscore checklist``: what each unit must find, make, measure, do or explain."""

from __future__ import annotations

from typing import Annotated

import typer

from dtiscore.base.messages import N_
from dtiscore.cli import completion
from dtiscore.cli.options import FormatOption, GroupOption, OutputOption, PeriodOption
from dtiscore.cli.session import Format, Session


def checklist(
    ctx: typer.Context,
    unit: Annotated[
        str | None,
        typer.Argument(
            metavar=N_("[UNIT]"),
            help=N_("The unit, by id, name, short name or alias, with or without accents."),
            autocompletion=completion.units,
        ),
    ] = None,
    group: GroupOption = None,
    period: PeriodOption = None,
    format_: FormatOption = Format.TABLE,
    output: OutputOption = None,
) -> None:
    session: Session = ctx.obj.speaks(format_, output)
    answer, workspace = session.answer(period, group, unit)
    from dtiscore import api
    from dtiscore.analysis.worklist import calendar
    from dtiscore.report import checklist as report

    units = api.checklist(workspace, answer.tree, session.as_of)
    chosen = tuple(one for one in units if answer.unit is None or one.id == answer.unit)
    found = report.ChecklistAnswer(answer, chosen, calendar(answer.tree, session.as_of))
    session.give(
        lambda: report.page(found),
        lambda: report.document(found, session.language),
        lambda: report.records(found, session.language),
        report.COLUMNS,
        answer.diagnostics,
    )
