"""What a sheet of a workbook holds besides the cells that are read row by row."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, NamedTuple
from xml.parsers import expat

from dtiscore.base.messages import N_
from dtiscore.source.office_file import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_ROWS, MOST_COLUMNS = 5_000, 60
TOO_LARGE = N_("it has a sheet or table of more than 5000 rows or 60 columns")


class Merged(NamedTuple):
    """A cell merged over several rows or columns: the first and last of each, from 1."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


def merged_in(sheet: IO[bytes]) -> tuple[Merged, ...]:
    """The merged cells of a sheet's XML, as far as they are read.

    Raises:
        UnreadableError: cells that hold something lie beyond what is read, all that are merged are
            more than there can be, as where they cover each other, or it is damaged.
    """
    found = _Look()
    parser = expat.ParserCreate()
    parser.StartElementHandler = found.start
    parser.EndElementHandler = found.end
    parser.StartDoctypeDeclHandler = found.doctype
    try:
        parser.ParseFile(sheet)
    except (expat.ExpatError, ValueError) as error:
        raise UnreadableError(N_("it is damaged")) from error
    return tuple(found.merged)


class _Look:
    def __init__(self) -> None:
        self.merged: list[Merged] = []
        self._row = self._column = self._open = self._covered = 0

    def doctype(self, *_: object) -> None:
        raise UnreadableError(N_("it declares entities of its own"), refused=True)

    def start(self, name: str, said: Mapping[str, str]) -> None:
        kind = name.rpartition(":")[2]
        if kind == "row":
            self._row, self._column = int(said.get("r", self._row + 1)), 0
        elif kind == "c":
            self._open += 1
            self._cell(said.get("r"))
        # What follows the cells has formulas of its own: of data bars, of choices.
        elif kind in ("v", "f", "is") and self._open:
            if self._row > MOST_ROWS or self._column > MOST_COLUMNS:
                raise UnreadableError(TOO_LARGE, refused=True)
        elif kind == "mergeCell":
            self._merge(said.get("ref", ""))

    def end(self, name: str) -> None:
        if name.rpartition(":")[2] == "c":
            self._open -= 1

    def _cell(self, place: str | None) -> None:
        from openpyxl.utils.cell import coordinate_to_tuple  # noqa: PLC0415 - takes long to load

        if place is None:
            self._column += 1
        else:
            self._row, self._column = coordinate_to_tuple(place)

    def _merge(self, place: str) -> None:
        from openpyxl.utils import range_boundaries  # noqa: PLC0415 - takes long to load

        # A reference to whole columns has no rows; no program writes one here.
        left, top, right, bottom = (n or 1 for n in range_boundaries(place))
        bottom, right = min(bottom, MOST_ROWS), min(right, MOST_COLUMNS)
        rows, columns = max(0, bottom - top + 1), max(0, right - left + 1)
        # None is of fewer than two cells; and those beyond what is read take their time, too.
        self._covered += max(2, rows * columns)
        if self._covered > MOST_ROWS * MOST_COLUMNS:
            raise UnreadableError(N_("it is damaged"))
        if rows and columns:
            self.merged.append(Merged(top, left, bottom, right))
