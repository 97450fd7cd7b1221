"""What ``dtiscore plan`` needs besides its answer: options, the year's files, tasks to write."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from dtiscore.base import problems
from dtiscore.base.diagnostics import Place, RefusedError
from dtiscore.base.messages import Message
from dtiscore.cli.session import Session, Stop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date
    from fractions import Fraction

    from dtiscore.analysis.actions import Action, Frame
    from dtiscore.analysis.assured import Assured
    from dtiscore.analysis.gathering import Gathered
    from dtiscore.analysis.improvement import Plan, Wanted
    from dtiscore.analysis.needed import Needed
    from dtiscore.analysis.results import Results
    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.model.tasks import Tasks
    from dtiscore.report.answer import Answer
    from dtiscore.report.plan import PlanAnswer, Written
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


# --- tasks ----------------------------------------------------------------------------------------


def tasks_file_of(session: Session, given: Path, year: Workspace) -> None:
    """Make sure that the file named is the one of the plan's tasks.

    Raises:
        Stop: it is another.
    """
    from dtiscore.cli.tasks import tasks_file

    file = tasks_file(year)
    root = session.find()
    if (root / file).resolve() not in (given.resolve(), (root / given).resolve()):
        fields = {"year": str(year.period), "file": file, "given": str(given)}
        raise Stop(problems.OTHER_TASKS_FILE.at(Place("--write"), **fields))


def write_tasks(
    session: Session, plan: Plan, year: Workspace, answer: Answer, show: Callable[[str], None]
) -> Written:
    """The plan's steps as tasks of the year: shown as a difference, then written.

    Raises:
        Stop: the file cannot be changed so; nothing was written.
    """
    from difflib import unified_diff

    from dtiscore.cli.editing import editing
    from dtiscore.cli.tasks import TaskFile
    from dtiscore.report.plan import Written

    with editing(session):
        file = TaskFile(session, year)
        before, entries = file.text, list(_entries(session, plan, answer, file.said))
        file.append(*entries)
        file.check(year)
        lines = (before.splitlines(), file.text.splitlines())
        difference = tuple(unified_diff(*lines, file.name, file.name, lineterm=""))
        show("".join(f"{line}\n" for line in difference))
        file.write()
    return Written(file.name, tuple(str(entry["id"]) for entry in entries), difference)


def _entries(session: Session, plan: Plan, answer: Answer, said: Tasks) -> Iterable[dict[str, Any]]:
    """A task for each step that is none yet; a figure counted from tasks has them already.

    One that was closed does not do a step anew. What goes on with a task is none by itself: as one
    it would supply the task's quarters, too.
    """
    from dtiscore.analysis.actions import ActionKind

    closed = {task.id.casefold(): task.state in ("done", "dropped") for task in said.tasks}
    for one in plan.chosen:
        if one.action.kind is ActionKind.TASK or one.action.counted or one.action.goes_on_with:
            continue
        entry = _entry(session, one.action, answer)
        name, number = entry["id"], 1
        while closed.get(entry["id"].casefold(), False):
            number += 1
            entry["id"] = f"{name[:60]}-{number}"
        if entry["id"].casefold() not in closed:
            yield entry


def _entry(session: Session, action: Action, answer: Answer) -> dict[str, Any]:
    from dtiscore.base.text import fold_accents
    from dtiscore.report.plan import titled

    units = answer.units.units if answer.units is not None else ()
    fallback = units[0].id if units else answer.settings.agency.id
    name = "-".join(fold_accents(action.id).split())
    title = session.language.text(titled(action, answer))
    # What such things usually take is no price that anybody has stated for this one.
    cost, effort = (None, None) if action.usual else (action.cost, action.effort)
    entry = {
        "id": f"plan-{name}"[:64].rstrip("-."),
        "title": title[:1].upper() + title[1:],
        "unit": action.unit or fallback,
        "due": None if action.due is None else action.due.isoformat(),
        "criteria": list(action.criteria),
        "papers": list(action.papers),
        "cost": _figure(cost),
        "effort_days": _figure(effort),
    }
    return {key: value for key, value in entry.items() if value not in (None, [])}


def _figure(value: Fraction | None) -> str | None:
    from dtiscore.base.numbers import decimal_text
    from dtiscore.source.yaml_edit import Figure

    return None if value is None else Figure(decimal_text(value))


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
