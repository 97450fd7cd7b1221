"""``dtiscore init``: lay down a new workspace from a packaged criteria set."""

from __future__ import annotations

import contextlib
import secrets
import shutil
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dtiscore.base.dates import FIRST_YEAR, LAST_YEAR
from dtiscore.base.messages import N_
from dtiscore.cli.options import OutputOption
from dtiscore.cli.session import Session, Stop

if TYPE_CHECKING:
    from collections.abc import Callable

    from dtiscore.model.criteria_set import CriteriaSet


class InitFormat(StrEnum):
    """For people and for programs."""

    TABLE = "table"
    JSON = "json"


def init(
    ctx: typer.Context,
    folder: Annotated[
        Path, typer.Argument(metavar=N_("DIR"), help=N_("The new folder; it must not hold files."))
    ],
    criteria_set: Annotated[
        str | None, typer.Option("--set", metavar=N_("SET"), help=N_("The criteria set to use."))
    ] = None,
    agency: Annotated[
        str, typer.Option("--agency", metavar=N_("ID"), help=N_("The department's id."))
    ] = "co-quan",
    name: Annotated[
        str | None, typer.Option("--name", metavar=N_("NAME"), help=N_("The department's name."))
    ] = None,
    province: Annotated[
        str | None, typer.Option("--province", metavar=N_("NAME"), help=N_("Its province."))
    ] = None,
    cohort: Annotated[
        str | None,
        typer.Option(
            "--cohort", metavar=N_("ID"), help=N_("Its cohort, where the set has cohorts.")
        ),
    ] = None,
    period: Annotated[
        int | None, typer.Option("--period", metavar=N_("YEAR"), help=N_("The assessed year."))
    ] = None,
    format_: Annotated[
        InitFormat, typer.Option("--format", "-f", help=N_("How to print the answer."))
    ] = InitFormat.TABLE,
    output: OutputOption = None,
) -> None:
    session: Session = ctx.obj.speaks(format_, output)
    from dtiscore.base import problems
    from dtiscore.base.diagnostics import Place
    from dtiscore.base.messages import Message
    from dtiscore.base.text import is_id
    from dtiscore.starter import Plan, lay_down

    language = session.language
    if not is_id(agency):
        raise Stop(problems.BAD_ID.at(Place("--agency"), value=agency))
    year = session.as_of.year if period is None else period
    if not FIRST_YEAR <= year <= LAST_YEAR:
        found = Message("the text “{value}”", value=str(year))
        expected = Message("a year such as 2023")
        raise Stop(problems.WRONG_TYPE.at(Place("--period"), found=found, expected=expected))
    plan = Plan(
        agency=agency,
        name=name or language.text(Message("(the department's name)")),
        province=province,
        cohort=_cohort(cohort, chosen := _chosen(criteria_set)),
        period=year,
        language=language.code,
        criteria_set=chosen,
    )
    _write_beside(folder, lambda new: lay_down(new, plan, language.text))
    text = Message(
        "New workspace in {folder}. Next: state the figures in {file}, put papers into {papers},"
        " then run: dtiscore -C {folder} score",
        folder=_quoted(folder),
        file=f"assessments/{plan.period}.yaml",
        papers=f"evidence/{plan.period}/",
    )
    if format_ is InitFormat.JSON:
        from dtiscore.report.answer import TOOL
        from dtiscore.report.machine import to_json

        files = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
        head = {"schema": "dtiscore/init/1", "tool": TOOL}
        document = {**head, "folder": str(folder), "files": files, "diagnostics": []}
        session.write(to_json(document))
    else:
        session.write(language.text(text) + "\n")


def _quoted(folder: Path) -> str:
    """The folder as it can be typed into a shell, here or in PowerShell."""
    plain = str(folder)
    return f'"{plain}"' if " " in plain else plain


def _chosen(name: str | None) -> CriteriaSet:
    """The packaged set called ``name``; without a name, the only or first one."""
    from dtiscore.base import problems
    from dtiscore.base.diagnostics import Place
    from dtiscore.reader import read_sets
    from dtiscore.starter import packaged_criteria, packaged_sets

    known = packaged_sets()
    if not known or (name is not None and name not in known):
        raise Stop(problems.UNKNOWN_SET.at(Place("--set"), id=name or "–", known=known))
    sets, found = read_sets(packaged_criteria().parent, (name or known[0],))
    if not sets:
        raise Stop(*found)
    return sets[0].criteria_set


def _cohort(cohort: str | None, criteria_set: CriteriaSet) -> str | None:
    from dtiscore.base import problems
    from dtiscore.base.diagnostics import Place

    known = tuple(name for name in criteria_set.cohorts if name)
    if (known or cohort is not None) and cohort not in known:
        problem = problems.COHORT_MISSING if cohort is None else problems.COHORT_UNKNOWN
        raise Stop(problem.at(Place("--cohort"), cohort=cohort, known=known or None))
    return cohort


def _write_beside(folder: Path, fill: Callable[[Path], None]) -> None:
    """Make the whole folder beside its place, then move it there: all of it, or nothing.

    A folder that is there, empty, is filled from a folder within: it may be a disk of its own,
    and nothing says that the folder above can be written.

    Raises:
        Stop: the folder holds something already, or cannot be written.
    """
    from dtiscore.base import problems
    from dtiscore.base.diagnostics import Place

    place = Place(str(folder))
    new: Path | None = None
    added: list[Path] = []
    try:
        parent = folder.absolute().parent
        added = [above for above in (parent, *parent.parents) if not above.exists()]
        is_there = folder.exists()
        if is_there and (not folder.is_dir() or any(folder.iterdir())):
            raise Stop(problems.NOT_EMPTY.at(place, folder=str(folder)))
        parent.mkdir(parents=True, exist_ok=True)
        new = (folder if is_there else parent) / f".dtiscore-{secrets.token_hex(8)}"
        new.mkdir()
        fill(new)
        _move(new, folder)
    except OSError as error:
        from dtiscore.cli.refusals import cannot_write

        raise Stop(cannot_write(str(folder), error)) from None
    finally:
        if new is not None:
            shutil.rmtree(new, ignore_errors=True)
        for above in added:
            with contextlib.suppress(OSError):
                above.rmdir()  # only if it is still empty


def _move(new: Path, folder: Path) -> None:
    """Let ``new`` take the place of ``folder``; one that is there, perhaps as ``.``, is filled."""
    if not folder.exists():
        new.rename(folder)
        return
    children = sorted(new.iterdir())
    try:
        for child in children:
            child.rename(folder / child.name)
    except BaseException:
        for child in children:
            if (moved := folder / child.name).exists():
                moved.rename(child)
        raise
