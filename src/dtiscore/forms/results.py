"""A table of published results that comes in: its columns, its agencies, what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from string import digits
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.base import problems
from dtiscore.base.diagnostics import Place, RefusedError
from dtiscore.base.messages import N_, Message
from dtiscore.base.numbers import parse_number
from dtiscore.base.text import fold, fold_accents, is_id
from dtiscore.forms.doubts import doubts
from dtiscore.model.criteria import EVERYONE, of_cohort
from dtiscore.model.scale import most
from dtiscore.source.table_file import letters, numbers_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.forms.doubts import Doubt
    from dtiscore.model.criteria_set import CriteriaSet
    from dtiscore.model.scale import Scale
    from dtiscore.source.workbook import Cell, Sheet

FIELDS = ("id", "name", "cohort", "total", "rating", "rank")
_LOOKED = 30
"""Rows among which the headings are looked for."""
_FEWEST_HEADS = 2

# Headings as provinces write them, without case and accents.
_HEADS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "id": ("id", "ma", "ma co quan", "ma don vi"),
        "name": (
            *("name", "agency", "co quan", "don vi", "ten co quan", "ten don vi"),
            *("co quan don vi", "so ban nganh", "cac so ban nganh", "ten co quan don vi"),
        ),
        "cohort": ("cohort", "khoi"),
        "total": (
            *("total", "tong diem", "tong", "diem", "diem tong", "tong so diem", "ket qua"),
            *("diem danh gia", "diem tham dinh", "dti", "chi so dti", "chi so", "gia tri"),
        ),
        "rating": ("rating", "xep loai", "muc xep loai", "muc do", "loai"),
        "rank": ("rank", "hang", "xep hang", "thu hang", "vi tri", "thu hang nam"),
    }
)
_SUMS = frozenset({"trung binh", "binh quan", "tong", "tong cong", "diem trung binh", "average"})
_UNRANKED = frozenset({"khong xep hang", "khong xep", "not ranked", "k xep hang"})
_NOTHING = frozenset({"", "-", "–", "—"})


class Entry(NamedTuple):
    """One agency of the table, with the cells of its row by field, empty ones too."""

    id: str
    name: str
    cohort: str | None
    total: Fraction | None
    rating: str | None
    rank: int | None
    ranked: bool
    groups: Mapping[str, Fraction]
    cells: Mapping[str, str]

    def at(self, field: str) -> str:
        """The cell of a field, or of the name."""
        return self.cells.get(field) or self.cells["name"]

    @property
    def states_nothing(self) -> bool:
        """Whether a name is all there is: a heading, or an agency without a result."""
        stated = self.total, self.rating, self.rank
        return self.ranked and not self.groups and all(value is None for value in stated)


class Table(NamedTuple):
    """What a table says.

    Attributes:
        columns: by field the heading's cell; groups by their ids.
        entries: the agencies about which something is stated.
        new: those of them that are not known.
        wrong: what must be corrected. doubts: what must be corrected or accepted.
    """

    file: str
    columns: Mapping[str, str]
    entries: tuple[Entry, ...]
    wrong: tuple[Diagnostic, ...]
    doubts: tuple[Doubt, ...] = ()
    new: tuple[Entry, ...] = ()


class Agency(NamedTuple):
    """An agency that is known before a table is read."""

    id: str
    name: str
    cohort: str | None


@dataclass(frozen=True)
class Known:
    """What a table is read by.

    Attributes:
        agencies: those of this year's and the last year's results, and our own.
        cohort: of a table without a column of cohorts.
    """

    criteria_set: CriteriaSet
    scale: Scale
    agencies: tuple[Agency, ...]
    cohort: str | None = None

    @cached_property
    def ids(self) -> Mapping[str, str]:
        """Ids of the agencies by their folded names and ids; who is named later counts."""
        return {fold_accents(name): one.id for one in self.agencies for name in (one.id, one.name)}

    @cached_property
    def _cohorts(self) -> Mapping[str, str | None]:
        return {fold(one.id): one.cohort for one in self.agencies}

    def knows(self, entry: Entry) -> bool:
        """Whether the agency of a row is known."""
        return fold(entry.id) in self._cohorts

    def cohort_of(self, entry: Entry) -> str | None:
        """The cohort a row states, else the one its agency is known to be in."""
        return entry.cohort or self._cohorts.get(fold(entry.id))


def read_results(file: str, sheets: Sequence[Sheet], mapping: Sequence[str], known: Known) -> Table:
    """The table of results among the sheets, the first that has its headings."""
    fields = (*FIELDS, *(group.id for group in known.criteria_set.groups))
    asked, wrong = _asked(sheets, mapping, fields)
    if wrong:
        return Table(file, {}, (), wrong)
    best: _Columns | None = None
    for sheet in sheets:
        found = _columns(sheet, asked, known)
        if found is not None and (best is None or len(found.by_field) > len(best.by_field)):
            best = found
    lacking = tuple(one for one in ("name", "total") if best is None or one not in best.by_field)
    if best is None or lacking:
        problem = problems.TABLE_COLUMNS.at(Place(file), file=file, fields=lacking, known=fields)
        return Table(file, {}, (), (problem,))
    reader = _Reader(file, best, known)
    rows = tuple(reader.entries())
    entries = tuple(entry for entry in rows if not entry.states_nothing)
    reader.look_at(entries)
    return Table(
        file,
        columns={field: cell.name for field, cell in best.by_field.items()},
        entries=entries,
        wrong=tuple(reader.wrong.values()),
        doubts=doubts(rows, known, reader.wrong),
        new=tuple(entry for entry in entries if not known.knows(entry)),
    )


# --- columns ------------------------------------------------------------------------------------


class _Columns(NamedTuple):
    by_field: Mapping[str, Cell]
    rows: tuple[tuple[Cell, ...], ...]


def _asked(
    sheets: Sequence[Sheet], mapping: Sequence[str], fields: tuple[str, ...]
) -> tuple[dict[str, str], tuple[Diagnostic, ...]]:
    """By folded heading or letter, the field the user says it is."""
    asked, wrong = {}, []
    texts = {
        fold_accents(str(cell.value)): " ".join(str(cell.value).split())
        for sheet in sheets
        for row in sheet.rows[:_LOOKED]
        for cell in row
        if isinstance(cell.value, str)
    }
    columns = {
        letters(cell.column) for sheet in sheets for row in sheet.rows[:_LOOKED] for cell in row
    }
    by_name = {fold(field): field for field in fields}
    for text in mapping:
        head, equals, field = text.rpartition("=")
        column = head.strip().upper()
        known = fold_accents(head) in texts or column in columns
        if not equals or not known or fold(field) not in by_name:
            heads = tuple(texts.values())[:20]
            place = Place("--map")
            wrong.append(problems.TABLE_MAPPING.at(place, text=text, known=fields, heads=heads))
            continue
        key = fold_accents(head) if fold_accents(head) in texts else column
        asked[key] = by_name[fold(field)]
    return asked, tuple(wrong)


def _columns(sheet: Sheet, asked: Mapping[str, str], known: Known) -> _Columns | None:
    """The row of headings with most columns known; a second row below may name the groups."""
    best: _Columns | None = None
    for index, row in enumerate(sheet.rows[:_LOOKED]):
        by_field = _fields_of(row, asked, known)
        start = index + 1
        below = sheet.rows[start] if start < len(sheet.rows) else ()
        more = _fields_of(below, asked, known)
        if by_field and len(more) > 1 and not set(more) & set(by_field):
            by_field, start = {**by_field, **more}, start + 1
        if start < len(sheet.rows) and numbers_columns(_texts(sheet.rows[start])):
            start += 1
        if len(by_field) >= _FEWEST_HEADS and (best is None or len(by_field) > len(best.by_field)):
            best = _Columns(by_field, sheet.rows[start:])
    return best


def _texts(row: tuple[Cell, ...]) -> Iterator[str]:
    return (_text(cell) or "" for cell in row)


def _fields_of(row: tuple[Cell, ...], asked: Mapping[str, str], known: Known) -> dict[str, Cell]:
    found: dict[str, Cell] = {}
    for cell in row:
        field = _field_of(cell, asked, known)
        if field is not None:
            found.setdefault(field, cell)
    return found


def _field_of(cell: Cell, asked: Mapping[str, str], known: Known) -> str | None:
    if not isinstance(cell.value, str):
        return None
    head = fold_accents(cell.value)
    said = asked.get(head) or asked.get(letters(cell.column))
    if said is not None:
        return said
    for field, heads in _HEADS.items():
        # Who names a column of totals does not mean the one the program would have guessed.
        if head in heads and field not in asked.values():
            return field
    for group in known.criteria_set.groups:
        name = fold_accents(group.name)
        if head in (name, f"{fold_accents(group.id)} {name}"):
            return group.id
    return None


# --- rows ---------------------------------------------------------------------------------------


class _Reader:
    """Reads the rows below the headings, and gathers what is wrong with them, cell by cell."""

    def __init__(self, file: str, columns: _Columns, known: Known) -> None:
        self.file, self.columns, self.known = file, columns, known
        self.wrong: dict[str, Diagnostic] = {}
        self.groups = [g for g in known.criteria_set.groups if g.id in columns.by_field]

    def _is_wrong(self, cell: str, reason: Message) -> None:
        problem = problems.TABLE_CELL.at(Place(self.file), cell=cell, reason=reason)
        self.wrong.setdefault(cell, problem)

    def entries(self) -> Iterator[Entry]:
        """The agencies, row by row; what is no agency's row is passed over."""
        for row in self.columns.rows:
            by_column = {cell.column: cell for cell in row}
            cells = {
                field: by_column[head.column]
                for field, head in self.columns.by_field.items()
                if head.column in by_column
            }
            name = cells.get("name")
            if name is None or not isinstance(name.value, str):
                continue
            if fold_accents(name.value) in _SUMS or fold_accents(name.value) in _HEADS["name"]:
                continue
            yield self._entry(" ".join(name.value.split()), cells)

    def _entry(self, name: str, cells: Mapping[str, Cell]) -> Entry:
        rank, ranked = self._rank(cells.get("rank"))
        id_ = self._id(name, cells.get("id"))
        if not is_id(id_):
            reason = Message("“{id}” can be no id: letters and digits without accents", id=id_)
            self._is_wrong(cells.get("id", cells["name"]).name, reason)
        groups = {g.id: self._number(cells.get(g.id)) for g in self.groups}
        return Entry(
            id=id_,
            name=" ".join(name.split()),
            cohort=_text(cells.get("cohort")) or self.known.cohort,
            total=self._number(cells.get("total")),
            rating=self._rating(cells.get("rating")),
            rank=rank,
            ranked=ranked,
            groups={group: value for group, value in groups.items() if value is not None},
            cells={
                field: f"{head.name.rstrip(digits)}{cells['name'].row}"
                for field, head in self.columns.by_field.items()
            },
        )

    def _id(self, name: str, cell: Cell | None) -> str:
        stated = _text(cell)
        if stated is not None:
            return stated
        folded = fold_accents(name)
        return self.known.ids.get(folded) or folded.replace(" ", "-")[:64]

    def _rating(self, cell: Cell | None) -> str | None:
        """The rating in a cell, as the set spells it where it is one of the set's."""
        text = _text(cell)
        bands = {
            fold_accents(band.name): band.name for band in self.known.criteria_set.header.bands
        }
        return text if text is None else bands.get(fold_accents(text), text)

    def _rank(self, cell: Cell | None) -> tuple[int | None, bool]:
        text = _text(cell)
        if text is not None and fold_accents(text) in _UNRANKED:
            return None, False
        if cell is None or text is None:
            return None, True
        value = self._number(cell)
        if value is not None and (value.denominator != 1 or value < 1):
            self._is_wrong(cell.name, Message("a rank is a whole number from 1"))
            return None, True
        return (None if value is None else int(value)), True

    def _number(self, cell: Cell | None) -> Fraction | None:
        """The exact number in a cell; None where there is none."""
        if cell is None:
            return None
        if cell.error is not None:
            self._is_wrong(cell.name, Message("the spreadsheet's error {error}", error=cell.error))
            return None
        if cell.formula and cell.value is None:
            self._is_wrong(cell.name, Message("a formula without a kept value"))
            return None
        if isinstance(cell.value, Fraction):
            return cell.value
        text = " ".join(str(cell.value).split())
        if text in _NOTHING:
            return None
        percent = text.endswith("%") and self.known.scale == "percent"
        try:
            value = parse_number(text.removesuffix("%") if percent else text)
        except RefusedError as refused:
            self._is_wrong(cell.name, Message(refused.problem.text, **refused.fields))
            return None
        return value

    # --- what the rows say together ---------------------------------------------------------------

    def look_at(self, entries: tuple[Entry, ...]) -> None:
        """Everything that only shows when a row is held against the set or the others."""
        if not entries:
            cell = self.columns.by_field["name"].name
            self._is_wrong(cell, Message("no agency stands below this heading"))
        seen: dict[str, Entry] = {}
        for entry in entries:
            first = seen.setdefault(fold(entry.id), entry)
            if first is not entry:
                text = N_("the agency “{name}” stands twice, first in {first}")
                self._is_wrong(
                    entry.at("name"), Message(text, name=entry.name, first=first.at("name"))
                )
            self._range(entry)

    def _range(self, entry: Entry) -> None:
        header = self.known.criteria_set.header
        values = [("total", entry.total, header.max_score)]
        values += [
            (group.id, entry.groups.get(group.id), group.max_score)
            for group in self.groups
            if group.kind == "scored"
        ]
        for field, value, maxima in values:
            cohort = self.known.cohort_of(entry) or EVERYONE
            highest = of_cohort(maxima, cohort) or max(maxima.values())
            limit = most(self.known.scale, highest)
            if value is not None and not 0 <= value <= limit:
                text = N_("{value} is not between 0 and {max}, the most that can be published here")
                self._is_wrong(entry.at(field), Message(text, value=value, max=limit))


def _text(cell: Cell | None) -> str | None:
    if cell is None or cell.value is None:
        return None
    text = " ".join(str(cell.value).split())
    if isinstance(cell.value, Fraction) and cell.value.denominator == 1:
        text = str(cell.value.numerator)
    return None if text in _NOTHING else text
