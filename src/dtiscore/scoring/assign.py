"""Which paper goes to which slot: as put by hand, else where it proves most (design §3)."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from dtiscore.scoring.contest import Contest
from dtiscore.scoring.slots import Placed, Placement, Slots

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dtiscore.evidence.paper import Paper
    from dtiscore.scoring.contest import Claim
    from dtiscore.scoring.offers import Fits, Offers


def place(slots: Slots, offered: Offers, claim: Claim | None = None) -> Placement:
    """Put every paper where it belongs.

    A paper put by hand stays there; the others go where together they prove most points of the
    claim, then fill most slots; ties go by the order of slots, then of file names.
    """
    placement: Placement = {slot.id: [] for slot in slots.slots}
    free: list[tuple[Paper, Fits]] = []
    for paper, fits in offered.fits:
        if len(fits) == 1:
            placement[fits[0][0]].append(Placed(paper, fits[0][1]))
        else:
            free.append((paper, fits))
    if free:
        _place_left(placement, slots, _place_wanted(placement, slots, free, claim))
        for placed in placement.values():
            placed.sort(key=lambda item: item.paper.path)
    return placement


def _place_wanted(
    placement: Placement, slots: Slots, free: list[tuple[Paper, Fits]], claim: Claim | None
) -> Iterable[tuple[Paper, Fits]]:
    """Put papers where together they prove most; what is left proves nothing more."""
    for papers, amounts in Contest(slots, claim, placement, free).shares():
        waiting = iter(papers)
        for slot, amount in amounts:
            for paper, fits in islice(waiting, amount):
                placement[slot].append(Placed(paper, dict(fits)[slot]))
        yield from waiting


def _place_left(placement: Placement, slots: Slots, left: Iterable[tuple[Paper, Fits]]) -> None:
    """Put papers where something is missing, else into the first slot that takes them."""
    in_order = sorted(left, key=lambda item: item[0].path)
    fills = slots.fills(placement)
    for paper, fits in in_order:
        slot = next((slot for slot, _ in fits if not fills[slot].filled), fits[0][0])
        placement[slot].append(Placed(paper, dict(fits)[slot]))
        if not fills[slot].filled:
            fills[slot] = slots.fill(slot, placement[slot])
