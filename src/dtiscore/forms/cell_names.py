"""What people call a cell of a table: a Word table shows no letters and numbers beside it."""

from __future__ import annotations

import re

from dtiscore.base.messages import N_, Message
from dtiscore.source.table_file import column_number

_IN_A_TABLE = re.compile(r"([0-9]+)!([A-Z]+)([0-9]+)")


def called(file: str, cell: str) -> str | Message:
    """A cell of a file as people find it: a Word table's by table, row and column."""
    found = _IN_A_TABLE.fullmatch(cell) if file.casefold().endswith(".docx") else None
    if found is None:
        return cell
    table, column, row = found.groups()
    text = N_("table {table}, row {row}, column {column}")
    return Message(text, table=table, row=row, column=str(column_number(column)))


def called_in(file: str, reason: Message) -> Message:
    """A reason with the other cell that it names, if any, called so, too."""
    first = reason.fields.get("first")
    if not isinstance(first, str):
        return reason
    return Message(reason.text, **{**reason.fields, "first": called(file, first)})
