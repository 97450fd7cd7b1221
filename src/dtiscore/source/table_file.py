"""A table somebody sent, as a workbook, a CSV file or a Word document: cells with their places."""

from __future__ import annotations

import csv
import io
import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from dtiscore.base import problems
from dtiscore.base.diagnostics import Place
from dtiscore.base.messages import N_, Message
from dtiscore.base.text import nfc
from dtiscore.source.office_file import EXCEL, WORD, UnreadableError, bytes_of, checked_bytes
from dtiscore.source.sheet_xml import MOST_COLUMNS, MOST_ROWS, TOO_LARGE, Merged
from dtiscore.source.workbook import MOST_SHEETS, TOO_MANY, Cell, Sheet, sheets_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from dtiscore.base.diagnostics import Diagnostic

ENDINGS = (".xlsx", ".csv", ".docx")
_LETTERS = 26
_COLUMN_NUMBER = re.compile(r"\(?([0-9]{1,2}|[A-Z])\)?( ?=.*)?")
"""``(7)``, ``7``, ``B``, ``(7)=(5)+(6)``."""
_FEWEST_NUMBERED = 2


def read_tables(path: Path, file: str) -> tuple[tuple[Sheet, ...], Diagnostic | None]:
    """The sheets or tables of a file called ``file`` in messages, or why it is not read.

    Lines within a cell of a Word table stay lines.
    """
    place = Place(file)
    try:
        if not path.is_file():
            return (), problems.MISSING_FILE.at(place, file=file)
        return tables_of(path), None
    except UnreadableError as error:
        return (), problems.NOT_A_TABLE.at(place, file=file, reason=Message(error.reason))
    except OSError as error:
        reason = error.strerror or str(error)
        return (), problems.UNREADABLE_FILE.at(place, file=file, reason=reason)


def tables_of(path: Path) -> tuple[Sheet, ...]:
    """The sheets of a workbook, the tables of a document, or the one table of a CSV file.

    Raises:
        UnreadableError: it is another file, damaged, or could do harm.
        OSError: it cannot be read.
    """
    ending = path.suffix.casefold()
    if ending not in ENDINGS:
        raise UnreadableError(N_("its name does not end in .xlsx, .csv or .docx"))
    if ending == ".csv":
        return (_csv(bytes_of(path)),)
    if ending == ".docx":
        return tuple(_word(checked_bytes(path, WORD)))
    return sheets_of(checked_bytes(path, EXCEL))


def letters(column: int) -> str:
    """What people call a column, counted from 1: A, B, … AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        name = chr(ord("A") + rest) + name
    return name


def column_number(name: str) -> int:
    """The place of a column, counted from 1, by what people call it."""
    number = 0
    for letter in name:
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number


def numbers_columns(texts: Iterable[str]) -> bool:
    """Whether a row only numbers the columns, as tables do below their headings: A, B, 1, 2, 3."""
    found = [_COLUMN_NUMBER.fullmatch(" ".join(text.split())) for text in texts if text.strip()]
    names = [match[1] for match in found if match is not None]
    if len(names) < max(len(found), _FEWEST_NUMBERED):
        return False
    figures = [int(name) for name in names if name.isdecimal()]
    lettered = [name for name in names if not name.isdecimal()]
    return (
        names == [*lettered, *map(str, figures)]
        and lettered == [letters(at) for at in range(1, len(lettered) + 1)]
        and all(after - before == 1 for before, after in pairwise(figures))
    )


def _sheet(
    title: str,
    rows: Iterable[list[str]],
    before: str,
    merged: Iterable[Merged] = (),
) -> Sheet:
    """Rows of texts as a sheet; ``before`` stands in front of the name of every cell."""
    found = []
    for number, texts in enumerate(rows, start=1):
        if number > MOST_ROWS or len(texts) > MOST_COLUMNS:
            raise UnreadableError(TOO_LARGE, refused=True)
        cells = tuple(
            Cell(f"{before}{letters(at)}{number}", number, at, nfc(text.strip()))
            for at, text in enumerate(texts, start=1)
            if text.strip()
        )
        if cells:
            found.append(cells)
    return Sheet(title, tuple(found), tuple(merged))


def _csv(data: bytes) -> Sheet:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError(N_("it is not UTF-8: save it as “CSV UTF-8”")) from error
    if "\0" in text:
        raise UnreadableError(N_("it is a file of another kind"))
    first = text.partition("\n")[0]
    # A comma is the decimal mark here, so Vietnamese programs part columns by a semicolon.
    delimiter = max(";\t,", key=first.count)
    try:
        return _sheet("", list(csv.reader(io.StringIO(text), delimiter=delimiter)), "")
    except csv.Error as error:
        raise UnreadableError(N_("it is damaged")) from error


def _word(data: bytes) -> Iterator[Sheet]:
    import docx  # noqa: PLC0415 - a fifth of a second that only this needs

    try:
        tables = docx.Document(io.BytesIO(data)).tables[: MOST_SHEETS + 1]
        read = [[tuple(_word_row(row)) for row in table.rows] for table in tables]
    except MemoryError:
        raise
    except Exception as error:  # whatever a parser makes of a file that is meant to break it
        raise UnreadableError(N_("it is damaged")) from error
    if len(read) > MOST_SHEETS:
        raise UnreadableError(TOO_MANY, refused=True)
    for number, rows in enumerate(read, start=1):
        texts = ([text for cell in row for text in (cell.text, *cell.rest)] for row in rows)
        yield _sheet(str(number), texts, f"{number}!", _merged(rows))


class _WordCell(NamedTuple):
    """A cell of a Word table.

    Attributes:
        column: where it begins, from 1. rest: an empty text for each further column it covers.
        below: it is the lower part of the merged cell above it.
    """

    column: int
    text: str
    rest: tuple[str, ...]
    below: bool


def _word_row(row: Any) -> Iterator[_WordCell]:
    """The cells of a row; one over several columns stands in the first of them."""
    column = 1
    before = min(row.grid_cols_before, MOST_COLUMNS)
    if before:
        yield _WordCell(column, "", ("",) * (before - 1), below=False)
        column += before
    for cell in row._tr.tc_lst:  # noqa: SLF001 - row.cells takes quadratic time
        words = "\n".join(
            "".join(part.text or "" for part in paragraph.r_lst) for paragraph in cell.p_lst
        )
        # More columns than that are refused with the row.
        span = min(cell.grid_span, MOST_COLUMNS + 1)
        below = cell.vMerge == "continue"
        # Word shows nothing of what stands in the lower part of a merged cell.
        yield _WordCell(column, "" if below else words, ("",) * (span - 1), below)
        column += span


def _merged(rows: Sequence[Sequence[_WordCell]]) -> Iterator[Merged]:
    """The cells that reach over several rows or columns."""
    lower: dict[int, int] = {}
    for number in range(len(rows), 0, -1):
        ends = {cell.column: lower.get(cell.column, number) for cell in rows[number - 1]}
        for cell in rows[number - 1]:
            right = cell.column + len(cell.rest)
            if not cell.below and (ends[cell.column] > number or right > cell.column):
                yield Merged(number, cell.column, ends[cell.column], right)
        lower = {cell.column: ends[cell.column] for cell in rows[number - 1] if cell.below}
