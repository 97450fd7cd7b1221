"""``dtiscore unit list``: the units, what they lead, can win and have open."""

from __future__ import annotations

import typer

from dtiscore.cli.options import FormatOption, OutputOption, PeriodOption
from dtiscore.cli.session import Format, Session


def unit_list(
    ctx: typer.Context,
    period: PeriodOption = None,
    format_: FormatOption = Format.TABLE,
    output: OutputOption = None,
) -> None:
    session: Session = ctx.obj.speaks(format_, output)
    from dtiscore.cli.units import gathered
    from dtiscore.report import units as report

    found, _ = gathered(session, period)
    session.give(
        lambda: report.list_page(found),
        lambda: report.list_document(found, session.language),
        lambda: report.records(found),
        report.COLUMNS,
        found.answer.diagnostics,
    )
