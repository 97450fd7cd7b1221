"""Who must do it: the units' shares of the work, and of what was lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dtiscore.analysis.missing import missing_papers
from dtiscore.analysis.shortfall import shortfalls, unproved
from dtiscore.base.points import split_in_proportion
from dtiscore.model.units import Duty, Units
from dtiscore.scoring.tree import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from decimal import Decimal

    from dtiscore.analysis.worklist import Item
    from dtiscore.model.evidence_file import SlotNote
    from dtiscore.scoring.tree import CriterionScore, ScoreTree

UNASSIGNED = "unassigned"
"""The id under which work stands that no unit is answerable for."""


class UnitWork(NamedTuple):
    """One unit's items: those it leads, which carry the points, and those it supports."""

    id: str
    name: str | None
    lead: tuple[Item, ...]
    support: tuple[Item, ...]

    @property
    def winnable(self) -> Decimal:
        """Points the unit can still win as the one in the lead."""
        return sum((item.winnable for item in self.lead), NOTHING)


def duty_of(units: Units | None, criterion: CriterionScore, day: date) -> Duty:
    """Who leads and supports a criterion; without units.yaml the set's suggestion stands."""
    if units is None:
        return Duty(criterion.criterion.lead, criterion.criterion.support)
    return units.duty(criterion.id, criterion.group.id, day)


def by_unit(items: Iterable[Item], units: Units | None, day: date) -> tuple[UnitWork, ...]:
    """The work of each unit on ``day``, in the order of units.yaml, most points first."""
    lead: dict[str, list[Item]] = {}
    support: dict[str, list[Item]] = {}
    for item in items:
        duty = duty_of(units, item.criterion, day)
        lead.setdefault(duty.lead or UNASSIGNED, []).append(item)
        for unit in duty.support:
            if unit != duty.lead:
                support.setdefault(unit, []).append(item)
    listed = [unit.id for unit in units.units] if units is not None else []
    order = dict.fromkeys([*listed, *lead, *support])
    names = {unit.id: unit.name for unit in units.units} if units is not None else {}
    return tuple(
        UnitWork(
            unit,
            names.get(unit),
            tuple(sorted(lead.get(unit, ()), key=_urgency)),
            tuple(sorted(support.get(unit, ()), key=_urgency)),
        )
        for unit in order
    )


def _urgency(item: Item) -> tuple[Decimal, Decimal, str]:
    return (-item.winnable, -item.at_stake, str(item.due or ""))


class UnitLoss(NamedTuple):
    """Points lost in the criteria a unit answered for at the period's end.

    Below 0 where it won more bonus points than it lost.
    """

    id: str
    lost: Decimal


def losses(tree: ScoreTree, units: Units | None) -> tuple[UnitLoss, ...]:
    """Lost points by the unit in the lead when the period ended, largest first; Σ = the total's."""
    day = tree.assessment.range.last
    lost: dict[str, Decimal] = {}
    short = shortfalls(tree)
    for criterion in tree.criteria:
        if criterion.id in short:
            unit = duty_of(units, criterion, day).lead or UNASSIGNED
            lost[unit] = lost.get(unit, NOTHING) + short[criterion.id]
    left = tree.total.max - tree.total.final - sum(lost.values(), NOTHING)
    if left:
        # A cap that takes points where no criterion has any.
        lost[UNASSIGNED] = lost.get(UNASSIGNED, NOTHING) + left
    ordered = sorted(lost.items(), key=lambda entry: -entry[1])
    return tuple(UnitLoss(unit, points) for unit, points in ordered)


def owed(
    tree: ScoreTree, units: Units | None, asked: Mapping[tuple[str, str], SlotNote]
) -> dict[str, Decimal]:
    """Points lost for want of proof, by the unit that owed the paper.

    That is the unit it was asked of; where nobody was asked, the one in the lead when the period
    ended. In points of the total: Σ = what it lost for want of proof.
    """
    day, rounding = tree.assessment.range.last, tree.criteria_set.rounding
    points: dict[str, Decimal] = {}
    short = unproved(tree)
    for criterion in tree.criteria:
        if not short.get(criterion.id):
            continue
        lead = duty_of(units, criterion, day).lead or UNASSIGNED
        missing = missing_papers(criterion, rounding)
        owing = [_owing(asked.get((criterion.id, m.state.slot.id)), units) or lead for m in missing]
        shares = split_in_proportion(short[criterion.id], [m.winnable for m in missing], rounding)
        if not missing:
            owing, shares = [lead], [short[criterion.id]]
        for unit, share in zip(owing, shares, strict=True):
            points[unit] = points.get(unit, NOTHING) + share
    return points


def _owing(note: SlotNote | None, units: Units | None) -> str | None:
    """The unit that a paper was asked of, by its id where it has one; None: nobody was asked."""
    if note is None or note.requested is None:
        return None
    found = units.find(note.requested.of) if units is not None else None
    return note.requested.of if found is None else found.id
