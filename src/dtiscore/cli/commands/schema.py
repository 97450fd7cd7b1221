"""``dtiscore schema``: the JSON Schemas that let an editor help with the files."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dtiscore.base.messages import N_
from dtiscore.cli.options import OutputOption
from dtiscore.cli.session import Session, Stop


class SchemaFormat(StrEnum):
    """The list of kinds, for people and for programs; a schema itself is JSON in both."""

    TABLE = "table"
    JSON = "json"


def _kinds() -> list[str]:
    from dtiscore.model.schema import FILE_KINDS

    return list(FILE_KINDS)


def schema(
    ctx: typer.Context,
    kind: Annotated[
        str | None,
        typer.Argument(
            metavar=N_("[KIND]"),
            help=N_("The kind of file; without it, all kinds are listed."),
            autocompletion=_kinds,
        ),
    ] = None,
    to: Annotated[
        Path | None,
        typer.Option("--to", metavar=N_("DIR"), help=N_("Write every schema into this folder.")),
    ] = None,
    format_: Annotated[
        SchemaFormat, typer.Option("--format", "-f", help=N_("How to print the answer."))
    ] = SchemaFormat.TABLE,
    output: OutputOption = None,
) -> None:
    session: Session = ctx.obj.speaks(format_, output)
    from dtiscore.base import problems
    from dtiscore.base.diagnostics import Place
    from dtiscore.model.schema import FILE_KINDS, json_schema, schema_name
    from dtiscore.report.answer import TOOL
    from dtiscore.report.machine import to_json

    if kind is not None and kind not in FILE_KINDS:
        known = tuple(FILE_KINDS)
        raise Stop(problems.NOT_ONE_OF.at(Place("schema"), value=kind, known=known))
    if to is not None:
        _make(to)
        written: list[str] = []
        for name in FILE_KINDS if kind is None else [kind]:
            session.output = to / schema_name(name)
            session.write(to_json(json_schema(name)))
            written.append(str(session.output))
        session.output = output
        session.write("".join(f"{path}\n" for path in written))
    elif kind is not None:
        session.write(to_json(json_schema(kind)))
    elif format_ is SchemaFormat.JSON:
        kinds = [{"kind": name, "files": where} for name, (_, where) in FILE_KINDS.items()]
        head = {"schema": "dtiscore/schema/1", "tool": TOOL}
        session.write(to_json({**head, "kinds": kinds, "diagnostics": []}))
    else:
        session.write("".join(f"{name:<12}{where}\n" for name, (_, where) in FILE_KINDS.items()))


def _make(folder: Path) -> None:
    from dtiscore.cli.refusals import cannot_write

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Stop(cannot_write(str(folder), error)) from None
