"""What the score itself asks for: steps of the rules, and papers that are missing."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from dtiscore.analysis.actions import Action, ActionKind
from dtiscore.analysis.duties import duty_of
from dtiscore.analysis.interplay import Done, after, movable
from dtiscore.analysis.intime import Reach, reach
from dtiscore.analysis.missing import full
from dtiscore.analysis.outlook import moved
from dtiscore.analysis.plan import asked, can_gain, planned
from dtiscore.analysis.wording import in_words
from dtiscore.base.dates import YearlyDate, span_end, years_later
from dtiscore.base.documents import canonical_type
from dtiscore.base.messages import Message
from dtiscore.base.numbers import decimal_text
from dtiscore.base.points import ZERO
from dtiscore.evidence.fit import Window, span_days, types_taken
from dtiscore.rules.core import FactType, Step
from dtiscore.rules.statable import UNITS, between
from dtiscore.scoring.proof import required

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from dtiscore.analysis.actions import Frame
    from dtiscore.analysis.outlook import Changes, Outlook
    from dtiscore.model.criteria import ProofSlot
    from dtiscore.model.criteria_set import FactKey
    from dtiscore.rules.core import FactValue
    from dtiscore.scoring.tree import CriterionScore, SlotState

MOST_LEVELS = 8
"""Levels of one criterion among which the plan chooses; the rule's own steps, the nearest first."""
MOST_BUILT = 16
"""Levels of one criterion, besides, that only another step or a proposal makes possible."""

# --- steps ------------------------------------------------------------------------------------


def steps_of(
    frame: Frame, changes: Iterable[Changes] = (), priced: Collection[FactKey] = ()
) -> Iterator[Action]:
    """The levels of every criterion that can gain; a fact that several see has its levels once.

    Also those that only another step makes possible, or worth while, by moving a fact that the
    criterion sees, too: of four meetings four can be chaired. They cannot be done without it.

    Args:
        frame: where the plan starts.
        changes: what else may move facts, each together.
        priced: facts that no step of a rule moves, for somebody states what that costs.
    """
    outlook = frame.outlook
    gaining = [criterion for criterion in outlook.by_id.values() if can_gain(criterion)]
    found: set[frozenset[tuple[FactKey, FactValue]]] = set()
    bases: list[tuple[str, Changes]] = [("", {}), *(("", each) for each in changes if each)]
    built: Counter[str] = Counter()
    while bases:
        further: list[tuple[str, Changes]] = []
        for owner, base in bases:
            seen = _near(outlook, base) - {owner}
            for criterion in gaining:
                if base and (criterion.id not in seen or built[criterion.id] >= MOST_BUILT):
                    continue
                for level in _levels(frame, criterion, base):
                    keyed = outlook.keyed(criterion, level)
                    place = frozenset(keyed.items())
                    if place in found or not keyed.keys().isdisjoint(base):
                        continue
                    found.add(place)
                    built[criterion.id] += bool(base)
                    if keyed.keys().isdisjoint(priced):
                        further.append((criterion.id, {**base, **keyed}))
                    yield _step(frame, criterion, level)
        bases = further
    yield from _jointly(frame, gaining, frozenset().union(*found), priced)


def _jointly(
    frame: Frame,
    gaining: Sequence[CriterionScore],
    found: Collection[tuple[FactKey, FactValue]],
    priced: Collection[FactKey],
) -> Iterator[Action]:
    """The steps that win most together and are not found yet: several make each other possible."""
    outlook = frame.outlook
    sharing, ids = outlook.tree.criteria_set.sharing, {one.id: one for one in gaining}
    best = planned(outlook, frame.days).changes
    free = {key: value for key, value in best.items() if key not in priced}
    clashing = {clash.criterion for clash in outlook.clashes(free)}
    for key, value in best.items():
        impossible = any(cid in clashing for cid, _ in sharing[key])
        if not impossible and (key, value) not in found:
            places = ((ids[cid], name) for cid, name in sharing[key] if cid in ids)
            criterion, name = next(places)
            yield _step(frame, criterion, {name: value})


def _near(outlook: Outlook, changes: Changes) -> set[str]:
    """Those that see the facts, or another fact of one that does: it says what goes together."""
    names = outlook.tree.criteria_set.facts
    facts = {
        fact.key: True for score in outlook.seen_by(changes) for fact in names[score.id].values()
    }
    return {score.id for score in outlook.seen_by(facts)}


def _levels(frame: Frame, criterion: CriterionScore, base: Changes) -> list[dict[str, FactValue]]:
    """What the rule's steps lead to, as far as every criterion allows, and stops on the way.

    Where the rule leads on from a step in ones, a quarter, a half and three quarters of the way
    stand for all between. The facts are those after ``base``.
    """
    outlook, setting = frame.outlook, asked(criterion, frame.days)
    found: list[dict[str, FactValue]] = []
    frontier: list[dict[str, FactValue]] = [{}]
    while frontier and len(found) < MOST_LEVELS:
        reached = frontier.pop(0)
        steps = outlook.steps(criterion, {**base, **outlook.keyed(criterion, reached)}, setting)
        farthest = [step.changes.keys() for step in steps]
        for n, step in enumerate(steps):
            level = _possible_level(outlook, criterion, {**reached, **step.changes}, base)
            if level and level not in found:
                found.append(level)
                if step.changes.keys() not in farthest[n + 1 :]:
                    frontier.append(level)
    for level in tuple(found):
        stops = _stops(outlook, criterion, level, base)
        found += [stop for stop in stops if stop not in found]
    return found


def _possible_level(
    outlook: Outlook, criterion: CriterionScore, wanted: Mapping[str, FactValue], base: Changes
) -> dict[str, FactValue]:
    names = {fact.key: name for name, fact in outlook.tree.criteria_set.facts[criterion.id].items()}
    possible = outlook.possible(base, outlook.keyed(criterion, wanted)) or {}
    return {names[key]: value for key, value in possible.items()}


def _stops(
    outlook: Outlook, criterion: CriterionScore, level: Mapping[str, FactValue], base: Changes
) -> Iterator[dict[str, FactValue]]:
    """Values between what is and what one number can become."""
    facts = outlook.facts(criterion, base)
    for name, value in level.items():
        before = facts.get(name)
        if len(level) == 1 and isinstance(value, Fraction) and isinstance(before, Fraction):
            kind = outlook.tree.criteria_set.facts[criterion.id][name].type
            way = between(before, value, kind)
            for quarter in (1, 2, 3):
                number = way[len(way) * quarter // 4] * UNITS[kind] if way else value
                stop = _possible_level(outlook, criterion, {name: number}, base)
                if number not in (before, value) and stop:
                    yield stop


def raised_to(frame: Frame, key: FactKey, value: Fraction) -> Action | None:
    """The step that raises one fact to a value; None where the criteria do not allow it."""
    outlook = frame.outlook
    for cid, name in outlook.tree.criteria_set.sharing[key]:
        criterion = outlook.by_id.get(cid)
        if criterion is not None and _possible_level(outlook, criterion, {name: value}, {}):
            return _step(frame, criterion, {name: value})
    return None


def _step(frame: Frame, criterion: CriterionScore, changes: Mapping[str, FactValue]) -> Action:
    criteria_set = frame.outlook.tree.criteria_set
    then = {name: moved(value, frame.ahead) for name, value in changes.items()}
    keyed = frame.outlook.keyed(criterion, changes)
    seen = [score.id for score in frame.outlook.seen_by(keyed) if score.id != criterion.id]
    days = [value for value in then.values() if isinstance(value, date)]
    if len(days) < len(then):
        days.append(frame.then.period_end)
    return Action(
        id=f"{criterion.id}."
        + ",".join(
            f"{name}={_written(value, criteria_set.facts[criterion.id][name].type)}"
            for name, value in then.items()
        ),
        kind=ActionKind.STEP,
        criteria=(criterion.id, *seen),
        title=in_words(criteria_set, criterion, Step(then, ZERO)),
        changes=keyed,
        unit=_lead(frame, criterion),
        due=min(days),
    )


def _written(value: FactValue, kind: FactType) -> str:
    """A value as an assessment may state it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Fraction):
        if kind is FactType.PERCENT:
            return f"{decimal_text(value * 100)}%"
        return decimal_text(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _lead(frame: Frame, criterion: CriterionScore) -> str | None:
    return duty_of(frame.units, criterion, frame.as_of).lead


# --- papers -----------------------------------------------------------------------------------


def papers_of(frame: Frame, changes: Iterable[Changes] = ()) -> Iterator[Action]:
    """Every paper that is missing and can still be had.

    Also those that will be missing once a criterion that is not evaluated yet is, by one of the
    ``changes`` or all of them.
    """
    for criterion in frame.outlook.by_id.values():
        yield from _papers(frame, criterion)
    listed = list(changes)
    together = {key: value for each in listed for key, value in each.items()}
    found: set[str] = set()
    for facts in (*listed, together):
        for criterion in frame.outlook.seen_by(facts):
            if criterion.proved is None and movable(criterion):
                new = _papers(frame, after(frame.outlook, criterion, Done(facts, {})))
                fresh = [paper for paper in new if paper.id not in found]
                found |= {paper.id for paper in fresh}
                yield from fresh


def _papers(frame: Frame, criterion: CriterionScore) -> Iterator[Action]:
    for state in lacking(criterion):
        found = _found(frame, criterion, state)
        if found is not None:
            yield _paper(frame, criterion, state, found)


def lacking(criterion: CriterionScore) -> list[SlotState]:
    """The slots that decide points and are not full."""
    if criterion.confirmed is not None or criterion.proved is None:
        return []
    deciding = required([state.slot for state in criterion.slots])
    return [
        state
        for state in criterion.slots
        if state.slot in deciding
        and (state.fill.have < state.fill.need or criterion.otherwise(state) is not None)
    ]


def _found(frame: Frame, criterion: CriterionScore, state: SlotState) -> Reach | None:
    """How a slot's papers can still be had; None where none can."""
    if frame.ahead:
        return Reach("make", None)
    if criterion.explanation is not None:
        return None
    found = reach(criterion, state, frame.outlook.tree, frame.days, frame.hints)
    return found if found.word not in ("lost", "explain") else None


def _paper(frame: Frame, criterion: CriterionScore, state: SlotState, found: Reach) -> Action:
    slot, name = state.slot, f"{criterion.id}/{state.slot.id}"
    there = found.word == "find"
    # What is no document of a type is drawn from the records, later as well.
    past = there or bool(frame.ahead) or not types_taken(slot)
    parts = tuple(_spans_open(frame, state, past=past))
    count = max(full(state, criterion).need - state.fill.have - found.gone, 1)
    if not there and _ends_with_the_year(frame, state):
        parts = (*(frame.then.as_of,) * (count - 1), frame.then.period_end)
    days = [*parts[-1:], *(() if there else _not_before(frame, slot))]
    ready = max(days, default=frame.then.as_of)
    return Action(
        id=name,
        kind=ActionKind.PAPER,
        criteria=(criterion.id,),
        title=supply(state, count),
        papers={name: found.gone},
        unit=_lead(frame, criterion),
        due=_hand_in(frame, slot),
        ready=ready if ready > frame.then.as_of else None,
        parts=parts if slot.partial else (),
        # One summary paper proves several things.
        number=1 if slot.summary else count,
    )


def supply(state: SlotState, count: int) -> Message:
    """So many papers of a slot to be supplied."""
    if state.fill.need > 1:
        return Message("Supply {count} more: {slot}", count=count, slot=state.slot.label)
    return Message("Supply: {slot}", slot=state.slot.label)


def _spans_open(frame: Frame, state: SlotState, *, past: bool) -> Iterator[date]:
    """When the quarters or months end that have no paper and can still have one, in order.

    Only then is there anything that a report on them could say; ``past``: also of those that are
    over.
    """
    each, last = state.slot.each, frame.then.period_end
    if each is None:
        return
    there = {placed.fit.span for placed in state.papers}
    days = span_days(state.slot, Window(frame.outlook.tree.assessment.range))
    for year, number in days.spans(each):
        end = min(span_end((year + frame.ahead, number), each), last)
        if (year, number) not in there and (past or end >= frame.as_of):
            yield end


def _not_before(frame: Frame, slot: ProofSlot) -> Iterator[date]:
    """Days before which a paper cannot have been issued.

    A report that is due when the assessed days are over reports on all of them.
    """
    if slot.within.from_ is not None:
        yield years_later(slot.within.from_, frame.ahead)
    if slot.due is not None and slot.count == 1 and _of_the_whole_year(frame, slot):
        yield frame.then.period_end


def _of_the_whole_year(frame: Frame, slot: ProofSlot) -> bool:
    """Whether it takes reports alone, that are handed in when the assessed days are over."""
    report = {canonical_type(name) for name in slot.types} == {"BC"}
    return report and _hand_in(frame, slot) >= frame.then.period_end


def _ends_with_the_year(frame: Frame, state: SlotState) -> bool:
    """Whether the last of several reports is on the whole year, and not there yet.

    One of the last month, or later, is taken to be it.
    """
    if state.slot.count == 1 or not _of_the_whole_year(frame, state.slot):
        return False
    last = frame.outlook.tree.assessment.range.last
    days = [placed.paper.date for placed in state.papers if placed.paper.date is not None]
    return max(days, default=date.min) < last.replace(day=1)


def _hand_in(frame: Frame, slot: ProofSlot) -> date:
    """The day by which a paper is to be handed in, in the year of the plan."""
    if slot.due is None:
        return frame.then.hand_in or frame.then.period_end
    if isinstance(slot.due, YearlyDate):
        return slot.due.in_year(frame.year)
    return years_later(slot.due, frame.ahead)
