"""Which missing papers cost a criterion its proof, and how much depends on each."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.base.points import Rounding, round_points, split_in_proportion
from dtiscore.scoring.proof import Fill, lacking, prove, required
from dtiscore.scoring.tree import CriterionScore, SlotState

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal


class MissingPaper(NamedTuple):
    """A slot that is not fully proved.

    ``at_stake`` are the points lost if this slot alone stays as it is, at least its share of
    all; the ``winnable`` of all slots together are exactly those lost for want of proof.
    """

    state: SlotState
    winnable: Decimal
    at_stake: Decimal


def missing_papers(criterion: CriterionScore, rounding: Rounding) -> list[MissingPaper]:
    """The slots behind the points lost for want of proof, in the order of the set."""
    lost = criterion.lost.proof
    states = {state.slot.id: state for state in criterion.slots}
    deciding = [states[slot.id] for slot in required([s.slot for s in criterion.slots])]
    stakes = [_stake(criterion, state, rounding) for state in deciding]
    if not any(stakes):
        # Each of several papers would do: all that are missing are equally good.
        deciding = [state for state in criterion.slots if _lacking(criterion, state)]
        stakes = [lost] * len(deciding)
    chosen = [(s, stake) for s, stake in zip(deciding, stakes, strict=True) if stake > 0]
    parts = split_in_proportion(lost, [stake for _, stake in chosen], rounding)
    return [
        MissingPaper(state, part, max(part, stake))
        for (state, stake), part in zip(chosen, parts, strict=True)
    ]


def _lacking(criterion: CriterionScore, state: SlotState) -> bool:
    rule, setting = criterion.criterion.rule, criterion.setting
    if state.slot.optional:
        return False
    if rule is None or setting is None:
        return not state.fill.filled
    return lacking(rule, state.slot, criterion.facts, setting, state.fill)


def _stake(criterion: CriterionScore, state: SlotState, rounding: Rounding) -> Decimal:
    """Claimed points minus what is provable when every other slot is full."""
    rule, setting, outcome = criterion.criterion.rule, criterion.setting, criterion.outcome
    claimed = criterion.claimed
    if rule is None or setting is None or outcome is None or claimed is None:
        return criterion.max * 0
    fills: Mapping[str, Fill] = {
        other.slot.id: state.fill if other is state else full(other, criterion)
        for other in criterion.slots
    }
    slots = [other.slot for other in criterion.slots]
    proved = prove(rule, slots, criterion.facts, setting, fills, outcome)
    return claimed - round_points(proved.points, rounding)


def full(state: SlotState, criterion: CriterionScore) -> Fill:
    """The slot as if everything it wants were there."""
    need, slot = state.fill.need, state.slot
    stated = criterion.facts.get(slot.shows.fact) if slot.shows is not None else None
    shown: tuple[date | int, ...] = ()
    if isinstance(stated, date):
        shown = (stated,)
    elif isinstance(stated, Fraction):
        shown = (int(stated),)
    return Fill(need, max(need, state.fill.have), shown)
