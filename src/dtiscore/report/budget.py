"""The answer of ``dtiscore proposal budget``: the money by source of funds, unit and kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dtiscore.analysis.proposals import Sum, budget
from dtiscore.base.messages import N_, Message
from dtiscore.base.points import ZERO
from dtiscore.report.diagnostics import as_records
from dtiscore.report.page import Cell, Column, Heading, Kind, Line, Page, Table
from dtiscore.report.proposals import KINDS, title_blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dtiscore.analysis.proposals import Budget
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
        "free": list(sheet.free),
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
    more = {"free": _bare(sheet.free), "uncosted": _bare(sheet.uncosted)}
    for by, sums in {**parts, **more, "total": (sheet.total,)}.items():
        for each in sums:
            yield {**found.answer.mark(), "by": by, **_sum_json(each)}


def _bare(ids: tuple[str, ...]) -> tuple[Sum, ...]:
    """So many proposals without money, if there are any."""
    return (Sum("", len(ids), ZERO, ZERO, ZERO),) if ids else ()


def page(found: ProposalsAnswer) -> Page:
    """The page of ``proposal budget``."""
    sheet = budget(found.judged)
    blocks = title_blocks(found, N_("Money the proposals of {period} take"))
    if not found.live:
        blocks.append(Line(Message("There are no open proposals."), strong=True))
        return Page(tuple(blocks))
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
        # Whatever has no money to be found stands in no source's line.
        more = () if sums is not sheet.by_source else _without_money(sheet)
        blocks.append(_sums(first, sums, name, sheet.total, more))
    text = N_("a proposal with several sources stands under each; its money is counted once")
    blocks.append(Line(Message(text)))
    closed = tuple(one.id for one in found.judged if not one.proposal.live)
    if closed:
        text = N_("declined or done, so not in these sums: {listed}")
        blocks.append(Line(Message(text, listed=closed)))
    if sheet.uncosted:
        text = N_("without a stated cost, so not in these sums: {listed}")
        blocks.append(Line(Message(text, listed=sheet.uncosted), strong=True))
    return Page(tuple(blocks))


def _sums(
    first: Message,
    sums: tuple[Sum, ...],
    name: Callable[[str], str | Message],
    total: Sum,
    more: tuple[tuple[Cell, ...], ...],
) -> Table:
    titles = (N_("Proposals"), N_("Cost (VND)"), N_("With a source"), N_("Without a source"))
    return Table(
        (Column(first, Kind.TEXT), *(Column(Message(title)) for title in titles)),
        (*(_sum_row(name(each.key), each) for each in sums), *more),
        (_sum_row(Message("Total"), total),),
    )


def _without_money(sheet: Budget) -> tuple[tuple[Cell, ...], ...]:
    rows = (
        (Message("costs nothing"), sheet.free),
        (Message("cost not stated"), sheet.uncosted),
    )
    return tuple(_sum_row(name, each) for name, ids in rows for each in _bare(ids))


def _sum_row(name: Cell, one: Sum) -> tuple[Cell, ...]:
    return (name, one.number, int(one.cost), int(one.funded), int(one.missing))
