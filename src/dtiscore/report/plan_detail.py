"""What ``plan --detail`` says besides: points against cost, and what more would bring."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from dtiscore.analysis.improvement import MILLION
from dtiscore.base.messages import N_, Message
from dtiscore.base.points import round_points
from dtiscore.report.page import Block, Cell, Column, Heading, Line, Signed, Table
from dtiscore.report.plan_verdict import shown, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dtiscore.analysis.improvement import Corner
    from dtiscore.base.messages import Field
    from dtiscore.base.points import Rounding
    from dtiscore.report.plan import More, PlanAnswer


def detail(found: PlanAnswer) -> Iterator[Block]:
    """The most points for a price, and what more would add to the plan; with ``--detail``."""
    if found.frontier is None:
        return
    yield Heading(Message("Points against cost"))
    columns = (
        Column(Message("Cost (VND)")),
        Column(Message("Most points")),
        Column(Message("More than the line below")),
        Column(Message("For each million VND more")),
        Column(Message("Person-days")),
    )
    below = [*found.frontier[1:], None]
    places = found.answer.tree.criteria_set.rounding
    rows = tuple(
        (shown(one.cost), one.points, *_more(one, less, places), shown(one.effort))
        for one, less in zip(found.frontier, below, strict=True)
    )
    yield Table(columns, rows)
    if not found.frontier_whole:
        yield Line(Message("Between these lines there are others."), depth=1)
    if found.more is not None:
        yield from _on_top(found.more)


def _on_top(more: More) -> Iterator[Line]:
    """What a million VND and a person-day would add to the plan."""
    if more.million is not None:
        fields: dict[str, Field] = {"points": more.million.points, "days": more.million.effort}
        text = N_("a million VND on top of this plan could bring {points} points more")
        if more.million.effort:
            text = N_(
                "a million VND on top of this plan could bring {points} points more, with {days}"
                " person-days more"
            )
        yield Line(Message(text, **fields))
    if more.day is not None:
        fields = {"points": more.day.points, "cost": whole(more.day.cost)}
        text = N_("a person-day on top of this plan could bring {points} points more")
        if more.day.cost:
            text = N_(
                "a person-day on top of this plan could bring {points} points more, for {cost} VND"
                " more"
            )
        yield Line(Message(text, **fields))


def _more(one: Corner, less: Corner | None, rounding: Rounding) -> tuple[Cell, Cell]:
    """What a corner has more than the next cheaper one, in all and for a million đồng."""
    if less is None:
        return None, None
    points = one.points - less.points
    each = Fraction(points) * MILLION / (one.cost - less.cost)
    return Signed(points), Signed(round_points(each, rounding))
