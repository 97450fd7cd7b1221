"""The text of a workbook's first sheets and of a presentation's slides."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dtiscore.evidence.probe import limits
from dtiscore.evidence.probe.limits import EnoughError
from dtiscore.evidence.probe.xml import local, read_xml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dtiscore.evidence.probe.archive import Archive

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_SLIDE = re.compile(r"ppt/slides/slide(\d{1,9})\.xml")
_STRINGS = "xl/sharedStrings.xml"
_CELLS = 20_000


class _Cells:
    """The rows of one sheet; a shared string is held as its number until it is known."""

    def __init__(self, room: int) -> None:
        self.rows: list[list[str | int]] = []
        self.room = room
        self._row: list[str | int] = []
        self._value: list[str] = []
        self._type = ""
        self._taking = False

    def start(self, element: str, attributes: Mapping[str, str]) -> None:
        name = local(element)
        if name == "c":
            self._type, self._value = attributes.get("t", ""), []
        elif name in {"v", "t"}:
            self._taking = True
        elif name == "rPh":
            self._taking = False

    def text(self, data: str) -> None:
        if self._taking:
            self._value.append(data)

    def end(self, element: str) -> None:
        name = local(element)
        if name in {"v", "t"}:
            self._taking = False
        elif name == "c":
            self._row.append(self._cell("".join(self._value)))
        elif name == "row":
            self.rows.append(self._row)
            self.room -= len(self._row)
            self._row = []
            if self.room <= 0:
                raise EnoughError

    def _cell(self, value: str) -> str | int:
        if self._type == "s":
            return int(value) if value.isascii() and value.isdigit() and len(value) < 9 else ""  # noqa: PLR2004
        if self._type == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(value, value)
        return value


def _strings(chunks: Iterable[bytes], last: int) -> list[str]:
    """The shared strings up to the one with the number ``last``."""
    found: list[str] = []
    parts: list[str] = []
    taking = [False, False]

    def start(element: str, _attributes: Mapping[str, str]) -> None:
        name = local(element)
        taking[0] = name == "t"
        # Phonetic guides repeat what stands there.
        taking[1] = taking[1] or name == "rPh"

    def text(data: str) -> None:
        if taking == [True, False]:
            parts.append(data)

    def end(element: str) -> None:
        name = local(element)
        taking[0] = False
        if name == "rPh":
            taking[1] = False
        elif name == "si":
            found.append("".join(parts))
            parts.clear()
            if len(found) > last:
                raise EnoughError

    read_xml(chunks, start, end, text)
    return found


def workbook_text(archive: Archive) -> str:
    """The cells of the first sheets, a line for each row, a form feed between sheets.

    Raises:
        Faulty: a part is broken.
    """
    names = sorted(filter(_SHEET.fullmatch, archive.names()), key=lambda name: (len(name), name))
    sheets, room = [], _CELLS
    for name in names[: limits.PAGES_HEAD]:
        cells = _Cells(room)
        read_xml(archive.chunks(name), cells.start, cells.end, cells.text)
        sheets.append(cells.rows)
        room = cells.room
        if room <= 0:
            break
    numbers = [cell for rows in sheets for row in rows for cell in row if isinstance(cell, int)]
    last = max(numbers, default=-1)
    known = _strings(archive.chunks(_STRINGS), last) if last >= 0 and _STRINGS in archive else []

    def shown(cell: str | int) -> str:
        if isinstance(cell, str):
            return cell
        return known[cell] if cell < len(known) else ""

    return "\f".join(
        "".join("\t".join(map(shown, row)).rstrip("\t") + "\n" for row in rows) for rows in sheets
    )


def slides(archive: Archive) -> list[str]:
    """The names of the slides' parts, in the order of their numbers."""
    numbered = [(match, name) for name in archive.names() if (match := _SLIDE.fullmatch(name))]
    return [name for _, name in sorted((int(match[1]), name) for match, name in numbered)]


def slide_text(chunks: Iterable[bytes]) -> str:
    """The paragraphs of one slide.

    Raises:
        Faulty: the part is broken.
    """
    parts: list[str] = []
    taking = False

    def start(element: str, _attributes: Mapping[str, str]) -> None:
        nonlocal taking
        name = local(element)
        taking = name == "t"
        if name == "br":
            parts.append("\n")

    def text(data: str) -> None:
        if taking:
            parts.append(data)

    def end(element: str) -> None:
        nonlocal taking
        taking = False
        if local(element) == "p":
            parts.append("\n")

    read_xml(chunks, start, end, text)
    return "".join(parts)
