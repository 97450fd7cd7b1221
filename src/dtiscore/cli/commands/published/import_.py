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
    from dtiscore.forms.decision import Said
    from dtiscore.forms.results import Known, Table
    from dtiscore.forms.take_in import Form
    from dtiscore.model.criteria_set import CriteriaSet
    from dtiscore.model.edited import EditedFile
    from dtiscore.model.published import Published
    from dtiscore.model.scale import Scale
    from dtiscore.report.published_import import Taken
    from dtiscore.workspace import Workspace


class Accept(StrEnum):
    """Doubts about a table that may be meant."""

    RANKS = "ranks"
    TOTALS = "totals"
    RATINGS = "ratings"
    NAMES = "names"
    BLANKS = "blanks"


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
        StatusOf | None, typer.Option("--status", help=N_("Whether its figures are official."))
    ] = None,
    scale: Annotated[
        ScaleOf | None, typer.Option("--scale", help=N_("How the results are printed."))
    ] = None,
    cohort: Annotated[
        str | None,
        typer.Option("--cohort", metavar="ID", help=N_("The cohort of a table without a column.")),
    ] = None,
    accept: Annotated[
        list[Accept] | None,
        typer.Option("--accept", help=N_("Take doubts of this kind as printed; may be repeated.")),
    ] = None,
    write: Annotated[
        bool, typer.Option("--write", help=N_("Write it; without, only say what would change."))
    ] = False,
    period: PeriodOption = None,
    format_: TextFormatOption = TextFormat.TABLE,
    output: OutputOption = None,
) -> None:
    session: Session = ctx.obj.speaks(format_, output)
    from dtiscore.cli.filters import one_line
    from dtiscore.forms.decision import Said
    from dtiscore.model.published import missing_in
    from dtiscore.report import published_import as report

    session.regular(file)
    with editing(session) if write else nullcontext():
        workspace = session.open(period)
        criteria_set = _set_of(workspace)
        edited = _file(session, workspace)
        said = Said(
            None if source is None else one_line(source, "--source"),
            _day(on),
            None if status is None else status.value,
            None if scale is None else scale.value,
        )
        known = _known(workspace, criteria_set, edited.value, said, cohort)
        table = _table(file, columns or [], known)
        found = _refused_or(table, accept or [])
        standing = _problems(edited, criteria_set)
        taken = _taken(workspace, edited, table, said)
        # What is wrong with the file stands in its lines; what would be, in none that are written.
        _must(standing or _nowhere(_problems(edited, criteria_set)))
        if write and not taken.empty:
            session.keep(workspace.root / taken.into, edited.text)
        missing = missing_in(edited.value.results(None), known.before) if edited.value else ()
    written = write and not taken.empty
    answer = taken._replace(written=written, diagnostics=found, missing=missing)
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
    # Keys without a value yet: what is said later of the results stands above them, too.
    new = f"period: {workspace.period}\nsource:\non:\nstatus: illustrative\n"
    edited = EditedFile(path, name, Published, new=new)
    _must(edited.found)
    return edited


def _known(
    workspace: Workspace,
    criteria_set: CriteriaSet,
    published: Published | None,
    said: Said,
    cohort: str | None,
) -> Known:
    """What the table is read by: agencies are those of this year and the one before, and ours.

    Raises:
        Stop: figures stand on another scale, or the set has no such cohort.
    """
    from dtiscore.forms.results import Agency, Known
    from dtiscore.reader import Reader

    period = workspace.period or 0
    last = Reader(workspace.root).published(period - 1)
    before = () if last is None else last.value.results(None)
    now = () if published is None else published.results(None)
    agencies = [Agency(one.id, one.name or one.id, one.cohort) for one in (*before, *now)]
    if workspace.settings is not None:
        ours = workspace.settings.value.agency
        agencies.append(Agency(ours.id, ours.name, ours.cohort))
    usual = criteria_set.header.published_as.scale
    if published is not None:
        usual = published.scale or usual
        if published.agencies or published.averages or published.corrections:
            _must(_other_scale(f"published/{period}.yaml", usual, said.scale))
    standing = () if published is None else published.results(said.on)
    scale = said.scale or usual
    known = Known(criteria_set, scale, tuple(agencies), before, standing, cohort, workspace.cohort)
    _must(_no_cohort(known))
    return known


def _no_cohort(known: Known) -> tuple[Diagnostic, ...]:
    """That ``--cohort`` names none of the set's."""
    from dtiscore.base import problems
    from dtiscore.base.diagnostics import Place
    from dtiscore.base.text import is_id

    place, cohort = Place("--cohort"), known.cohort
    if cohort is None or cohort in known.cohorts:
        return ()
    if known.cohorts:
        return (problems.COHORT_UNKNOWN.at(place, cohort=cohort, known=known.cohorts),)
    return () if is_id(cohort) else (problems.BAD_ID.at(place, value=cohort),)


def _other_scale(file: str, stated: Scale, asked: Scale | None) -> tuple[Diagnostic, ...]:
    """That figures stand on another scale: read on this one, all of them would be others."""
    from dtiscore.base import problems
    from dtiscore.base.diagnostics import Place

    if asked in (None, stated):
        return ()
    return (problems.RESULT_SCALE.at(Place("--scale"), file=file, stated=stated, asked=asked),)


def _table(file: Path, columns: list[str], known: Known) -> Table:
    """What the table says.

    Raises:
        Stop: the file is none that can be read.
    """
    from dtiscore.forms.results import read_results
    from dtiscore.source.table_file import read_tables

    sheets, problem = read_tables(file, str(file))
    if problem is not None:
        raise Stop(problem)
    return read_results(str(file), sheets, columns, known)


def _refused_or(table: Table, accept: list[Accept]) -> tuple[Diagnostic, ...]:
    """The warnings of a table that is taken.

    Raises:
        Stop: something in it must be corrected or accepted first.
    """
    from dtiscore.base.diagnostics import has_errors
    from dtiscore.forms.doubts import judged

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
        Stop: a correction has no day or source or comes too early, what is said of the table
            cannot become what the file says, or the file cannot be changed so.
    """
    from dtiscore.forms.take_in import Form, applied, changes, form_of, statements
    from dtiscore.report.published_import import Taken

    into = f"published/{workspace.period}.yaml"
    published = edited.value if (workspace.root / into).exists() else None
    found = changes(published, table.entries, said.on)
    form = form_of(published, found)
    if form is Form.CORRECTION:
        _must(_undated(said))
        _must(_too_early(into, published, said))
    if form in (Form.HEAD, Form.AGENCIES) and published is not None:
        _must(_in_the_way(into, published, form, table, said))
    stated = statements(form, published, table.entries, said)
    if found or stated:
        _must(edited.edit(lambda text: applied(text, published, form, found, stated)))
    return Taken(
        file=table.file,
        into=into,
        form=form.value,
        columns=table.columns,
        changes=found,
        stated=stated,
        new=table.new,
        renamed=table.renamed,
        period=workspace.period or 0,
    )


def _in_the_way(
    into: str, published: Published, form: Form, table: Table, said: Said
) -> tuple[Diagnostic, ...]:
    """What keeps the head of the file from saying what is said of the table."""
    from dtiscore.base import problems
    from dtiscore.base.diagnostics import Place
    from dtiscore.forms.decision import in_the_way, says_another_day
    from dtiscore.forms.take_in import Form, shared

    if form is Form.HEAD:
        reason = in_the_way(published, table.entries, said)
        if reason is not None:
            return (problems.RESULT_HEAD.at(Place(into), file=into, reason=reason),)
    elif shared(published) and says_another_day(published, said):
        return (problems.RESULT_DAY.at(Place("--on"), file=into, on=said.on),)
    return ()


def _undated(said: Said) -> tuple[Diagnostic, ...]:
    from dtiscore.base import problems
    from dtiscore.base.diagnostics import Place

    lacking = [("--on", said.on), ("--source", said.source)]
    return tuple(
        problems.RESULT_UNDATED.at(Place(option), option=option)
        for option, value in lacking
        if value is None
    )


def _too_early(into: str, published: Published | None, said: Said) -> tuple[Diagnostic, ...]:
    from dtiscore.base import problems
    from dtiscore.base.diagnostics import Place
    from dtiscore.forms.decision import later_than

    later = None if published is None or said.on is None else later_than(published, said.on)
    if later is None:
        return ()
    place = Place("--on")
    return (problems.RESULT_TOO_EARLY.at(place, on=said.on, file=into, later=later),)


def _problems(edited: EditedFile[Published], criteria_set: CriteriaSet) -> tuple[Diagnostic, ...]:
    """What is wrong with the file as it is, or as it is to be written."""
    from dtiscore.base.diagnostics import Severity
    from dtiscore.checks.published import check_published

    if edited.loaded is None:
        return edited.found
    found = check_published(edited.loaded, criteria_set)
    return tuple(one for one in found if one.severity is Severity.ERROR)


def _nowhere(found: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """The same problems, of the file as a whole."""
    from dtiscore.base.diagnostics import Place

    return tuple(one._replace(place=Place(one.place.file)) for one in found)


def _must(found: tuple[Diagnostic, ...]) -> None:
    if found:
        raise Stop(*found)
