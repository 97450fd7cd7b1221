"""A table of published results that comes in: its columns, its agencies, what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from string import digits
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from dtiscore.base import problems
from dtiscore.base.diagnostics import Place
from dtiscore.base.messages import N_, Message
from dtiscore.base.text import fold, fold_accents, is_id
from dtiscore.forms.agency_names import same
from dtiscore.forms.cell_names import called, called_in
from dtiscore.forms.doubts import doubts
from dtiscore.forms.headings import FIELDS, NAME_HEADS, asked_columns, tables_in
from dtiscore.forms.table_numbers import percentage_in, rank_of, result_of, text_of
from dtiscore.forms.together import together
from dtiscore.model.criteria import EVERYONE
from dtiscore.scoring.printed import most_in_group, most_in_total

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.forms.doubts import Doubt
    from dtiscore.forms.headings import Columns
    from dtiscore.model.criteria_set import CriteriaSet
    from dtiscore.model.published import AgencyResult
    from dtiscore.model.scale import Scale
    from dtiscore.source.workbook import Cell, Sheet

_LONGEST_ID = 64
_HIGHEST = Fraction(10**6)
"""Above any value of a group that no maximum limits."""
N = TypeVar("N", int, Fraction)

_SUMS = frozenset({"trung binh", "binh quan", "tong", "tong cong", "diem trung binh", "average"})
_UNRANKED = frozenset({"khong xep hang", "khong xep", "not ranked", "k xep hang"})


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
        columns: the fields of all tables, groups by their ids, each with its heading's cell.
        entries: the agencies about which something is stated.
        new: those of them that are not known.
        renamed: those that are known by another name, with that.
        wrong: what must be corrected. doubts: what must be corrected or accepted.
    """

    file: str
    columns: tuple[tuple[str, str], ...]
    entries: tuple[Entry, ...]
    wrong: tuple[Diagnostic, ...]
    doubts: tuple[Doubt, ...] = ()
    new: tuple[Entry, ...] = ()
    renamed: tuple[tuple[Entry, str], ...] = ()


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
        before: last year's results.
        standing: this year's results as they stand on the table's day.
        cohort: of a table without a column of cohorts.
        ours: the cohort that we are in.
    """

    criteria_set: CriteriaSet
    scale: Scale
    agencies: tuple[Agency, ...]
    before: tuple[AgencyResult, ...] = ()
    standing: tuple[AgencyResult, ...] = ()
    cohort: str | None = None
    ours: str | None = None

    @cached_property
    def _by_name(self) -> Mapping[str, Agency]:
        """The agencies by their folded names; who is named later counts."""
        return {fold_accents(one.name): one for one in self.agencies}

    @cached_property
    def _by_id(self) -> Mapping[str, Agency]:
        return {fold(one.id): one for one in self.agencies}

    def named(self, name: str) -> Agency | None:
        """The agency of a name or id, in other words or initials too, if those are of one only."""
        exact = self._by_name.get(fold_accents(name)) or self._by_id.get(fold(name))
        if exact is not None:
            return exact
        meant = {fold(one.id): one for one in self._by_name.values() if same(name, one.name)}
        return next(iter(meant.values())) if len(meant) == 1 else None

    def as_known(self, entry: Entry) -> str | None:
        """The name an agency of the table is known by, where the table has it in other words."""
        agency = self._by_id.get(fold(entry.id))
        if agency is None or fold_accents(agency.name) == fold_accents(entry.name):
            return None
        return agency.name

    @cached_property
    def cohorts(self) -> tuple[str, ...]:
        """The cohorts of the set; none where it has none."""
        return tuple(name for name in self.criteria_set.cohorts if name != EVERYONE)

    @cached_property
    def _cohorts(self) -> Mapping[str, str]:
        """The cohorts that agencies are known to be in, which the set has, if it has any."""
        return {
            fold(one.id): one.cohort
            for one in self.agencies
            if one.cohort is not None and one.cohort in (self.cohorts or (one.cohort,))
        }

    def knows(self, entry: Entry) -> bool:
        """Whether the agency of a row is known."""
        return self.has(entry.id)

    def has(self, id_: str) -> bool:
        """Whether this is the id of a known agency."""
        return fold(id_) in self._by_id

    @cached_property
    def stands(self) -> frozenset[str]:
        """The folded ids of those that have a result already."""
        return frozenset(self.standing_by_id)

    @cached_property
    def standing_by_id(self) -> Mapping[str, AgencyResult]:
        """The results that stand, by folded ids."""
        return {fold(one.id): one for one in self.standing}

    def standing_of(self, entry: Entry) -> AgencyResult | None:
        """The result that stands of a row's agency."""
        return self.standing_by_id.get(fold(entry.id))

    def cohort_of(self, one: Entry | Agency | AgencyResult) -> str | None:
        """The cohort that is stated, else the one the agency is known to be in."""
        return one.cohort or self._cohorts.get(fold(one.id))

    def ranked_among(self, one: Entry | Agency | AgencyResult) -> str:
        """The cohort in which an agency is ranked: with ours, where none is known of it."""
        return self.cohort_of(one) or self.ours or EVERYONE


def read_results(file: str, sheets: Sequence[Sheet], mapping: Sequence[str], known: Known) -> Table:
    """The tables of results among the sheets, as one."""
    fields = (*FIELDS, *(group.id for group in known.criteria_set.groups))
    asked, wrong = asked_columns(sheets, mapping, fields)
    if wrong:
        return Table(file, (), (), wrong)
    tables, lacking = tables_in(sheets, asked, known.criteria_set)
    if lacking:
        problem = problems.TABLE_COLUMNS.at(Place(file), file=file, fields=lacking, known=fields)
        return Table(file, (), (), (problem,))
    reader = _Reader(file, known, tables)
    rows, contradictory = together([tuple(reader.entries(columns)) for columns in tables])
    for cell, reason in contradictory:
        reader.is_wrong(cell, reason)
    entries = tuple(entry for entry in rows if not entry.states_nothing)
    reader.look_at(entries, tables[0].by_field["name"].name)
    return Table(
        file,
        columns=tuple(
            (field, cell.name) for columns in tables for field, cell in columns.by_field.items()
        ),
        entries=entries,
        wrong=tuple(reader.wrong.values()),
        doubts=doubts(rows, known, reader.wrong.keys()),
        new=tuple(entry for entry in entries if not known.knows(entry)),
        renamed=tuple(
            (entry, name)
            for entry in entries
            for name in (known.as_known(entry),)
            if name is not None
        ),
    )


# --- rows ---------------------------------------------------------------------------------------


class _Reader:
    """Reads the rows below the headings, and gathers what is wrong with them, cell by cell."""

    def __init__(self, file: str, known: Known, tables: Sequence[Columns]) -> None:
        self.file, self.known = file, known
        self.wrong: dict[str, Diagnostic] = {}
        # Ids by the folded names beside which they stand, or of which they are made.
        self._named: dict[str, str] = {}
        self._ids: set[str] = set()
        for columns in tables:
            for cells in columns.cells():
                name, id_ = (text_of(cells.get(field)) for field in ("name", "id"))
                if name is not None and id_ is not None:
                    self._named.setdefault(fold(name), id_)
                    self._ids.add(fold(id_))
        self._numbers: dict[str, int] = {}

    def is_wrong(self, cell: str, reason: Message) -> None:
        """Say what is wrong with a cell, once."""
        place, said = Place(self.file), called_in(self.file, reason)
        problem = problems.TABLE_CELL.at(place, cell=called(self.file, cell), reason=said)
        self.wrong.setdefault(cell, problem)

    def entries(self, columns: Columns) -> Iterator[Entry]:
        """The agencies of a table, row by row; what is no agency's row is passed over."""
        for cells in columns.cells():
            name = cells.get("name")
            if name is None or not isinstance(name.value, str):
                continue
            if fold_accents(name.value) in _SUMS or fold_accents(name.value) in NAME_HEADS:
                continue
            yield self._entry(" ".join(name.value.split()), cells, columns.by_field)

    def _entry(self, name: str, cells: Mapping[str, Cell], heads: Mapping[str, Cell]) -> Entry:
        rank, ranked = self._rank(cells.get("rank"))
        id_ = self._id(name, cells.get("id"))
        if not is_id(id_):
            reason = Message("“{id}” can be no id: letters and digits without accents", id=id_)
            self.is_wrong(cells.get("id", cells["name"]).name, reason)
        groups = {g.id: self._number(cells.get(g.id)) for g in self.known.criteria_set.groups}
        return Entry(
            id=id_,
            name=name,
            cohort=self._cohort(id_, cells.get("cohort")),
            total=self._number(cells.get("total")),
            rating=self._rating(cells.get("rating")),
            rank=rank,
            ranked=ranked,
            groups={group: value for group, value in groups.items() if value is not None},
            cells={
                field: f"{head.name.rstrip(digits)}{cells['name'].row}"
                for field, head in heads.items()
            },
        )

    def _id(self, name: str, cell: Cell | None) -> str:
        """The id of a name in the table, else the known one, else one made of it alone."""
        stated = text_of(cell) or self._named.get(fold(name))
        if stated is not None:
            return stated
        known = self.known.named(name)
        if known is not None:
            return known.id
        base = fold_accents(name).replace(" ", "-")[:_LONGEST_ID].rstrip("-")
        made = base
        while self.known.has(made) or made in self._ids:
            number = self._numbers[base] = self._numbers.get(base, 1) + 1
            made = f"{base[: _LONGEST_ID - len(str(number)) - 1]}-{number}"
        self._ids.add(made)
        self._named[fold(name)] = made
        return made

    def _cohort(self, id_: str, cell: Cell | None) -> str | None:
        """The cohort in a cell as the set spells it; else the one of the table.

        Of an agency that has no result yet it is written, so it is the known one, at least.
        """
        text = text_of(cell)
        if text is None or cell is None:
            known = self.known.cohort_of(Agency(id_, id_, self.known.cohort))
            return self.known.cohort if fold(id_) in self.known.stands else known
        by_name = {fold_accents(name): name for name in self.known.cohorts}
        cohort = by_name.get(fold_accents(text), text)
        if self.known.cohorts and cohort not in self.known.cohorts:
            text = N_("the set has no cohort “{cohort}”, only these: {known}")
            self.is_wrong(cell.name, Message(text, cohort=cohort, known=self.known.cohorts))
        elif not is_id(cohort):
            text = N_("“{id}” can be no id: letters and digits without accents")
            self.is_wrong(cell.name, Message(text, id=cohort))
        return cohort

    def _rating(self, cell: Cell | None) -> str | None:
        """The rating in a cell, as the set spells it where it is one of the set's."""
        text = text_of(cell)
        bands = {
            fold_accents(band.name): band.name for band in self.known.criteria_set.header.bands
        }
        return text if text is None else bands.get(fold_accents(text), text)

    def _rank(self, cell: Cell | None) -> tuple[int | None, bool]:
        """The rank in a cell, and whether the agency is ranked at all."""
        text = text_of(cell)
        if text is not None and fold_accents(text) in _UNRANKED:
            return None, False
        return (None if cell is None else self._right(cell, rank_of(cell))), True

    def _number(self, cell: Cell | None) -> Fraction | None:
        """The result in a cell; None where there is none."""
        if cell is None:
            return None
        percentage = percentage_in(cell) if self.known.scale == "points" else None
        if percentage is not None:
            where = called(self.file, cell.name)
            problem = problems.TABLE_PERCENT.at(Place(self.file), cell=where, value=percentage)
            self.wrong.setdefault(cell.name, problem)
            return None
        return self._right(cell, result_of(cell, self.known.scale))

    def _right(self, cell: Cell, read: N | Message | None) -> N | None:
        """What was read in a cell; None where that is wrong, which is said."""
        if not isinstance(read, Message):
            return read
        self.is_wrong(cell.name, read)
        return None

    # --- what the rows say together ---------------------------------------------------------------

    def look_at(self, entries: tuple[Entry, ...], heading: str) -> None:
        """Everything that only shows when a row is held against the set or the others."""
        if not (entries or self.wrong):
            self.is_wrong(heading, Message("no agency stands below this heading"))
        for entry in entries:
            self._range(entry)
            if self.known.cohorts and self.known.cohort_of(entry) is None:
                text = N_(
                    "no cohort of “{name}” is known: add a column of cohorts, or --cohort; cohorts"
                    " of the set: {known}"
                )
                reason = Message(text, name=entry.name, known=self.known.cohorts)
                self.is_wrong(entry.at("cohort"), reason)

    def _range(self, entry: Entry) -> None:
        criteria_set, scale = self.known.criteria_set, self.known.scale
        cohort = self.known.cohort_of(entry)
        values = [("total", entry.total, most_in_total(criteria_set, scale, cohort))]
        for group in criteria_set.groups:
            limit = most_in_group(group, scale, cohort)
            most = _HIGHEST if limit is None else limit
            values.append((group.id, entry.groups.get(group.id), most))
        for field, value, limit in values:
            if value is not None and not 0 <= value <= limit:
                text = N_("{value} is not between 0 and {max}, the most that can be published here")
                self.is_wrong(entry.at(field), Message(text, value=value, max=limit))
