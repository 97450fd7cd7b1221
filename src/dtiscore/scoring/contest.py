"""Papers that several slots of a criterion take: where together they prove most of its points."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.base.documents import canonical_type, same_type
from dtiscore.base.points import ZERO
from dtiscore.evidence.fit import types_taken
from dtiscore.scoring.proof import Fill, counted_as, no_worse, prove, required, worth_of
from dtiscore.scoring.ways import Kind, Reached, Room, Use, every_way, filled, ways_in_turn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dtiscore.evidence.fit import Fit
    from dtiscore.evidence.paper import Paper
    from dtiscore.model.criteria import ProofSlot
    from dtiscore.rules.core import Facts, Outcome, Rule, Setting
    from dtiscore.scoring.offers import Fits
    from dtiscore.scoring.proof import Worth
    from dtiscore.scoring.slots import Placed, Slots
    from dtiscore.scoring.ways import Element, Filled, Plan

_MOST_STATES = 70_000
"""Slots that can be filled in no more ways are searched for the best of all; it takes seconds."""
_MOST_LEVELS = 64
_DATES_TOLD_APART = 8


class Claim(NamedTuple):
    """What the papers have to prove: the rule's outcome on the stated facts."""

    rule: Rule
    facts: Facts
    setting: Setting
    outcome: Outcome

    def provable(self, slots: Sequence[ProofSlot], fills: Mapping[str, Fill]) -> Fraction:
        """The points that are proved."""
        return prove(self.rule, slots, self.facts, self.setting, fills, self.outcome).points

    def worth_of(self, fact: str, count: int) -> Worth:
        """What so many of a counted fact earn."""
        return worth_of(self.rule, fact, {**self.facts, fact: Fraction(count)}, self.setting)


class Contest:
    """The slots that could take the same papers, and who gets which.

    Args:
        slots: all slots of the criterion.
        claim: what is to be proved; None: only how far the slots are filled counts.
        placement: the papers whose slot is settled.
        free: those that several slots take.
    """

    def __init__(
        self,
        slots: Slots,
        claim: Claim | None,
        placement: Mapping[str, Sequence[Placed]],
        free: Sequence[tuple[Paper, Fits]],
    ) -> None:
        self._all, self._claim = slots, claim
        self._settled = slots.fills(placement)
        self._deciding = [
            slot
            for slot in (slots.slots if claim is None else required(slots.slots))
            if not slot.optional and slots.needs[slot.id]
        ]
        wanted: dict[str, list[Fit]] = {}
        for _, fits in free:
            for slot, fit in fits:
                wanted.setdefault(slot, [item.fit for item in placement[slot]]).append(fit)
        self._slots = [
            _Slot(index, slot, slots.needs[slot.id], claim, wanted[slot.id])
            for index, slot in enumerate(s for s in self._deciding if s.id in wanted)
        ]
        self._start = tuple(
            slot.holding(item.fit for item in placement[slot.spec.id]) for slot in self._slots
        )
        kinds: dict[tuple[Use, ...], list[tuple[Paper, Fits]]] = {}
        for paper, fits in free:
            kinds.setdefault(tuple(self._uses(dict(fits))), []).append((paper, fits))
        self._kinds = sorted(kinds.items(), key=lambda kind: _order(kind[0]))

    def _uses(self, fits: Mapping[str, Fit]) -> Iterator[Use]:
        for slot in self._slots:
            if slot.spec.id in fits:
                use = slot.use(fits[slot.spec.id])
                if use.size or use.adds:
                    yield use

    def shares(self) -> Iterator[tuple[list[tuple[Paper, Fits]], list[tuple[str, int]]]]:
        """Papers that are alike, and how many of them go to which slot."""
        for (uses, papers), amounts in zip(self._kinds, self._best(), strict=True):
            slots = [self._slots[use.slot].spec.id for use in uses]
            yield papers, list(zip(slots, amounts, strict=True))

    def _best(self) -> Plan:
        """The way that proves most; of equal ones the one that fills most, of these the first."""
        rooms = [slot.room for slot in self._slots]
        kinds = [Kind(uses, len(papers)) for uses, papers in self._kinds]
        search = every_way if self._few() else ways_in_turn
        ways = search(self._start, kinds, rooms)
        if len(ways) == 1 or self._claim is None:
            return ways[max(ways, key=self._filled)]
        alone = list(self._start)
        for uses, papers in kinds:
            for use in uses:
                room = rooms[use.slot]
                alone[use.slot] = filled(alone[use.slot], use, papers, room)
        most = self._provable(tuple(alone))
        best: tuple[Fraction, Plan] | None = None
        for state in sorted(ways, key=self._filled, reverse=True):
            points = self._provable(state)
            if best is None or points > best[0]:
                best = (points, ways[state])
            if points == most:
                break
        return best[1] if best is not None else ()

    def _fills(self, state: Filled) -> dict[str, Fill]:
        return {
            slot.spec.id: slot.fill(reached)
            for slot, reached in zip(self._slots, state, strict=True)
        }

    def _provable(self, state: Filled) -> Fraction:
        if self._claim is None:
            return ZERO
        fills = {**self._settled, **self._fills(state)}
        return self._claim.provable(self._all.slots, fills)

    def _filled(self, state: Filled) -> Fraction:
        return sum((fill.share(partial=True) for fill in self._fills(state).values()), ZERO)

    def _few(self) -> bool:
        """Whether the best of all ways can be found in time.

        Asked of the slots that could share a paper by their types, whatever lies in the folder:
        a paper more must not lead to another, poorer way to look for the best.
        """
        sharing = [
            slot
            for slot in self._deciding
            if any(slot is not other and _may_share(slot, other) for other in self._deciding)
        ]
        needs = self._all.needs
        return prod(_width(slot, needs[slot.id], self._claim) for slot in sharing) <= _MOST_STATES


def _order(uses: Sequence[Use]) -> tuple[Sequence[Element], Sequence[tuple[int, int, Element]]]:
    """The place of papers among others, by what they do alone; first quarter by quarter."""
    marks = [use.mark for use in uses if use.adds]
    return marks, [(use.slot, use.size, use.mark) for use in uses]


class _Slot:
    """A slot that takes papers which others take, too."""

    def __init__(
        self, index: int, spec: ProofSlot, need: int, claim: Claim | None, fits: Iterable[Fit]
    ) -> None:
        self.index, self.spec, self.need = index, spec, need
        self.room = _room(spec, need, claim)
        self._dates: dict[date, Worth] = {}
        shown = {fit.shown for fit in fits}
        if spec.shows is not None and claim is not None and spec.shows.fact in claim.facts:
            for day in sorted(day for day in shown if isinstance(day, date)):
                self._dates[day], _ = counted_as(
                    claim.rule, spec.shows.fact, claim.facts, claim.setting, day
                )
        self._worths = set(self._dates.values())

    def use(self, fit: Fit) -> Use:
        """What a paper does here; a better date does all that a worse one does."""
        if isinstance(fit.shown, date):
            worth = self._dates.get(fit.shown)
            if worth is None:
                return Use(self.index, 0)
            worse = frozenset(other for other in self._worths if no_worse(worth, other))
            return Use(self.index, 0, worse, worth)
        if self.spec.each is not None and fit.span is not None:
            return Use(self.index, 0, frozenset([fit.span]), fit.span)
        return Use(self.index, min(self.room.top, fit.proves if fit.shown is None else fit.shown))

    def holding(self, fits: Iterable[Fit]) -> Reached:
        """The slot with these papers in it."""
        reached = Reached()
        for fit in fits:
            reached = filled(reached, self.use(fit), 1, self.room)
        return reached

    def fill(self, reached: Reached) -> Fill:
        """What the slot then counts as holding."""
        have, seen = reached
        if self.spec.shows is None:
            return Fill(self.need, have + len(seen))
        shown = (have,) if have else tuple(d for d, worth in self._dates.items() if worth in seen)
        return Fill(self.need, self.need if shown else 0, shown)


def _room(slot: ProofSlot, need: int, claim: Claim | None) -> Room:
    """What filling a slot is good for."""
    if slot.shows is not None:
        return Room((0, _top(slot, need, claim)), largest=True)
    if slot.each is not None:
        return Room((0, need), spans=True)
    if slot.count_of is None:
        return Room(range(need + 1) if slot.partial else (0, need))
    top = _top(slot, need, claim)
    if claim is None or top > _MOST_LEVELS:
        return Room(range(top + 1), sizes=bool(slot.summary))
    worths = [claim.worth_of(slot.count_of, count) for count in range(top + 1)]
    levels = [count for count in range(top + 1) if not count or worths[count] != worths[count - 1]]
    return Room(levels, sizes=bool(slot.summary))


def _top(slot: ProofSlot, need: int, claim: Claim | None) -> int:
    """The count from which on a counted fact earns no more; for others what is needed."""
    fact = slot.count_of if slot.shows is None else slot.shows.fact
    if fact is None or claim is None:
        return need
    stated = claim.facts.get(fact)
    if not isinstance(stated, Fraction):
        return 0
    full = claim.worth_of(fact, int(stated))
    return bisect_left(range(int(stated)), 1, key=lambda n: claim.worth_of(fact, n) == full)


def _width(slot: ProofSlot, need: int, claim: Claim | None) -> int:
    """In how many ways a slot can be filled."""
    if slot.shows is not None and slot.shows.by == "date":
        return _DATES_TOLD_APART
    return _top(slot, need, claim) + 1


def _may_share(slot: ProofSlot, other: ProofSlot) -> bool:
    """Whether a paper may be of a type that both take."""
    ours, theirs = types_taken(slot), types_taken(other)
    return not (ours and theirs) or any(
        same_type(canonical_type(mine) or mine, canonical_type(its) or its)
        for mine in ours
        for its in theirs
    )
