"""``dtiscore test``: run the worked examples of the criteria sets."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from dtiscore.base.messages import N_
from dtiscore.cli.options import OutputOption, PeriodOption
from dtiscore.cli.session import Session, Stop


class TestFormat(StrEnum):
    """For people and for programs."""

    TABLE = "table"
    JSON = "json"


def test(
    ctx: typer.Context,
    criteria_set: Annotated[
        str | None, typer.Argument(metavar=N_("[SET]"), help=N_("Only this criteria set."))
    ] = None,
    format_: Annotated[
        TestFormat, typer.Option("--format", "-f", help=N_("How to print the answer."))
    ] = TestFormat.TABLE,
    output: OutputOption = None,
    period: PeriodOption = None,
) -> None:
    session: Session = ctx.obj.speaks(format_, output)
    root = session.find()
    session.open()
    from dtiscore.base import problems
    from dtiscore.base.diagnostics import Place, has_errors
    from dtiscore.reader import read_sets, set_names
    from dtiscore.report import cases as report

    known = set_names(root)
    if criteria_set is not None and criteria_set not in known:
        place = Place("criteria")
        raise Stop(problems.UNKNOWN_SET.at(place, id=criteria_set, known=known))
    chosen = known if criteria_set is None else (criteria_set,)
    sets, found = read_sets(root, chosen)
    if has_errors(found):
        raise Stop(*found)
    ran = report.run(sets) if period is None else report.run(sets, period)
    session.give(
        lambda: report.page(ran),
        lambda: report.document(ran, found, session.language),
        diagnostics=(*found, *report.failures(ran)),
    )
    if report.failures(ran):
        raise typer.Exit(1)
