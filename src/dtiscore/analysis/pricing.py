"""What is reckoned where nobody has stated a price: the estimates of ``dtiscore.yaml``."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from dtiscore.analysis.actions import ActionKind
from dtiscore.base.points import ZERO
from dtiscore.rules.core import FactType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dtiscore.analysis.actions import Action, Frame
    from dtiscore.model.criteria_set import FactKey
    from dtiscore.model.settings import Estimate, Estimates

_POINTS = 100
"""A percent is raised by percentage points; a fact holds it as a share of 1."""


def estimated(frame: Frame, action: Action, usual: Estimates | None) -> Action:
    """An action with what such things usually take, where nobody has stated what it takes.

    A step is priced by the facts it raises where an estimate of theirs says so, else like any
    other step; several papers, and a task that supplies them, by how many they are.
    Proposals state their price, or have none.
    """
    if usual is None or action.kind is ActionKind.PROPOSAL:
        return action
    if action.counted and action.cost is not None:
        return action  # its tasks have the price
    cost, effort = action.cost, action.effort
    if action.kind is ActionKind.STEP:
        raised = tuple(_raised(frame, action, usual))
        cost = _sum((each.cost, units) for each, units in raised)
        effort = _sum((each.effort_days, units) for each, units in raised)
    said, times = (usual.step, 1)
    if action.kind is not ActionKind.STEP:
        said, times = usual.paper, action.number
    if times:
        cost = _sum(((said.cost, Fraction(times)),)) if cost is None else cost
        effort = _sum(((said.effort_days, Fraction(times)),)) if effort is None else effort
    taken = (cost, effort) != (action.cost, action.effort)
    return action._replace(
        cost=cost, effort=effort, usual=taken, status=usual.status if taken else action.status
    )


def _raised(frame: Frame, action: Action, usual: Estimates) -> Iterator[tuple[Estimate, Fraction]]:
    """The estimates of the facts that change, with the units by which they do."""
    criteria_set = frame.outlook.tree.criteria_set
    said = {name.casefold(): one.each for name, one in usual.facts.items()}
    for key in action.changes:
        for cid, name in criteria_set.sharing[key]:
            each = said.get(f"{cid}.{name}".casefold())
            if each is not None:
                yield each, _units(frame, action, key)
                break


def _units(frame: Frame, action: Action, key: FactKey) -> Fraction:
    """By how much a fact rises, or falls where less is better."""
    tree = frame.outlook.tree
    now, then = tree.facts.values.get(key), action.changes[key]
    if not isinstance(then, Fraction):
        return ZERO
    units = abs(then - (now if isinstance(now, Fraction) else ZERO))
    percent = tree.criteria_set.facts[key.criterion][key.fact].type is FactType.PERCENT
    return units * _POINTS if percent else units


def _sum(parts: Iterable[tuple[Fraction | None, Fraction]]) -> Fraction | None:
    """The amounts times their units; None where none is stated."""
    known = [amount * units for amount, units in parts if amount is not None]
    return sum(known, ZERO) if known else None
