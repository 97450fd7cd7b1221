"""A plan's table of tasks: STT, nhiệm vụ, chủ trì, phối hợp, thời gian, sản phẩm.

Where the table is in a file, under which headings its columns stand, and its cells with what is
merged over several rows filled in. What its rows say is read in `plan_rows`.
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.base import problems
from dtiscore.base.diagnostics import Place
from dtiscore.base.messages import Message
from dtiscore.base.text import fold_accents
from dtiscore.forms.plan_rows import Part, Reading
from dtiscore.source.office_file import UnreadableError
from dtiscore.source.table_file import numbers_columns, tables_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from dtiscore.analysis.task_import import Row
    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.forms.plan_rows import Cells
    from dtiscore.model.units import Units
    from dtiscore.source.workbook import Cell, Sheet

_HEADINGS = {
    "no": re.compile(r"stt|tt|so tt"),
    "title": re.compile(r".*(nhiem vu|noi dung|cong viec).*"),
    # “Đơn vị phối hợp thực hiện” supports, though its last word is a lead's.
    "lead": re.compile(r"(?!.*phoi hop).*(chu tri|don vi thuc hien|co quan thuc hien).*"),
    "both": re.compile(r".*chu tri.*phoi hop.*"),
    "support": re.compile(r".*phoi hop.*"),
    "begin": re.compile(r"(thoi gian |ngay )?bat dau"),
    "due": re.compile(r".*(thoi gian|thoi han|han hoan thanh|tien do).*|(hoan|ket) (thanh|thuc)"),
    "product": re.compile(r".*(san pham|ket qua|dau ra).*"),
    "other": re.compile(r"ghi chu|.*(kinh phi|nguon von).*"),
}
"""What a column is called, without accents; when a task begins is not asked."""
_LOOKED = 30
"""Rows in which the headings are looked for."""
_LONGEST_HEADING = 60
_NUMBER = re.compile(r"[0-9]+(?:[.)][0-9]*)*|[IVX]+\.?|[A-Z]\.?")
"""What stands before a task, or a section of them."""


class Plan(NamedTuple):
    """The tasks of a plan, and everything that is wrong with its table."""

    tasks: tuple[Row, ...]
    found: tuple[Diagnostic, ...]


def read_plan(path: Path, file: str, units: Units, year: int) -> Plan:
    """The tasks in the tables of a .docx or .xlsx file called ``file`` in messages."""
    try:
        grids = [_grid(sheet) for sheet in tables_of(path)]
    except UnreadableError as error:
        problem = problems.PLAN_REFUSED if error.refused else problems.NOT_A_PLAN
        reason = Message(error.reason)
        return Plan((), (problem.at(Place(file), file=file, reason=reason),))
    except OSError as error:
        why = error.strerror or str(error)
        return Plan((), (problems.UNREADABLE_FILE.at(Place(file), file=file, reason=why),))
    reading = Reading(file, units, year)
    tables: list[tuple[Mapping[str, int], list[Cells]]] = []
    for grid in grids:
        head = _head(grid)
        if head is not None:
            tables.append((head[2], _below(grid, *head[:2])))
        elif tables and path.suffix.casefold() == ".docx" and _continues(grid, tables[-1][0]):
            tables[-1][1].extend(grid)
    tasks = [task for columns, rows in tables for task in reading.tasks(rows, columns)]
    if not tables:
        reading.found.append(problems.NO_PLAN_TABLE.at(Place(file), file=file))
    reading.as_a_whole(tasks)
    # What is wrong with a merged cell is wrong once.
    return Plan(tuple(tasks), tuple(dict.fromkeys(reading.found)))


def _grid(sheet: Sheet) -> list[Cells]:
    """The rows of a sheet that hold anything, each with its empty cells and the merged ones."""
    rows = {row[0].row: _padded(row) for row in sheet.rows}
    for merged in sheet.merged:
        if merged.last_row == merged.first_row or merged.first_row not in rows:
            continue
        column = merged.first_column - 1
        first = rows[merged.first_row]
        if column >= len(first) or not first[column].text:
            continue
        filled = first[column]._replace(above=True)
        for number in range(merged.first_row + 1, merged.last_row + 1):
            row = rows.get(number)
            if row is not None:
                row += [Part(filled.name, "")] * (column + 1 - len(row))
                row[column] = filled
    return [tuple(row) for row in rows.values()]


def _padded(row: Sequence[Cell]) -> list[Part]:
    """A sheet's row with its empty cells."""
    width = max(cell.column for cell in row)
    sheet = row[0].name.rpartition("!")[0]
    parts = [Part(f"{sheet}!{row[0].row}", "") for _ in range(width)]
    for cell in row:
        parts[cell.column - 1] = Part(cell.name, _text(cell))
    return parts


def _text(cell: Cell) -> str:
    value = cell.value
    if isinstance(value, Fraction):
        return str(value) if value.denominator == 1 else str(float(value))
    if isinstance(value, date):
        return f"{value.month}/{value.year}" if cell.month else value.isoformat()
    return "" if value is None or isinstance(value, bool) else str(value)


# --- headings ---------------------------------------------------------------------------------


def _head(grid: list[Cells]) -> tuple[int, int, Mapping[str, int]] | None:
    """The first row of the headings, the one below the last, and which column holds what."""
    for first in range(min(len(grid), _LOOKED)):
        columns = _columns(grid[first])
        end = first + 1
        while end < len(grid) and _goes_on(grid[end], columns):
            # The lower of two headings says more than the one that stands above several columns.
            lower = _columns(grid[end], own=True)
            kept = {key: at for key, at in columns.items() if at not in lower.values()}
            columns = {**kept, **lower}
            end += 1
        if "both" in columns:
            # One column for all of them: the first leads.
            columns.setdefault("lead", columns["both"])
        if {"title", "lead"} <= columns.keys():
            return first, end, columns
    return None


def _columns(row: Cells, *, own: bool = False) -> dict[str, int]:
    """Which columns have the heading of which kind; the first of two of one kind."""
    columns: dict[str, int] = {}
    for column, part in enumerate(row):
        key = None if own and part.above else _kind(part.text, columns)
        if key is not None:
            columns[key] = column
    return columns


def _kind(text: str, taken: Mapping[str, int] | None = None) -> str | None:
    folded = fold_accents(text)
    kinds = (key for key, words in _HEADINGS.items() if words.fullmatch(folded))
    return next((key for key in kinds if key not in (taken or {})), None)


def _goes_on(row: Cells, columns: Mapping[str, int]) -> bool:
    """Whether a row below headings holds some, too: the lower ones of a heading in two rows."""
    title = columns.get("title")
    if title is None or title >= len(row):
        return False
    if row[title].above:
        return True
    own = [part.text for part in row if part.text.strip() and not part.above]
    return (
        not row[title].text.strip()
        and bool(own)
        and all(len(text) <= _LONGEST_HEADING and _kind(text) for text in own)
    )


def _below(grid: list[Cells], first: int, end: int) -> list[Cells]:
    """The rows below the headings, without those of the headings again and column numbers."""
    heads = [_words(row) for row in grid[first:end]]
    rows = [row for row in grid[end:] if _words(row) not in heads]
    if rows and numbers_columns(part.text for part in rows[0] if not part.above):
        del rows[0]
    return rows


def _continues(grid: list[Cells], columns: Mapping[str, int]) -> bool:
    """Whether a table without headings is the rest of the one before, which a page broke."""
    number = columns.get("no")
    if not grid or number is None or number >= len(grid[0]):
        return False
    return _NUMBER.fullmatch(grid[0][number].text.strip()) is not None


def _words(row: Cells) -> list[str]:
    texts = [fold_accents(part.text) for part in row]
    while texts and not texts[-1]:
        texts.pop()
    return texts
