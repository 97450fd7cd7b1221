"""The options several commands share, each described once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dtiscore.base.dates import FIRST_YEAR, LAST_YEAR
from dtiscore.base.messages import N_
from dtiscore.cli import completion
from dtiscore.cli.session import Format, Stop, TextFormat


def a_year(param: typer.CallbackParam, value: int | None) -> int | None:
    """The year, if a period can be of it.

    Raises:
        Stop: it is none that a file can have.
    """
    if value is None or FIRST_YEAR <= value <= LAST_YEAR:
        return value
    from dtiscore.base import problems
    from dtiscore.base.diagnostics import Place
    from dtiscore.base.messages import Message

    found = Message("the text “{value}”", value=str(value))
    expected = Message("a year such as 2023")
    raise Stop(problems.WRONG_TYPE.at(Place(param.opts[0]), found=found, expected=expected))


FormatOption = Annotated[
    Format, typer.Option("--format", "-f", help=N_("How to print the answer."))
]
TextFormatOption = Annotated[
    TextFormat, typer.Option("--format", "-f", help=N_("How to print the answer."))
]
OutputOption = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar=N_("FILE"),
        help=N_("Write the answer into this file, not to the screen."),
    ),
]
PeriodOption = Annotated[
    int | None,
    typer.Option("--period", metavar=N_("YEAR"), help=N_("The assessed year."), callback=a_year),
]
GroupOption = Annotated[
    list[str] | None,
    typer.Option(
        "--group",
        metavar=N_("GROUP"),
        help=N_("Only the lines of this group; totals stay whole."),
        autocompletion=completion.groups,
    ),
]
UnitOption = Annotated[
    str | None,
    typer.Option(
        "--unit",
        metavar=N_("UNIT"),
        help=N_("Only the lines of this unit; totals stay whole."),
        autocompletion=completion.units,
    ),
]
DueWithinOption = Annotated[
    str | None,
    typer.Option(
        "--due-within",
        metavar=N_("DAYS"),
        help=N_("Only what is due within so many days (30d, 2w, 1m), or overdue."),
    ),
]
