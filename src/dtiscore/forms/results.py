"""A table of published results that comes in: its columns, its agencies, what is wrong with it."""

from __future__ import annotations

from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.base import problems
from dtiscore.base.diagnostics import Place, RefusedError
from dtiscore.base.messages import N_, Message
from dtiscore.base.numbers import parse_number
from dtiscore.base.text import fold, fold_accents, is_id
from dtiscore.model.criteria import EVERYONE, of_cohort
from dtiscore.model.scale import most
from dtiscore.source.table_file import letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dtiscore.base.diagnostics import Diagnostic, Problem
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
    """One agency of the table, with the cells in which it stands, by field."""

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


class Doubt(NamedTuple):
    """What may be a slip or meant: taken only when told to, with ``word`` of --accept."""

    word: str
    cell: str
    reason: Message


class Table(NamedTuple):
    """What a table says.

    Attributes:
        columns: by field the heading's cell; groups by their ids.
        wrong: what must be corrected. doubts: what must be corrected or accepted.
    """

    file: str
    columns: Mapping[str, str]
    entries: tuple[Entry, ...]
    wrong: tuple[Diagnostic, ...]
    doubts: tuple[Doubt, ...]


class Known(NamedTuple):
    """What a table is read by: the set, the scale, and ids of agencies by their folded names."""

    criteria_set: CriteriaSet
    scale: Scale
    ids: Mapping[str, str]


def read_results(file: str, sheets: Sequence[Sheet], mapping: Sequence[str], known: Known) -> Table:
    """The table of results among the sheets, the first that has its headings."""
    fields = (*FIELDS, *(group.id for group in known.criteria_set.groups))
    asked, wrong = _asked(sheets, mapping, fields)
    if wrong:
        return Table(file, {}, (), wrong, ())
    best: _Columns | None = None
    for sheet in sheets:
        found = _columns(sheet, asked, known)
        if found is not None and (best is None or len(found.by_field) > len(best.by_field)):
            best = found
    lacking = tuple(one for one in ("name", "total") if best is None or one not in best.by_field)
    if best is None or lacking:
        problem = problems.TABLE_COLUMNS.at(Place(file), file=file, fields=lacking, known=fields)
        return Table(file, {}, (), (problem,), ())
    reader = _Reader(file, best, known)
    entries = tuple(reader.entries())
    reader.look_at(entries)
    columns = {field: cell.name for field, cell in best.by_field.items()}
    return Table(file, columns, entries, tuple(reader.wrong), tuple(reader.doubts))


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
        if len(by_field) >= _FEWEST_HEADS and (best is None or len(by_field) > len(best.by_field)):
            best = _Columns(by_field, sheet.rows[start:])
    return best


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
    """Reads the rows below the headings, and gathers what is wrong with them."""

    def __init__(self, file: str, columns: _Columns, known: Known) -> None:
        self.file, self.columns, self.known = file, columns, known
        self.wrong: list[Diagnostic] = []
        self.doubts: list[Doubt] = []
        self.groups = [g for g in known.criteria_set.groups if g.id in columns.by_field]

    def _is_wrong(self, cell: str, reason: Message) -> None:
        self.wrong.append(problems.TABLE_CELL.at(Place(self.file), cell=cell, reason=reason))

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
            cohort=_text(cells.get("cohort")),
            total=self._number(cells.get("total")),
            rating=_text(cells.get("rating")),
            rank=rank,
            ranked=ranked,
            groups={group: value for group, value in groups.items() if value is not None},
            cells={field: cell.name for field, cell in cells.items()},
        )

    def _id(self, name: str, cell: Cell | None) -> str:
        stated = _text(cell)
        if stated is not None:
            return stated
        folded = fold_accents(name)
        return self.known.ids.get(folded) or folded.replace(" ", "-")[:64]

    def _rank(self, cell: Cell | None) -> tuple[int | None, bool]:
        text = _text(cell)
        if text is not None and fold_accents(text) in _UNRANKED:
            return None, False
        if cell is None or (text is not None and text in _NOTHING):
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
            self._sum(entry)
        by_cohort: dict[str | None, list[Entry]] = {}
        for entry in entries:
            by_cohort.setdefault(entry.cohort, []).append(entry)
        for members in by_cohort.values():
            self.doubts.extend(_contradictions(members))

    def _range(self, entry: Entry) -> None:
        header = self.known.criteria_set.header
        values = [("total", entry.total, header.max_score)]
        values += [
            (group.id, entry.groups.get(group.id), group.max_score)
            for group in self.groups
            if group.kind == "scored"
        ]
        for field, value, maxima in values:
            highest = of_cohort(maxima, entry.cohort or EVERYONE) or max(maxima.values())
            limit = most(self.known.scale, highest)
            if value is not None and not 0 <= value <= limit:
                text = N_("{value} is not between 0 and {max}, the most that can be published here")
                self._is_wrong(entry.at(field), Message(text, value=value, max=limit))

    def _sum(self, entry: Entry) -> None:
        """A total of points that is not the sum of its groups, where all of them are there."""
        groups = self.known.criteria_set.groups
        whole = {group.id for group in groups if group.kind != "unscored"} == set(entry.groups)
        if self.known.scale != "points" or not whole or entry.total is None:
            return
        total = sum(entry.groups.values(), Fraction(0))
        if total != entry.total:
            text = N_("the total {total} is not the sum of its groups, {sum}")
            reason = Message(text, total=entry.total, sum=total)
            self.doubts.append(Doubt("totals", entry.at("total"), reason))


def _text(cell: Cell | None) -> str | None:
    if cell is None or cell.value is None:
        return None
    text = " ".join(str(cell.value).split())
    if isinstance(cell.value, Fraction) and cell.value.denominator == 1:
        text = str(cell.value.numerator)
    return " ".join(text.split()) or None


def _contradictions(members: list[Entry]) -> Iterator[Doubt]:
    """Printed ranks that are not those of the values, by standard competition ranking.

    Where a value is missing, ranks may leave gaps for it, but must still fall with the values.
    """
    listed = [(e.total, e.rank, e) for e in members if e.ranked and e.total is not None and e.rank]
    listed.sort(key=lambda one: -one[0])
    whole = len(listed) == sum(entry.ranked for entry in members)
    first: dict[Fraction, int] = {}
    worst = 0
    for place, (total, rank, entry) in enumerate(listed, start=1):
        expected = first.setdefault(total, place if whole else max(rank, worst + 1, place))
        if rank != expected:
            text = N_("the printed rank {rank} contradicts the score {total}: it has rank {right}")
            reason = Message(text, rank=rank, total=total, right=expected)
            yield Doubt("ranks", entry.at("rank"), reason)
        worst = max(worst, expected)


def judged(table: Table, accepted: Sequence[str]) -> tuple[Diagnostic, ...]:
    """All problems of a table; doubts that are accepted are warnings."""
    found = list(table.wrong)
    for doubt in table.doubts:
        problem: Problem = problems.TABLE_DOUBT
        if doubt.word in accepted:
            problem = problems.TABLE_ACCEPTED
        place, word = Place(table.file), doubt.word
        found.append(problem.at(place, cell=doubt.cell, reason=doubt.reason, word=word))
    return tuple(found)
