"""The headings of a table of results: what each of its columns holds."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.base import problems
from dtiscore.base.diagnostics import Place
from dtiscore.base.text import fold, fold_accents
from dtiscore.forms.table_numbers import text_of
from dtiscore.source.table_file import letters, numbers_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.model.criteria_set import CriteriaSet
    from dtiscore.source.workbook import Cell, Sheet

FIELDS = ("id", "name", "cohort", "total", "rating", "rank")
_LOOKED = 30
"""Rows among which the headings are looked for."""
_FEWEST_HEADS = 2
_NEEDED = ("name", "total")

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


NAME_HEADS = _HEADS["name"]


class Columns(NamedTuple):
    """A table among others: by field the cell of its heading, and the rows below."""

    by_field: Mapping[str, Cell]
    rows: tuple[tuple[Cell, ...], ...]

    def cells(self) -> Iterator[dict[str, Cell]]:
        """The cells of each row, by field."""
        for row in self.rows:
            by_column = {cell.column: cell for cell in row}
            yield {
                field: by_column[head.column]
                for field, head in self.by_field.items()
                if head.column in by_column
            }


def tables_in(
    sheets: Sequence[Sheet], asked: Mapping[str, str], criteria_set: CriteriaSet
) -> tuple[tuple[Columns, ...], tuple[str, ...]]:
    """The tables of results among the sheets; of what columns there are none, where there is none.

    A table of results has names and totals.
    """
    found = [columns for sheet in sheets for columns in _tables_of(sheet, asked, criteria_set)]
    results = tuple(columns for columns in found if not _lacking(columns.by_field))
    if results and {field for key, field in asked.items() if key.isupper()}.issuperset(_NEEDED):
        # Letters alone make a table of any sheet: the one is meant that has most headings.
        return (max(results, key=lambda columns: len(columns.by_field)),), ()
    if results:
        return results, ()
    best = max(found, key=lambda columns: len(columns.by_field), default=None)
    return (), _NEEDED if best is None else _lacking(best.by_field)


def _lacking(by_field: Mapping[str, Cell]) -> tuple[str, ...]:
    return tuple(field for field in _NEEDED if field not in by_field)


def asked_columns(
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


class _Heading(NamedTuple):
    """A row of headings: by field the cell, and the first row below."""

    by_field: Mapping[str, Cell]
    start: int


def _tables_of(
    sheet: Sheet, asked: Mapping[str, str], criteria_set: CriteriaSet
) -> Iterator[Columns]:
    """The tables of a sheet, one below the other; without names and totals, what comes nearest."""
    known, rows = _known(asked, criteria_set), sheet.rows
    looked = [_heading(rows, index, known) for index in range(min(_LOOKED, len(rows)))]
    possible = [one for one in looked if len(one.by_field) >= _FEWEST_HEADS]
    complete = [one for one in possible if not _lacking(one.by_field)]
    if not possible:
        return
    lettered = any(key.isupper() for key in asked)
    if lettered or not complete:
        # A letter names cells of every row: of such the row with most headings are the headings.
        best = max(complete or possible, key=lambda one: len(one.by_field))
        yield Columns(best.by_field, rows[best.start :])
        return
    last, index = complete[0], complete[0].start
    while index < len(rows):
        heading = _heading(rows, index, known)
        if _lacking(heading.by_field):
            index += 1
            continue
        yield Columns(last.by_field, rows[last.start : index])
        last, index = heading, heading.start
    yield Columns(last.by_field, rows[last.start :])


def _heading(rows: Sequence[tuple[Cell, ...]], index: int, known: Mapping[str, str]) -> _Heading:
    """What a row says as headings; a second row below may part them, a third count them.

    What stands below a heading over several columns says of each what it holds.
    """
    by_field, start = _fields_of(rows[index], known), index + 1
    if by_field and start < len(rows):
        more = _fields_of(rows[start], known)
        if _parts(more, by_field, rows[index]):
            parted = {cell.column for cell in more.values()}
            kept = {f: c for f, c in by_field.items() if f not in more and c.column not in parted}
            by_field, start = {**kept, **more}, start + 1
    if by_field and start < len(rows) and numbers_columns(_texts(rows[start])):
        start += 1
    return _Heading(by_field, start)


def _parts(more: Mapping[str, Cell], by_field: Mapping[str, Cell], row: tuple[Cell, ...]) -> bool:
    """Whether these are headings below others: two words of headings are no agency's row.

    One is where nothing stands above it, or the total, which cannot be a group's.
    """
    if len(more) != 1:
        return len(more) > 1
    ((field, cell),) = more.items()
    above = next((known for known, one in by_field.items() if one.column == cell.column), None)
    return cell.column not in {one.column for one in row} or (
        above == "total" and field not in FIELDS
    )


def _texts(row: tuple[Cell, ...]) -> Iterator[str]:
    return (text_of(cell) or "" for cell in row)


def _fields_of(row: tuple[Cell, ...], known: Mapping[str, str]) -> dict[str, Cell]:
    found: dict[str, Cell] = {}
    for cell in row:
        if isinstance(cell.value, str):
            field = known.get(fold_accents(cell.value)) or known.get(letters(cell.column))
            if field is not None:
                found.setdefault(field, cell)
    return found


def _known(asked: Mapping[str, str], criteria_set: CriteriaSet) -> dict[str, str]:
    """Fields by folded heading, or by letter where the user named one."""
    known: dict[str, str] = {}
    for group in criteria_set.groups:
        name = fold_accents(group.name)
        known |= {name: group.id, f"{fold_accents(group.id)} {name}": group.id}
    for field, heads in _HEADS.items():
        # Who names a column of totals does not mean the one the program would have guessed.
        if field not in asked.values():
            known |= dict.fromkeys(heads, field)
    return {**known, **asked}
