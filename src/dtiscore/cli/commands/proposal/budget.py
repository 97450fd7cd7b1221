"""``dtiscore proposal budget``: the money of all proposals, by unit, kind and source of funds."""

from __future__ import annotations

import typer

from dtiscore.cli.options import FormatOption, OutputOption, PeriodOption
from dtiscore.cli.session import Format, Session


def proposal_budget(
    ctx: typer.Context,
    period: PeriodOption = None,
    format_: FormatOption = Format.TABLE,
    output: OutputOption = None,
) -> None:
    session: Session = ctx.obj.speaks(format_, output)
    from dtiscore.cli.proposals import gathered
    from dtiscore.report import budget as report

    found, _ = gathered(session, period)
    session.give(
        lambda: report.page(found),
        lambda: report.document(found, session.language),
        lambda: report.records(found),
        report.COLUMNS,
        found.answer.diagnostics,
    )
