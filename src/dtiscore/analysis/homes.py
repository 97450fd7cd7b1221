"""Answers that a new set has no place for, and questions that no earlier answer meets."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.model.bridge import own_facts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dtiscore.model.bridge import Bridge
    from dtiscore.model.criteria import Criterion
    from dtiscore.model.criteria_set import Fact
    from dtiscore.model.crosswalk import Crosswalk


class Why(StrEnum):
    """Why an answer has no home, or a question no earlier answer."""

    GONE = "gone"
    NEW = "new"
    NO_ENTRY = "no_entry"
    NO_FACT = "no_fact"
    NO_OPTION = "no_option"
    NOT_JUDGED = "not_judged"


class Homeless(NamedTuple):
    """An answer of one set without its like in the other.

    ``fact`` is None for the points of a judged criterion; ``option`` is the one that has no like.
    """

    criterion: Criterion
    fact: str | None
    label: str
    why: Why
    option: str | None = None


class Homes(NamedTuple):
    """A crosswalk read: entries by kind, answers without a home, questions without an answer."""

    bridge: Bridge
    kinds: Mapping[str, int]
    homeless: tuple[Homeless, ...]
    unasked: tuple[Homeless, ...]


def homes(crosswalk: Crosswalk, bridge: Bridge) -> Homes:
    """What carries over by a crosswalk, and what does not, in the order of the sets."""
    kinds: dict[str, int] = {}
    for entry in crosswalk.criteria:
        kinds[entry.kind] = kinds.get(entry.kind, 0) + 1
    left = {cid for entry in crosswalk.criteria for cid in entry.from_}
    right = {cid for entry in crosswalk.criteria for cid in entry.to}
    return Homes(
        bridge,
        kinds,
        tuple(_without(bridge, left, Why.GONE)),
        tuple(_without(bridge.turned(), right, Why.NEW)),
    )


def _without(bridge: Bridge, named: set[str], alone: Why) -> Iterator[Homeless]:
    """What the old side of a bridge knows and the new one does not."""
    for cid, criterion in bridge.old.criteria.items():
        linked = bridge.homes(cid)
        why = Why.NO_ENTRY if cid not in named else alone if not linked else Why.NO_FACT
        for name, fact in own_facts(bridge.old, cid).items():
            link = bridge.facts.get(fact.key)
            if link is None:
                yield Homeless(criterion, name, fact.label, why)
            else:
                home = bridge.new.facts[link.new.criterion][link.new.fact]
                yield from _options(criterion, name, fact, home, link.options)
        if _judged(criterion) and not any(_judged(bridge.new.criteria[c]) for c in linked):
            why = Why.NOT_JUDGED if why is Why.NO_FACT else why
            yield Homeless(criterion, None, criterion.name, why)


def _options(
    criterion: Criterion, name: str, fact: Fact, home: Fact, renamed: Mapping[str, str]
) -> Iterator[Homeless]:
    known = {option.value for option in home.options}
    for option in fact.options:
        if renamed.get(option.value, option.value) not in known:
            yield Homeless(criterion, name, fact.label, Why.NO_OPTION, option.value)


def _judged(criterion: Criterion) -> bool:
    return criterion.rule is not None and criterion.rule.kind == "judged"
