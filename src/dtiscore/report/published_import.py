"""The answer of ``dtiscore published import``: what a table of results changes."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from dtiscore.base.messages import N_, Message
from dtiscore.forms.cell_names import called
from dtiscore.report.answer import TOOL
from dtiscore.report.diagnostics import as_records
from dtiscore.report.page import Block, Cell, Column, Heading, Kind, Line, Page, Table

if TYPE_CHECKING:
    from datetime import date

    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.forms.decision import Statement
    from dtiscore.forms.results import Entry
    from dtiscore.forms.take_in import Change, Value
    from dtiscore.i18n.language import Language
    from dtiscore.model.published import AgencyResult

SCHEMA = "dtiscore/published-import/1"

_FIELDS = {
    "cohort": N_("cohort"),
    "total": N_("total"),
    "rating": N_("rating"),
    "rank": N_("rank"),
    "ranked": N_("ranked"),
}
_FORMS = {
    "new": N_("It becomes a new file, {file}."),
    "agencies": N_("It becomes the agencies of {file}."),
    "correction": N_(
        "It becomes a correction in {file}: what stood before stays there, and what does not change"
        " keeps its source and status."
    ),
    "head": N_("Its figures stand in {file} already; what is said of them as a whole changes."),
}
_SAID = {
    "source": N_("decision"),
    "on": N_("day of the decision"),
    "status": N_("official or illustrative"),
    "scale": N_("scale"),
}
_WORDS = {
    "official": N_("official"),
    "illustrative": N_("illustrative"),
    "points": N_("points"),
    "percent": N_("percent"),
    "index": N_("index from 0 to 1"),
}


class Taken(NamedTuple):
    """A table that was read, and what it changes.

    Attributes:
        file: the table's. into: the workspace's.
        form: new, agencies, correction or head.
        columns: the fields that were read, each with the cell of its heading.
        stated: what is said of the table as a whole.
        new: agencies that no result of this year or the last is of.
        renamed: agencies that are known by another name, with that.
        missing: those ranked the year before that have no result yet when all of it is taken.
    """

    file: str
    into: str
    form: str
    columns: tuple[tuple[str, str], ...]
    changes: tuple[Change, ...]
    stated: tuple[Statement, ...]
    new: tuple[Entry, ...]
    renamed: tuple[tuple[Entry, str], ...]
    period: int
    missing: tuple[AgencyResult, ...] = ()
    written: bool = False
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether the table says nothing else than what stands."""
        return not self.changes and not self.stated


def document(taken: Taken, language: Language) -> dict[str, Any]:
    """The JSON of ``published import``."""
    return {
        "schema": SCHEMA,
        "tool": TOOL,
        "period": taken.period,
        "file": taken.file,
        "into": taken.into,
        "form": taken.form,
        "written": taken.written,
        "columns": [{"field": field, "cell": cell} for field, cell in taken.columns],
        "stated": [
            {"field": one.field, "before": one.before, "after": one.after} for one in taken.stated
        ],
        "new": [{"agency": one.id, "name": one.name, "cell": one.at("name")} for one in taken.new],
        "renamed": [
            {"agency": one.id, "name": one.name, "known": name, "cell": one.at("name")}
            for one, name in taken.renamed
        ],
        "missing": [one.id for one in taken.missing],
        "changes": [
            {
                "agency": one.agency,
                "field": one.field,
                "before": _plain(one.before),
                "after": _plain(one.after),
                "cell": one.cell,
            }
            for one in taken.changes
        ],
        "diagnostics": as_records(taken.diagnostics, language),
    }


def _plain(value: Value) -> Decimal | int | str | bool | None:
    if isinstance(value, Fraction):
        return Decimal(value.numerator) / Decimal(value.denominator)
    return value


def page(taken: Taken) -> Page:
    """The page of ``published import``."""
    period = str(taken.period)
    blocks: list[Block] = [
        Heading(Message("Published results of {period}", period=period), level=1),
        Line(Message("from the table {file}", file=taken.file)),
    ]
    if taken.empty:
        blocks.append(Line(Message("The table says nothing else than {file}.", file=taken.into)))
        return Page(tuple(blocks))
    blocks.append(Line(Message(_FORMS[taken.form], file=taken.into)))
    if taken.new:
        fields = {"before": str(taken.period - 1), "period": period}
        names = tuple(Message("{name} ({id})", name=one.name, id=one.id) for one in taken.new)
        text = N_("New agencies, of which no result of {before} or {period} is known: {agencies}")
        blocks.append(Line(Message(text, agencies=names, **fields), strong=True))
    if taken.renamed:
        pairs = tuple(
            Message("{name} as {known}", name=one.name, known=known) for one, known in taken.renamed
        )
        text = N_("Agencies known by another name: {agencies}")
        blocks.append(Line(Message(text, agencies=pairs), strong=True))
    if taken.missing:
        text = N_("{count} agencies with a result of {before} have none of {period}: {agencies}")
        lacking = tuple(one.name or one.id for one in taken.missing)
        fields = {"before": str(taken.period - 1), "period": period}
        blocks.append(
            Line(Message(text, count=len(lacking), agencies=lacking, **fields), strong=True)
        )
    if taken.stated:
        blocks += [Heading(Message("The table as a whole")), _whole(taken)]
    if taken.changes:
        blocks += [Heading(Message("Results of the agencies")), _table(taken)]
    text = N_("Nothing is written yet: --write writes it.")
    if taken.written:
        text = N_("Written to {file}.")
    blocks.append(Line(Message(text, file=taken.into), strong=True))
    return Page(tuple(blocks))


def _whole(taken: Taken) -> Table:
    return Table(
        (
            Column(Message("What"), Kind.TEXT),
            Column(Message("Before"), Kind.TEXT),
            Column(Message("Now"), Kind.TEXT),
        ),
        tuple(
            (Message(_SAID[one.field]), *(_in_words(one.field, v) for v in (one.before, one.after)))
            for one in taken.stated
        ),
    )


def _in_words(field: str, value: str | date | None) -> Cell:
    """A word of the file's in the reader's language; a decision and its day as they are."""
    if isinstance(value, str) and field in ("status", "scale"):
        return Message(_WORDS[value])
    return value


def _table(taken: Taken) -> Table:
    """Every change in a row; an agency is named in the first of its own."""
    rows: list[tuple[Cell, ...]] = []
    last = ""
    for one in taken.changes:
        field: Cell = Message("group {id}", id=one.field.removeprefix("groups."))
        if one.field in _FIELDS:
            field = Message(_FIELDS[one.field])
        name = one.name if one.agency != last else ""
        rows.append(
            (name, field, _shown(one.before), _shown(one.after), called(taken.file, one.cell))
        )
        last = one.agency
    return Table(
        (
            Column(Message("Agency"), Kind.TEXT),
            Column(Message("What"), Kind.TEXT),
            Column(Message("Before")),
            Column(Message("Now")),
            Column(Message("Cell"), Kind.TEXT),
        ),
        tuple(rows),
    )


def _shown(value: Value) -> Cell:
    if isinstance(value, bool):
        return Message("yes") if value else Message("no")
    return _plain(value)
