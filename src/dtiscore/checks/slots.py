"""Problems of proof slots: what they count, show or stand for, and shares that do not add up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dtiscore.base import problems
from dtiscore.base.points import ONE, ZERO
from dtiscore.rules.core import NUMERIC, Direction, FactType
from dtiscore.scoring.proof import NOT_APPLICABLE_SLOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dtiscore.base.diagnostics import Diagnostic, Place
    from dtiscore.model.bind import Loaded
    from dtiscore.model.criteria import Criterion, Group, ProofSlot
    from dtiscore.model.criteria_set import CriteriaSet, Fact

_TARGETS = ("count_of", "shows", "for_")


def check_slots(
    loaded: Loaded[Group],
    here: tuple[str | int, ...],
    criterion: Criterion,
    criteria_set: CriteriaSet,
) -> Iterator[Diagnostic]:
    """Every problem of one criterion's proof."""
    unscored = loaded.value.kind == "unscored" or criterion.sign == "penalty"
    judged = criterion.rule is not None and criterion.rule.kind == "judged"
    if not criterion.proof:
        if not (criterion.measured_by or judged or unscored):
            yield problems.NO_PROOF.at(loaded.place(*here))
        return
    facts = criteria_set.facts[criterion.id]
    seen: dict[str, Place] = {}
    for index, slot in enumerate(criterion.proof):
        path = (*here, "proof", index)
        place = loaded.place(*path, "id")
        first = seen.setdefault(slot.id.casefold(), place)
        if first is not place:
            at = f"{first.file}:{first.line}"
            yield problems.DUPLICATE_ID.at(place, id=slot.id, first=at)
        yield from _keys(loaded, path, slot, facts)
        yield from _count_of(loaded, path, slot, criterion, facts)
        yield from _shows(loaded, path, slot, criterion, facts)
        yield from _for(loaded, path, slot, criterion, facts)
    yield from _shares(loaded, (*here, "proof"), criterion)


def _keys(
    loaded: Loaded[Group], path: tuple[str | int, ...], slot: ProofSlot, facts: Mapping[str, Fact]
) -> Iterator[Diagnostic]:
    """Keys that contradict each other."""
    targets = [key.strip("_") for key in _TARGETS if getattr(slot, key) is not None]
    if len(targets) > 1:
        yield problems.SLOT_KEYS.at(loaded.place(*path), keys=tuple(targets))
    if slot.share is not None:
        against = [k for k in ("count_of", "shows") if getattr(slot, k) is not None]
        if slot.for_ in facts:
            against.append("for")
        if against:
            yield problems.SLOT_KEYS.at(
                loaded.place(*path, "share", key=True), keys=("share", *against)
            )
    numbers = [key for key in ("count", "each", "count_of") if key in slot.model_fields_set]
    if len(numbers) > 1:
        yield problems.SLOT_KEYS.at(loaded.place(*path), keys=tuple(numbers))
    within = slot.within
    if within.from_ is not None and within.to is not None and within.to < within.from_:
        yield problems.DATES_ORDER.at(loaded.place(*path, "within", "to"))
    if slot.summary and slot.count_of is None:
        place = loaded.place(*path, "summary", key=True)
        yield problems.MISSING_KEY.at(place, key="count_of")
    if slot.partial and slot.for_ in facts:
        place = loaded.place(*path, "partial", key=True)
        yield problems.SLOT_KEYS.at(place, keys=("partial", "for"))


def _used(criterion: Criterion, fact: str) -> bool:
    rule = criterion.rule
    return rule is not None and any(use.fact == fact for use in rule.uses())


def _raises(criterion: Criterion, fact: str) -> bool:
    """Whether more of the fact only ever raises this criterion's points."""
    rule = criterion.rule
    uses = [] if rule is None else [use for use in rule.uses() if use.fact == fact]
    return bool(uses) and all(use.direction is Direction.RAISES for use in uses)


def _proves_more(criterion: Criterion, fact: str) -> bool:
    """Whether a paper more of this counted fact can only better the total."""
    return criterion.sign != "penalty" and _raises(criterion, fact)


def _count_of(
    loaded: Loaded[Group],
    path: tuple[str | int, ...],
    slot: ProofSlot,
    criterion: Criterion,
    facts: Mapping[str, Fact],
) -> Iterator[Diagnostic]:
    name = slot.count_of
    if name is None:
        return
    place = loaded.place(*path, "count_of")
    if name not in criterion.facts:
        yield problems.UNKNOWN_FACT.at(place, fact=name, known=tuple(criterion.facts))
        return
    if name not in facts or not _used(criterion, name):
        return
    if facts[name].type is not FactType.COUNT or not _proves_more(criterion, name):
        yield problems.COUNT_OF.at(place, fact=name)


def _shows(
    loaded: Loaded[Group],
    path: tuple[str | int, ...],
    slot: ProofSlot,
    criterion: Criterion,
    facts: Mapping[str, Fact],
) -> Iterator[Diagnostic]:
    if slot.shows is None:
        return
    name, by = slot.shows.fact, slot.shows.by
    place = loaded.place(*path, "shows", "fact")
    if name not in criterion.facts:
        yield problems.UNKNOWN_FACT.at(place, fact=name, known=tuple(criterion.facts))
        return
    if name not in facts:
        return
    wanted = FactType.DATE if by == "date" else FactType.COUNT
    if facts[name].type is not wanted:
        yield problems.SLOT_SHOWS.at(place, fact=name, by=by, type=wanted.value)
    elif by == "number" and _used(criterion, name) and not _proves_more(criterion, name):
        yield problems.COUNT_OF.at(place, fact=name)


def _for(
    loaded: Loaded[Group],
    path: tuple[str | int, ...],
    slot: ProofSlot,
    criterion: Criterion,
    facts: Mapping[str, Fact],
) -> Iterator[Diagnostic]:
    name = slot.for_
    if name is None or (name == NOT_APPLICABLE_SLOT and criterion.may_be_not_applicable):
        return
    rule = criterion.rule
    parts = [] if rule is None else [part for part, _, _ in rule.parts()]
    # What is wrong with a fact itself is said where it is defined.
    unclear = name in criterion.facts and (name not in facts or not _used(criterion, name))
    if name in parts or unclear:
        return
    usable = [
        other
        for other, fact in facts.items()
        if fact.type not in NUMERIC or _raises(criterion, other)
    ]
    if name not in usable:
        known = (*usable, *parts)
        yield problems.SLOT_FOR.at(loaded.place(*path, "for"), name=name, known=known)


def _shares(
    loaded: Loaded[Group], here: tuple[str | int, ...], criterion: Criterion
) -> Iterator[Diagnostic]:
    """Of each target (the criterion, or a part) the required shares sum to 1."""
    targets: dict[str | None, list[tuple[int, ProofSlot]]] = {}
    for index, slot in enumerate(criterion.proof):
        if slot.share is not None and not slot.optional:
            targets.setdefault(slot.for_, []).append((index, slot))
            if slot.share == ZERO:
                place = loaded.place(*here, index, "share")
                yield problems.SHARE_RANGE.at(place, value="0")
    for slots in targets.values():
        total = sum((slot.share or ZERO for _, slot in slots), ZERO)
        if total != ONE:
            place = loaded.place(*here, slots[-1][0], "share")
            yield problems.SLOT_SHARES.at(place, sum=total)
