"""Whether a paper fits a proof slot, and what it then contributes there."""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.base.dates import DateRange, span_of
from dtiscore.base.documents import canonical_type, names_any, same_type
from dtiscore.base.messages import Message
from dtiscore.evidence.paper import Verdict

if TYPE_CHECKING:
    from datetime import date

    from dtiscore.base.dates import Span
    from dtiscore.evidence.paper import Paper
    from dtiscore.model.criteria import ProofSlot


OWN_AGENCY = "agency"
"""Among a slot's ``issuers``: the department itself, whatever it is called."""


class Fit(NamedTuple):
    """What a paper is worth in a slot.

    Attributes:
        proves: counted things it proves (1, or what a summary paper covers).
        span: the quarter or month it covers, for slots that want each of them.
        shown: the date or number it shows, for slots whose paper is itself the fact.
        doubtful: it counts, but an appraiser may cut it.
    """

    proves: int = 1
    span: tuple[int, int] | None = None
    shown: date | int | None = None
    doubtful: bool = False


class Refusal(IntEnum):
    """Why a slot does not take a paper: the first check it fails, in the order of the checks."""

    REJECTED = 1
    TYPE = 2
    ISSUER = 3
    TIME = 4
    UNKNOWN_NUMBER = 5
    UNKNOWN_DATE = 6
    COPY = 7
    """A slot would take it, but it is the same paper as one that counts in the criterion."""


class Window(NamedTuple):
    """The assessed days, and the day until which proof may still be handed in."""

    days: DateRange
    submit_by: date | None = None


def fit(paper: Paper, criterion: str, slot: ProofSlot, window: Window) -> Fit | Refusal:
    """What ``paper`` contributes to a ``slot`` of the criterion, or why it is not taken there."""
    if paper.verdict is Verdict.REJECTED:
        return Refusal.REJECTED
    if not takes_type(paper.type, slot):
        return Refusal.TYPE
    if slot.issuers and paper.issuers and not _of_an_issuer(paper, slot):
        return Refusal.ISSUER
    in_time = _in_time(paper.date, slot, window)
    if in_time is None:
        return Refusal.TIME
    shown: date | int | None = None
    if slot.shows is not None:
        shown = paper.date if slot.shows.by == "date" else _as_number(paper.number)
        if shown is None:
            return Refusal.UNKNOWN_DATE if slot.shows.by == "date" else Refusal.UNKNOWN_NUMBER
    span = _span(paper, slot, window)
    if slot.each is not None and span is None:
        return Refusal.UNKNOWN_DATE if paper.date is None else Refusal.TIME
    # Who accepts a paper by hand has seen its date.
    late = not in_time and paper.by_hand is not Verdict.ACCEPTED
    doubtful = paper.verdict is Verdict.DOUBTFUL or late
    return Fit(_proves(paper, criterion, slot), span, shown, doubtful)


def span_days(slot: ProofSlot, window: Window) -> DateRange:
    """The days whose quarters or months a slot wants covered."""
    within, days = slot.within, window.days
    return DateRange(within.from_ or days.first, within.to or days.last)


def issuers_wanted(slot: ProofSlot) -> tuple[str | Message, ...]:
    """The bodies whose papers a slot takes, as people call them; none: any."""
    own = Message("the department itself")
    return tuple(own if name == OWN_AGENCY else name for name in slot.issuers)


def types_taken(slot: ProofSlot) -> tuple[str, ...]:
    """The document types a slot takes; none: any."""
    return tuple(dict.fromkeys((*slot.types, *slot.summary))) if slot.types else ()


def takes_type(kind: str | None, slot: ProofSlot) -> bool:
    """Whether a slot takes papers of a type; one that is not known only where it takes any."""
    return not slot.types or _is_any_of(kind, slot.types, slot.summary)


def _of_an_issuer(paper: Paper, slot: ProofSlot) -> bool:
    """Whether a body that the slot names issued the paper; ``agency`` is the department itself."""
    if OWN_AGENCY in slot.issuers and paper.own is not False:
        return True
    return names_any(paper.issuers, slot.issuers)


@lru_cache(maxsize=4096)
def _is_any_of(kind: str | None, types: tuple[str, ...], summary: tuple[str, ...]) -> bool:
    return any(_is_of(kind, wanted) for wanted in (*types, *summary))


def _is_of(kind: str | None, wanted: str) -> bool:
    """Whether a paper is of a type, which the set may have written without accents."""
    return kind is not None and same_type(kind, canonical_type(wanted) or wanted)


def _in_time(day: date | None, slot: ProofSlot, window: Window) -> bool | None:
    """True: in time; False: late, but before the hand-in; None: not taken.

    An undated paper is taken: that its date is unknown is not that it is wrong.
    """
    if day is None:
        return True
    if slot.within.from_ is not None or slot.within.to is not None:
        return True if day in span_days(slot, window) else None
    if day in window.days or (slot.within.word == "in_force" and day < window.days.first):
        return True
    # A paper of the year after, made before the hand-in, may pass: the council decides.
    late = window.days.last < day and window.submit_by is not None and day <= window.submit_by
    return False if late else None


def _span(paper: Paper, slot: ProofSlot, window: Window) -> tuple[int, int] | None:
    """The wanted quarter or month a paper stands for: the one it is about, else by its date.

    A paper made after all of them stands for the last.
    """
    if slot.each is None:
        return None
    days, day = span_days(slot, window), paper.date
    spans, number = days.spans(slot.each), _about(paper, slot.each)
    if number is not None:
        about = [span for span in spans if span[1] == number]
        made_after = [span for span in about if day is not None and span <= span_of(day, slot.each)]
        return next(iter([*made_after[-1:], *about]), None)
    if day is None:
        return None
    span = span_of(min(day, days.last), slot.each)
    return span if span in spans else None


def _about(paper: Paper, each: Span) -> int | None:
    """The quarter or month that a regular report says it is about."""
    if each == "month":
        return paper.month
    if paper.quarter is None and paper.month is not None:
        return (paper.month - 1) // 3 + 1
    return paper.quarter


def _proves(paper: Paper, criterion: str, slot: ProofSlot) -> int:
    if slot.count_of is not None and is_summary(paper.type, slot):
        return paper.covered(criterion, slot.count_of)
    return 1


def is_summary(kind: str | None, slot: ProofSlot) -> bool:
    """Whether a single paper of this type may prove several things in the slot."""
    return any(_is_of(kind, summary) for summary in slot.summary)


def _as_number(number: str | None) -> int | None:
    return int(number) if number and number.isascii() and number.isdigit() else None
