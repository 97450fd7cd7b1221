"""``dtiscore whatif``: the score if facts or papers were other than they are."""

from __future__ import annotations

from typing import Annotated

import typer

from dtiscore.base.messages import N_
from dtiscore.cli.options import FormatOption, OutputOption, PeriodOption
from dtiscore.cli.session import Format, Session, Stop


def whatif(
    ctx: typer.Context,
    changes: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=N_("[CHANGES]"),
            help=N_("New values of facts: CRITERION.FACT=VALUE, such as 1.1.meetings=4."),
        ),
    ] = None,
    add_paper: Annotated[
        list[str] | None,
        typer.Option(
            "--add-paper",
            metavar=N_("ID[/SLOT]"),
            help=N_("Suppose a sound paper more for this criterion; may be repeated."),
        ),
    ] = None,
    period: PeriodOption = None,
    format_: FormatOption = Format.TABLE,
    output: OutputOption = None,
) -> None:
    session: Session = ctx.obj.speaks(format_, output)
    answer, workspace = session.answer(period)
    from dtiscore import api
    from dtiscore.cli.supposed import read_supposed
    from dtiscore.report import whatif as report
    from dtiscore.workspace import scoring_of

    scoring = scoring_of(workspace, session.as_of)
    if scoring is None:  # pragma: no cover - answered above
        raise Stop(*workspace.diagnostics)
    supposed = read_supposed(scoring, changes or [], add_paper or [])
    found = report.WhatIfAnswer(
        answer,
        api.what_if(workspace, supposed, session.as_of),
        api.results(workspace, answer.tree, session.as_of),
    )
    session.give(
        lambda: report.page(found),
        lambda: report.document(found, session.language),
        lambda: report.records(found),
        report.COLUMNS,
        answer.diagnostics,
    )
