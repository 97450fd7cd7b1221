"""``dtiscore form import``: take in what the units state on their forms."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dtiscore.base.messages import N_
from dtiscore.cli import completion
from dtiscore.cli.editing import editing
from dtiscore.cli.options import OutputOption, PeriodOption, TextFormatOption
from dtiscore.cli.session import Session, Stop, TextFormat

if TYPE_CHECKING:
    from decimal import Decimal

    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.forms.merge import Merged, Present
    from dtiscore.forms.read import Returned
    from dtiscore.model.assessment import Assessment
    from dtiscore.model.edited import EditedFile
    from dtiscore.scoring.tree import ScoreTree
    from dtiscore.workspace import Workspace


def form_import(
    ctx: typer.Context,
    files: Annotated[
        list[Path], typer.Argument(metavar="FILES", help=N_("Forms that came back (.xlsx)."))
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=N_("Say what would change, and write nothing."))
    ] = False,
    prefer: Annotated[
        list[str] | None,
        typer.Option(
            "--prefer",
            metavar=N_("[WHAT=]UNIT"),
            help=N_(
                "Where values differ, this unit's counts (“file”: what stands in the file);"
                " of one criterion or fact: 6.1=UNIT."
            ),
            autocompletion=completion.units,
        ),
    ] = None,
    period: PeriodOption = None,
    format_: TextFormatOption = TextFormat.TABLE,
    output: OutputOption = None,
) -> None:
    session: Session = ctx.obj.speaks(format_, output)
    from dtiscore.base.diagnostics import has_errors
    from dtiscore.report import form_import as report

    # Read and compared within the lock: nothing another import wrote may be lost.
    with nullcontext() if dry_run else editing(session):
        workspace, tree = session.scored(period)
        merged, present = _merged(workspace, tree, files, prefer or [])
        doubts = _doubtful_papers(session, workspace, merged, present)
        merged = merged._replace(found=(*merged.found, *doubts))
        file = None
        if merged.changes and not has_errors(merged.found):
            file, found = _changed(session, workspace, merged, present)
            merged = merged._replace(found=(*merged.found, *found))
        wrong = has_errors(merged.found)
        if wrong:
            merged = merged._replace(found=(*merged.found, _not_imported(merged, present)))
        if wrong and not dry_run:
            raise Stop(*merged.found)
        if file is not None and not dry_run:
            session.keep(workspace.root / present.file, file.text)
    claimed = None if dry_run else _claimed(session, tree, period, merged)
    diagnostics = (*merged.found, *workspace.diagnostics)
    written = bool(merged.changes) and not dry_run
    session.give(
        lambda: report.page(merged, claimed, present, written=written),
        lambda: report.document(merged, diagnostics, session.language, written=written),
        diagnostics=diagnostics,
    )
    if wrong:
        raise typer.Exit(2)


def _merged(
    workspace: Workspace, tree: ScoreTree, files: list[Path], prefer: list[str]
) -> tuple[Merged, Present]:
    from dtiscore.cli.preferred import read_preferred
    from dtiscore.forms.merge import Present, merge
    from dtiscore.forms.read import Wanted, read_form

    if workspace.assessment is None or workspace.settings is None:
        raise Stop(*workspace.diagnostics)
    criteria_set, assessment = tree.criteria_set, workspace.assessment
    preferred = read_preferred(prefer, workspace, criteria_set)
    wanted = Wanted(workspace.settings.value.agency.id, assessment.value.period, criteria_set)
    forms = tuple(_known_unit(read_form(path, str(path), wanted), workspace) for path in files)
    present = Present(
        assessment.value,
        workspace.facts,
        criteria_set,
        workspace.cohort,
        assessment.document.file,
        workspace.units.value if workspace.units is not None else None,
    )
    return merge(forms, present, preferred), present


def _doubtful_papers(
    session: Session, workspace: Workspace, merged: Merged, present: Present
) -> tuple[Diagnostic, ...]:
    """What is doubtful of the papers that the forms name, by the day and the folder of papers."""
    from dtiscore.base.text import fold
    from dtiscore.forms.cited import cited_problems

    if all(change.paper is None for change in merged.changes):
        return ()
    files = {fold(path.name) for path in (workspace.root / "evidence").rglob("*")}
    return tuple(cited_problems(merged.changes, present, files, session.as_of))


def _not_imported(merged: Merged, present: Present) -> Diagnostic:
    """That none of it is written, whatever else the forms state."""
    from dtiscore.base import problems
    from dtiscore.base.diagnostics import Place, Severity

    count = sum(one.severity is Severity.ERROR for one in merged.found)
    return problems.NOT_IMPORTED.at(Place(present.file), file=present.file, count=count)


def _known_unit(form: Returned, workspace: Workspace) -> Returned:
    """The form, with a problem where its unit is none of ours."""
    from dtiscore.base.diagnostics import Place
    from dtiscore.checks.units import unknown_unit

    units = workspace.units.value if workspace.units is not None else None
    if units is None or not form.unit or units.find(form.unit) is not None:
        return form
    return form._replace(found=(*form.found, unknown_unit(units, form.unit, Place(form.file))))


def _changed(
    session: Session, workspace: Workspace, merged: Merged, present: Present
) -> tuple[EditedFile[Assessment], tuple[Diagnostic, ...]]:
    """The assessment with all changes in its text, and what would be wrong with it then.

    Raises:
        Stop: the file cannot be changed so.
    """
    from dtiscore.forms.apply import applied
    from dtiscore.model.assessment import Assessment
    from dtiscore.model.edited import EditedFile
    from dtiscore.workspace import assessment_problems

    path = workspace.root / present.file
    session.inside(path)
    file = EditedFile(path, present.file, Assessment)
    _must(file.found)
    _must(file.edit(lambda text: applied(text, merged.changes, present)))
    # Whatever the cells did not show: what is written must leave the workspace with an answer.
    found = () if file.loaded is None else assessment_problems(workspace, file.loaded)
    return file, found


def _must(found: tuple[Diagnostic, ...]) -> None:
    if found:
        raise Stop(*found)


def _claimed(
    session: Session, before: ScoreTree, period: int | None, merged: Merged
) -> tuple[Decimal, Decimal] | None:
    if not merged.changes:
        return None
    _, after = session.scored(period)
    return before.total.claimed, after.total.claimed
