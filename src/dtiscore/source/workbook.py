"""A workbook somebody sent: its cells with their places, never a formula run.

What could do harm is refused by the archive's own list before any of it is parsed: macros, links
to other workbooks, embedded objects, too much of anything.
"""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from dtiscore.base import problems
from dtiscore.base.diagnostics import Place
from dtiscore.base.messages import N_, Message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dtiscore.base.diagnostics import Diagnostic

LARGEST_FILE = 10_000_000
LARGEST_CONTENT = 40_000_000
MOST_PARTS = 300
MOST_SHEETS = 20
MOST_ROWS, MOST_COLUMNS = 5_000, 60
_HEAD = 4_096
_UTF16 = (b"\xff\xfe", b"\xfe\xff")

_HARMFUL = (
    (("vbaproject", "macrosheets/", "activex/"), N_("it holds macros or controls")),
    (("externallinks/", "connections.xml", "querytables/"), N_("it links to other files")),
    (("embeddings/", "oleobject"), N_("it holds embedded objects")),
)

CellValue: TypeAlias = str | bool | Fraction | date | None


class Cell(NamedTuple):
    """A cell that holds something.

    Attributes:
        name: as people call it, ``Phiếu!G12``; ``row`` and ``column`` count from 1.
        value: what it holds, or of a formula its last value, if the file keeps one.
        formula: whether it computes. error: the spreadsheet's own, such as ``#DIV/0!``.
    """

    name: str
    row: int
    column: int
    value: CellValue
    formula: bool = False
    error: str | None = None


class Sheet(NamedTuple):
    """A sheet's cells, row by row."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]


class UnreadableError(Exception):
    """Why a file is not read, or ``refused``; caught where its name is known."""

    def __init__(self, reason: str, *, refused: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.refused = reason, refused


def read_workbook(path: Path, file: str) -> tuple[tuple[Sheet, ...], Diagnostic | None]:
    """The sheets of a workbook called ``file`` in messages, or why it is not read."""
    try:
        if not path.is_file():
            return (), problems.MISSING_FILE.at(Place(file), file=file)
        data = bytes_of(path)
        look_at_parts(data)
        return sheets_of(data), None
    except UnreadableError as error:
        problem = problems.WORKBOOK_REFUSED if error.refused else problems.NOT_A_WORKBOOK
        return (), problem.at(Place(file), file=file, reason=Message(error.reason))
    except OSError as error:
        reason = error.strerror or str(error)
        return (), problems.UNREADABLE_FILE.at(Place(file), file=file, reason=reason)


def bytes_of(path: Path) -> bytes:
    """The whole file.

    Raises:
        UnreadableError: it is too large.
        OSError: it cannot be read.
    """
    with path.open("rb") as stream:
        data = stream.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise UnreadableError(N_("it is larger than any form"), refused=True)
    return data


def look_at_parts(data: bytes, main: str = "xl/workbook.xml") -> None:
    """Make sure that an office file whose chief part is ``main`` can do no harm.

    Raises:
        UnreadableError: it is damaged, of another kind, or could.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableError(N_("it is encrypted, or in the old .xls format"))
    if not data.startswith(b"PK"):
        raise UnreadableError(N_("it is a file of another kind"))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _look_at(archive, main)
    except (zipfile.BadZipFile, RuntimeError, EOFError, NotImplementedError, ValueError) as error:
        raise UnreadableError(N_("it is damaged")) from error
    except zipfile.zlib.error as error:  # type: ignore[attr-defined]
        raise UnreadableError(N_("it is damaged")) from error


def _look_at(archive: zipfile.ZipFile, main: str) -> None:
    parts = archive.infolist()
    names = [part.filename.casefold() for part in parts]
    if "[content_types].xml" not in names or main not in names:
        raise UnreadableError(N_("it is a file of another kind"))
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_CONTENT:
        raise UnreadableError(N_("it unpacks to more than any form holds"), refused=True)
    for words, reason in _HARMFUL:
        if any(word in name for name in names for word in words):
            raise UnreadableError(reason, refused=True)
    for part in parts:
        if part.filename.casefold().endswith((".xml", ".rels")):
            # No more than the directory says is ever unpacked of a part.
            with archive.open(part) as stream:
                head = stream.read(_HEAD)
            if (
                b"<!DOCTYPE" in head
                or b"<!ENTITY" in head
                or head[:2] in (b"\xff\xfe", b"\xfe\xff")
            ):
                raise UnreadableError(N_("it declares entities of its own"), refused=True)
            if b"macroEnabled" in head:
                raise UnreadableError(_HARMFUL[0][1], refused=True)


def sheets_of(data: bytes) -> tuple[Sheet, ...]:
    """The sheets of a workbook that was looked at.

    Raises:
        UnreadableError: no parser makes anything of it.
    """
    import openpyxl  # noqa: PLC0415 - a third of a second that only this needs

    try:
        shown, typed = (
            openpyxl.load_workbook(
                io.BytesIO(data), read_only=True, data_only=last, keep_links=False
            )
            for last in (True, False)
        )
        return tuple(
            Sheet(str(one.title), tuple(_rows(str(one.title), one, other)))
            for one, other in list(zip(shown.worksheets, typed.worksheets, strict=True))[
                :MOST_SHEETS
            ]
        )
    except MemoryError:
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


def _cell(title: str, shown: Any, typed: Any) -> Cell | None:
    if typed.value is None:
        return None
    formula = typed.data_type == "f"
    value = shown.value
    name = f"{title}!{typed.column_letter}{typed.row}"
    if shown.data_type == "e":
        return Cell(name, typed.row, typed.column, None, formula, str(value))
    return Cell(name, typed.row, typed.column, _value(value), formula)


def _value(value: Any) -> CellValue:
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, (int, float)):
        try:
            return Fraction(repr(value))
        except ValueError:  # NaN, infinity
            return str(value)
    return str(value)
