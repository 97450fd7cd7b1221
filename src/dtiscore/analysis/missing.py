"""Which missing papers cost a criterion its proof, and how much depends on each."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.base.points import Rounding, round_points, split_in_proportion
from dtiscore.scoring.proof import Fill, prove, required
from dtiscore.scoring.tree import CriterionScore, SlotState

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal


class MissingPaper(NamedTuple):
    """A slot that must be filled further to prove what is claimed.

    ``state.fill`` says how far: ``need`` is what suffices for the claimed points, which may be
    less than what was stated; ``have`` is what is there towards it.

    ``at_stake`` are the points lost if this slot alone stays as it is, at least its share of
    all; the ``winnable`` of all slots together are exactly those lost for want of proof.
    """

    state: SlotState
    winnable: Decimal
    at_stake: Decimal


def missing_papers(criterion: CriterionScore, rounding: Rounding) -> list[MissingPaper]:
    """The papers that suffice for the points lost for want of proof, in the order of the set.

    Everything there, then left out from the last slot to the first as far as no points are lost:
    no paper of the rest can be spared.
    """
    lost = criterion.lost.proof
    if not lost:
        return []
    proof = _Proof(criterion, rounding)
    wanted = proof.sufficient()
    missing = [state for state in proof.deciding if wanted[state.slot.id] != state.fill]
    stakes = [
        proof.claimed - proof.provable({**wanted, state.slot.id: state.fill}) for state in missing
    ]
    parts = split_in_proportion(lost, stakes, rounding)
    return [
        MissingPaper(_towards(state, wanted[state.slot.id]), part, max(part, stake))
        for state, stake, part in zip(missing, stakes, parts, strict=True)
    ]


def apart(
    criterion: CriterionScore, missing: MissingPaper, gone: int, rounding: Rounding
) -> tuple[MissingPaper, MissingPaper]:
    """A missing paper's points: what can still be won of them, and what no longer can.

    Args:
        criterion: the criterion of the slot.
        missing: one of its `missing_papers`.
        gone: how many quarters or months of the slot can have no paper any more.
        rounding: the set's.
    """
    state = missing.state
    proof = _Proof(criterion, rounding)
    wanted = proof.sufficient()
    goal = wanted[state.slot.id]
    held = next(s.fill.have for s in criterion.slots if s.slot is state.slot)
    most = max(held, min(goal.have, goal.need - gone))
    reached = proof.provable({**wanted, state.slot.id: goal._replace(have=most)})
    short = min(proof.claimed - reached, missing.at_stake)
    left = missing.at_stake - short
    to_win, lost = split_in_proportion(missing.winnable, [left, short], rounding)
    return (
        MissingPaper(state, to_win, max(left, to_win)),
        MissingPaper(state, lost, max(short, lost)),
    )


def _towards(state: SlotState, goal: Fill) -> SlotState:
    # A paper that shows something else is there, and yet what was stated is shown by none.
    have = 0 if state.slot.shows is not None else state.fill.have
    return state._replace(fill=state.fill._replace(need=goal.have, have=have))


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


class _Proof:
    """A criterion's points as a function of how far its slots are filled."""

    def __init__(self, criterion: CriterionScore, rounding: Rounding) -> None:
        self._criterion = criterion
        self._rounding = rounding
        self._slots = [state.slot for state in criterion.slots]
        self.claimed = criterion.max * 0 if criterion.claimed is None else criterion.claimed
        states = {state.slot.id: state for state in criterion.slots}
        # Of a criterion left out only the reason is to be proved.
        listed = self._slots if criterion.setting is None else required(self._slots)
        self.deciding = [states[slot.id] for slot in listed if not slot.optional]

    def all_there(self) -> dict[str, Fill]:
        """Every slot as if everything it wants were there."""
        return {state.slot.id: full(state, self._criterion) for state in self._criterion.slots}

    def sufficient(self) -> dict[str, Fill]:
        """How far each slot must be filled to prove all that is claimed, and no further."""
        wanted = self.all_there()
        for state in reversed(self.deciding):
            wanted[state.slot.id] = self.least(state, wanted)
        return wanted

    def provable(self, fills: Mapping[str, Fill]) -> Decimal:
        """The rounded points that are proved."""
        criterion = self._criterion
        rule, setting, outcome = criterion.criterion.rule, criterion.setting, criterion.outcome
        if rule is None or setting is None or outcome is None:
            filled = all(fills[state.slot.id].filled for state in self.deciding)
            return self.claimed if filled else self.claimed * 0
        proved = prove(rule, self._slots, criterion.facts, setting, fills, outcome)
        return round_points(proved.points, self._rounding)

    def least(self, state: SlotState, others: Mapping[str, Fill]) -> Fill:
        """How far the slot must be filled at least, where the others are filled like this."""

        def enough(fill: Fill) -> bool:
            return self.provable({**others, state.slot.id: fill}) == self.claimed

        if enough(state.fill):
            return state.fill
        full_ = others[state.slot.id]
        if state.slot.shows is not None:
            return full_
        counts = range(state.fill.have, full_.have)
        least = bisect_left(counts, 1, key=lambda have: enough(full_._replace(have=have)))
        return full_._replace(have=state.fill.have + least)
