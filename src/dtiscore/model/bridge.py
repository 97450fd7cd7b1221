"""Two sets side by side: which criterion, group and fact of one is which of the other."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.base.text import fold
from dtiscore.model.criteria_set import FactKey
from dtiscore.rules.core import NEVER, FactType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dtiscore.model.criteria_set import CriteriaSet, Fact
    from dtiscore.model.crosswalk import Crosswalk, CrosswalkEntry, CrosswalkFact
    from dtiscore.rules.core import FactValue

Links = frozenset[tuple[str, str]]
"""Pairs of an id of the one set and an id of the other."""


class FactLink(NamedTuple):
    """An answer's home: a fact of the one set, the same of the other, what its options become."""

    old: FactKey
    new: FactKey
    options: Mapping[str, str] = MappingProxyType({})


def fact_named(criteria_set: CriteriaSet, name: str) -> Fact | None:
    """The fact called ``criterion.fact``; ids may hold points themselves."""
    for cid, facts in criteria_set.facts.items():
        if fold(name).startswith(f"{fold(cid)}."):
            found = {fold(each): fact for each, fact in facts.items()}.get(
                fold(name[len(cid) + 1 :])
            )
            if found is not None:
                return found
    return None


def own_facts(criteria_set: CriteriaSet, criterion: str) -> dict[str, Fact]:
    """The facts a criterion defines itself, by name; those it shares are another's answers."""
    facts = criteria_set.facts.get(criterion, {})
    return {name: fact for name, fact in facts.items() if fact.key.criterion == criterion}


@dataclass(frozen=True)
class Bridge:
    """Two sets and what links them; ``links`` of criteria and groups, and the facts' homes."""

    old: CriteriaSet
    new: CriteriaSet
    criteria: Links
    groups: Links
    fact_links: tuple[FactLink, ...]

    @property
    def same(self) -> bool:
        """Whether both are one set."""
        return self.old is self.new

    def turned(self) -> Bridge:
        """The same seen from the other side."""
        return Bridge(
            self.new,
            self.old,
            frozenset((new, old) for old, new in self.criteria),
            frozenset((new, old) for old, new in self.groups),
            tuple(
                FactLink(link.new, link.old, {new: old for old, new in link.options.items()})
                for link in self.fact_links
            ),
        )

    @cached_property
    def facts(self) -> Mapping[FactKey, FactLink]:
        """Each old fact's home, where it has one."""
        return {link.old: link for link in self.fact_links}

    def origins(self, criterion: str) -> tuple[str, ...]:
        """The old criteria that a new one carries on, in the order of the old set."""
        return tuple(old for old in self.old.criteria if (old, criterion) in self.criteria)

    def homes(self, criterion: str) -> tuple[str, ...]:
        """The new criteria that carry an old one on, in the order of the new set."""
        return tuple(new for new in self.new.criteria if (criterion, new) in self.criteria)

    def carried(self, values: Mapping[FactKey, FactValue]) -> dict[FactKey, FactValue]:
        """Old answers as the new set asks for them; those without a home are left out."""
        found: dict[FactKey, FactValue] = {}
        for key, value in values.items():
            link = self.facts.get(key)
            if link is not None and (home := self._in_new(link, value)) is not None:
                found[link.new] = home
        return found

    def _in_new(self, link: FactLink, value: FactValue) -> FactValue | None:
        """A value in the words of the new set; None for an option it does not have."""
        fact = self.new.facts[link.new.criterion][link.new.fact]
        if fact.type is not FactType.CHOICE or value is NEVER or not isinstance(value, str):
            return value
        called = link.options.get(value, value)
        return called if any(option.value == called for option in fact.options) else None


def itself(criteria_set: CriteriaSet) -> Bridge:
    """A set beside itself."""
    return Bridge(
        criteria_set,
        criteria_set,
        frozenset((cid, cid) for cid in criteria_set.criteria),
        frozenset((group.id, group.id) for group in criteria_set.groups),
        tuple(FactLink(key, key) for key in criteria_set.sharing),
    )


def bridge(crosswalk: Crosswalk, old: CriteriaSet, new: CriteriaSet) -> Bridge:
    """The two sets as a crosswalk without errors links them."""
    criteria = frozenset(_links(crosswalk.criteria))
    groups = frozenset(_links(crosswalk.groups))
    named = {gid for entry in crosswalk.groups for gid in (*entry.from_, *entry.to)}
    both = {group.id for group in old.groups} & {group.id for group in new.groups}
    groups |= {(gid, gid) for gid in both - named}
    stated = tuple(_stated(crosswalk.facts, old, new))
    by_name = _by_name(crosswalk, old, new, stated)
    return Bridge(old, new, criteria, groups, (*stated, *by_name))


def _links(entries: tuple[CrosswalkEntry, ...]) -> Iterator[tuple[str, str]]:
    for entry in entries:
        yield from ((old, new) for old in entry.from_ for new in entry.to)


def _stated(
    facts: tuple[CrosswalkFact, ...], old: CriteriaSet, new: CriteriaSet
) -> Iterator[FactLink]:
    for said in facts:
        one, other = fact_named(old, said.from_), fact_named(new, said.to)
        if one is not None and other is not None:
            yield FactLink(one.key, other.key, said.options)


def _by_name(
    crosswalk: Crosswalk, old: CriteriaSet, new: CriteriaSet, stated: tuple[FactLink, ...]
) -> Iterator[FactLink]:
    """Facts of the same name and type in criteria that belong together, each linked once."""
    taken_old = {link.old for link in stated}
    taken_new = {link.new for link in stated}
    for one, other in _links(crosswalk.criteria):
        theirs = new.facts.get(other, {})
        for name, fact in own_facts(old, one).items():
            home = theirs.get(name)
            if home is None or home.type is not fact.type:
                continue
            if fact.key not in taken_old and home.key not in taken_new:
                taken_old.add(fact.key)
                taken_new.add(home.key)
                yield FactLink(fact.key, home.key)
