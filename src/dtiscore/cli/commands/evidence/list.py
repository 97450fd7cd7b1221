"""``dtiscore evidence list``: the index of proof documents, *danh mục tài liệu kiểm chứng*."""

from __future__ import annotations

from typing import Annotated

import typer

from dtiscore.base.messages import N_
from dtiscore.cli.commands.evidence.check import CriterionArgument, gathered
from dtiscore.cli.options import FormatOption, OutputOption, PeriodOption
from dtiscore.cli.session import Format, Session


def evidence_list(
    ctx: typer.Context,
    criterion: CriterionArgument = None,
    period: PeriodOption = None,
    everything: Annotated[
        bool, typer.Option("--all", help=N_("Also papers that prove nothing."))
    ] = False,
    format_: FormatOption = Format.TABLE,
    output: OutputOption = None,
) -> None:
    session: Session = ctx.obj.speaks(format_, output)
    found = gathered(session, criterion, period)
    from dtiscore.report import evidence_list as report

    session.give(
        lambda: report.page(found, everything=everything),
        lambda: report.document(found, session.language, everything=everything),
        lambda: report.records(found, everything=everything),
        report.COLUMNS,
        found.answer.diagnostics,
    )
