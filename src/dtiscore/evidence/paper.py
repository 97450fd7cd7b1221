"""One file handed in as proof, and what is known of it."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.base.documents import issuer_of_symbol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.evidence.learnt import Citation, Learnt


class Verdict(StrEnum):
    """Whether a paper counts; a doubtful one does, but its points are at risk."""

    ACCEPTED = "accepted"
    DOUBTFUL = "doubtful"
    REJECTED = "rejected"


class Paper(NamedTuple):
    """A file in an evidence folder.

    Attributes:
        path: from the workspace, with forward slashes, in composed form.
        criterion: the id of the folder's criterion.
        slot: the slot it was put into by hand (subfolder or evidence.yaml); None: free.
        also: further criteria it serves.
        covers: how many counted things a summary paper proves, by fact of its own criterion.
        covers_also: the same by criterion it also serves.
        quarter, month: what a regular report is about, where its date does not say.
        type, number, symbol, issuer, date, subject: of the document, where known: as
            evidence.yaml states, else as the document says itself, else as the file's name does.
        place, signer_post, draft: likewise, without the name.
        verdict: what `evidence.judge` makes of it; `findings` say why.
        reason: why a verdict was given by hand.
        own: whether the department itself issued it; None where nobody asked.
        learnt: what its content says; None where it was not read.
    """

    path: str
    criterion: str
    slot: str | None = None
    also: tuple[str, ...] = ()
    type: str | None = None
    number: str | None = None
    symbol: str | None = None
    issuer: str | None = None
    date: date | None = None
    subject: str | None = None
    place: str | None = None
    signer_post: str | None = None
    draft: bool = False
    covers: Mapping[str, int] = MappingProxyType({})
    covers_also: Mapping[str, Mapping[str, int]] = MappingProxyType({})
    quarter: int | None = None
    month: int | None = None
    verdict: Verdict = Verdict.ACCEPTED
    reason: str | None = None
    own: bool | None = None
    by_hand: Verdict | None = None
    learnt: Learnt | None = None
    findings: tuple[Diagnostic, ...] = ()

    def covered(self, criterion: str, fact: str) -> int:
        """How many things this paper proves as a summary, of a fact as a criterion names it."""
        own = criterion == self.criterion
        covers = self.covers if own else self.covers_also.get(criterion, {})
        return covers.get(fact, 1)

    @property
    def issuers(self) -> tuple[str, ...]:
        """The names of who issued it: as stated, and as its symbol says."""
        of_symbol = issuer_of_symbol(self.symbol) if self.symbol else None
        return tuple(name for name in (self.issuer, of_symbol) if name)

    @property
    def cited(self) -> tuple[Citation, ...]:
        """The other documents its text names."""
        return () if self.learnt is None else self.learnt.document.cited
