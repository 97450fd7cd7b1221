"""``dtiscore proposal show``: one proposal, what it brings, and what is wanting."""

from __future__ import annotations

from typing import Annotated

import typer

from dtiscore.base.messages import N_
from dtiscore.cli import completion
from dtiscore.cli.options import FormatOption, OutputOption, PeriodOption
from dtiscore.cli.session import Format, Session


def proposal_show(
    ctx: typer.Context,
    proposal: Annotated[
        str,
        typer.Argument(
            metavar=N_("PROPOSAL"),
            help=N_("The proposal by id: the name of its file."),
            autocompletion=completion.proposals,
        ),
    ],
    period: PeriodOption = None,
    format_: FormatOption = Format.TABLE,
    output: OutputOption = None,
) -> None:
    session: Session = ctx.obj.speaks(format_, output)
    from dtiscore.cli.proposals import chosen, gathered
    from dtiscore.report import proposals as report

    found, workspace = gathered(session, period)
    one = chosen(found, workspace, proposal)
    found = found.only(lambda each: each is one)
    session.give(
        lambda: report.show_page(found, one),
        lambda: report.document(found, session.language),
        lambda: report.records(found),
        report.COLUMNS,
        found.answer.diagnostics,
    )
