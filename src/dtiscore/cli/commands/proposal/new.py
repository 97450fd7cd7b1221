"""``dtiscore proposal new``: a proposal's file, with all it has to state."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

import typer

from dtiscore.base.messages import N_, Message
from dtiscore.cli import completion
from dtiscore.cli.editing import editing
from dtiscore.cli.options import OutputOption, PeriodOption, TextFormatOption
from dtiscore.cli.session import Session, Stop, TextFormat


class Kind(StrEnum):
    """What is proposed."""

    TASK = "task"
    PURCHASE = "purchase"
    REPAIR = "repair"
    UPGRADE = "upgrade"


def proposal_new(
    ctx: typer.Context,
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help=N_("Its name."))],
    unit: Annotated[
        str,
        typer.Option(
            "--unit",
            metavar="UNIT",
            help=N_("The unit that proposes it."),
            autocompletion=completion.units,
        ),
    ],
    kind: Annotated[Kind, typer.Option("--kind", help=N_("What is proposed."))] = Kind.TASK,
    id_: Annotated[
        str | None, typer.Option("--id", metavar="ID", help=N_("Its id; made of the title."))
    ] = None,
    necessity: Annotated[
        str | None,
        typer.Option("--necessity", metavar="TEXT", help=N_("Why it is needed.")),
    ] = None,
    effect: Annotated[
        str | None, typer.Option("--effect", metavar="TEXT", help=N_("What it brings, in words."))
    ] = None,
    cost: Annotated[
        str | None,
        typer.Option(
            "--cost", metavar=N_("VND"), help=N_("What it costs: 30tr, 1,2 ty, 30.000.000.")
        ),
    ] = None,
    resources: Annotated[
        str | None,
        typer.Option("--resources", metavar="TEXT", help=N_("People and means that do it.")),
    ] = None,
    criterion: Annotated[
        list[str] | None,
        typer.Option(
            "--criterion",
            metavar="ID",
            help=N_("A criterion it serves; repeatable."),
            autocompletion=completion.criteria,
        ),
    ] = None,
    period: PeriodOption = None,
    format_: TextFormatOption = TextFormat.TABLE,
    output: OutputOption = None,
) -> None:
    session: Session = ctx.obj.speaks(format_, output)
    workspace = session.open(period)
    from dtiscore.base import problems
    from dtiscore.base.diagnostics import Place, has_errors
    from dtiscore.cli.filters import criterion_of, nothing_said, unit_id
    from dtiscore.cli.proposals import folder_of
    from dtiscore.cli.tasks import same_title, slug
    from dtiscore.model.edited import EditedFile
    from dtiscore.model.proposals import Proposal
    from dtiscore.report.answer import TOOL
    from dtiscore.report.diagnostics import as_records
    from dtiscore.report.proposal_file import template
    from dtiscore.source.yaml_edit import merged

    if not title.strip():
        raise Stop(nothing_said(title, "--title", Message("the name of what is proposed")))
    if has_errors(workspace.diagnostics):
        raise Stop(*workspace.diagnostics)
    entry: dict[str, Any] = {"title": title, "unit": unit_id(unit, workspace), "kind": kind.value}
    entry |= {"on": session.as_of.isoformat(), "necessity": necessity}
    entry |= {"effect": {"text": effect} if effect is not None else None}
    entry |= {"cost": None if cost is None else _vnd(cost), "resources": resources}
    entry["criteria"] = [criterion_of(workspace, each).id for each in criterion or ()] or None
    entry = {key: value for key, value in entry.items() if value is not None}
    with editing(session):
        there = workspace.proposals()[0]
        alike = same_title(title, {key: one.value.title for key, one in there.items()})
        tasks = workspace.tasks.value.tasks if workspace.tasks is not None else ()
        taken = {key.casefold() for key in (*there, *(task.id for task in tasks))}
        key = id_ or slug(title, frozenset(taken))
        name = f"{folder_of(workspace)}/{key}.yaml"
        _must_be_id(key)
        if (workspace.root / name).exists() or key.casefold() in taken:
            raise Stop(problems.PROPOSAL_THERE.at(Place("--id"), file=name))
        path = workspace.root / name
        session.inside(path)
        text = merged(template(session.language, entry), (), entry)
        file: EditedFile[Proposal] = EditedFile(path, name, Proposal, text)
        if file.found:
            raise Stop(*file.found)
        session.keep(path, file.text)
    doubts = []
    if alike is not None:
        doubts.append(problems.PROPOSAL_SAME_TITLE.at(Place("--title"), id=alike, file=name))
    if session.format != TextFormat.JSON:
        session.warn(doubts)
    said: dict[str, Any] = {
        "schema": "dtiscore/proposal-new/1",
        "tool": TOOL,
        "file": name,
        "proposal": entry,
    }
    said["diagnostics"] = as_records(doubts, session.language)
    session.say(
        [
            Message("Made: {file}", file=name),
            Message("State there what is missing; dtiscore proposal check says what that is."),
        ],
        said,
    )


def _must_be_id(name: str) -> None:
    """Make sure that the id can name a file.

    Raises:
        Stop: it cannot.
    """
    from dtiscore.base import problems
    from dtiscore.base.diagnostics import Place
    from dtiscore.base.text import is_id

    if not is_id(name):
        raise Stop(problems.BAD_ID.at(Place("--id"), value=name))


def _vnd(text: str) -> str:
    """An amount of money as it is written in a file.

    Raises:
        Stop: it is none.
    """
    from fractions import Fraction

    from dtiscore.base.money import parse_money
    from dtiscore.base.numbers import decimal_text
    from dtiscore.cli.planning import amount
    from dtiscore.source.yaml_edit import Figure

    return Figure(decimal_text(amount(text, "--cost", parse_money) or Fraction(0)))
