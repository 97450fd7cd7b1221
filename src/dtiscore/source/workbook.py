"""A workbook somebody sent: its cells with their places, never a formula run."""

from __future__ import annotations

import io
import re
from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from dtiscore.base import problems
from dtiscore.base.diagnostics import Place
from dtiscore.base.messages import N_, Message
from dtiscore.source.office_file import EXCEL, UnreadableError, checked_bytes
from dtiscore.source.sheet_xml import MOST_COLUMNS, MOST_ROWS, Merged, merged_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from dtiscore.base.diagnostics import Diagnostic

MOST_SHEETS = 20
TOO_MANY = N_("it has more than 20 sheets or tables")
# What a number format shows as it stands, or takes for a word: quoted, escaped, in brackets.
_LITERAL = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]')
CellValue: TypeAlias = str | bool | Fraction | date | None


class Cell(NamedTuple):
    """A cell that holds something.

    Attributes:
        name: as people call it, ``Phiếu!G12``; ``row`` and ``column`` count from 1.
        value: what it holds, or of a formula its last value, if the file keeps one.
        formula: whether it computes. error: the spreadsheet's own, such as ``#DIV/0!``.
        month: whether of its date only month and year are shown.
        percent: whether its number is shown as a percentage: 0.5 as 50%.
    """

    name: str
    row: int
    column: int
    value: CellValue
    formula: bool = False
    error: str | None = None
    month: bool = False
    percent: bool = False


class Sheet(NamedTuple):
    """A sheet's cells, row by row, and which of them are merged."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[Merged, ...] = ()


def read_workbook(path: Path, file: str) -> tuple[tuple[Sheet, ...], Diagnostic | None]:
    """The sheets of a workbook called ``file`` in messages, or why it is not read."""
    try:
        if not path.is_file():
            return (), problems.MISSING_FILE.at(Place(file), file=file)
        return sheets_of(checked_bytes(path, EXCEL)), None
    except UnreadableError as error:
        problem = problems.WORKBOOK_REFUSED if error.refused else problems.NOT_A_WORKBOOK
        return (), problem.at(Place(file), file=file, reason=Message(error.reason))
    except OSError as error:
        reason = error.strerror or str(error)
        return (), problems.UNREADABLE_FILE.at(Place(file), file=file, reason=reason)


def sheets_of(data: bytes) -> tuple[Sheet, ...]:
    """The sheets of a workbook whose parts were looked at, with their merged cells.

    Raises:
        UnreadableError: it is damaged, or holds more than is read.
    """
    import openpyxl  # noqa: PLC0415 - a third of a second that only this needs

    try:
        shown, typed = (
            openpyxl.load_workbook(
                io.BytesIO(data), read_only=True, data_only=last, keep_links=False
            )
            for last in (True, False)
        )
        # Before a row is read: what lies beyond the last one read is refused, not cut off.
        merged = _merged(shown.worksheets)
        return tuple(
            Sheet(str(one.title), tuple(_rows(str(one.title), one, other)), cells)
            for one, other, cells in zip(shown.worksheets, typed.worksheets, merged, strict=True)
        )
    except (MemoryError, UnreadableError):
        raise
    except Exception as error:  # whatever a parser makes of a file that is meant to break it
        raise UnreadableError(N_("it is damaged")) from error


def _rows(title: str, shown: Any, typed: Any) -> Iterator[tuple[Cell, ...]]:
    # What a sheet says of its own size may be a lie.
    shown.reset_dimensions()
    typed.reset_dimensions()
    limits = {"max_row": MOST_ROWS, "max_col": MOST_COLUMNS}
    for values, formulas in zip(shown.iter_rows(**limits), typed.iter_rows(**limits), strict=False):
        cells = tuple(
            cell
            for value, formula in zip(values, formulas, strict=False)
            for cell in (_cell(title, value, formula),)
            if cell is not None
        )
        if cells:
            yield cells


def _merged(sheets: Sequence[Any]) -> list[tuple[Merged, ...]]:
    """The merged cells of each sheet: what is read row by row does not know of them."""
    if len(sheets) > MOST_SHEETS:
        raise UnreadableError(TOO_MANY, refused=True)
    found = []
    for sheet in sheets:
        with sheet._get_source() as source:  # noqa: SLF001 - there is no public way to it
            found.append(merged_in(source))
    return found


def _cell(title: str, shown: Any, typed: Any) -> Cell | None:
    if typed.value is None:
        return None
    formula = typed.data_type == "f"
    value = shown.value
    name = f"{title}!{typed.column_letter}{typed.row}"
    if shown.data_type == "e":
        return Cell(name, typed.row, typed.column, None, formula, str(value))
    pattern = _LITERAL.sub("", str(typed.number_format)).casefold()
    month = isinstance(value, date) and _shows_month(pattern)
    place = (name, typed.row, typed.column)
    return Cell(*place, _value(value), formula, month=month, percent="%" in pattern)


def _shows_month(pattern: str) -> bool:
    letters = set(pattern)
    return {"m", "y"} <= letters and not letters & {"d", "h", "s"}


def _value(value: Any) -> CellValue:
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, (int, float)):
        try:
            # A spreadsheet holds 15 digits; what a file has beyond is noise of the computing.
            return Fraction(repr(value) if isinstance(value, int) else f"{value:.15g}")
        except ValueError:  # NaN, infinity
            return str(value)
    return str(value)
