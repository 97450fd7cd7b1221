"""``dtiscore task add``: one more task in tasks/<period>.yaml."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dtiscore.base.messages import N_, Message
from dtiscore.cli import completion
from dtiscore.cli.editing import editing
from dtiscore.cli.evidence_folder import noted
from dtiscore.cli.options import OutputOption, PeriodOption, TextFormatOption
from dtiscore.cli.session import Session, Stop, TextFormat

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.model.tasks import Tasks
    from dtiscore.workspace import Workspace

_POST = Message("a post or initials")


def task_add(
    ctx: typer.Context,
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help=N_("What is to be done."))],
    unit: Annotated[
        str,
        typer.Option(
            "--unit",
            metavar="UNIT",
            help=N_("The unit in the lead; “each”: every unit has one of its own."),
            autocompletion=completion.units,
        ),
    ],
    id_: Annotated[
        str | None, typer.Option("--id", metavar="ID", help=N_("Its id; made of the title."))
    ] = None,
    support: Annotated[
        list[str] | None,
        typer.Option("--support", metavar="UNIT", help=N_("A unit in support; repeatable.")),
    ] = None,
    member: Annotated[
        str | None,
        typer.Option("--member", metavar=N_("POST"), help=N_("Who does it: a post or initials.")),
    ] = None,
    due: Annotated[
        str | None, typer.Option("--due", metavar="DATE", help=N_("The day it is due."))
    ] = None,
    every: Annotated[
        str | None,
        typer.Option("--every", metavar=N_("SPAN"), help=N_("It returns every month or quarter.")),
    ] = None,
    from_: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="DATE",
            help=N_("Of one that returns: from when; default: the day it is added."),
        ),
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
    paper: Annotated[
        list[str] | None,
        typer.Option("--paper", metavar=N_("SLOT"), help=N_("A paper it produces: 1.1/minutes.")),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option("--source", metavar=N_("DOCUMENT/PARAGRAPH"), help=N_("What ordered it.")),
    ] = None,
    period: PeriodOption = None,
    format_: TextFormatOption = TextFormat.TABLE,
    output: OutputOption = None,
) -> None:
    session: Session = ctx.obj.speaks(format_, output)
    workspace = session.open(period)
    from dtiscore.base import problems
    from dtiscore.base.diagnostics import Place
    from dtiscore.cli.tasks import TaskFile, day_of, same_title, slug
    from dtiscore.report.answer import TOOL
    from dtiscore.report.diagnostics import as_records

    day = day_of(due, "--due")
    begins = day_of(from_, "--from")
    if begins is None and every is not None and session.as_of in workspace.days:
        # Before it was added, nothing of it was due.
        begins = session.as_of
    unit = _unit(workspace, unit, "--unit")
    entry: dict[str, Any] = {"id": id_, "title": title, "unit": unit}
    supporting = (_unit(workspace, name, "--support") for name in support or ())
    entry["support"] = list(dict.fromkeys(supporting))
    entry |= {"member": member, "due": None if day is None else day.isoformat(), "every": every}
    entry["from"] = None if begins is None else begins.isoformat()
    entry |= {"criteria": list(criterion or ()), "papers": list(paper or ())}
    if source is not None:
        document, slash, paragraph = source.partition("/")
        entry["source"] = {"document": document, **({"paragraph": paragraph} if slash else {})}
    entry = {key: value for key, value in entry.items() if value not in (None, [])}
    with editing(session):
        file = TaskFile(session, workspace)
        wrong = tuple(_wrong(entry, file.said, workspace))
        if wrong:
            raise Stop(*wrong)
        alike = same_title(title, {task.id: task.title for task in file.said.tasks})
        taken = frozenset(task.id.casefold() for task in file.said.tasks)
        entry = {"id": id_ or slug(title, taken), **entry}
        file.append(entry)
        file.check(workspace)
        file.write()
    doubts = []
    if alike is not None:
        place = Place("--title")
        doubts.append(problems.SAME_TITLE.at(place, id=alike, file=file.name))
    if day is not None and day.year != workspace.period:
        year = str(workspace.period)
        doubts.append(problems.DUE_OTHER_YEAR.at(Place("--due"), due=day, year=year))
    said: dict[str, Any] = {"schema": "dtiscore/task-add/1", "tool": TOOL, "file": file.name}
    said |= {"task": entry, "diagnostics": as_records(doubts, session.language)}
    if session.format != TextFormat.JSON:
        session.warn(doubts)
    session.say(tuple(_lines(entry, file.name)), said)


def _lines(entry: Mapping[str, Any], file: str) -> Iterator[Message]:
    """What was added, and which criteria it serves."""
    yield Message("Added: {id}, “{title}”.", id=entry["id"], title=entry["title"])
    if "from" in entry:
        yield Message("It returns from {day} on.", day=date.fromisoformat(entry["from"]))
    if "criteria" in entry:
        yield Message("It serves the criteria: {ids}.", ids=tuple(entry["criteria"]))
    if "papers" in entry:
        yield Message("It produces the papers: {papers}.", papers=tuple(entry["papers"]))
    if not {"criteria", "papers"} & entry.keys():
        text = N_(
            "it serves no criterion: --criterion or --paper names one; now “criteria:” or "
            "“papers:” of {id} in {file} does"
        )
        yield noted(Message(text, id=entry["id"], file=file))


def _wrong(entry: Mapping[str, Any], tasks: Tasks, workspace: Workspace) -> Iterator[Diagnostic]:
    """What the options say that cannot be, each under its own name."""
    from dtiscore.base import problems
    from dtiscore.base.diagnostics import Place
    from dtiscore.base.text import is_id
    from dtiscore.cli.filters import nothing_said
    from dtiscore.model.tasks import HOW_OFTEN

    for option, expected in (("title", Message("what is to be done")), ("member", _POST)):
        if not entry.get(option, option).strip():
            yield nothing_said(entry[option], f"--{option}", expected)
    if entry["unit"] in entry.get("support", ()):
        yield problems.SUPPORTS_ITSELF.at(Place("--support"), unit=entry["unit"])
    if "id" in entry and not is_id(entry["id"]):
        yield problems.BAD_ID.at(Place("--id"), value=entry["id"])
    elif entry.get("id", "").casefold() in {task.id.casefold() for task in tasks.tasks}:
        yield problems.TASK_THERE.at(Place("--id"), id=entry["id"])
    if entry.get("every", HOW_OFTEN[0]) not in HOW_OFTEN:
        place = Place("--every")
        yield problems.NOT_ONE_OF.at(place, value=entry["every"], known=HOW_OFTEN)
    if {"every", "due"} <= entry.keys():
        yield problems.NOT_BOTH.at(Place("--due"), one="--due", other="--every")
    if "from" in entry and "every" not in entry:
        yield problems.NEEDS_OPTION.at(Place("--from"), one="--from", other="--every")
    yield from _wrong_links(entry, tasks, workspace)


def _wrong_links(
    entry: Mapping[str, Any], tasks: Tasks, workspace: Workspace
) -> Iterator[Diagnostic]:
    """Documents, criteria and slots that are not there."""
    from dtiscore.base import problems
    from dtiscore.base.diagnostics import Place
    from dtiscore.checks.tasks import slot_problem
    from dtiscore.cli.filters import nothing_said
    from dtiscore.model.criteria_set import unknown_criterion

    source = entry.get("source", {})
    known = tuple(document.id for document in tasks.documents)
    if source and source["document"] not in known:
        place, name = Place("--source"), source["document"]
        yield problems.UNKNOWN_DOCUMENT.at(place, id=name, known=known or "–")
    if not source.get("paragraph", "–").strip():
        yield nothing_said("", "--source", Message("a paragraph after the stroke"))
    files = workspace.set_files
    if files is not None and files.complete:
        criteria = files.criteria_set.criteria
        for name in entry.get("criteria", ()):
            if name not in criteria:
                yield unknown_criterion(name, criteria, Place("--criterion"))
        for name in entry.get("papers", ()):
            yield from slot_problem(name, files.criteria_set, Place("--paper"))


def _unit(workspace: Workspace, name: str, option: str) -> str:
    """The id of a unit, or the word for every unit.

    Raises:
        Stop: there is no such unit.
    """
    from dtiscore.cli.filters import unit_id
    from dtiscore.model.tasks import EACH

    if name.strip().casefold() == EACH and option == "--unit":
        return EACH
    if workspace.units is None and workspace.set_files is None:
        raise Stop(*workspace.diagnostics)
    return unit_id(name, workspace, option)
