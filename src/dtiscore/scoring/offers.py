"""What papers are worth in a criterion's slots, whatever its facts say.

Many scorings of the same papers (a thousand what-ifs, say) share this part, so `Papers` works it
out once for each criterion.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from dtiscore.evidence.fit import Fit, Refusal, Window, fit
from dtiscore.scoring.copies import Way, ways

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dtiscore.evidence.paper import Paper
    from dtiscore.model.criteria import Criterion, ProofSlot

Fits: TypeAlias = list[tuple[str, Fit]]
"""The slots that take a paper, by id, and what it contributes there."""


class Refused(NamedTuple):
    """A paper that no slot takes: the slot that came nearest to taking it, and why it did not.

    ``slot`` is None where the criterion has no slot the paper could go to; ``stead`` is the paper
    that counts in the stead of a copy.
    """

    paper: Paper
    slot: ProofSlot | None
    why: Refusal
    stead: Paper | None = None


class Offers(NamedTuple):
    """The papers of a criterion in the order of their paths: where each fits, or why nowhere.

    ``others`` are other ways to let copies count; the one that proves most is taken.
    """

    fits: tuple[tuple[Paper, Fits], ...] = ()
    refused: tuple[Refused, ...] = ()
    others: tuple[Offers, ...] = ()

    @property
    def ways(self) -> tuple[Offers, ...]:
        """This way, and the others."""
        return (self, *self.others)

    @property
    def sound(self) -> Offers:
        """The same without what is in doubt: what is left if the appraiser takes none of it."""
        sound = [
            (p, [(slot, fit) for slot, fit in fits if not fit.doubtful]) for p, fits in self.fits
        ]
        return Offers(tuple((paper, fits) for paper, fits in sound if fits))


def offers(
    criterion: str, slots: Sequence[ProofSlot], papers: Sequence[Paper], window: Window
) -> Offers:
    """What the papers are worth in these slots of the criterion."""
    fitting: list[tuple[Paper, Fits]] = []
    refused: list[Refused] = []
    for paper in sorted(papers, key=lambda paper: paper.path):
        by_hand = paper.slot if paper.criterion == criterion else None
        open_to = [slot for slot in slots if by_hand is None or slot.id == by_hand]
        found = [(slot, fit(paper, criterion, slot, window)) for slot in open_to]
        fits = [(slot, fitted) for slot, fitted in found if isinstance(fitted, Fit)]
        if fits:
            # Optional slots only where no other takes it.
            deciding = [(slot.id, fitted) for slot, fitted in fits if not slot.optional]
            fitting.append((paper, deciding or [(slot.id, fitted) for slot, fitted in fits]))
        else:
            refused.append(_nearest(paper, found))
    by_id = {slot.id: slot for slot in slots}
    first, *others = (
        Offers(
            tuple(pair for index, pair in enumerate(fitting) if index in way.kept),
            (*refused, *_copies(fitting, way, by_id)),
        )
        for way in ways(criterion, fitting)
    )
    return first._replace(others=tuple(others)) if others else first


def _copies(
    fitting: Sequence[tuple[Paper, Fits]], way: Way, slots: Mapping[str, ProofSlot]
) -> Iterator[Refused]:
    """The papers in whose stead another counts."""
    for index, first in sorted(way.stead.items()):
        paper, fits = fitting[index]
        yield Refused(paper, slots[fits[0][0]], Refusal.COPY, fitting[first][0])


def _nearest(paper: Paper, found: Sequence[tuple[ProofSlot, Fit | Refusal]]) -> Refused:
    """The slot whose checks the paper passes furthest; of several the first."""
    nearest = Refused(paper, None, Refusal.REJECTED)
    for slot, why in found:
        if isinstance(why, Refusal) and (nearest.slot is None or why > nearest.why):
            nearest = Refused(paper, slot, why)
    return nearest


class Papers:
    """The papers by criterion id, those of other folders that serve it included."""

    def __init__(self, by_criterion: Mapping[str, Sequence[Paper]] | None = None) -> None:
        self._papers = dict(by_criterion or {})
        self._offers: dict[str, tuple[Criterion, Window, Offers]] = {}

    def of(self, criterion: str) -> Sequence[Paper]:
        """The papers that serve a criterion."""
        return self._papers.get(criterion, ())

    def adding(self, criterion: str, paper: Paper) -> Papers:
        """These papers and one more that serves a criterion."""
        return Papers({**self._papers, criterion: (*self.of(criterion), paper)})

    def offers(self, criterion: Criterion, window: Window) -> Offers:
        """What they are worth in its slots; worked out anew only for another set or period."""
        known = self._offers.get(criterion.id)
        if known is not None and known[0] is criterion and known[1] == window:
            return known[2]
        found = offers(criterion.id, criterion.proof, self.of(criterion.id), window)
        self._offers[criterion.id] = (criterion, window, found)
        return found
