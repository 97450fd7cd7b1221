"""``dtiscore gaps``: our points beside the average, the best, the maximum, a year, an agency."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from dtiscore.base.messages import N_
from dtiscore.cli.options import (
    FormatOption,
    GroupOption,
    OutputOption,
    PeriodOption,
    UnitOption,
    a_year,
)
from dtiscore.cli.session import Format, Session, Stop

if TYPE_CHECKING:
    from dtiscore.analysis.versus import Reference
    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.scoring.tree import ScoreTree
    from dtiscore.workspace import Workspace

_LESSONS = 10


class FailOn(StrEnum):
    """What makes the command exit with 1."""

    BELOW = "below"


def gaps(
    ctx: typer.Context,
    vs_average: Annotated[
        bool, typer.Option("--vs-average", help=N_("Against the province's average."))
    ] = False,
    vs_best: Annotated[
        bool, typer.Option("--vs-best", help=N_("Against the best agency."))
    ] = False,
    vs_max: Annotated[bool, typer.Option("--vs-max", help=N_("Against the maximum."))] = False,
    vs_period: Annotated[
        int | None,
        typer.Option(
            "--vs-period",
            metavar=N_("YEAR"),
            help=N_("Against our own other year."),
            callback=a_year,
        ),
    ] = None,
    vs: Annotated[
        str | None, typer.Option("--vs", metavar=N_("AGENCY"), help=N_("Against one agency."))
    ] = None,
    vs_target: Annotated[
        str | None,
        typer.Option("--vs-target", metavar=N_("POINTS"), help=N_("Against a total to reach.")),
    ] = None,
    group: GroupOption = None,
    unit: UnitOption = None,
    period: PeriodOption = None,
    everything: Annotated[
        bool, typer.Option("--all", help=N_("List every criterion that lost points."))
    ] = False,
    fail_on: Annotated[
        FailOn | None,
        typer.Option("--fail-on", help=N_("Exit with 1 if a group or the total is below.")),
    ] = None,
    format_: FormatOption = Format.TABLE,
    output: OutputOption = None,
) -> None:
    session: Session = ctx.obj.speaks(format_, output)
    chosen = {
        "average": vs_average or None,
        "best": vs_best or None,
        "max": vs_max or None,
        "period": vs_period,
        "agency": vs,
        "target": vs_target,
    }
    asked = {name: value for name, value in chosen.items() if value is not None}
    if len(asked) > 1:
        raise Stop(_one_only())
    answer, workspace = session.answer(period, group, unit)
    kind, value = next(iter(asked.items()), ("average", True))
    reference = _reference(session, workspace, answer.tree, kind, value)
    from dtiscore import api
    from dtiscore.analysis.steps import missed_steps, next_steps
    from dtiscore.analysis.worklist import calendar, worklist
    from dtiscore.report import gaps as report

    compared = api.gaps(answer.tree, reference)
    hints = workspace.hints(session.as_of)
    items = worklist(answer.tree, session.as_of, hints)
    days = calendar(answer.tree, session.as_of)
    shown = [item for item in items if answer.shows(item.criterion)]
    every = missed_steps(answer.tree, most=len(answer.tree.by_id))
    missed = [step for step in every if answer.shows(step.criterion)]
    found = report.GapsAnswer(
        answer=answer,
        gaps=compared,
        items=items,
        units=api.checklist(workspace, answer.tree, session.as_of),
        steps=next_steps(answer.tree, shown),
        missed=tuple(missed[:_LESSONS]) if days.period_over else (),
        days=days,
        asked=hints.asked,
        everything=everything,
    )
    session.give(
        lambda: report.page(found),
        lambda: report.document(found, session.language),
        lambda: report.records(found, session.language),
        report.COLUMNS,
        answer.diagnostics,
    )
    below = [compared.total.below, *(gap.below for gap in compared.groups)]
    if fail_on is not None and any(below):
        raise typer.Exit(1)


def _one_only() -> Diagnostic:
    from dtiscore.base import problems
    from dtiscore.base.diagnostics import Place

    keys = ("--vs-average", "--vs-best", "--vs-max", "--vs-period", "--vs", "--vs-target")
    return problems.EXACTLY_ONE.at(Place("gaps"), keys=keys)


def _reference(
    session: Session, workspace: Workspace, tree: ScoreTree, kind: str, value: object
) -> Reference:
    """What to compare with.

    Raises:
        Stop: the data for it is missing; the file to fill is named.
    """
    from dtiscore import api
    from dtiscore.analysis import versus
    from dtiscore.base import problems
    from dtiscore.base.diagnostics import Place
    from dtiscore.base.messages import Message
    from dtiscore.cli.filters import number

    found: Reference | Diagnostic
    if kind == "max":
        found = versus.against_max(tree)
    elif kind == "target":
        found = versus.against_target(tree, number(str(value), "--vs-target"))
    elif kind == "period":
        found = _period(session, int(str(value)), tree)
    else:
        results = api.results(workspace, tree, session.as_of)
        if results is None:
            year = str(tree.assessment.period)
            file, what = f"published/{year}.yaml", Message("the published results")
            lacking = problems.NO_RESULTS.at(Place(file), what=what, period=year, file=file)
            raise Stop(_not_yet(session, workspace) or lacking)
        if kind == "average":
            found = versus.against_average(results)
        elif kind == "best":
            found = versus.against_best(results)
        else:
            found = versus.against_agency(results, str(value))
    if not isinstance(found, versus.Reference):
        raise Stop(found)
    return found


def _period(session: Session, period: int, tree: ScoreTree) -> Reference | Diagnostic:
    """Our own assessment of that year; without one, what was published of us."""
    from dtiscore import api
    from dtiscore.analysis import versus
    from dtiscore.base import problems
    from dtiscore.base.diagnostics import Place
    from dtiscore.base.messages import Message
    from dtiscore.workspace import open_workspace

    root = session.find()
    file = f"assessments/{period}.yaml"
    if (root / file).is_file():
        _, other = session.scored(period)
        return versus.against_period(tree, other)
    other_year = open_workspace(root, period)
    results = api.results(other_year, tree, session.as_of)
    if results is None:
        what = Message("our own result of {period}", period=str(period))
        lacking = problems.NO_DATA.at(Place(file), what=what, key="criteria", file=file)
        return _not_yet(session, other_year) or lacking
    return versus.against_published_self(results, period)


def _not_yet(session: Session, workspace: Workspace) -> Diagnostic | None:
    """That the results are there, but were published after the day asked."""
    from dtiscore.base import problems

    published = workspace.published
    if published is None:
        return None
    place, on = published.place("on"), published.value.on
    return problems.GAPS_NOT_PUBLISHED_YET.at(place, day=session.as_of, file=place.file, on=on)
