"""What ``dtiscore plan`` needs besides its answer: options, and the files of the year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dtiscore.base import problems
from dtiscore.base.diagnostics import Place, RefusedError
from dtiscore.base.messages import Message
from dtiscore.cli.session import Session, Stop

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from fractions import Fraction

    from dtiscore.analysis.actions import Frame
    from dtiscore.analysis.assured import Assured
    from dtiscore.analysis.gathering import Gathered
    from dtiscore.analysis.improvement import Wanted
    from dtiscore.analysis.needed import Needed
    from dtiscore.analysis.results import Results
    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.report.answer import Answer
    from dtiscore.report.plan import PlanAnswer
    from dtiscore.scoring.tree import ScoreTree
    from dtiscore.workspace import Workspace


def amount(text: str | None, option: str, read: Callable[[str], Fraction]) -> Fraction | None:
    """The money or the person-days an option names; None where it is not given.

    Raises:
        Stop: it is none.
    """
    if text is None:
        return None
    try:
        return read(text)
    except RefusedError as refused:
        raise Stop(refused.problem.at(Place(option), **refused.fields)) from None


def target(text: str | None, tree: ScoreTree) -> Fraction | None:
    """The points to reach.

    Raises:
        Stop: they are no number, or not within what the set allows.
    """
    from fractions import Fraction

    from dtiscore.cli.filters import number

    if text is None:
        return None
    points, most = number(text, "--target"), Fraction(tree.total.max)
    if not 0 <= points <= most:
        place = Place("--target")
        raise Stop(problems.NOT_A_POSSIBLE_TARGET.at(place, value=points, max=most))
    return points


def must_lie_ahead(until: date | None, frame: Frame) -> None:
    """Make sure that the last day of a plan is not over before it begins.

    Raises:
        Stop: it is.
    """
    begins = frame.then.as_of
    if until is not None and until < begins:
        raise Stop(problems.UNTIL_PAST.at(Place("--until"), day=until, begins=begins))


def certainty_of(text: str | None, raise_ranks: str | None) -> Fraction | None:
    """The certainty asked for, as a share.

    Raises:
        Stop: it is none, or no rank is asked for.
    """
    from dtiscore.base.numbers import parse_share

    if text is None:
        return None
    place = Place("--certainty")
    if raise_ranks is None:
        raise Stop(problems.NEEDS_OPTION.at(place, one="--certainty", other="--raise-ranks"))
    try:
        share = parse_share(text)
    except RefusedError as refused:
        raise Stop(refused.problem.at(place, **refused.fields)) from None
    if not 0 < share < 1:
        raise Stop(problems.NOT_A_CERTAINTY.at(place, value=text))
    return share


def assured(
    session: Session, workspace: Workspace, tree: ScoreTree, raise_by: int, certainty: Fraction
) -> Assured:
    """What the rank takes with a certainty, as the other agencies grow.

    Raises:
        Stop: growth cannot be fitted, or no results of other agencies are known.
    """
    from dtiscore import api
    from dtiscore.analysis.assured import Assured, assured

    results, found = _results(session, workspace, tree, raise_by)
    period = found.period
    try:
        before = api.results_of(workspace, tree, period - 1, session.as_of)
    except api.DataError as error:
        raise Stop(*error.diagnostics) from None
    raised = assured(results, before, found, certainty)
    if not isinstance(raised, Assured):
        file = f"published/{period - 1}.yaml"
        raise Stop(problems.NO_CERTAINTY.at(Place(file), why=raised, file=file))
    return raised


def needed(session: Session, workspace: Workspace, tree: ScoreTree, raise_by: int) -> Needed:
    """What the rank takes if nobody else moves.

    Raises:
        Stop: no published results of other agencies are known.
    """
    return _results(session, workspace, tree, raise_by)[1]


def _results(
    session: Session, workspace: Workspace, tree: ScoreTree, raise_by: int
) -> tuple[Results, Needed]:
    """The results of the period, else of the latest one before it, and what the rank takes there.

    Raises:
        Stop: no published results of other agencies are known.
    """
    from dtiscore import api
    from dtiscore.analysis.needed import needed_points
    from dtiscore.reader import periods_of

    period = tree.assessment.period
    years = [year for year in periods_of(workspace.root, "published") if year <= period]
    for year in reversed(years):
        try:
            results = api.results_of(workspace, tree, year, session.as_of)
        except api.DataError as error:
            raise Stop(*error.diagnostics) from None
        found = needed_points(results, raise_by) if results is not None else None
        if results is not None and found is not None:
            return results, found
    file = f"published/{period}.yaml"
    what = Message("the results of the other agencies")
    raise Stop(problems.NO_RESULTS.at(Place(file), what=what, period=str(period), file=file))


def gathered(
    session: Session, frame: Frame, answer: Answer, year: Workspace, until: date | None
) -> Gathered:
    """Everything that can be done in the plan's year, or by a day of it.

    Raises:
        Stop: its tasks or proposals have an error.
    """
    from dtiscore.analysis.gathering import gather
    from dtiscore.analysis.tasks import task_items
    from dtiscore.base.diagnostics import has_errors

    read, found = year.proposals()
    wrong = [d for d in year.diagnostics if d.place.file.startswith("tasks/")]
    if has_errors((*wrong, *found)):
        raise Stop(*wrong, *found)
    tasks = year.tasks.value if year.tasks is not None else None
    items = task_items(tasks, answer.units, year.days, session.as_of) if tasks is not None else ()
    said = {key: loaded.value for key, loaded in read.items()}
    return gather(frame, items, said, answer.settings.estimates, until)


def year_of(session: Session, tree: ScoreTree, workspace: Workspace) -> Workspace:
    """The workspace of the plan's year.

    Raises:
        Stop: its assessment has an error.
    """
    from dtiscore.analysis.actions import year_planned
    from dtiscore.base.diagnostics import has_errors
    from dtiscore.workspace import open_workspace

    year = year_planned(tree, session.as_of)
    if year == tree.assessment.period:
        return workspace
    found = open_workspace(session.find(), year)
    file = f"assessments/{year}.yaml"
    wrong = [d for d in found.diagnostics if d.place.file == file]
    if (found.root / file).exists() and has_errors(wrong):
        raise Stop(*wrong)
    return found


def framed(session: Session, answer: Answer, workspace: Workspace, year: Workspace) -> Frame:
    """What the plan starts from, and the year it is for."""
    from dtiscore.analysis.actions import frame_of

    own = year.assessment.value if year.assessment is not None and year is not workspace else None
    hints = workspace.hints(session.as_of)
    return frame_of(answer.tree, session.as_of, hints, answer.units, own)


# --- what must be in it, and what must not ------------------------------------------------------


def demands(
    gathered: Gathered, must: Sequence[str], never: Sequence[str]
) -> tuple[tuple[frozenset[str], ...], frozenset[str]]:
    """Of what must be in it, for each the actions of which one is taken; and what must not be.

    A name means the action of that id, or all of a criterion.

    Raises:
        Stop: a name means none, or nothing is left of something demanded; all of them are said.
    """
    found: list[Diagnostic] = []
    wanted = [_named(gathered, name, "--must", found) for name in must]
    unwanted = [_named(gathered, name, "--not", found) for name in never]
    if found:
        raise Stop(*found)
    barred = frozenset[str]().union(*unwanted)
    found = [
        problems.MUST_AND_NOT.at(Place("--must"), id=name)
        for some, name in zip(wanted, must, strict=True)
        if some <= barred
    ]
    if found:
        raise Stop(*found)
    return tuple(some - barred for some in wanted), barred


def _named(gathered: Gathered, name: str, option: str, wrong: list[Diagnostic]) -> frozenset[str]:
    """The actions of a name; none where it is wrong, which is noted."""
    from dtiscore.base.text import fold

    wanted = fold(name)
    found = {one.id for one in gathered.actions if wanted in map(fold, one.names)}
    if not found:
        found = {
            one.id for one in gathered.actions if any(fold(cid) == wanted for cid in one.criteria)
        }
    if found:
        return frozenset(found)
    wrong.append(_not_there(gathered, name, Place(option)))
    return frozenset()


def _not_there(gathered: Gathered, name: str, place: Place) -> Diagnostic:
    """Why a name means nothing that could be chosen."""
    from dtiscore.base.text import fold, nearest

    wanted = fold(name)
    for out in (*gathered.left_out, *gathered.idle):
        if wanted == fold(out.id):
            return problems.STEP_LEFT_OUT.at(place, id=out.id, reason=out.reason)
    for kept in gathered.withheld:
        if wanted in (fold(kept.action.id), *map(fold, kept.action.criteria)):
            return problems.STEP_LEFT_OUT.at(place, id=kept.action.id, reason=kept.reason)
    near = nearest(name, [one.id for one in gathered.actions])
    if near is None:
        return problems.NO_SUCH_STEP.at(place, id=name)
    return problems.NO_SUCH_STEP_NEAR.at(place, id=name, near=near)


def illustrative(year: Workspace, gathered: Gathered) -> bool:
    """Whether costs and days of tasks or proposals are made up."""
    tasks = year.tasks.value.status if year.tasks is not None else None
    return "illustrative" in (tasks, *(action.status for action in gathered.actions))


def rank_reached(found: PlanAnswer) -> int | None:
    """The rank of the total reached, as results are published."""
    from fractions import Fraction

    from dtiscore.model.criteria import of_cohort

    reached, needed, tree = found.plan.reached, found.needed, found.answer.tree
    if reached is None or needed is None:
        return None
    maximum = of_cohort(tree.criteria_set.header.max_score, tree.cohort)
    return needed.rank_with(needed.printed.from_points(reached, Fraction(maximum)))


def wanted_of(
    points: Fraction | None,
    limits: tuple[Fraction | None, Fraction | None],
    tree: ScoreTree,
) -> Wanted:
    """Target and limits as the plan is asked for them; points rounded up to the set's decimals."""
    from dtiscore.analysis.improvement import Wanted
    from dtiscore.base.points import round_points, smallest_step

    goal = None
    if points is not None:
        rounding = tree.criteria_set.rounding
        goal = round_points(points, rounding)
        if goal < points:
            goal += smallest_step(rounding)
    return Wanted(goal, *limits)
