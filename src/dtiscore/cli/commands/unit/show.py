"""``dtiscore unit show``: a unit's duties, criteria, tasks, papers and points on a day."""

from __future__ import annotations

from typing import Annotated

import typer

from dtiscore.base.messages import N_
from dtiscore.cli import completion
from dtiscore.cli.options import FormatOption, OutputOption, PeriodOption
from dtiscore.cli.session import Format, Session


def unit_show(
    ctx: typer.Context,
    unit: Annotated[
        str,
        typer.Argument(
            metavar="UNIT",
            help=N_("The unit, by id, name, short name or alias, with or without accents."),
            autocompletion=completion.units,
        ),
    ],
    period: PeriodOption = None,
    format_: FormatOption = Format.TABLE,
    output: OutputOption = None,
) -> None:
    session: Session = ctx.obj.speaks(format_, output)
    from dtiscore.cli.filters import unit_id
    from dtiscore.cli.proposals import proposals_of
    from dtiscore.cli.units import gathered
    from dtiscore.report import units as report

    found, workspace = gathered(session, period)
    asked = unit_id(unit, workspace)
    proposed = proposals_of(found.answer, workspace).only(lambda one: one.unit == asked)
    view = next(view for view in found.views if view.unit.id == asked)
    found = report.UnitsAnswer(proposed.answer, (view,), proposed.judged)
    session.give(
        lambda: report.show_page(found, view),
        lambda: report.document(found, view, session.language),
        lambda: report.records(found),
        report.COLUMNS,
        found.answer.diagnostics,
    )
