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
    found = [_columns_of(sheet, asked, criteria_set) for sheet in sheets]
    tables = [columns for columns in found if columns is not None]
    results = tuple(columns for columns in tables if not _lacking(columns))
    if results:
        return results, ()
    best = max(tables, key=lambda columns: len(columns.by_field), default=None)
    return (), _NEEDED if best is None else _lacking(best)


def _lacking(columns: Columns) -> tuple[str, ...]:
    return tuple(field for field in _NEEDED if field not in columns.by_field)


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


def _columns_of(
    sheet: Sheet, asked: Mapping[str, str], criteria_set: CriteriaSet
) -> Columns | None:
    """The row of headings with most columns known; a second row below may name the groups."""
    best: Columns | None = None
    for index, row in enumerate(sheet.rows[:_LOOKED]):
        by_field = _fields_of(row, asked, criteria_set)
        start = index + 1
        below = sheet.rows[start] if start < len(sheet.rows) else ()
        more = _fields_of(below, asked, criteria_set)
        if by_field and len(more) > 1 and not set(more) & set(by_field):
            by_field, start = {**by_field, **more}, start + 1
        if start < len(sheet.rows) and numbers_columns(_texts(sheet.rows[start])):
            start += 1
        if len(by_field) >= _FEWEST_HEADS and (best is None or len(by_field) > len(best.by_field)):
            best = Columns(by_field, sheet.rows[start:])
    return best


def _texts(row: tuple[Cell, ...]) -> Iterator[str]:
    return (text_of(cell) or "" for cell in row)


def _fields_of(
    row: tuple[Cell, ...], asked: Mapping[str, str], criteria_set: CriteriaSet
) -> dict[str, Cell]:
    found: dict[str, Cell] = {}
    for cell in row:
        field = _field_of(cell, asked, criteria_set)
        if field is not None:
            found.setdefault(field, cell)
    return found


def _field_of(cell: Cell, asked: Mapping[str, str], criteria_set: CriteriaSet) -> str | None:
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
    for group in criteria_set.groups:
        name = fold_accents(group.name)
        if head in (name, f"{fold_accents(group.id)} {name}"):
            return group.id
    return None
