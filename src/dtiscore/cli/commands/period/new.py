"""``dtiscore period new``: the next year's files, and what the last one teaches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from dtiscore.base.messages import N_, Message
from dtiscore.cli.editing import editing
from dtiscore.cli.options import OutputOption, TextFormatOption, a_year
from dtiscore.cli.session import Session, Stop, TextFormat

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from dtiscore.analysis.carry import Carried, Lesson, Moved
    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.i18n.language import Language
    from dtiscore.model.bridge import Bridge
    from dtiscore.model.criteria_set import CriteriaSet
    from dtiscore.report.answer import Answer
    from dtiscore.workspace import Workspace


def period_new(
    ctx: typer.Context,
    year: Annotated[int, typer.Argument(metavar="YEAR", help=N_("The new year."), callback=a_year)],
    from_: Annotated[
        int,
        typer.Option(
            "--from", metavar="YEAR", help=N_("The year to carry over from."), callback=a_year
        ),
    ],
    set_: Annotated[
        str | None,
        typer.Option("--set", metavar="SET", help=N_("Its criteria set; default: the same.")),
    ] = None,
    format_: TextFormatOption = TextFormat.TABLE,
    output: OutputOption = None,
) -> None:
    session: Session = ctx.obj.speaks(format_, output)
    from dtiscore.analysis.carry import carried, lessons
    from dtiscore.base import problems
    from dtiscore.base.diagnostics import Place
    from dtiscore.model.tasks import Tasks
    from dtiscore.reader import between
    from dtiscore.report import lessons as report

    if year <= from_:
        raise Stop(problems.YEAR_ORDER.at(Place("YEAR"), year=str(year), before=str(from_)))
    answer, workspace = session.answer(from_)
    criteria_set = _set_of(answer, workspace, set_)
    bridge, _ = between(workspace.root, answer.tree.criteria_set, criteria_set)
    learnt = lessons(answer.tree, criteria_set, bridge)
    said = workspace.tasks.value if workspace.tasks is not None else Tasks(period=from_)
    kept = carried(said, criteria_set, bridge, answer.units, year - from_)
    assessment, tasks = f"assessments/{year}.yaml", f"tasks/{year}.yaml"
    with editing(session):
        _must_be_new(workspace, assessment)
        wrote_tasks = bool(kept.tasks) and not (workspace.root / tasks).exists()
        if wrote_tasks:
            session.keep(workspace.root / tasks, _tasks_text(year, said, kept, session.language))
        # The assessment last: with it the period is there.
        text = _assessment_text(answer, criteria_set, year, learnt, session.language)
        session.keep(workspace.root / assessment, text)
    files = [*([tasks] if wrote_tasks else []), assessment]
    answer = answer._replace(diagnostics=(*answer.diagnostics, *_remarks(workspace, answer, year)))
    end = _old_duties_end(workspace, from_, year)
    moved = _moved(answer, criteria_set, bridge, year, end)
    done = report.NewPeriod(answer, year, files, kept, learnt, criteria_set, end, moved)
    session.give(
        lambda: report.page(done),
        lambda: report.document(done, session.language),
        diagnostics=answer.diagnostics,
    )


def _moved(
    answer: Answer, criteria_set: CriteriaSet, bridge: Bridge | None, year: int, end: date
) -> tuple[Moved, ...]:
    """The assignments that the new set has elsewhere, by its crosswalk where there is one."""
    from datetime import date

    from dtiscore.analysis.carry import moved_duties

    old = answer.tree.criteria_set
    if answer.units is None or old.id == criteria_set.id:
        return ()
    return moved_duties(answer.units, old, criteria_set, bridge, date(year, 1, 1), end)


def _old_duties_end(workspace: Workspace, from_: int, year: int) -> date:
    from dtiscore.analysis.carry import old_duties_end
    from dtiscore.reader import Reader, periods

    reader = Reader(workspace.root)
    read = [reader.assessment(one) for one in periods(workspace.root) if from_ <= one < year]
    return old_duties_end(year, [one.value for one in read if one is not None])


def _remarks(workspace: Workspace, answer: Answer, year: int) -> Iterator[Diagnostic]:
    """That the year carried over from is not over, or others lie between."""
    from dtiscore.base import problems
    from dtiscore.base.diagnostics import Place

    assessment = answer.tree.assessment
    before, last = assessment.period, assessment.range.last
    place = Place(f"assessments/{before}.yaml")
    if answer.as_of <= last:
        yield problems.PERIOD_RUNNING.at(place, before=str(before), day=last)
    folder = workspace.root / "assessments"
    years = range(before + 1, year)
    skipped = tuple(str(one) for one in years if not (folder / f"{one}.yaml").exists())
    if skipped:
        fields = {"before": str(before), "year": str(year)}
        yield problems.PERIOD_SKIPPED.at(place, skipped=skipped, **fields)


def _must_be_new(workspace: Workspace, file: str) -> None:
    """Make sure that the period is not there already.

    Raises:
        Stop: it is; nothing was written.
    """
    from dtiscore.base import problems
    from dtiscore.base.diagnostics import Place

    path = workspace.root / file
    if path.exists() or path.is_symlink():
        raise Stop(problems.PERIOD_THERE.at(Place(file), file=file))


def _set_of(answer: Answer, workspace: Workspace, name: str | None) -> CriteriaSet:
    """The set of the new period.

    Raises:
        Stop: there is no such set, or it is wrong.
    """
    from dtiscore.base.diagnostics import Place, has_errors
    from dtiscore.reader import Reader

    if name is None:
        return answer.tree.criteria_set
    reader = Reader(workspace.root)
    files = reader.set_files(name, Place("--set"))
    if files is None or has_errors(reader.found):
        raise Stop(*reader.found)
    return files.criteria_set


def _assessment_text(
    answer: Answer,
    criteria_set: CriteriaSet,
    year: int,
    learnt: tuple[Lesson, ...],
    language: Language,
) -> str:
    from dtiscore.report.lessons import reminders
    from dtiscore.starter import Plan, blank_assessment

    agency = answer.settings.agency
    plan = Plan(
        agency=agency.id,
        name=agency.name,
        province=agency.province,
        cohort=agency.cohort,
        period=year,
        language=language.code,
        criteria_set=criteria_set,
    )
    notes = reminders(answer.tree.assessment.period, learnt, criteria_set, language)
    return "".join(blank_assessment(plan, language.text, notes))


def _tasks_text(year: int, said: Any, kept: Carried, language: Language) -> str:
    from dtiscore.source.yaml_edit import appended
    from dtiscore.starter import modeline

    note = language.text(Message("Carried over from {period}.", period=str(said.period)))
    text = f"{modeline('tasks', '../')}# {note}\nperiod: {year}\n"
    if said.status is not None:
        text += f"status: {said.status}\n"
    for key, entries in (("documents", kept.documents), ("tasks", kept.tasks)):
        text = appended(text, key, *entries)
    return text
