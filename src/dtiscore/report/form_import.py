"""The answer of ``dtiscore form import``: what the forms change, and where units disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dtiscore.base.diagnostics import Severity
from dtiscore.base.messages import N_, Message
from dtiscore.forms.names import stated
from dtiscore.report.answer import TOOL
from dtiscore.report.diagnostics import as_records
from dtiscore.report.page import Column, Heading, Kind, Line, Page, Table

if TYPE_CHECKING:
    from decimal import Decimal

    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.base.messages import Field
    from dtiscore.forms.merge import Change, Merged, Present
    from dtiscore.i18n.language import Language
    from dtiscore.report.page import Block

SCHEMA = "dtiscore/import/1"


def document(
    merged: Merged, diagnostics: tuple[Diagnostic, ...], language: Language, *, written: bool
) -> dict[str, Any]:
    """The JSON of ``form import``."""
    return {
        "schema": SCHEMA,
        "tool": TOOL,
        "written": written,
        "changes": [
            {
                "criterion": one.criterion,
                "fact": one.fact,
                "what": one.what,
                "before": one.before or None,
                "after": one.after or None,
                "unit": one.by.unit,
                "file": one.by.file,
                "cell": one.by.cell,
                "source": one.source,
            }
            for one in merged.changes
        ],
        "conflicts": [
            {
                "criterion": one.criterion,
                "fact": one.fact,
                "what": one.what,
                "values": [
                    {
                        "value": each.value or None,
                        "unit": each.unit,
                        "file": each.file,
                        "cell": each.cell,
                    }
                    for each in one.values
                ],
            }
            for one in merged.conflicts
        ],
        "diagnostics": as_records(diagnostics, language),
    }


def page(
    merged: Merged, claimed: tuple[Decimal, Decimal] | None, present: Present, *, written: bool
) -> Page:
    """What changes, as a table; ``claimed`` are the points before and after."""
    title = Message("What the forms state")
    blocks: list[Block] = [Heading(title, level=1)]
    errors = sum(one.severity is Severity.ERROR for one in merged.found)
    if not merged.changes and errors:
        text = N_("Nothing is written: {errors} errors are named below.")
        blocks.append(Line(Message(text, errors=errors), strong=True))
        return Page(tuple(blocks))
    if not merged.changes:
        blocks.append(Line(Message("The forms change nothing."), strong=True))
        return Page(tuple(blocks))
    blocks.append(
        Table(
            (
                Column(Message("Criterion, figure"), Kind.TEXT),
                Column(Message("Before"), Kind.TEXT),
                Column(Message("After"), Kind.TEXT),
                Column(Message("Unit, cell"), Kind.TEXT),
            ),
            tuple(
                (
                    _figure(one, present),
                    Message("{value}", value=one.was),
                    Message("{value}", value=one.now),
                    _by(one, present),
                )
                for one in merged.changes
            ),
        )
    )
    text = N_("Not written: {count} changes to {file} (dry run).")
    if written:
        text = N_("Written: {count} changes to {file}.")
    elif errors:
        text = N_(
            "Nothing is written to {file}: {errors} errors are named below; the {count} changes"
            " above can be written when these are corrected."
        )
    fields: dict[str, Field] = {"file": present.file, "errors": errors}
    blocks.append(Line(Message(text, count=len(merged.changes), **fields), strong=True))
    if claimed is not None:
        text = N_("claimed points: {before} before, {after} after")
        blocks.append(Line(Message(text, before=claimed[0], after=claimed[1]), depth=1))
    return Page(tuple(blocks))


def _by(change: Change, present: Present) -> Message:
    unit = present.unit_name(change.by.unit)
    return Message("{unit}\n{cell}", unit=unit, cell=change.by.cell)


def _figure(change: Change, present: Present) -> Message:
    """What changes, under the criterion it is stated for."""
    criteria_set = present.criteria_set
    fields: dict[str, Field] = {
        "criterion": change.criterion,
        "name": criteria_set.criteria[change.criterion].name,
        "what": stated(criteria_set, change.criterion, change.what, change.fact),
    }
    if change.source is None:
        return Message("{criterion} {name}\n{what}", **fields)
    text = N_("{criterion} {name}\n{what}\n(source kept as noted: {source})")
    return Message(text, source=change.source, **fields)
