"""A plan's table of tasks: STT, nhiệm vụ, chủ trì, phối hợp, thời gian, sản phẩm.

Rows that name no unit are headings (“I. Thể chế số”); their numbers stand before those of the
rows below, so that a task cites its place in the plan as ``I.2``.
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.analysis.task_import import Row
from dtiscore.base import problems
from dtiscore.base.dates import parse_date, span_end
from dtiscore.base.diagnostics import Place
from dtiscore.base.messages import Message
from dtiscore.base.text import fold_accents
from dtiscore.model.tasks import EACH
from dtiscore.source.office_file import UnreadableError
from dtiscore.source.table_file import numbers_columns, tables_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.model.units import Units
    from dtiscore.source.workbook import Cell

_HEADINGS = {
    "no": ("stt", "tt", "so tt"),
    "title": ("nhiem vu", "noi dung", "cong viec"),
    "lead": ("chu tri", "don vi thuc hien", "co quan thuc hien"),
    "support": ("phoi hop",),
    "due": ("thoi gian", "thoi han", "han hoan thanh", "tien do"),
    "product": ("san pham", "ket qua", "dau ra"),
}
_LOOKED = 30
"""Rows in which the headings are looked for."""
_MOST_PIECES = 100
"""Names in one cell."""
_EVERYONE = ("cac phong", "cac don vi", "tat ca", "toan so", "cac phong ban")

Cells = tuple["Part", ...]


class Part(NamedTuple):
    """A cell's text and how people call its place."""

    name: str
    text: str


class Plan(NamedTuple):
    """The tasks of a plan, and everything that is wrong with its table."""

    tasks: tuple[Row, ...]
    found: tuple[Diagnostic, ...]


def read_plan(path: Path, file: str, units: Units, year: int) -> Plan:
    """The tasks in the tables of a .docx or .xlsx file called ``file`` in messages."""
    try:
        grids = [[_padded(row) for row in sheet.rows] for sheet in tables_of(path)]
    except UnreadableError as error:
        problem = problems.PLAN_REFUSED if error.refused else problems.NOT_A_PLAN
        reason = Message(error.reason)
        return Plan((), (problem.at(Place(file), file=file, reason=reason),))
    except OSError as error:
        why = error.strerror or str(error)
        return Plan((), (problems.UNREADABLE_FILE.at(Place(file), file=file, reason=why),))
    reading = _Reading(file, units, year)
    tasks: list[Row] = []
    tables = 0
    for grid in grids:
        head = _head(grid)
        if head is not None:
            tables += 1
            below = grid[head[0] + 1 :]
            if below and numbers_columns(part.text for part in below[0]):
                del below[0]
            tasks.extend(reading.tasks(below, head[1]))
    if not tables:
        reading.found.append(problems.NO_PLAN_TABLE.at(Place(file), file=file))
    reading.twice(tasks)
    return Plan(tuple(tasks), tuple(reading.found))


def _padded(row: Sequence[Cell]) -> Cells:
    """A sheet's row with its empty cells."""
    width = max(cell.column for cell in row)
    sheet = row[0].name.rpartition("!")[0]
    parts = [Part(f"{sheet}!{row[0].row}", "") for _ in range(width)]
    for cell in row:
        parts[cell.column - 1] = Part(cell.name, _text(cell.value))
    return tuple(parts)


def _text(value: object) -> str:
    if isinstance(value, Fraction):
        return str(value) if value.denominator == 1 else str(float(value))
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None or isinstance(value, bool) else str(value)


def _head(grid: list[Cells]) -> tuple[int, Mapping[str, int]] | None:
    """The row of the headings, and which column holds what."""
    for index, row in enumerate(grid[:_LOOKED]):
        columns: dict[str, int] = {}
        for column, part in enumerate(row):
            folded = " ".join(fold_accents(part.text).split())
            for key, words in _HEADINGS.items():
                exact = key == "no"
                named = folded in words if exact else any(word in folded for word in words)
                # “Đơn vị phối hợp thực hiện” supports, though its last word is a lead's.
                if named and key == "lead" and "phoi hop" in folded:
                    continue
                if named and key not in columns and column not in columns.values():
                    columns[key] = column
        if {"title", "lead"} <= columns.keys():
            return index, columns
    return None


class _Reading:
    """The rows of one file, read with one department's units."""

    def __init__(self, file: str, units: Units, year: int) -> None:
        self._place, self._units, self._year = Place(file), units, year
        self._known = tuple(f"{unit.id} ({unit.short or unit.name})" for unit in units.units)
        self.found: list[Diagnostic] = []

    def tasks(self, rows: list[Cells], columns: Mapping[str, int]) -> Iterator[Row]:
        """The tasks below the headings."""
        section = ""
        for row in rows:
            cells = {
                key: row[column] if column < len(row) else Part("", "")
                for key, column in columns.items()
            }
            title = " ".join(cells["title"].text.split())
            number = " ".join(cells["no"].text.split()).rstrip(".") if "no" in cells else ""
            lead = cells["lead"].text.strip()
            if _is_heading(row, title, lead):
                section = _section(number, row)
            elif not title and lead:
                cell = row[columns["lead"]].name
                self.found.append(problems.PLAN_NO_TITLE.at(self._place, cell=cell))
            elif title:
                yield self._task(cells, title, ".".join(filter(None, (section, number))))

    def _task(self, cells: Mapping[str, Part], title: str, number: str) -> Row:
        units = self._named(cells["lead"])
        support = self._named(cells["support"]) if cells.get("support", Part("", "")).text else []
        if not units and cells["lead"].text.strip() == "":
            cell = cells["title"].name
            self.found.append(problems.PLAN_NO_LEAD.at(self._place, cell=cell, known=self._known))
        due, every = self._due(cells["due"]) if "due" in cells else (None, None)
        product = " ".join(cells["product"].text.split()) if "product" in cells else ""
        lead = units[0] if units else ""
        others = dict.fromkeys((*units[1:], *support))
        if EACH in others:
            others |= dict.fromkeys(unit.id for unit in self._units.units)
        return Row(
            cells["title"].name,
            number or None,
            title,
            lead,
            tuple(unit for unit in others if unit not in (lead, EACH)),
            due,
            every,
            product or None,
        )

    # --- units ----------------------------------------------------------------------------

    def _named(self, part: Part) -> list[str]:
        """The units a cell names, in its order; those that are none are problems."""
        found: list[str] = []
        for line in re.split(r"[;\n]", part.text):
            if not line.strip(" .-–"):
                continue
            found.extend(self._of_line(line.strip(" .-–"), part))
        return list(dict.fromkeys(found))

    def _of_line(self, line: str, part: Part) -> Iterator[str]:
        """Units of one line: whole, or parted by commas, though a name may have some itself."""
        pieces = line.split(",")[:_MOST_PIECES]
        # No name has more commas than the one that has most.
        longest = 1 + max(
            (name.count(",") for u in self._units.units for name in u.names), default=0
        )
        start = 0
        while start < len(pieces):
            for end in range(min(len(pieces), start + longest), start, -1):
                name = ",".join(pieces[start:end]).strip()
                unit = self._unit(name)
                if unit is not None:
                    yield unit
                    start = end
                    break
            else:
                name = pieces[start].strip()
                if name:
                    problem, known = problems.PLAN_UNIT, self._known
                    cell = part.name
                    self.found.append(problem.at(self._place, cell=cell, name=name, known=known))
                start += 1

    def _unit(self, name: str) -> str | None:
        folded = " ".join(fold_accents(name).split())
        if folded.startswith(_EVERYONE):
            return EACH
        unit = self._units.find(name)
        return None if unit is None else unit.id

    # --- days -----------------------------------------------------------------------------

    def _due(self, part: Part) -> tuple[date | None, str | None]:
        due, every, known = due_of(part.text, self._year)
        if not known:
            text = " ".join(part.text.split())
            self.found.append(problems.PLAN_DUE.at(self._place, cell=part.name, text=text))
        if due is not None and due.year != self._year:
            where, year = part.name, str(self._year)
            problem = problems.PLAN_OTHER_YEAR
            self.found.append(problem.at(self._place, cell=where, due=due, year=year))
        return due, every

    def twice(self, tasks: Iterable[Row]) -> None:
        """Note tasks that stand in the table twice."""
        seen: set[tuple[str | None, str]] = set()
        for task in tasks:
            key = (task.number, fold_accents(task.title))
            if key in seen:
                cell, title = task.cell, task.title
                self.found.append(problems.PLAN_TWICE.at(self._place, cell=cell, title=title))
            seen.add(key)


def _is_heading(row: Cells, title: str, lead: str) -> bool:
    """A row that names a section: no unit, or one text across the whole width."""
    first = row[0].text.strip()
    roman = re.fullmatch(r"[IVX]+\.?|[A-Z]\.?", first) is not None
    # A cell across the whole width stands in each of its columns.
    rest = {part.text.strip() for part in row if part.text.strip()} - ({first} if roman else set())
    return (
        len(rest) == 1 and (roman or lead in ("", title)) and not (title and not roman and not lead)
    )


def _section(number: str, row: Cells) -> str:
    found = re.match(r"\s*([IVX]+|[A-Z]|[0-9]+)(?=[.)\s])", number + " " + row[0].text)
    return found[1] if found else ""


_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_DAY = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})|([0-9]{4}-[0-9]{2}-[0-9]{2})")
_DAY_OF_YEAR = re.compile(r"(?<![0-9/.-])([0-9]{1,2})/([0-9]{1,2})(?![0-9/])")
_DAY_IN_WORDS = re.compile(r"ngay ([0-9]{1,2}) thang ([0-9]{1,2})(?: nam ([0-9]{4}))?")
_MONTHS = re.compile(r"thang ((?:[0-9]{1,2}\b ?)+)(?:(?:nam )?(20[0-9]{2})\b)?")
_QUARTERS_IN = re.compile(r"quy ((?:(?:iv|i{1,3}|[1-4])\b ?)+)(?:(?:nam )?(20[0-9]{2})\b)?")
_YEAR = re.compile(r"\b(20[0-9]{2})\b")
_RETURNS = {"month": ("hang thang", "moi thang"), "quarter": ("hang quy", "moi quy")}
_HALVES = {"6 thang dau nam": 6, "6 thang cuoi nam": 12}
_ALL_YEAR = ("thuong xuyen", "ca nam", "trong nam", "nam ")


def due_of(text: str, year: int) -> tuple[date | None, str | None, bool]:
    """The day, or how often it returns, as a plan writes it; False where it says neither.

    ``30/6/2024``, ``tháng 6/2024``, ``quý II``, ``hằng quý``, ``thường xuyên`` (the year's end);
    of several days the last. An empty cell says nothing, and nothing is wrong with it.
    """
    # Folding turns every mark between words into a space.
    folded = " ".join(fold_accents(text).split())
    if not folded:
        return None, None, True
    for every, words in _RETURNS.items():
        if any(word in folded for word in words):
            return None, every, True
    ends = [*_ends(text, folded, year)]
    if None in ends:
        return None, None, False
    known = [end for end in ends if end is not None]
    if known:
        return max(known), None, True
    named = _YEAR.findall(folded)
    if any(word in f"{folded} " for word in _ALL_YEAR) or [folded] == named:
        return date(int(named[-1]) if named else year, 12, 31), None, True
    return None, None, False


def _ends(text: str, folded: str, year: int) -> Iterator[date | None]:
    """The last day of everything the text names; None for a day there is not."""
    for m in _DAY.finditer(text):
        yield parse_date(m[4] or f"{m[3]}-{m[2]}-{m[1]}")
    named = _YEAR.findall(folded)
    for m in _DAY_OF_YEAR.finditer(_DAY.sub(" ", text)):
        yield parse_date(f"{named[-1] if named else year}-{m[2]}-{m[1]}")
    for m in _DAY_IN_WORDS.finditer(folded):
        yield parse_date(f"{m[3] or year}-{m[2]}-{m[1]}")
    rest = _DAY_IN_WORDS.sub(" ", folded)
    for half, month in _HALVES.items():
        if half in rest:
            yield span_end((int(named[-1]) if named else year, month), "month")
    for m in _MONTHS.finditer(rest):
        number = int(m[1].split()[-1])
        of = int(m[2] or year)
        yield span_end((of, number), "month") if 1 <= number <= 12 else None  # noqa: PLR2004
    for m in _QUARTERS_IN.finditer(rest):
        yield span_end((int(m[2] or year), _QUARTERS[m[1].split()[-1]]), "quarter")
