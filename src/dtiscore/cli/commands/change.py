"""``dtiscore change``: what made the points of two years differ: set, work or proof."""

from __future__ import annotations

from typing import Annotated

import typer

from dtiscore.base.messages import N_
from dtiscore.cli.options import FormatOption, OutputOption, a_year
from dtiscore.cli.session import Format, Session, Stop


def change(
    ctx: typer.Context,
    from_: Annotated[
        int,
        typer.Argument(metavar=N_("FROM"), help=N_("The year to start from."), callback=a_year),
    ],
    to: Annotated[
        int, typer.Argument(metavar=N_("TO"), help=N_("The year it leads to."), callback=a_year)
    ],
    criteria_set: Annotated[
        str | None,
        typer.Option(
            "--set", metavar=N_("SET"), help=N_("Score the year TO as this criteria set would.")
        ),
    ] = None,
    format_: FormatOption = Format.TABLE,
    output: OutputOption = None,
) -> None:
    session: Session = ctx.obj.speaks(format_, output)
    from dtiscore import api
    from dtiscore.base.diagnostics import in_order
    from dtiscore.report import change as report

    earlier = session.scored(from_)[0]
    answer, later = session.answer(to)
    try:
        found = api.change(earlier, later, session.as_of, criteria_set)
    except api.DataError as error:
        raise Stop(*error.diagnostics) from None
    diagnostics = in_order((*earlier.diagnostics, *answer.diagnostics, *found.diagnostics))
    said = report.ChangeAnswer(
        answer._replace(tree=found.change.corners.after, diagnostics=diagnostics),
        found.change,
        found.unheard,
        as_if=criteria_set is not None,
    )
    session.give(
        lambda: report.page(said),
        lambda: report.document(said, session.language),
        lambda: report.records(said),
        report.COLUMNS,
        diagnostics,
    )
