"""``dtiscore rank``: the cohort's table with our own place, and what a better one takes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dtiscore.analysis.chances import RUNS, SEED
from dtiscore.analysis.standpoint import Ours
from dtiscore.base.messages import N_
from dtiscore.cli.options import FormatOption, OutputOption, PeriodOption
from dtiscore.cli.session import Format, Session, Stop

if TYPE_CHECKING:
    from dtiscore.analysis.prospects import Prospect, Setting
    from dtiscore.analysis.results import Results
    from dtiscore.model.bind import Loaded
    from dtiscore.model.scenario import Scenario
    from dtiscore.report.answer import Answer
    from dtiscore.report.rank import RankAnswer
    from dtiscore.workspace import Workspace

_MOST_RUNS = 1_000_000


def rank(
    ctx: typer.Context,
    with_our: Annotated[
        Ours | None,
        typer.Option("--with-our", help=N_("Our own points instead of the published ones.")),
    ] = None,
    target_ranks: Annotated[
        str | None,
        typer.Option(
            "--target-ranks",
            metavar=N_("RANKS"),
            help=N_("What so many ranks up take, such as +5."),
        ),
    ] = None,
    simulate: Annotated[
        bool, typer.Option("--simulate", help=N_("How likely it is next year, as others grow."))
    ] = False,
    scenario: Annotated[
        list[Path] | None,
        typer.Option(
            "--scenario",
            metavar=N_("FILE"),
            help=N_("Simulate what this file assumes; may be repeated."),
        ),
    ] = None,
    seed: Annotated[
        int, typer.Option("--seed", metavar=N_("NUMBER"), min=0, help=N_("Where chance begins."))
    ] = SEED,
    runs: Annotated[
        int,
        typer.Option(
            "--runs",
            metavar=N_("NUMBER"),
            min=1_000,
            max=_MOST_RUNS,
            help=N_("How many outcomes to simulate."),
        ),
    ] = RUNS,
    detail: Annotated[
        bool,
        typer.Option(
            "--detail", help=N_("Also losses beside the cohort's, and what moves the rank.")
        ),
    ] = False,
    period: PeriodOption = None,
    format_: FormatOption = Format.TABLE,
    output: OutputOption = None,
) -> None:
    session: Session = ctx.obj.speaks(format_, output)
    from dtiscore.cli.filters import ranks_up

    raise_by = ranks_up(target_ranks, "--target-ranks")
    scenarios = [_scenario(session, file) for file in scenario or ()]
    answer, workspace = session.answer(period)
    results = _results(session, workspace, answer)
    from dtiscore.analysis import ranking, standpoint
    from dtiscore.report import rank as report

    kind = with_our
    if kind is None and (results.ours is None or results.ours.total is None):
        kind = Ours.FINAL
    points = None if kind is None else standpoint.total_of(answer.tree, kind)
    tables = ranking.standings(results, points)
    target = None if raise_by is None else ranking.target(results, tables[0], raise_by)
    losses = standpoint.losses(results, answer.tree, kind)
    found = report.RankAnswer(
        answer=answer,
        results=results,
        standings=tables,
        kind=kind,
        raise_by=raise_by,
        target=target,
        losses=losses,
        detail=detail,
    )
    if simulate or scenarios:
        goal = None if target is None else target.rank
        setting = _setting(session, workspace, found, goal)._replace(seed=seed, runs=runs)
        found = replace(found, prospect=_prospect(setting, scenarios, detail=detail))
    session.give(
        lambda: report.page(found),
        lambda: report.document(found, session.language),
        lambda: report.records(found),
        report.COLUMNS,
        answer.diagnostics,
    )


def _setting(
    session: Session, workspace: Workspace, found: RankAnswer, goal: int | None
) -> Setting:
    """What the scenarios share.

    Raises:
        Stop: we have no place to start from, or the results of the year before have an error.
    """
    from dtiscore import api
    from dtiscore.analysis.prospects import Setting
    from dtiscore.analysis.standpoint import missing, risks
    from dtiscore.base.messages import Message

    standing, tree = found.standings[0], found.answer.tree
    ours = standing.ours
    if ours is None or ours.total is None or ours.rank is None or found.losses is None:
        raise Stop(found.results.lacking(Message("our own rank"), "agencies"))
    try:
        before = api.results_of(workspace, tree, found.results.published.period - 1, session.as_of)
    except api.DataError as error:
        raise Stop(*error.diagnostics) from None
    return Setting(
        results=found.results,
        before=before,
        standing=standing,
        ours=ours.total,
        risks=risks(tree, found.kind),
        goal=goal or ours.rank,
        losses=found.losses,
        missing=missing(tree, found.kind),
    )


def _prospect(setting: Setting, scenarios: list[Loaded[Scenario]], *, detail: bool) -> Prospect:
    """What comes of the scenarios.

    Raises:
        Stop: one names an agency that is not there, or growth that cannot be fitted.
    """
    from dtiscore.analysis.prospects import prospect
    from dtiscore.base import problems
    from dtiscore.base.text import fold

    known = {fold(one.id): one.id for one in setting.results.peers()}
    file = setting.results.file
    wrong = [
        problems.UNKNOWN_AGENCY.at(
            loaded.place("agencies", agency, key=True),
            id=agency,
            file=file,
            known=tuple(known.values()),
        )
        for loaded in scenarios
        for agency in loaded.value.agencies
        if fold(agency) not in known
    ]
    found = prospect(setting, [loaded.value for loaded in scenarios], detail=detail)
    if found.why_none is not None and not wrong:
        wrong += [
            problems.GROWTH_UNKNOWN.at(loaded.place("growth"), why=found.why_none)
            for loaded in scenarios
            if loaded.value.growth is None
        ]
    if wrong:
        raise Stop(*wrong)
    return found


def _scenario(session: Session, file: Path) -> Loaded[Scenario]:
    """The file's assumptions.

    Raises:
        Stop: it cannot be read, or says what no scenario can.
    """
    from dtiscore.model.scenario import Scenario
    from dtiscore.reader import Reader

    root = session.find()
    reader = Reader(root)
    loaded = reader.read(session.shown(session.regular(file)), Scenario)
    if loaded is None:
        raise Stop(*reader.found)
    return loaded


def _results(session: Session, workspace: Workspace, answer: Answer) -> Results:
    """What was published, if it says anything of the others.

    Raises:
        Stop: it does not, or is not known yet.
    """
    from dtiscore import api
    from dtiscore.base import problems
    from dtiscore.base.diagnostics import Place
    from dtiscore.base.messages import Message

    results = api.results(workspace, answer.tree, session.as_of)
    published = workspace.published
    if results is None and published is not None:
        place, on = published.place("on"), published.value.on
        raise Stop(problems.NOT_PUBLISHED_YET.at(place, day=session.as_of, file=place.file, on=on))
    if results is None:
        period = str(answer.tree.assessment.period)
        file, what = f"published/{period}.yaml", Message("the published results")
        raise Stop(problems.NO_RESULTS.at(Place(file), what=what, period=period, file=file))
    if not any(peer.total is not None for peer in results.peers() if not results.is_ours(peer)):
        raise Stop(results.lacking(Message("the results of the other agencies"), "agencies"))
    return results
