"""A crosswalk against its two sets: ids that do not exist, ids twice, criteria left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dtiscore.base import problems
from dtiscore.base.messages import Points
from dtiscore.base.text import nearest
from dtiscore.model.bridge import fact_named
from dtiscore.rules.core import FactType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dtiscore.base.diagnostics import Diagnostic, Place
    from dtiscore.model.bind import Loaded
    from dtiscore.model.criteria_set import CriteriaSet, Fact
    from dtiscore.model.crosswalk import Crosswalk, CrosswalkEntry

_KEYS = ("from", "to")


def check_ends(loaded: Loaded[Crosswalk], old: str, new: str) -> Iterator[Diagnostic]:
    """The sets that a file names against those of its place."""
    said = loaded.value
    if (said.from_, said.to) != (old, new):
        key = "from" if said.from_ != old else "to"
        found, expected = f"{said.from_} → {said.to}", f"{old} → {new}"
        yield problems.CROSSWALK_SETS.at(loaded.place(key), found=found, expected=expected)


def check_crosswalk(
    loaded: Loaded[Crosswalk], old: CriteriaSet, new: CriteriaSet
) -> Iterator[Diagnostic]:
    """Everything that does not fit between the file and the sets it links."""
    for level in ("groups", "criteria"):
        yield from _entries(loaded, level, (old, new))
    yield from _weights(loaded, old, new)
    yield from _facts(loaded, old, new)
    yield from _open(loaded, old, new)


def _entries(
    loaded: Loaded[Crosswalk],
    level: str,
    sets: tuple[CriteriaSet, CriteriaSet],
) -> Iterator[Diagnostic]:
    known = tuple(
        frozenset(one.criteria) if level == "criteria" else {group.id for group in one.groups}
        for one in sets
    )
    first: tuple[dict[str, int], dict[str, int]] = ({}, {})
    entries: tuple[CrosswalkEntry, ...] = getattr(loaded.value, level)
    for index, entry in enumerate(entries):
        if not _fits(entry):
            place, old, new = loaded.place(level, index, "kind"), len(entry.from_), len(entry.to)
            yield problems.CROSSWALK_KIND.at(place, kind=entry.kind, old=old, new=new)
        for side, ids in enumerate((entry.from_, entry.to)):
            for number, name in enumerate(ids):
                place = _id_place(loaded, level, index, _KEYS[side], number)
                if name not in known[side]:
                    yield _unknown(level, sets[side], name, place)
                elif name in first[side]:
                    line = first[side][name]
                    yield problems.CROSSWALK_TWICE.at(place, id=name, set=sets[side].id, first=line)
                else:
                    first[side][name] = place.line


def _id_place(loaded: Loaded[Crosswalk], level: str, index: int, key: str, number: int) -> Place:
    """Where an id stands, in a list or by itself."""
    whole = loaded.place(level, index, key)
    within = loaded.place(level, index, key, number)
    return within if within.line else whole


def _fits(entry: CrosswalkEntry) -> bool:
    old, new = len(entry.from_), len(entry.to)
    if entry.kind in ("1:1", "reweighted"):
        return old == new == 1
    if entry.kind == "split":
        return old == 1 and new > 1
    if entry.kind == "merge":
        return old > 1 and new == 1
    return (not old and new > 0) if entry.kind == "new" else (old > 0 and not new)


def _unknown(level: str, criteria_set: CriteriaSet, name: str, place: Place) -> Diagnostic:
    if level == "groups":
        known = tuple(group.id for group in criteria_set.groups)
        return problems.CROSSWALK_GROUP.at(place, set=criteria_set.id, id=name, known=known)
    near = nearest(name, criteria_set.criteria)
    if near is None:
        return problems.CROSSWALK_CRITERION.at(place, set=criteria_set.id, id=name)
    return problems.CROSSWALK_CRITERION_NEAR.at(place, set=criteria_set.id, id=name, near=near)


def _weights(loaded: Loaded[Crosswalk], old: CriteriaSet, new: CriteriaSet) -> Iterator[Diagnostic]:
    """Criteria called the same that are worth more or less than before."""
    for index, entry in enumerate(loaded.value.criteria):
        if entry.kind != "1:1" or not _fits(entry):
            continue
        one, other = old.criteria.get(entry.from_[0]), new.criteria.get(entry.to[0])
        if one is None or other is None:
            continue
        for cohort in old.cohorts:
            before, after = old.max_of(one, cohort), new.max_of(other, cohort)
            if before != after:
                fields = {"before": Points(before), "after": Points(after)}
                place = loaded.place("criteria", index, "kind")
                yield problems.CROSSWALK_WEIGHT.at(place, old=one.id, new=other.id, **fields)
                break


def _facts(loaded: Loaded[Crosswalk], old: CriteriaSet, new: CriteriaSet) -> Iterator[Diagnostic]:
    first: tuple[dict[object, int], dict[object, int]] = ({}, {})
    for index, said in enumerate(loaded.value.facts):
        ends: list[Fact] = []
        for side, (criteria_set, name) in enumerate(((old, said.from_), (new, said.to))):
            place = loaded.place("facts", index, _KEYS[side])
            fact = fact_named(criteria_set, name)
            if fact is None:
                yield problems.CROSSWALK_FACT.at(place, set=criteria_set.id, id=name)
                continue
            if fact.key in first[side]:
                line = first[side][fact.key]
                yield problems.CROSSWALK_TWICE.at(place, id=name, set=criteria_set.id, first=line)
            first[side].setdefault(fact.key, place.line)
            ends.append(fact)
        if len(ends) == len(_KEYS):
            yield from _link(loaded, index, (ends[0], ends[1]), (old, new))


def _link(
    loaded: Loaded[Crosswalk],
    index: int,
    ends: tuple[Fact, Fact],
    sets: tuple[CriteriaSet, CriteriaSet],
) -> Iterator[Diagnostic]:
    """Types and options of two facts that are one answer."""
    said = loaded.value.facts[index]
    one, other = ends
    if one.type is not other.type:
        fields = {"old": said.from_, "before": one.type.value}
        place = loaded.place("facts", index, "to")
        yield problems.CROSSWALK_TYPE.at(place, **fields, new=said.to, after=other.type.value)
        return
    for before, after in said.options.items():
        words = (before, after)
        for side, (fact, name) in enumerate(((one, said.from_), (other, said.to))):
            known = tuple(option.value for option in fact.options)
            if words[side] not in known or one.type is not FactType.CHOICE:
                place = loaded.place("facts", index, "options", before, key=not side)
                fields = {"fact": name, "set": sets[side].id, "id": words[side]}
                yield problems.CROSSWALK_OPTION.at(place, **fields, known=known or None)


def _open(loaded: Loaded[Crosswalk], old: CriteriaSet, new: CriteriaSet) -> Iterator[Diagnostic]:
    """Criteria of which nothing is said."""
    place = loaded.place("criteria", key=True)
    entries = loaded.value.criteria
    left = {name for entry in entries for name in entry.from_}
    right = {name for entry in entries for name in entry.to}
    for cid in old.criteria:
        if cid not in left:
            yield problems.CROSSWALK_OPEN_OLD.at(place, id=cid, set=old.id)
    for cid in new.criteria:
        if cid not in right:
            yield problems.CROSSWALK_OPEN_NEW.at(place, id=cid, set=new.id)
