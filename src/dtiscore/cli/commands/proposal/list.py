"""``dtiscore proposal list``: what the units propose, what it brings and costs."""

from __future__ import annotations

from typing import Annotated

import typer

from dtiscore.base.messages import N_
from dtiscore.cli.options import FormatOption, OutputOption, PeriodOption, UnitOption
from dtiscore.cli.session import Format, Session


def proposal_list(
    ctx: typer.Context,
    unit: UnitOption = None,
    buying: Annotated[
        bool,
        typer.Option("--equipment", help=N_("Only purchases, repairs and upgrades of equipment.")),
    ] = False,
    period: PeriodOption = None,
    format_: FormatOption = Format.TABLE,
    output: OutputOption = None,
) -> None:
    session: Session = ctx.obj.speaks(format_, output)
    from dtiscore.cli.filters import unit_id
    from dtiscore.cli.proposals import gathered
    from dtiscore.report import proposals as report

    found, workspace = gathered(session, period)
    asked = None if unit is None else unit_id(unit, workspace)
    found = found.only(
        lambda one: (asked in (None, one.unit)) and (not buying or one.proposal.kind != "task")
    )
    session.give(
        lambda: report.page(found),
        lambda: report.document(found, session.language),
        lambda: report.records(found),
        report.COLUMNS,
        found.answer.diagnostics,
    )
