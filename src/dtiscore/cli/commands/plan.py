"""``dtiscore plan``: the cheapest way to a better rank, or the most points for the means."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dtiscore.base.messages import N_
from dtiscore.cli.options import FormatOption, OutputOption, PeriodOption
from dtiscore.cli.session import Format, Session, Stop

if TYPE_CHECKING:
    from dtiscore.analysis.improvement import Planner, Wanted
    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.report.plan import PlanAnswer


def plan(
    ctx: typer.Context,
    raise_ranks: Annotated[
        str | None,
        typer.Option("--raise-ranks", metavar=N_("RANKS"), help=N_("Rise so many ranks.")),
    ] = None,
    certainty: Annotated[
        str | None,
        typer.Option(
            "--certainty",
            metavar=N_("SHARE"),
            help=N_("Enough with this certainty while the others grow: 80%."),
        ),
    ] = None,
    target: Annotated[
        str | None,
        typer.Option("--target", metavar=N_("POINTS"), help=N_("Reach so many points.")),
    ] = None,
    budget: Annotated[
        str | None,
        typer.Option(
            "--budget", metavar=N_("AMOUNT"), help=N_("At most so much money: 300tr, 1,5 ty.")
        ),
    ] = None,
    effort: Annotated[
        str | None,
        typer.Option("--effort", metavar=N_("DAYS"), help=N_("At most so many person-days: 40d.")),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option("--until", metavar=N_("DATE"), help=N_("Only what is ready by that day.")),
    ] = None,
    must: Annotated[
        list[str] | None,
        typer.Option(
            "--must", metavar="ID", help=N_("What has to be in it: a step, or any of a criterion.")
        ),
    ] = None,
    never: Annotated[
        list[str] | None,
        typer.Option(
            "--not", metavar="ID", help=N_("What must not be in it; of a criterion, nothing.")
        ),
    ] = None,
    detail: Annotated[
        bool,
        typer.Option("--detail", help=N_("Also points against cost, and what more would buy.")),
    ] = False,
    everything: Annotated[
        bool, typer.Option("--all", help=N_("Also list all there is to choose from."))
    ] = False,
    write: Annotated[
        Path | None,
        typer.Option(
            "--write", metavar=N_("FILE"), help=N_("Add the steps to the year's tasks file.")
        ),
    ] = None,
    period: PeriodOption = None,
    format_: FormatOption = Format.TABLE,
    output: OutputOption = None,
) -> None:
    session: Session = ctx.obj.speaks(format_, output)
    if raise_ranks is not None and target is not None:
        raise Stop(_one_goal())
    from dtiscore.analysis.improvement import Planner
    from dtiscore.base.money import parse_days, parse_money
    from dtiscore.cli import planned_tasks, planning
    from dtiscore.cli.filters import ranks_up
    from dtiscore.cli.tasks import day_of
    from dtiscore.report import plan as report
    from dtiscore.report import plan_document as programs

    ranks = ranks_up(raise_ranks, "--raise-ranks")
    share = planning.certainty_of(certainty, raise_ranks)
    money = planning.amount(budget, "--budget", parse_money)
    days = planning.amount(effort, "--effort", parse_days)
    last = day_of(until, "--until")
    answer, workspace = session.answer(period)
    points = planning.target(target, answer.tree)
    needed, sure = None, None
    if ranks and share is not None:
        sure = planning.assured(session, workspace, answer.tree, ranks, share)
        needed = sure.needed
    elif ranks:
        needed = planning.needed(session, workspace, answer.tree, ranks)
    if needed is not None:
        from fractions import Fraction

        points = Fraction(needed.points)
    year = planning.year_of(session, answer.tree, workspace)
    frame = planning.framed(session, answer, workspace, year)
    planning.must_lie_ahead(last, frame)
    if write is not None:
        planned_tasks.tasks_file_of(session, write, year)
    gathered = planning.gathered(session, frame, answer, year, last)
    demanded, barred = planning.demands(gathered, must or (), never or ())
    wanted = planning.wanted_of(points, (money, days), answer.tree)._replace(
        until=last, must=demanded, never=barred
    )
    planner = Planner(gathered)
    found = report.PlanAnswer(answer, gathered, wanted, planner.plan(wanted), needed)
    found = found._replace(
        rank=planning.rank_reached(found),
        assured=sure,
        illustrative=planning.illustrative(year, gathered),
        everything=everything,
    )
    if detail:
        found = _detailed(found, planner, wanted)
    if write is not None and found.plan.status != "infeasible":
        from dtiscore.cli.streams import complain

        show = complain if session.format != Format.JSON else _silent
        written = planned_tasks.write_tasks(session, found.plan, year, answer, show)
        found = found._replace(written=written)
    session.give(
        lambda: report.page(found),
        lambda: programs.document(found, session.language),
        lambda: programs.records(found, session.language),
        programs.COLUMNS,
        answer.diagnostics,
    )
    if found.plan.status == "infeasible":
        raise typer.Exit(1)


def _silent(text: str) -> None:
    """In JSON the difference is part of the document."""
    del text


def _one_goal() -> Diagnostic:
    from dtiscore.base import problems
    from dtiscore.base.diagnostics import Place

    return problems.NOT_BOTH.at(Place("plan"), one="--raise-ranks", other="--target")


def _detailed(found: PlanAnswer, planner: Planner, wanted: Wanted) -> PlanAnswer:
    from dtiscore.report.plan import More

    frontier, whole = planner.frontier(wanted)
    more = More(*planner.more(wanted, found.plan))
    return found._replace(frontier=frontier, frontier_whole=whole, more=more)
