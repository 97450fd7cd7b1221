"""Whether a missing paper can still be had, and how: found, signed, made, measured, or no more."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.base.dates import YearlyDate, span_end
from dtiscore.base.documents import canonical_type, issuer_of_symbol, names_any
from dtiscore.base.messages import N_, Message
from dtiscore.evidence.fit import OWN_AGENCY, Window, span_days, takes_type, types_taken
from dtiscore.evidence.issuers import is_own
from dtiscore.evidence.paper import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dtiscore.analysis.worklist import Calendar
    from dtiscore.evidence.learnt import Citation
    from dtiscore.evidence.paper import Paper
    from dtiscore.evidence.scan import Evidence
    from dtiscore.model.criteria import ProofSlot
    from dtiscore.model.evidence_file import SlotNote
    from dtiscore.scoring.tree import CriterionScore, ScoreTree, SlotState


class Reach(NamedTuple):
    """What is left to do about a missing paper: ``word`` is an `Action`'s value.

    ``gone`` are the quarters or months for which it is too late, where the others can still be
    had; ``rest`` says what is left to do about those.
    """

    word: str
    due: date | None
    why: Message | None = None
    gone: int = 0
    rest: Reach | None = None


@dataclass(frozen=True)
class Hints:
    """What speaks for a paper's being somewhere.

    Attributes:
        papers: every paper handed in this period: they name others.
        earlier: the papers of the period before, by criterion.
        asked: who was asked for the papers of which slot, by criterion and slot.
        agency: the department's name.
    """

    papers: tuple[Paper, ...] = ()
    earlier: Mapping[str, tuple[Paper, ...]] = field(default_factory=dict)
    asked: Mapping[tuple[str, str], SlotNote] = field(default_factory=dict)
    agency: str = ""

    @cached_property
    def held(self) -> frozenset[tuple[str, str]]:
        """Number and symbol of every document that is here."""
        return frozenset(_key(p.number, p.symbol) for p in self.papers if p.number and p.symbol)

    @cached_property
    def citing(self) -> tuple[Paper, ...]:
        """The papers that name other documents."""
        return tuple(paper for paper in self.papers if paper.cited)


def hints_of(
    evidence: Evidence, earlier: Evidence, as_of: date | None = None, agency: str = ""
) -> Hints:
    """The hints that the papers of two periods give, and the notes of who was asked until a day."""
    known = ((key, _until(note, as_of)) for key, note in evidence.asked.items())
    asked = {key: note for key, note in known if note is not None}
    return Hints(evidence.papers, earlier.by_criterion(), asked, agency)


def _until(note: SlotNote, as_of: date | None) -> SlotNote | None:
    """What of a note was known on a day."""
    asked, given = note.requested, note.handed_in
    if as_of is not None:
        asked = None if asked is not None and (asked.on or as_of) > as_of else asked
        given = None if given is not None and given.on > as_of else given
    if asked is None and given is None:
        return None
    return note.model_copy(update={"requested": asked, "handed_in": given})


def reach(
    criterion: CriterionScore, state: SlotState, tree: ScoreTree, days: Calendar, hints: Hints
) -> Reach:
    """How a slot that must be filled further can still be filled on the day asked."""
    found = _reach(criterion, state, tree, days, hints)
    if not days.handed_in or found.word == "lost":
        return found
    why = Message("the hand-in is over: only if the council still takes it")
    if found.why is not None:
        why = Message("{why}; {but}", why=found.why, but=why)
    return found._replace(due=None, why=why)


def _reach(
    criterion: CriterionScore, state: SlotState, tree: ScoreTree, days: Calendar, hints: Hints
) -> Reach:
    """The same, as if the council took papers for ever."""
    slot = state.slot
    window = Window(tree.assessment.range, days.submit_by)
    handed_in = due_of(slot, tree, days)
    last = span_days(slot, window).last
    still = days.as_of <= last
    over = _spans_over(state, window, days.as_of) if types_taken(slot) else ()
    draft = next((paper for paper in _refused(criterion, slot) if paper.draft), None)
    sign = next(_signs(criterion, slot, days, hints, window), None)
    if sign is not None and (over or draft is None or not still):
        return Reach("find", handed_in, sign)
    too_late = _too_late(slot, over, days, handed_in) if over else None
    if too_late is not None and not (slot.partial and still):
        return too_late
    if still:
        made = _makeable(draft, last, handed_in, days)
        return made._replace(gone=len(over), rest=too_late)
    if not types_taken(slot):
        return Reach("measure", handed_in, Message("it can still be drawn from the records"))
    return Reach("find", handed_in)


def _makeable(draft: Paper | None, last: date, handed_in: date | None, days: Calendar) -> Reach:
    """It may still be signed, or made: until the last day that counts, or the hand-in before it.

    A day for handing in that has passed stays what it was due by, and bounds nothing any more.
    """
    bounds = (day for day in (handed_in, days.submit_by) if day is not None and day >= days.as_of)
    until = min((last, *bounds))
    due = handed_in if handed_in is not None and handed_in < days.as_of else until
    if draft is not None:
        return Reach("sign", due, Message("a draft lies there: {file}", file=_name(draft)))
    return Reach("make", due, Message("it may still be issued by {date}", date=until))


def _too_late(slot: ProofSlot, over: tuple[str, ...], days: Calendar, due: date | None) -> Reach:
    """Its time is over: until the hand-in it can be explained, after that it is lost."""
    text = N_("quarters over, for which no such paper may be made now: {spans}")
    if slot.each == "month":
        text = N_("months over, for which no such paper may be made now: {spans}")
    why = Message(text, spans=", ".join(over))
    if days.submit_by is not None and days.as_of <= days.submit_by:
        return Reach("explain", due, why)
    return Reach("lost", None, why)


def due_of(slot: ProofSlot, tree: ScoreTree, days: Calendar) -> date | None:
    """The day by which a slot's papers are to be handed in; None once all was handed in."""
    if slot.due is None or days.handed_in:
        return days.hand_in
    due = slot.due
    return due.in_year(tree.assessment.period) if isinstance(due, YearlyDate) else due


def _spans_over(state: SlotState, window: Window, as_of: date) -> tuple[str, ...]:
    """The quarters or months that are over and have no paper, as people write them."""
    slot = state.slot
    if slot.each is None:
        return ()
    there = {placed.fit.span for placed in state.papers}
    days = span_days(slot, window)
    over = [
        span
        for span in days.spans(slot.each)
        if span not in there and min(span_end(span, slot.each), days.last) < as_of
    ]
    return tuple(
        f"{number:02d}/{year}" if slot.each == "month" else f"{_ROMAN[number]}/{year}"
        for year, number in over
    )


_ROMAN = ("", "I", "II", "III", "IV")


def _refused(criterion: CriterionScore, slot: ProofSlot) -> Iterator[Paper]:
    return (refused.paper for refused in criterion.refused if refused.slot is slot)


def _signs(
    criterion: CriterionScore, slot: ProofSlot, days: Calendar, hints: Hints, window: Window
) -> Iterator[Message]:
    """What speaks for the paper's being somewhere, the strongest first."""
    asked = hints.asked.get((criterion.id, slot.id))
    if asked is not None and asked.handed_in is not None:
        yield Message("handed in on {date}", date=asked.handed_in.on)
    if slot.shows is not None:
        stated = criterion.facts.get(slot.shows.fact)
        if isinstance(stated, date) and stated <= days.as_of:
            yield Message("issued on {date}, as stated", date=stated)
    yield from _citations(criterion, slot, hints, window)
    if slot.each is not None or slot.within.word != "in_force":
        return  # the old one would not do
    for paper in hints.earlier.get(criterion.id, ()):
        taken = paper.slot in (None, slot.id) and takes_type(paper.type, slot)
        if taken and types_taken(slot) and paper.verdict is not Verdict.REJECTED:
            yield Message("the period before had {file}", file=_name(paper))


def _citations(
    criterion: CriterionScore, slot: ProofSlot, hints: Hints, window: Window
) -> Iterator[Message]:
    """Documents such as the slot wants that another paper names and that are not here."""
    for paper in hints.citing:
        if criterion.id not in (paper.criterion, *paper.also):
            continue
        for cited in paper.cited:
            if _key(cited.number, cited.symbol) not in hints.held and _wanted(
                cited, slot, window, hints
            ):
                text = N_("{number}/{symbol} is named in {file}")
                yield Message(text, number=cited.number, symbol=cited.symbol, file=_name(paper))


def _wanted(cited: Citation, slot: ProofSlot, window: Window, hints: Hints) -> bool:
    """Whether a slot would take the document that is cited."""
    types = types_taken(slot)
    kind = canonical_type(cited.symbol.replace("/", "-").split("-")[0])
    if not types or kind is None or not takes_type(kind, slot):
        return False
    body = issuer_of_symbol(cited.symbol)
    own = OWN_AGENCY in slot.issuers and bool(body) and is_own((body or "",), hints.agency)
    if slot.issuers and not own and not names_any([body], slot.issuers):
        return False
    if cited.date is None:
        return True
    early = slot.within.word == "in_force" and cited.date <= window.days.last
    return early or cited.date in span_days(slot, window)


def _key(number: str | None, symbol: str | None) -> tuple[str, str]:
    return (number or "").lstrip("0").casefold(), (symbol or "").casefold()


def _name(paper: Paper) -> str:
    return paper.path.rpartition("/")[2]


class Supply(StrEnum):
    """How far a missing paper has come between the unit that has it and the folder."""

    NOT_ASKED = "not_asked"
    ASKED = "asked"
    OVERDUE = "overdue"
    HANDED_IN = "handed_in"
    REJECTED = "rejected"
    """Handed in, and not counted."""


def supply(asked: SlotNote | None, *, refused: bool, as_of: date) -> Supply:
    """How far a paper that is missing has come."""
    if refused:
        return Supply.REJECTED
    if asked is None or (asked.requested is None and asked.handed_in is None):
        return Supply.NOT_ASKED
    if asked.handed_in is not None:
        return Supply.HANDED_IN
    due = asked.requested.by if asked.requested is not None else None
    return Supply.OVERDUE if due is not None and due < as_of else Supply.ASKED
