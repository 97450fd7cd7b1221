"""``dtiscore form export``: a workbook for each unit to fill in, *Phiếu tự đánh giá*."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dtiscore.base.messages import N_, Message
from dtiscore.cli import completion
from dtiscore.cli.evidence_folder import noted
from dtiscore.cli.options import OutputOption, PeriodOption, TextFormatOption
from dtiscore.cli.session import Session, Stop, TextFormat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.report.answer import Answer
    from dtiscore.workspace import Workspace


def form_export(
    ctx: typer.Context,
    to: Annotated[
        Path, typer.Option("--to", metavar=N_("DIR"), help=N_("The folder for the workbooks."))
    ],
    unit: Annotated[
        str | None,
        typer.Argument(
            metavar=N_("[UNIT]"),
            help=N_("The unit, by id, name, short name or alias, with or without accents."),
            autocompletion=completion.units,
        ),
    ] = None,
    all_: Annotated[bool, typer.Option("--all", help=N_("One for every unit."))] = False,
    force: Annotated[
        bool, typer.Option("--force", help=N_("Replace workbooks that lie there."))
    ] = False,
    period: PeriodOption = None,
    format_: TextFormatOption = TextFormat.TABLE,
    output: OutputOption = None,
) -> None:
    session: Session = ctx.obj.speaks(format_, output)
    from dtiscore.base import problems
    from dtiscore.base.diagnostics import Place

    if (unit is None) != all_:
        raise Stop(problems.EXACTLY_ONE.at(Place("form export"), keys=("UNIT", "--all")))
    answer, workspace = session.answer(period, unit=unit)
    from dtiscore.forms.layout import form_of
    from dtiscore.report.answer import TOOL
    from dtiscore.report.form_book import form_bytes

    number = answer.tree.assessment.period
    units = [answer.unit] if answer.unit is not None else _units(answer, workspace)
    forms = [form_of(answer.tree, answer.units, each, session.as_of) for each in units]
    empty = [form for form in forms if not form.groups]
    forms = [form for form in forms if form.groups]
    paths = {form.unit: to / f"phieu-tu-danh-gia-{number}-{form.unit}.xlsx" for form in forms}
    there = [path for path in paths.values() if path.exists() or path.is_symlink()]
    if there and not force:
        raise Stop(*(problems.IN_THE_WAY.at(Place(str(path)), file=str(path)) for path in there))
    for form in forms:
        data = form_bytes(answer, form, session.language)
        _keep(paths[form.unit], data)
    lines = [
        Message(
            "{file}: {unit}, {count} criteria",
            file=str(paths[form.unit]),
            unit=answer.unit_name(form.unit),
            count=len(list(form.sections)),
        )
        for form in forms
    ]
    text = N_("{unit} neither leads nor supports a criterion: no form")
    lines += [noted(Message(text, unit=answer.unit_name(form.unit))) for form in empty]
    files = [
        {"unit": f.unit, "file": str(paths[f.unit]), "criteria": [s.score.id for s in f.sections]}
        for f in forms
    ]
    said = {"schema": "dtiscore/form-export/1", "tool": TOOL, "period": number, "files": files}
    session.say(lines, {**said, "without": [form.unit for form in empty]})
    session.warn((*answer.diagnostics, *_late(answer)))


def _late(answer: Answer) -> Iterator[Diagnostic]:
    """That the forms may come too late."""
    from dtiscore.analysis.worklist import calendar
    from dtiscore.base import problems
    from dtiscore.base.diagnostics import Place

    days = calendar(answer.tree, answer.as_of)
    if days.handed_in:
        period = str(answer.tree.assessment.period)
        place = Place(f"assessments/{period}.yaml")
        yield problems.HAND_IN_OVER.at(place, period=period, day=days.submit_by)


def _units(answer: Answer, workspace: Workspace) -> list[str]:
    """Every unit of the workspace; without units.yaml those the set suggests."""
    if answer.units is not None:
        return [unit.id for unit in answer.units.units]
    files = workspace.set_files
    criteria = files.criteria_set.criteria.values() if files is not None else ()
    return list(dict.fromkeys(u for c in criteria for u in (c.lead, *c.support) if u is not None))


def _keep(path: Path, data: bytes) -> None:
    """Write a workbook, whole or not at all.

    Raises:
        Stop: it cannot be written; what it held is untouched.
    """
    from dtiscore.cli.refusals import cannot_write
    from dtiscore.source.atomic_write import write_bytes

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(path, data)
    except OSError as error:
        raise Stop(cannot_write(str(path), error)) from None
