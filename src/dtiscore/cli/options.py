"""The options several commands share, each described once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dtiscore.base.messages import N_
from dtiscore.cli import completion
from dtiscore.cli.session import Format

FormatOption = Annotated[
    Format, typer.Option("--format", "-f", help=N_("How to print the answer."))
]
OutputOption = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help=N_("Write the answer into this file, not to the screen."),
    ),
]
PeriodOption = Annotated[
    int | None, typer.Option("--period", metavar="YEAR", help=N_("The assessed year."))
]
GroupOption = Annotated[
    list[str] | None,
    typer.Option(
        "--group",
        metavar="GROUP",
        help=N_("Only the lines of this group; totals stay whole."),
        autocompletion=completion.groups,
    ),
]
UnitOption = Annotated[
    str | None,
    typer.Option(
        "--unit",
        metavar="UNIT",
        help=N_("Only the lines of this unit; totals stay whole."),
        autocompletion=completion.units,
    ),
]
