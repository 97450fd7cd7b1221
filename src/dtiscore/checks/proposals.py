"""Problems of ``proposals/<period>/<id>.yaml`` against units, criteria and each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dtiscore.base import problems
from dtiscore.checks.tasks import slot_problem
from dtiscore.checks.units import unknown_unit
from dtiscore.model.criteria_set import unknown_criterion
from dtiscore.model.proposals import Effect, effect_facts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.model.bind import Loaded
    from dtiscore.model.criteria_set import CriteriaSet
    from dtiscore.model.proposals import Proposal
    from dtiscore.model.units import Units


def check_proposal(
    loaded: Loaded[Proposal],
    criteria_set: CriteriaSet | None,
    units: Units | None,
    period: int,
    known: Collection[str],
) -> Iterator[Diagnostic]:
    """Every problem of the file; what is None is not judged.

    Args:
        loaded: the proposal.
        criteria_set: the period's set.
        units: the department's.
        period: the year it is proposed for.
        known: ids of all proposals and tasks of the period, which it may require.
    """
    proposal = loaded.value
    if units is not None and units.find(proposal.unit) is None:
        yield unknown_unit(units, proposal.unit, loaded.place("unit"))
    if criteria_set is not None:
        yield from _effect(loaded, criteria_set, period)
    yield from _money(loaded)
    for index, name in enumerate(proposal.requires):
        if name not in known:
            place = loaded.place("requires", index)
            yield problems.UNKNOWN_REQUIRED.at(place, id=name, known=tuple(known) or "–")
    if proposal.state in ("declined", "adjusted") and proposal.reason is None:
        yield problems.DECLINED_WHY.at(loaded.place("state"))


def _effect(
    loaded: Loaded[Proposal], criteria_set: CriteriaSet, period: int
) -> Iterator[Diagnostic]:
    proposal, criteria = loaded.value, criteria_set.criteria
    for index, name in enumerate(proposal.criteria):
        if name not in criteria:
            yield unknown_criterion(name, criteria, loaded.place("criteria", index))
    effect = proposal.effect or Effect()
    for cid in effect.facts:
        if cid not in criteria:
            place = loaded.place("effect", "facts", cid, key=True)
            yield unknown_criterion(cid, criteria, place)
    for wrong in effect_facts(criteria_set, proposal, period)[1]:
        yield wrong.problem.at(loaded.place(*wrong.path, key=wrong.at_key), **wrong.fields)
    for index, name in enumerate(effect.papers):
        yield from slot_problem(name, criteria_set, loaded.place("effect", "papers", index))


def _money(loaded: Loaded[Proposal]) -> Iterator[Diagnostic]:
    cost, funded = loaded.value.cost, loaded.value.funded
    if cost is not None and funded > cost:
        fields = {"funded": funded, "cost": cost}
        yield problems.FUNDED_TOO_MUCH.at(loaded.place("funding"), **fields)
