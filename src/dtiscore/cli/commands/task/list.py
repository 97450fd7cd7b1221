"""``dtiscore task list``: the year's tasks, who leads them, until when, how far they are."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from dtiscore.base.messages import N_
from dtiscore.cli.options import (
    DueWithinOption,
    FormatOption,
    OutputOption,
    PeriodOption,
    UnitOption,
)
from dtiscore.cli.session import Format, Session, Stop

if TYPE_CHECKING:
    from dtiscore.analysis.tasks import TaskItem


def task_list(
    ctx: typer.Context,
    unit: UnitOption = None,
    source: Annotated[
        str | None,
        typer.Option("--source", metavar=N_("DOCUMENT"), help=N_("Only tasks of this document.")),
    ] = None,
    open_: Annotated[
        bool, typer.Option("--open", help=N_("Only what still is to be done."))
    ] = False,
    due_within: DueWithinOption = None,
    period: PeriodOption = None,
    format_: FormatOption = Format.TABLE,
    output: OutputOption = None,
) -> None:
    session: Session = ctx.obj.speaks(format_, output)
    from dtiscore.cli.filters import days_within, unit_id
    from dtiscore.cli.tasks import gathered
    from dtiscore.report import tasks as report

    days = None if due_within is None else days_within(due_within, "--due-within")
    found, workspace = gathered(session, period)
    asked = None if unit is None else unit_id(unit, workspace)
    if source is not None:
        known = tuple(each.id for each in found.tasks.documents)
        if source not in known:
            from dtiscore.base import problems
            from dtiscore.base.diagnostics import Place

            place = Place("--source")
            raise Stop(problems.UNKNOWN_DOCUMENT.at(place, id=source, known=known or "–"))

    def shown(item: TaskItem) -> bool:
        ordered = item.task.source.document if item.task.source is not None else None
        soon = days is None or (
            item.due is not None and item.due <= session.as_of + timedelta(days=days)
        )
        return (
            (asked is None or asked == item.unit or asked in item.support)
            and (source is None or ordered == source)
            and (not open_ or item.open)
            and soon
        )

    items = tuple(filter(shown, found.items))
    found = found._replace(items=items, unit=asked)
    session.give(
        lambda: report.page(found),
        lambda: report.document(found, session.language),
        lambda: report.records(found),
        report.COLUMNS,
        found.answer.diagnostics,
    )
