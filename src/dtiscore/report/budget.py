"""The answer of ``dtiscore proposal budget``: the money by source of funds, unit and kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dtiscore.analysis.proposals import budget
from dtiscore.base.messages import N_, Message
from dtiscore.report.diagnostics import as_records
from dtiscore.report.page import Cell, Column, Heading, Kind, Line, Page, Table
from dtiscore.report.proposals import KINDS, title_blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dtiscore.analysis.proposals import Sum
    from dtiscore.i18n.language import Language
    from dtiscore.report.proposals import ProposalsAnswer

SCHEMA = "dtiscore/proposal-budget/1"
COLUMNS = ("criteria_set", "status", "by", "key", "proposals", "cost", "funded", "missing")
"""The fields of a CSV record."""


def document(found: ProposalsAnswer, language: Language) -> dict[str, Any]:
    """The JSON of ``proposal budget``."""
    sheet = budget(found.judged)
    return {
        **found.answer.head(SCHEMA),
        "total": _sum_json(sheet.total, named=False),
        "by_unit": [_sum_json(each) for each in sheet.by_unit],
        "by_kind": [_sum_json(each) for each in sheet.by_kind],
        "by_source": [_sum_json(each) for each in sheet.by_source],
        "uncosted": list(sheet.uncosted),
        "diagnostics": as_records(found.answer.diagnostics, language),
    }


def _sum_json(one: Sum, *, named: bool = True) -> dict[str, Any]:
    said = {
        "proposals": one.number,
        "cost": int(one.cost),
        "funded": int(one.funded),
        "missing": int(one.missing),
    }
    return {"key": one.key or None, **said} if named else said


def records(found: ProposalsAnswer) -> Iterator[dict[str, Any]]:
    """One record a sum, for CSV."""
    sheet = budget(found.judged)
    parts = {"unit": sheet.by_unit, "kind": sheet.by_kind, "source": sheet.by_source}
    for by, sums in {**parts, "total": (sheet.total,)}.items():
        for each in sums:
            yield {**found.answer.mark(), "by": by, **_sum_json(each)}


def page(found: ProposalsAnswer) -> Page:
    """The page of ``proposal budget``."""
    sheet = budget(found.judged)
    blocks = title_blocks(found, N_("Money the proposals of {period} take"))
    parts = (
        (
            Message("By source of funds"),
            Message("Source"),
            sheet.by_source,
            lambda key: key or Message("no source yet"),
        ),
        (Message("By unit"), Message("Unit"), sheet.by_unit, found.answer.unit_name),
        (Message("By kind"), Message("Kind"), sheet.by_kind, lambda key: KINDS[key]),
    )
    for title, first, sums, name in parts:
        blocks.append(Heading(title))
        blocks.append(_sums(first, sums, name, sheet.total))
    text = N_("a proposal with several sources stands under each; its money is counted once")
    blocks.append(Line(Message(text)))
    if sheet.uncosted:
        text = N_("without a stated cost, so not in these sums: {listed}")
        blocks.append(Line(Message(text, listed=sheet.uncosted), strong=True))
    return Page(tuple(blocks))


def _sums(
    first: Message, sums: tuple[Sum, ...], name: Callable[[str], str | Message], total: Sum
) -> Table:
    titles = (N_("Proposals"), N_("Cost (VND)"), N_("With a source"), N_("Without a source"))
    return Table(
        (Column(first, Kind.TEXT), *(Column(Message(title)) for title in titles)),
        tuple(_sum_row(name(each.key), each) for each in sums),
        (_sum_row(Message("Total"), total),),
    )


def _sum_row(name: Cell, one: Sum) -> tuple[Cell, ...]:
    return (name, one.number, int(one.cost), int(one.funded), int(one.missing))
