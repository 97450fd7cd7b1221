"""The answer of ``dtiscore published import``: what a table of results changes."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from dtiscore.base.messages import N_, Message
from dtiscore.report.answer import TOOL
from dtiscore.report.diagnostics import as_records
from dtiscore.report.page import Block, Cell, Column, Heading, Kind, Line, Page, Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.forms.take_in import Change, Value
    from dtiscore.i18n.language import Language

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
    "correction": N_("It becomes a correction in {file}: what stood before stays there."),
}


class Taken(NamedTuple):
    """A table that was read, and what it changes.

    Attributes:
        file: the table's. into: the workspace's.
        form: new, agencies or correction.
        columns: by field the cell of its heading.
    """

    file: str
    into: str
    form: str
    columns: Mapping[str, str]
    changes: tuple[Change, ...]
    period: int
    written: bool = False
    diagnostics: tuple[Diagnostic, ...] = ()


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
        "columns": [{"field": field, "cell": cell} for field, cell in taken.columns.items()],
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
    if not taken.changes:
        blocks.append(Line(Message("The table says nothing else than {file}.", file=taken.into)))
        return Page(tuple(blocks))
    blocks.append(Line(Message(_FORMS[taken.form], file=taken.into)))
    blocks.append(_table(taken))
    text = N_("Nothing is written yet: --write writes it.")
    if taken.written:
        text = N_("Written to {file}.")
    blocks.append(Line(Message(text, file=taken.into), strong=True))
    return Page(tuple(blocks))


def _table(taken: Taken) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for one in taken.changes:
        field: Cell = Message("group {id}", id=one.field.removeprefix("groups."))
        if one.field in _FIELDS:
            field = Message(_FIELDS[one.field])
        rows.append((one.name, field, _shown(one.before), _shown(one.after), one.cell))
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
