"""A criterion's slots with what each wants, and the papers that lie in them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from dtiscore.evidence.fit import Fit, Window, span_days
from dtiscore.scoring.proof import Fill, needs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dtiscore.evidence.paper import Paper
    from dtiscore.model.criteria import ProofSlot
    from dtiscore.rules.core import Facts


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

    def fill(self, slot: str, placed: Sequence[Placed]) -> Fill:
        """What these papers fill of a slot."""
        return self._filled(self.by_id[slot], placed)

    def _filled(self, spec: ProofSlot, placed: Sequence[Placed]) -> Fill:
        if spec.count_of is not None:
            have = sum(item.fit.proves for item in placed)
        elif spec.each is not None:
            have = len({item.fit.span for item in placed})
        else:
            have = len(placed)
        shown = tuple(item.fit.shown for item in placed if item.fit.shown is not None)
        return Fill(self.needs[spec.id], have, shown)

    def fills(self, placement: Mapping[str, Sequence[Placed]]) -> dict[str, Fill]:
        """What a placement fills."""
        return {slot.id: self._filled(slot, placement.get(slot.id, ())) for slot in self.slots}


def slots_for(slots: tuple[ProofSlot, ...], facts: Facts, window: Window) -> Slots:
    """The slots with what each wants, given the stated facts."""
    wanted = {}
    for slot in slots:
        spans = len(span_days(slot, window).spans(slot.each)) if slot.each else 0
        wanted[slot.id] = needs(slot, facts, spans)
    return Slots(slots, wanted, window)
