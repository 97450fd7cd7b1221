"""Forms filled in by script, as a spreadsheet program would save them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import openpyxl

from dtiscore.forms.keys import ROWS

if TYPE_CHECKING:
    from pathlib import Path


def fill(path: Path, values: dict[str, Any]) -> None:
    """Type into cells named ``key#column``, and save as a spreadsheet program does."""
    book = openpyxl.load_workbook(path)
    for name, value in values.items():
        key, column = name.split("#")
        cell(book, key, column).value = value
    book.save(path)


def cell(book: Any, key: str, column: str) -> Any:
    """The cell of a key and a column, wherever its sheet and row are now."""
    for sheet in book.worksheets:
        marks = [row for row in sheet.iter_rows() if row[0].value == ROWS]
        if not marks:
            continue
        places = {each.value: each.column for each in marks[0]}
        for row in sheet.iter_rows(min_row=marks[0][0].row + 1):
            if key in str(row[0].value or "").split():
                return sheet.cell(row[0].row, places[column])
    raise KeyError(key)
