"""``dtiscore progress``: what is done, overdue and next, by unit, group and source document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dtiscore.base.messages import N_, Message
from dtiscore.cli.options import FormatOption, OutputOption, PeriodOption, UnitOption
from dtiscore.cli.session import Format, Session, Stop

if TYPE_CHECKING:
    from datetime import date

    from dtiscore.base.dates import DateRange


def progress(
    ctx: typer.Context,
    since: Annotated[
        str | None,
        typer.Option(
            "--since", metavar="DATE", help=N_("What was done since then; default: 30 days.")
        ),
    ] = None,
    span: Annotated[
        str | None,
        typer.Option(
            "--span",
            metavar=N_("SPAN"),
            help=N_("The report of a month or quarter: 2024-05, 2024-q2."),
        ),
    ] = None,
    unit: UnitOption = None,
    period: PeriodOption = None,
    format_: FormatOption = Format.TABLE,
    output: OutputOption = None,
) -> None:
    session: Session = ctx.obj.speaks(format_, output)
    from dtiscore.analysis.progress import Window
    from dtiscore.analysis.progress import progress as measured
    from dtiscore.analysis.tasks import task_items
    from dtiscore.cli.filters import unit_id
    from dtiscore.cli.tasks import gathered
    from dtiscore.report import progress as report

    window = _window(since, span, session.as_of)
    found, workspace = gathered(session, period)
    asked = None if unit is None else unit_id(unit, workspace)
    lock = workspace.lock
    before = lock.before(window.first) if lock is not None else None
    end = min(window.last, session.as_of)
    tree, units = found.answer.tree, found.answer.units
    # Of a month or quarter that is over, the work is seen as it was on its last day.
    found = found._replace(items=task_items(found.tasks, units, tree.assessment.range, end))
    days = Window(window, span=span is not None)
    result = measured(tree, units, found.tasks, found.items, days, session.as_of, before)
    answer = report.ProgressAnswer(found, result, asked, span)
    session.give(
        lambda: report.page(answer),
        lambda: report.document(answer, session.language),
        lambda: report.records(answer),
        report.COLUMNS,
        found.answer.diagnostics,
    )


def _window(since: str | None, span: str | None, as_of: date) -> DateRange:
    """The days asked about.

    Raises:
        Stop: they cannot be read, begin later than today, or are asked for twice.
    """
    from dtiscore.analysis.progress import NEXT_DAYS
    from dtiscore.base import problems
    from dtiscore.base.dates import DateRange, parse_span, shifted
    from dtiscore.base.diagnostics import Place
    from dtiscore.cli.filters import nothing_said
    from dtiscore.cli.tasks import day_of

    if since is not None and span is not None:
        raise Stop(problems.NOT_BOTH.at(Place("--span"), one="--since", other="--span"))
    if span is None:
        first = day_of(since, "--since") or shifted(as_of, -NEXT_DAYS)
        window: DateRange | None = DateRange(first, as_of)
    else:
        window = parse_span(span)
    if window is None:
        expected = Message("a month such as 2024-05, or a quarter such as 2024-q2")
        raise Stop(nothing_said(span or "", "--span", expected))
    if window.first > as_of:
        place = Place("--span" if span is not None else "--since")
        raise Stop(problems.NOT_BEGUN.at(place, day=window.first, as_of=as_of))
    return window
