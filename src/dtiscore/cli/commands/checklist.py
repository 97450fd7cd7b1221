"""``dtiscore checklist``: what each unit must find, make, measure, do or explain."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import Annotated

import typer

from dtiscore.base.messages import N_
from dtiscore.cli import completion
from dtiscore.cli.options import (
    DueWithinOption,
    GroupOption,
    OutputOption,
    PeriodOption,
)
from dtiscore.cli.session import Session


class ChecklistFormat(StrEnum):
    """The forms of the list; ``ics`` is a calendar for Outlook and phones."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MD = "md"
    XLSX = "xlsx"
    DOCX = "docx"
    ICS = "ics"


class Role(StrEnum):
    """The part a unit has in a piece of work."""

    MINE = "mine"
    LEAD = "lead"
    SUPPORT = "support"


def checklist(
    ctx: typer.Context,
    unit: Annotated[
        str | None,
        typer.Argument(
            metavar=N_("[UNIT]"),
            help=N_("The unit, by id, name, short name or alias, with or without accents."),
            autocompletion=completion.units,
        ),
    ] = None,
    group: GroupOption = None,
    due_within: DueWithinOption = None,
    only: Annotated[
        Role | None,
        typer.Option(
            "--only", help=N_("Only what the unit leads or was asked for, leads, supports.")
        ),
    ] = None,
    open_: Annotated[
        bool, typer.Option("--open", help=N_("Leave out what can no longer be won."))
    ] = False,
    period: PeriodOption = None,
    format_: Annotated[
        ChecklistFormat, typer.Option("--format", "-f", help=N_("How to print the answer."))
    ] = ChecklistFormat.TABLE,
    output: OutputOption = None,
) -> None:
    session: Session = ctx.obj.speaks(format_, output)
    answer, workspace = session.answer(period, group, unit)
    from dtiscore import api
    from dtiscore.analysis.worklist import calendar
    from dtiscore.cli.filters import days_within
    from dtiscore.cli.tasks import items_of
    from dtiscore.report import checklist as report
    from dtiscore.report.entries import ChecklistAnswer, Filters

    units = api.checklist(workspace, answer.tree, session.as_of)
    chosen = tuple(one for one in units if answer.unit is None or one.id == answer.unit)
    until = None
    if due_within is not None:
        until = session.as_of + timedelta(days=days_within(due_within, "--due-within"))
    found = ChecklistAnswer(
        answer,
        chosen,
        calendar(answer.tree, session.as_of),
        tasks=tuple(item for item in items_of(answer, workspace) if item.open),
        filters=Filters(only, until, open_),
    )
    if format_ is ChecklistFormat.ICS:
        from dtiscore.report import calendar as ics

        session.warn(answer.diagnostics)
        session.send(ics.render(found, session.language))
        return
    session.give(
        lambda: report.page(found),
        lambda: report.document(found, session.language),
        lambda: report.records(found, session.language),
        report.COLUMNS,
        answer.diagnostics,
    )
