"""``dtiscore published import``: a table of results into ``published/<period>.yaml``."""

from __future__ import annotations

from contextlib import nullcontext
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dtiscore.base.messages import N_
from dtiscore.cli.editing import editing
from dtiscore.cli.options import OutputOption, PeriodOption, TextFormatOption
from dtiscore.cli.session import Session, Stop, TextFormat

if TYPE_CHECKING:
    from datetime import date

    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.forms.results import Known, Table
    from dtiscore.forms.take_in import Said
    from dtiscore.model.criteria_set import CriteriaSet
    from dtiscore.model.edited import EditedFile
    from dtiscore.model.published import Published
    from dtiscore.report.published_import import Taken
    from dtiscore.workspace import Workspace


class Accept(StrEnum):
    """Doubts about a table that may be meant."""

    RANKS = "ranks"
    TOTALS = "totals"


class StatusOf(StrEnum):
    """Whether results are a decision's or made up."""

    OFFICIAL = "official"
    ILLUSTRATIVE = "illustrative"


class ScaleOf(StrEnum):
    """How results are printed."""

    POINTS = "points"
    PERCENT = "percent"
    INDEX = "index"


def published_import(
    ctx: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help=N_("A table of results (.xlsx, .csv, .docx)."))
    ],
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar=N_("HEADING=FIELD"),
            help=N_("What a column holds; may be repeated."),
        ),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option("--source", metavar=N_("TEXT"), help=N_("The decision the table is from.")),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option("--on", metavar=N_("DATE"), help=N_("The day of the decision.")),
    ] = None,
    status: Annotated[
        StatusOf, typer.Option("--status", help=N_("Whether its figures are official."))
    ] = StatusOf.ILLUSTRATIVE,
    scale: Annotated[
        ScaleOf | None, typer.Option("--scale", help=N_("How the results are printed."))
    ] = None,
    cohort: Annotated[
        str | None,
        typer.Option("--cohort", metavar="ID", help=N_("The cohort of a table without a column.")),
    ] = None,
    accept: Annotated[
        list[Accept] | None,
        typer.Option("--accept", help=N_("Take what contradicts itself as it is printed.")),
    ] = None,
    write: Annotated[
        bool, typer.Option("--write", help=N_("Write it; without, only say what would change."))
    ] = False,
    period: PeriodOption = None,
    format_: TextFormatOption = TextFormat.TABLE,
    output: OutputOption = None,
) -> None:
    session: Session = ctx.obj.speaks(format_, output)
    from dtiscore.forms.take_in import Said
    from dtiscore.report import published_import as report

    session.regular(file)
    with editing(session) if write else nullcontext():
        workspace = session.open(period)
        criteria_set = _set_of(workspace)
        edited = _file(session, workspace)
        known = _known(workspace, criteria_set, edited.value, scale)
        table = _table(file, columns or [], known, cohort)
        found = _refused_or(table, accept or [])
        said = Said(source, _day(on), status.value, None if scale is None else scale.value)
        taken = _taken(workspace, edited, table, said)
        _must(_problems(edited, criteria_set))
        if write and taken.changes:
            session.keep(workspace.root / taken.into, edited.text)
    answer = taken._replace(written=write and bool(taken.changes), diagnostics=found)
    session.give(
        lambda: report.page(answer),
        lambda: report.document(answer, session.language),
        diagnostics=found,
    )


def _set_of(workspace: Workspace) -> CriteriaSet:
    """The set whose groups and maxima the table is held against.

    Raises:
        Stop: it cannot be read.
    """
    files = workspace.set_files
    if files is None or not files.complete or workspace.period is None:
        raise Stop(*workspace.diagnostics)
    return files.criteria_set


def _file(session: Session, workspace: Workspace) -> EditedFile[Published]:
    """The file of the period, as it is or empty.

    Raises:
        Stop: it is there and wrong, or a link leads out of the workspace.
    """
    from dtiscore.model.edited import EditedFile
    from dtiscore.model.published import Published

    name = f"published/{workspace.period}.yaml"
    path = workspace.root / name
    session.inside(path)
    edited = EditedFile(path, name, Published, new=f"period: {workspace.period}\n")
    _must(edited.found)
    return edited


def _known(
    workspace: Workspace,
    criteria_set: CriteriaSet,
    published: Published | None,
    scale: ScaleOf | None,
) -> Known:
    """What the table is read by: names of agencies are those of this year and the one before."""
    from dtiscore.base.text import fold_accents
    from dtiscore.forms.results import Known
    from dtiscore.reader import Reader

    period = workspace.period or 0
    before = Reader(workspace.root).published(period - 1)
    ids: dict[str, str] = {}
    for said in (before.value if before is not None else None, published):
        for one in said.results(None) if said is not None else ():
            ids |= {fold_accents(name): one.id for name in (one.id, one.name) if name}
    if workspace.settings is not None:
        agency = workspace.settings.value.agency
        ids[fold_accents(agency.name)] = agency.id
    usual = criteria_set.header.published_as.scale
    stated = published.scale if published is not None else None
    return Known(criteria_set, scale.value if scale is not None else stated or usual, ids)


def _table(file: Path, columns: list[str], known: Known, cohort: str | None) -> Table:
    """What the table says.

    Raises:
        Stop: the file is none that can be read.
    """
    from dtiscore.forms.results import read_results
    from dtiscore.source.table_file import read_tables

    sheets, problem = read_tables(file, str(file))
    if problem is not None:
        raise Stop(problem)
    table = read_results(str(file), sheets, columns, known)
    if cohort is None:
        return table
    entries = (one._replace(cohort=one.cohort or cohort) for one in table.entries)
    return table._replace(entries=tuple(entries))


def _refused_or(table: Table, accept: list[Accept]) -> tuple[Diagnostic, ...]:
    """The warnings of a table that is taken.

    Raises:
        Stop: something in it must be corrected or accepted first.
    """
    from dtiscore.base.diagnostics import has_errors
    from dtiscore.forms.results import judged

    found = judged(table, [one.value for one in accept])
    if has_errors(found):
        raise Stop(*found)
    return found


def _day(on: str | None) -> date | None:
    """The day given to ``--on``.

    Raises:
        Stop: it is none.
    """
    from dtiscore.base import problems
    from dtiscore.base.dates import parse_date
    from dtiscore.base.diagnostics import Place

    if on is None:
        return None
    day = parse_date(on.strip())
    if day is None:
        raise Stop(problems.NOT_A_DATE.at(Place("--on"), value=on))
    return day


def _taken(workspace: Workspace, edited: EditedFile[Published], table: Table, said: Said) -> Taken:
    """The table in the text of the file, which is not written yet.

    Raises:
        Stop: a correction has no day or source, or the file cannot be changed so.
    """
    from dtiscore.base.text import fold
    from dtiscore.forms.take_in import Form, applied, changes, form_of
    from dtiscore.report.published_import import Taken

    into = f"published/{workspace.period}.yaml"
    published = edited.value if (workspace.root / into).exists() else None
    form, found = form_of(published), changes(published, table.entries)
    if form is Form.CORRECTION and found:
        _must(_undated(said))
    standing = published.results(None) if published is not None else ()
    known = {fold(one.id): one.name or one.id for one in standing}
    if found:
        _must(edited.edit(lambda text: applied(text, form, found, known, said)))
    return Taken(table.file, into, form.value, table.columns, found, workspace.period or 0)


def _undated(said: Said) -> tuple[Diagnostic, ...]:
    from dtiscore.base import problems
    from dtiscore.base.diagnostics import Place

    lacking = [("--on", said.on), ("--source", said.source)]
    return tuple(
        problems.RESULT_UNDATED.at(Place(option), option=option)
        for option, value in lacking
        if value is None
    )


def _problems(edited: EditedFile[Published], criteria_set: CriteriaSet) -> tuple[Diagnostic, ...]:
    """What would be wrong with the file as it is to be written."""
    from dtiscore.base.diagnostics import Severity
    from dtiscore.checks.published import check_published

    if edited.loaded is None:
        return edited.found
    found = check_published(edited.loaded, criteria_set)
    return tuple(one for one in found if one.severity is Severity.ERROR)


def _must(found: tuple[Diagnostic, ...]) -> None:
    if found:
        raise Stop(*found)
