"""Which paper goes to which slot: as put by hand, else where it proves most (design §3)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from dtiscore.base.points import ZERO
from dtiscore.evidence.fit import Fit, Window, span_days
from dtiscore.scoring.proof import Fill, needs

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from fractions import Fraction

    from dtiscore.evidence.paper import Paper
    from dtiscore.model.criteria import ProofSlot
    from dtiscore.rules.core import Facts
    from dtiscore.scoring.offers import Fits, Offers

_MOST_WAYS, _FEWER_WAYS = 4_000, 400


class Placed(NamedTuple):
    """A paper in a slot, and what it contributes there."""

    paper: Paper
    fit: Fit


Placement: TypeAlias = dict[str, list[Placed]]


@dataclass(frozen=True)
class Slots:
    """A criterion's slots with what each wants for the stated facts."""

    slots: tuple[ProofSlot, ...]
    needs: Mapping[str, int]
    window: Window

    @cached_property
    def by_id(self) -> Mapping[str, ProofSlot]:
        """The slots by id."""
        return {slot.id: slot for slot in self.slots}

    def fills(self, placement: Mapping[str, Sequence[Placed]]) -> dict[str, Fill]:
        """What a placement fills."""
        return {
            slot.id: _fill(slot, self.needs[slot.id], placement.get(slot.id, ()))
            for slot in self.slots
        }


def slots_for(slots: tuple[ProofSlot, ...], facts: Facts, window: Window) -> Slots:
    """The slots with what each wants, given the stated facts."""
    wanted = {}
    for slot in slots:
        spans = len(span_days(slot, window).spans(slot.each)) if slot.each else 0
        wanted[slot.id] = needs(slot, facts, spans)
    return Slots(slots, wanted, window)


def _fill(slot: ProofSlot, need: int, placed: Sequence[Placed]) -> Fill:
    if slot.count_of is not None:
        have = sum(item.fit.proves for item in placed)
    elif slot.each is not None:
        have = len({item.fit.span for item in placed})
    else:
        have = len(placed)
    shown = tuple(item.fit.shown for item in placed if item.fit.shown is not None)
    return Fill(need, have, shown)


def place(
    slots: Slots, offered: Offers, worth: Callable[[Mapping[str, Fill]], Fraction]
) -> Placement:
    """Put every paper where it belongs.

    A paper put by hand stays there; the others go where together they prove most points, then
    fill most slots; ties go by the order of slots, then of file names.
    """
    placement: Placement = {slot.id: [] for slot in slots.slots}
    free: list[tuple[Paper, Fits]] = []
    for paper, fits in offered.fits:
        if len(fits) == 1:
            placement[fits[0][0]].append(Placed(paper, fits[0][1]))
        else:
            free.append((paper, fits))
    if free:
        chosen = _best_way(placement, slots, [fits for _, fits in free], worth)
        for (paper, fits), slot in zip(free, chosen, strict=True):
            placement[slot].append(Placed(paper, dict(fits)[slot]))
    return placement


class _Reached(NamedTuple):
    """How far a slot is filled: counted up to its need, with the spans and values it has."""

    have: int
    seen: frozenset[tuple[object, date | int | None]]


Way: TypeAlias = tuple[Any, ...]
"""The slots chosen paper by paper, the last one first: ``(slot, way before)``."""


def _best_way(
    placement: Placement,
    slots: Slots,
    free: Sequence[Fits],
    worth: Callable[[Mapping[str, Fill]], Fraction],
) -> list[str]:
    """The slot of each paper, paper by paper: of ways that fill the same only the first goes on.

    Nothing is lost by that: what a paper adds depends only on how far the slots are filled.
    """
    start = {slot.id: _Reached(0, frozenset()) for slot in slots.slots}
    for slot, placed in placement.items():
        for item in placed:
            start[slot] = _with(slots, slot, start[slot], item.fit) or start[slot]
    order = list(start)
    ways: dict[tuple[_Reached, ...], Way] = {tuple(start.values()): ()}

    def rank(reached: tuple[_Reached, ...]) -> tuple[Fraction, Fraction]:
        fills = {slot: _as_fill(slots, slot, r) for slot, r in zip(order, reached, strict=True)}
        return worth(fills), sum((fill.share(partial=True) for fill in fills.values()), ZERO)

    for fits in free:
        ways = _one_more(ways, fits, slots, order)
        if len(ways) > _MOST_WAYS:
            ways = {key: ways[key] for key in sorted(ways, key=rank, reverse=True)[:_FEWER_WAYS]}
    way, chosen = ways[max(ways, key=rank)], []
    while way:
        slot, way = way
        chosen.append(slot)
    return chosen[::-1]


def _one_more(
    ways: Mapping[tuple[_Reached, ...], Way], fits: Fits, slots: Slots, order: Sequence[str]
) -> dict[tuple[_Reached, ...], Way]:
    """Every way with one more paper, put where it adds something; else into the first slot."""
    longer: dict[tuple[_Reached, ...], Way] = {}
    for reached, way in ways.items():
        useful = False
        for slot, fitted in fits:
            at = order.index(slot)
            filled = _with(slots, slot, reached[at], fitted)
            if filled is not None:
                useful = True
                longer.setdefault((*reached[:at], filled, *reached[at + 1 :]), (slot, way))
        if not useful:
            longer.setdefault(reached, (fits[0][0], way))
    return longer


def _with(slots: Slots, slot: str, reached: _Reached, fitted: Fit) -> _Reached | None:
    """The slot with one more paper; None where it adds nothing."""
    spec, need = slots.by_id[slot], slots.needs[slot]
    seen = reached.seen
    if spec.each is not None or spec.shows is not None:
        seen |= {(fitted.span, fitted.shown)}
    if spec.each is not None:
        have = len({span for span, _ in seen})
    else:
        have = min(need, reached.have + fitted.proves)
    filled = _Reached(have, seen)
    return None if filled == reached else filled


def _as_fill(slots: Slots, slot: str, reached: _Reached) -> Fill:
    shown = tuple(value for _, value in reached.seen if value is not None)
    return Fill(slots.needs[slot], reached.have, shown)
