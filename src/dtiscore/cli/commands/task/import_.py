"""``dtiscore task import``: the tasks of a plan's table (.docx, .xlsx), a diff first."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dtiscore.base.messages import N_
from dtiscore.cli.editing import editing
from dtiscore.cli.options import OutputOption, PeriodOption, TextFormatOption
from dtiscore.cli.session import Session, Stop, TextFormat

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date as Date  # noqa: N812 - an option of the command has its name

    from dtiscore.analysis.task_import import Difference
    from dtiscore.base.diagnostics import Diagnostic, Place
    from dtiscore.cli.tasks import TaskFile
    from dtiscore.model.tasks import Tasks
    from dtiscore.workspace import Workspace


def task_import(
    ctx: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help=N_("The plan with its table (.docx, .xlsx)."))
    ],
    document: Annotated[
        str | None,
        typer.Option(
            "--document", metavar="ID", help=N_("The document the tasks come from, by its id.")
        ),
    ] = None,
    title: Annotated[
        str | None,
        typer.Option("--title", metavar="TEXT", help=N_("Of a new document: its title.")),
    ] = None,
    symbol: Annotated[
        str | None,
        typer.Option("--symbol", metavar=N_("SYMBOL"), help=N_("Of a new document: 05/KH-SGTVT.")),
    ] = None,
    date: Annotated[
        str | None, typer.Option("--date", metavar="DATE", help=N_("Of a new document: its day."))
    ] = None,
    write: Annotated[
        bool, typer.Option("--write", help=N_("Write it; else only the difference is shown."))
    ] = False,
    period: PeriodOption = None,
    format_: TextFormatOption = TextFormat.TABLE,
    output: OutputOption = None,
) -> None:
    session: Session = ctx.obj.speaks(format_, output)
    from dtiscore.analysis.task_import import difference, lost
    from dtiscore.base import problems
    from dtiscore.base.diagnostics import Place, has_errors
    from dtiscore.cli.tasks import gathered, slug, tasks_file
    from dtiscore.forms.plan_table import read_plan
    from dtiscore.model.units import Units
    from dtiscore.report import task_import as report

    # Read and compared within the lock: nothing another command wrote may be lost.
    with editing(session) if write else nullcontext():
        found, workspace = gathered(session, period)
        units = found.answer.units or Units()
        key, entry = _document(found.tasks, document, title, symbol, date)
        year, within = found.answer.tree.assessment.period, found.answer.tree.assessment.range
        plan = read_plan(session.regular(file), str(file), units, year)
        if has_errors(plan.found):
            raise Stop(*plan.found)
        # Before the plan was there, nothing of it was due.
        day = _day_of(found.tasks, key, entry)
        since = day if day is not None and day in within and day != within.first else None
        what = difference(plan.tasks, found.tasks, key, found.answer.units, slug, since)
        wrong = tuple(lost(what, found.tasks, found.answer.units, within, Place(str(file))))
        if wrong:
            raise Stop(*wrong)
        doubts = [*plan.found]
        if entry is None:
            doubts += _passed_over(found.tasks, key, {"title": title, "symbol": symbol}, date)
        if day is None and any("every" in one for one in what.new):
            doubts.append(problems.PLAN_UNDATED.at(Place("--date"), id=key))
        written = write and bool(what.new or what.changed)
        if what.new or what.changed:
            # Only shown, it is made all the same: what cannot be written is said at once.
            edited = _edited(session, workspace, what, entry)
            if write:
                edited.write()
    into, said = tasks_file(workspace), tuple(doubts)
    done = report.Imported(found, str(file), into, key, what, written, said)
    session.give(
        lambda: report.page(done),
        lambda: report.document(done, session.language),
        diagnostics=(*said, *found.answer.diagnostics),
    )


def _document(
    tasks: Tasks, name: str | None, title: str | None, symbol: str | None, day: str | None
) -> tuple[str, dict[str, Any] | None]:
    """The id of the document, and its entry where it is new.

    Raises:
        Stop: none is named, or one that is not listed and has no title.
    """
    from dtiscore.base import problems
    from dtiscore.base.diagnostics import Place
    from dtiscore.base.text import fold, is_id
    from dtiscore.cli.filters import one_line
    from dtiscore.cli.tasks import day_of

    known = tuple(one.id for one in tasks.documents)
    alike = next((one for one in known if one != name and fold(one) == fold(name or "")), None)
    place = Place("--document")
    if name is None or (name not in known and alike is None and title is None):
        raise Stop(problems.DOCUMENT_ID.at(place, known=known or "–"))
    if name in known:
        return name, None
    if alike is not None:
        raise Stop(problems.DOCUMENT_CASE.at(place, id=name, known=alike))
    if not is_id(name):
        raise Stop(problems.BAD_ID.at(place, value=name))
    title, symbol = (
        None if said is None else one_line(said, option)
        for said, option in ((title, "--title"), (symbol, "--symbol"))
    )
    on = day_of(day, "--date")
    entry = {"id": name, "title": title, "symbol": symbol, "date": on and on.isoformat()}
    return name, {key: value for key, value in entry.items() if value is not None}


def _passed_over(
    tasks: Tasks, name: str, said: Mapping[str, str | None], day: str | None
) -> Iterator[Diagnostic]:
    """What options say otherwise of a document that is listed already."""
    from dtiscore.base.diagnostics import Place
    from dtiscore.base.text import fold
    from dtiscore.cli.tasks import day_of

    listed = next(one for one in tasks.documents if one.id == name)
    for key, value in said.items():
        before = getattr(listed, key)
        if value is not None and fold(value) != fold(before or ""):
            place = Place(f"--{key}")
            yield _otherwise(name, key, before, place)
    on = day_of(day, "--date")
    if on is not None and on != listed.date:
        yield _otherwise(name, "date", listed.date, Place("--date"))


def _otherwise(name: str, key: str, before: str | Date | None, place: Place) -> Diagnostic:
    from dtiscore.base import problems

    if before is None:
        return problems.PLAN_DOCUMENT_WITHOUT.at(place, id=name, key=key)
    return problems.PLAN_DOCUMENT.at(place, id=name, key=key, said=before)


def _day_of(tasks: Tasks, document: str, entry: Mapping[str, Any] | None) -> Date | None:
    """The day of a document, listed or new."""
    from dtiscore.base.dates import parse_date

    if entry is not None:
        return parse_date(entry.get("date") or "")
    return next((one.date for one in tasks.documents if one.id == document), None)


def _edited(
    session: Session, workspace: Workspace, what: Difference, document: dict[str, Any] | None
) -> TaskFile:
    """The file of tasks with what changes, checked; it is not written yet.

    Raises:
        Stop: it cannot be changed so. Lines of a text that nobody sees are not named.
    """
    from dtiscore.cli.tasks import TaskFile

    file: TaskFile = TaskFile(session, workspace)
    try:
        if document is not None:
            file.append(document, key="documents")
        file.set_each(
            {one.id: _in_yaml({key: after for key, _, after in one.keys}) for one in what.changed}
        )
        file.append(*map(_in_yaml, what.new))
        file.check(workspace)
    except Stop as stop:
        from dtiscore.base.diagnostics import Place

        raise Stop(*(one._replace(place=Place(file.name)) for one in stop.diagnostics)) from None
    return file


def _in_yaml(entry: Mapping[str, Any]) -> dict[str, Any]:
    """An entry with its numbers as the file has them."""
    from dtiscore.source.yaml_edit import Figure

    numbers = {key: Figure(value) for key, value in entry.items() if isinstance(value, int)}
    return {**entry, **numbers}
