"""A form that came back: whose it is, and what the unit touched, cell by cell."""

from __future__ import annotations

import re
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.base import problems
from dtiscore.base.dates import parse_date
from dtiscore.base.diagnostics import Place, RefusedError
from dtiscore.base.messages import Message, Percent
from dtiscore.base.money import parse_money
from dtiscore.base.numbers import decimal_text, parse_number
from dtiscore.base.text import fold, nfc
from dtiscore.forms.keys import CELLS, EXPORTED, FORM, Column, Fact, Key, Kind, parse_keys
from dtiscore.forms.names import numbered, what_of
from dtiscore.forms.values import canonical
from dtiscore.model.facts import read_value
from dtiscore.rules.core import NUMERIC, FactType
from dtiscore.rules.kinds.choice import option_named, option_texts
from dtiscore.source.table_file import letters
from dtiscore.source.workbook import Cell, read_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from dtiscore.base.diagnostics import Diagnostic, Problem
    from dtiscore.base.messages import Field
    from dtiscore.model.criteria_set import CriteriaSet
    from dtiscore.model.criteria_set import Fact as FactSpec
    from dtiscore.rules.core import FactValue
    from dtiscore.source.workbook import CellValue, Sheet

_LONGEST = 2_000
_DAY_0 = date(1899, 12, 30)
_LAST_SERIAL = 80_000
_OF_A_CELL: dict[tuple[FactType | None, Problem], Problem] = {
    (FactType.PERCENT, problems.SHARE_RANGE): problems.PERCENT_RANGE,
    (FactType.COUNT, problems.NOT_A_NUMBER): problems.NOT_WHOLE,
}
"""What is said of a cell of such a fact instead: its hint is what would be right there."""
_WORDS = {"yes": "có", "true": "có", "x": "có", "no": "không", "false": "không"}


class Wanted(NamedTuple):
    """The workspace a form must belong to."""

    agency: str
    period: int
    criteria_set: CriteriaSet


class Touched(NamedTuple):
    """A cell that a unit changed.

    Attributes:
        value: what it holds now, typed; None where it was emptied.
        base: the canonical text it went out with.
        cell, row, column: where it stands.
    """

    key: Key
    what: Column
    value: FactValue | None
    base: str
    cell: str
    row: int
    column: int

    @property
    def text(self) -> str:
        """What it holds now, as one text."""
        return canonical(self.value)


class Returned(NamedTuple):
    """One form that came back: whose, and what was touched on it.

    ``papers`` are the lines for papers of which a cell was touched, whole.
    """

    file: str
    unit: str
    touched: tuple[Touched, ...] = ()
    papers: tuple[tuple[Key, Mapping[Column, Touched]], ...] = ()
    found: tuple[Diagnostic, ...] = ()


def read_form(path: Path, file: str, wanted: Wanted) -> Returned:
    """Read one form; everything that is wrong with it stands in ``found``."""
    sheets, refused = read_workbook(path, file)
    if refused is not None:
        return Returned(file, "", found=(refused,))
    memory = next((sheet for sheet in sheets if _first(sheet) == FORM), None)
    table = next(((s, r) for s in sheets for r in s.rows if _text(r[0]) == Column.KEYS), None)
    if memory is None or table is None:
        return Returned(file, "", found=(problems.NOT_A_FORM.at(Place(file), file=file),))
    said, base = _memory(memory)
    others = tuple(_of_another(file, said, wanted))
    unit = said.get(Fact.UNIT, "")
    if others:
        return Returned(file, unit, found=others)
    return _Reading(file, unit, wanted.criteria_set, base).table(*table)


def _first(sheet: Sheet) -> str:
    return _text(sheet.rows[0][0]) if sheet.rows else ""


def _text(cell: Cell) -> str:
    return cell.value.strip() if isinstance(cell.value, str) else ""


def _plain(cell: Cell) -> str:
    return decimal_text(cell.value) if isinstance(cell.value, Fraction) else canonical(cell.value)


def _memory(sheet: Sheet) -> tuple[dict[str, str], dict[str, str]]:
    """What the form says of itself, and what its cells held when it went out."""
    said: dict[str, str] = {}
    base: dict[str, str] = {}
    target = said
    for row in sheet.rows[1:]:
        name = _text(row[0]) if row[0].column == 1 else ""
        if name == EXPORTED:
            target = base
        elif name:
            value = next((cell for cell in row if cell.column == 2), None)  # noqa: PLR2004
            target[name] = "" if value is None else _plain(value)
    return said, base


def _of_another(file: str, said: Mapping[str, str], wanted: Wanted) -> Iterator[Diagnostic]:
    header = wanted.criteria_set.header
    checks = (
        (Fact.AGENCY, Message("the agency"), wanted.agency),
        (Fact.PERIOD, Message("the period"), str(wanted.period)),
        (Fact.SET, Message("the criteria set"), header.id),
    )
    place, wrong = Place(file), False
    for name, what, expected in checks:
        found = said.get(name, "–")
        if fold(found) != fold(expected):
            wrong = True
            yield problems.FORM_OF_ANOTHER.at(
                place, file=file, what=what, found=found, expected=expected
            )
    if not wrong and said.get(Fact.FINGERPRINT) != wanted.criteria_set.fingerprint:
        yield problems.FORM_OF_ANOTHER.at(
            place,
            file=file,
            what=Message("another state of the criteria set"),
            found=said.get(Fact.FINGERPRINT, "–")[:12],
            expected=wanted.criteria_set.fingerprint[:12],
        )


class _Reading:
    """The table of one form while it is read."""

    def __init__(
        self, file: str, unit: str, criteria_set: CriteriaSet, base: Mapping[str, str]
    ) -> None:
        self._file, self._unit, self._set, self._base = file, unit, criteria_set, base
        self._found: list[Diagnostic] = []
        self._touched: list[Touched] = []
        self._papers: list[tuple[Key, Mapping[Column, Touched]]] = []

    def table(self, sheet: Sheet, names: tuple[Cell, ...]) -> Returned:
        """Everything below the row that names the columns."""
        columns = {cell.column: Column(text) for cell in names if (text := _text(cell)) in _COLUMNS}
        seen: set[Key] = set()
        for row in sheet.rows:
            first = row[0]
            if first.row > names[0].row and first.column == names[0].column and first.value:
                self._row(row, columns, seen)
        expected = {key.partition("#")[0] for key in self._base}
        missing = sorted(expected - {str(key) for key in seen})
        if missing:
            keys = tuple(missing)
            found = problems.FORM_ROWS_MISSING.at(Place(self._file), file=self._file, keys=keys)
            self._found.append(found)
        return Returned(
            self._file, self._unit, tuple(self._touched), tuple(self._papers), tuple(self._found)
        )

    def _row(self, row: tuple[Cell, ...], columns: Mapping[int, Column], seen: set[Key]) -> None:
        keys = parse_keys(_text(row[0]))
        cells = {columns[cell.column]: cell for cell in row if cell.column in columns}
        if keys is None or any(not self._known(key) or key in seen for key in keys):
            self._found.append(problems.FORM_ROW.at(self._place(row[0]), cell=row[0].name))
            return
        seen.update(keys)
        title = row[0].name.rpartition("!")[0]
        empty = {
            column: Cell(f"{title}!{letters(number)}{row[0].row}", row[0].row, number, None)
            for number, column in columns.items()
        }
        for key in keys:
            read = {
                column: touched
                for column in CELLS[key.kind]
                for touched in (self._cell(key, column, cells.get(column), empty[column]),)
                if touched is not None
            }
            changed = [each for each in read.values() if each.text != each.base]
            if key.kind is Kind.PAPER and changed:
                self._papers.append((key, read))
            elif key.kind is not Kind.PAPER:
                self._touched += changed

    def _known(self, key: Key) -> bool:
        if key.kind is Kind.GROUP:
            return any(group.id == key.id for group in self._set.groups)
        criterion = self._set.criteria.get(key.id)
        if criterion is None:
            return False
        if key.kind is Kind.FACT:
            return key.name in self._set.facts[key.id]
        return key.kind is not Kind.PAPER or key.name in {slot.id for slot in criterion.proof}

    def _place(self, cell: Cell) -> Place:
        return Place(self._file, cell.row, cell.column)

    def _cell(self, key: Key, column: Column, cell: Cell | None, empty: Cell) -> Touched | None:
        """What a cell holds; None where that cannot be read, which is reported."""
        base = self._base.get(f"{key}#{column.value}", "")
        if cell is None:
            return Touched(key, column, None, base, empty.name, empty.row, empty.column)
        if cell.error is not None:
            reason = Message("the spreadsheet shows {error}", error=cell.error)
            self._report(key, column, cell, reason)
            return None
        if cell.formula and cell.value is None:
            self._found.append(problems.FORM_FORMULA.at(self._place(cell), cell=cell.name))
            return None
        if cell.formula:
            shown = as_typed(cell.value)
            found = problems.FORM_FORMULA_READ.at(self._place(cell), cell=cell.name, value=shown)
            self._found.append(found)
        try:
            value = self._value(key, column, cell)
        except RefusedError as refused:
            kind, fields = self._kind(key), {**refused.fields}
            problem = _OF_A_CELL.get((kind, refused.problem), refused.problem)
            if "value" in fields and not isinstance(cell.value, str):
                fields["value"] = as_typed(cell.value, percent=kind is FactType.PERCENT)
            hint = self._with_unit(key, cell) or Message(problem.hint, **fields)
            self._report(key, column, cell, Message(problem.text, **fields), hint)
            return None
        return Touched(key, column, value, base, cell.name, cell.row, cell.column)

    def _kind(self, key: Key) -> FactType | None:
        return self._set.facts[key.id][key.name or ""].type if key.kind is Kind.FACT else None

    def _with_unit(self, key: Key, cell: Cell) -> Message | None:
        """What to type where an amount of money has its unit beside it: ``45tr`` for 45."""
        unit = self._set.facts[key.id][key.name or ""].unit if key.kind is Kind.FACT else None
        if unit is None or not isinstance(cell.value, str):
            return None
        try:
            number = parse_money(cell.value) / parse_money(f"1 {unit}")
        except RefusedError:
            return None
        return Message("write the number of {unit}: {number}", unit=unit, number=_digits(number))

    def _report(
        self, key: Key, column: Column, cell: Cell, reason: Message, hint: Message | None = None
    ) -> None:
        what = numbered(self._set, key.id, what_of(key, column), key.name)
        place = self._place(cell)
        found = problems.FORM_CELL.at(place, cell=cell.name, what=what, reason=reason)
        self._found.append(found if hint is None else found._replace(hint=hint))

    def _value(self, key: Key, column: Column, cell: Cell) -> FactValue | None:
        raw = cell.value
        if isinstance(raw, str):
            raw = nfc(" ".join(raw.split()))
            if not raw:
                return None
        if column is Column.DATE:
            return _day(raw)
        if column is not Column.VALUE or key.kind is Kind.NOT_APPLICABLE:
            return _short(_plain(cell))
        if key.kind is Kind.POINTS:
            number = raw if isinstance(raw, Fraction) else parse_number(str(raw))
            if number < 0:
                raise RefusedError(problems.NEGATIVE, value=str(raw))
            return number
        return _fact(raw, self._set.facts[key.id][key.name or ""])


_COLUMNS = frozenset(column.value for column in Column)


def _digits(number: Fraction) -> str:
    return decimal_text(number).replace(".", ",")


def _short(text: str) -> str | None:
    if len(text) > _LONGEST:
        found = Message("the text “{value}”", value=text[:40] + "…")
        expected = Message("a text of at most {max} characters", max=_LONGEST)
        raise RefusedError(problems.WRONG_TYPE, found=found, expected=expected)
    return text or None


def _day(raw: object) -> date:
    if isinstance(raw, date):
        return raw
    if isinstance(raw, Fraction) and 0 < raw < _LAST_SERIAL:
        return _DAY_0 + timedelta(days=int(raw))
    day = parse_date(str(raw)) if isinstance(raw, str) else None
    if day is None:
        raise RefusedError(problems.NOT_A_DATE, value=str(raw))
    return day


def as_typed(value: CellValue, *, percent: bool = False) -> Field:
    """What a cell holds, to be quoted as its spreadsheet shows it."""
    if isinstance(value, bool):
        return str(value).upper()
    return Percent(value) if percent and isinstance(value, Fraction) else value


def _choice(raw: str, fact: FactSpec) -> FactValue:
    """An option by its label; what there is none of is told with the labels of the list."""
    named = option_named(raw, fact.options)
    try:
        return read_value(named or _WORDS.get(raw.casefold(), raw), fact)
    except RefusedError:
        known: tuple[Field, ...] = (*option_texts(fact.options).values(), Message("no"))
        raise RefusedError(problems.NOT_ONE_OF, value=raw, known=known) from None


def _fact(raw: object, fact: FactSpec) -> FactValue:
    """A cell as its fact's type; the words of both languages are understood."""
    if isinstance(raw, bool) and fact.type is not FactType.YES_NO:
        raw = str(raw)
    if isinstance(raw, str):
        if fact.type is FactType.CHOICE:
            return _choice(raw, fact)
        raw = _WORDS.get(raw.casefold(), raw)
        return read_value(re.sub(r"\s*%$", "%", str(raw)), fact)
    if fact.type is FactType.DATE and isinstance(raw, Fraction):
        return _day(raw)
    if fact.type is FactType.PERCENT and isinstance(raw, Fraction):
        # The cell's own format is a percentage: 0.9 is 90 %, and 1 is all.
        return read_value(f"{decimal_text(raw * 100)}%", fact)
    if fact.type in NUMERIC and isinstance(raw, date):
        raise RefusedError(problems.NOT_A_NUMBER, value=raw)
    return read_value(raw, fact)
