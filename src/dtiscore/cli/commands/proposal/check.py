"""``dtiscore proposal check``: what each proposal lacks, and which must be adjusted."""

from __future__ import annotations

from typing import Annotated

import typer

from dtiscore.base.messages import N_
from dtiscore.cli.options import FormatOption, OutputOption, PeriodOption
from dtiscore.cli.session import Format, Session


def proposal_check(
    ctx: typer.Context,
    period: PeriodOption = None,
    strict: Annotated[
        bool, typer.Option("--strict", help=N_("Exit with 1 if any is not ready to be decided on."))
    ] = False,
    format_: FormatOption = Format.TABLE,
    output: OutputOption = None,
) -> None:
    session: Session = ctx.obj.speaks(format_, output)
    from dtiscore.analysis.proposals import Verdict
    from dtiscore.cli.proposals import gathered
    from dtiscore.report import proposals as report
    from dtiscore.report.proposal_check import page

    found, _ = gathered(session, period)
    session.give(
        lambda: page(found),
        lambda: report.document(found, session.language),
        lambda: report.records(found),
        report.COLUMNS,
        found.answer.diagnostics,
    )
    live = (one for one in found.judged if one.proposal.live)
    if strict and any(one.verdict is not Verdict.READY for one in live):
        raise typer.Exit(1)
