"""``dtiscore score``: totals, rating, groups, criteria, and where the points went."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dtiscore.base.messages import N_
from dtiscore.cli.options import (
    FormatOption,
    GroupOption,
    OutputOption,
    PeriodOption,
    UnitOption,
)
from dtiscore.cli.session import Format, Session

if TYPE_CHECKING:
    from dtiscore.analysis.versus import Gaps
    from dtiscore.report.answer import Answer
    from dtiscore.workspace import Workspace


def score(
    ctx: typer.Context,
    group: GroupOption = None,
    unit: UnitOption = None,
    period: PeriodOption = None,
    fail_under: Annotated[
        str | None,
        typer.Option(
            "--fail-under",
            metavar=N_("POINTS"),
            help=N_("Exit with 1 if the final score is below this."),
        ),
    ] = None,
    format_: FormatOption = Format.TABLE,
    output: OutputOption = None,
) -> None:
    session: Session = ctx.obj.speaks(format_, output)
    from dtiscore.cli.filters import number

    threshold = None if fail_under is None else number(fail_under, "--fail-under")
    answer, workspace = session.answer(period, group, unit)
    from dtiscore.report import score as report

    session.give(
        lambda: report.page(answer, _gaps(session, answer, workspace)),
        lambda: report.document(answer, session.language),
        lambda: report.records(answer, session.language),
        report.COLUMNS,
        answer.diagnostics,
    )
    if threshold is not None and answer.tree.total.final < threshold:
        raise typer.Exit(1)


def _gaps(session: Session, answer: Answer, workspace: Workspace) -> Gaps | None:
    """The score beside the published average, if there is one; only the page shows it."""
    from dtiscore import api
    from dtiscore.analysis.versus import Reference, against_average

    results = api.results(workspace, answer.tree, session.as_of)
    average = against_average(results) if results is not None else None
    return api.gaps(answer.tree, average) if isinstance(average, Reference) else None
