"""The answer of ``dtiscore form import``: what the forms change, and where units disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dtiscore.base.messages import N_, Message
from dtiscore.report.answer import TOOL
from dtiscore.report.diagnostics import as_records
from dtiscore.report.page import Column, Heading, Kind, Line, Page, Table

if TYPE_CHECKING:
    from decimal import Decimal

    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.forms.merge import Change, Merged
    from dtiscore.i18n.language import Language
    from dtiscore.report.page import Block

SCHEMA = "dtiscore/import/1"
_WHAT = {
    "points": Message("own points"),
    "not_applicable": Message("not applicable"),
    "explanation": Message("explanation"),
    "note": Message("remark"),
}


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
    merged: Merged, claimed: tuple[Decimal, Decimal] | None, file: str, *, written: bool
) -> Page:
    """What changes, as a table; ``claimed`` are the points before and after."""
    title = Message("What the forms state")
    blocks: list[Block] = [Heading(title, level=1)]
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
                    Message("{criterion} {what}", criterion=one.criterion, what=_what(one)),
                    one.before or "–",
                    one.after or "–",
                    Message("{unit}\n{cell}", unit=one.by.unit, cell=one.by.cell),
                )
                for one in merged.changes
            ),
        )
    )
    text = N_("Not written: {count} changes to {file} (dry run).")
    if written:
        text = N_("Written: {count} changes to {file}.")
    blocks.append(Line(Message(text, count=len(merged.changes), file=file), strong=True))
    if claimed is not None:
        text = N_("claimed points: {before} before, {after} after")
        blocks.append(Line(Message(text, before=claimed[0], after=claimed[1]), depth=1))
    return Page(tuple(blocks))


def _what(change: Change) -> Message:
    if change.what == "paper":
        return Message("paper for {slot}", slot=change.fact)
    if change.what == "fact":
        return Message("{fact}", fact=change.fact)
    return _WHAT[change.what]
