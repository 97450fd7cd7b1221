"""What a decision can print: how much at most, what adds up, which ranks go together.

The one place for it, for files of results and for tables that become such files.
"""

from __future__ import annotations

from bisect import bisect_left
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from dtiscore.base.messages import N_, Message
from dtiscore.base.points import ZERO
from dtiscore.model.criteria import EVERYONE, of_cohort
from dtiscore.model.scale import most

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from dtiscore.model.criteria import Group
    from dtiscore.model.criteria_set import CriteriaSet
    from dtiscore.model.scale import Scale


# --- values ---------------------------------------------------------------------------------------


def most_in_total(criteria_set: CriteriaSet, scale: Scale, cohort: str | None) -> Fraction:
    """The highest total that can be printed; with bonuses where they may exceed the maximum."""
    maximum = _highest(criteria_set.header.max_score, cohort)
    limit = most(scale, maximum)
    if not criteria_set.header.may_exceed_max or not maximum:
        return limit
    bonuses = sum((_bonuses(group, cohort) for group in criteria_set.groups), ZERO)
    return limit * (maximum + bonuses) / maximum


def most_in_group(group: Group, scale: Scale, cohort: str | None) -> Fraction | None:
    """The highest value of a group that can be printed; None where it is not told by a maximum."""
    if group.kind != "scored":
        return None
    return most(scale, _highest(group.max_score, cohort))


def sum_of_groups(
    criteria_set: CriteriaSet, groups: Mapping[str, Fraction], scale: Scale, cohort: str | None
) -> Fraction | None:
    """The total that these groups' values make; None where they do not tell it.

    They do in points only, all of them, and without penalties, which are printed with or without
    a sign. Bonuses fill up to the maximum, or beyond where the set has it so.
    """
    counted = [group for group in criteria_set.groups if group.kind != "unscored"]
    penal = any(one.sign == "penalty" for group in counted for one in group.criteria)
    if scale != "points" or penal or not counted or any(g.id not in groups for g in counted):
        return None
    total = sum((groups[group.id] for group in counted), ZERO)
    if any(group.kind == "adjustment" for group in counted):
        total = min(total, most_in_total(criteria_set, scale, cohort))
    return total


def _bonuses(group: Group, cohort: str | None) -> Fraction:
    """The most that an adjustment group adds."""
    if group.kind != "adjustment":
        return ZERO
    bonuses = (c.max_score for c in group.criteria if c.sign == "bonus")
    added = sum((_highest(maxima, cohort) for maxima in bonuses), ZERO)
    return added if group.at_most is None else min(added, Fraction(group.at_most))


def _highest(maxima: Mapping[str, Fraction], cohort: str | None) -> Fraction:
    """The maximum of the cohort, or the highest of any where it is not known."""
    return of_cohort(maxima, cohort or EVERYONE) or max(maxima.values())


# --- ranks ----------------------------------------------------------------------------------------


class Ranked(NamedTuple):
    """An agency with the total and the rank that are printed of it.

    ``stale``: the total was corrected after the rank was printed, so that this rank is doubted
    before those of others.
    """

    name: str
    total: Fraction
    rank: int
    stale: bool = False


class WrongRank(NamedTuple):
    """A rank that does not go with the others: its place in the list, and why."""

    at: int
    reason: Message


def wrong_ranks(listed: Sequence[Ranked], *, whole: bool = False) -> tuple[WrongRank, ...]:
    """Ranks of a cohort that contradict the totals, by standard competition ranking (1, 2, 2, 4).

    The most that fit together are taken to be right. Where only some of the agencies are listed,
    ranks between them may be anybody's; where ``whole`` says that all are, and most ranks are
    those of the list, none may be left out.
    """
    order = sorted(range(len(listed)), key=lambda index: -listed[index].total)
    levels = [list(level) for _, level in groupby(order, key=lambda index: listed[index].total)]
    place: dict[int, int] = {}
    for level in levels:
        place.update(dict.fromkeys(level, len(place) + 1))
    if whole and 2 * sum(listed[i].rank == place[i] for i in place) > len(listed):
        wrong = (i for i in place if listed[i].rank != place[i])
        return tuple(sorted(WrongRank(i, _not_its_place(listed[i], place[i])) for i in wrong))
    kept = _fitting(levels, listed, place)
    beside = _beside(levels, listed, kept)
    found: list[WrongRank] = []
    better = 0
    for number, level in enumerate(levels):
        for index in level:
            if index not in kept:
                other = next(one for one in beside[number] if _exclude(one, listed[index]))
                found.append(WrongRank(index, _contradicts(listed[index], other)))
            elif listed[index].rank <= better:
                found.append(WrongRank(index, _too_good(listed[index], better)))
        better += sum(index in kept for index in level)
    return tuple(sorted(found, key=lambda one: one.at))


def _not_its_place(one: Ranked, right: int) -> Message:
    text = N_("the rank {rank} contradicts the total {total}: it has rank {right}")
    return Message(text, rank=one.rank, total=one.total, right=right)


def _contradicts(one: Ranked, other: Ranked) -> Message:
    text = N_("the rank {rank} contradicts the total {total}: {other} has {others} and rank {its}")
    theirs = Message(text, other=other.name, others=other.total, its=other.rank)
    return Message(text, rank=one.rank, total=one.total, **theirs.fields)


def _too_good(one: Ranked, better: int) -> Message:
    text = N_("the rank {rank} contradicts the total {total}: {better} agencies have more")
    return Message(text, rank=one.rank, total=one.total, better=better)


_Chain: TypeAlias = "tuple[list[int], _Chain] | None"


def _fitting(
    levels: Iterable[list[int]], listed: Sequence[Ranked], place: Mapping[int, int]
) -> Collection[int]:
    """The most agencies whose ranks rise as their totals fall, level ones alike.

    Of two that exclude each other, the one whose total was not corrected since, or that has the
    rank of its place in the list.
    """
    # Of chains that end with a rank, the heaviest; both rise together.
    ranks: list[int] = []
    weights: list[int] = []
    chains: list[_Chain] = []
    for level in levels:
        fresh: list[tuple[int, int, _Chain]] = []
        alike = sorted(level, key=lambda index: listed[index].rank)
        for rank, group in groupby(alike, key=lambda index: listed[index].rank):
            members = list(group)
            at = bisect_left(ranks, rank)
            before, chain = (weights[at - 1], chains[at - 1]) if at else (0, None)
            weight = before + sum(_weight(listed[index], place[index]) for index in members)
            fresh.append((rank, weight, (members, chain)))
        for rank, weight, chain in fresh:
            at = bisect_left(ranks, rank)
            if at and weights[at - 1] >= weight:
                continue
            if at < len(ranks) and ranks[at] == rank and weights[at] > weight:
                continue
            end = at
            while end < len(ranks) and weights[end] <= weight:
                end += 1
            ranks[at:end], weights[at:end], chains[at:end] = [rank], [weight], [chain]
    kept: set[int] = set()
    last = chains[-1] if chains else None
    while last is not None:
        members, last = last
        kept.update(members)
    return kept


def _weight(one: Ranked, place: int) -> int:
    """What a rank counts among those that may be right; a stale one less than any other."""
    return 1 if one.stale else 2 + (one.rank == place)


def _beside(
    levels: Sequence[list[int]], listed: Sequence[Ranked], kept: Collection[int]
) -> list[list[Ranked]]:
    """Of each level one that fits, and the next such above and below: who contradicts any does one.

    Ranks of those that fit rise from level to level.
    """
    fit = [next((listed[i] for i in level if i in kept), None) for level in levels]
    above, below = _last(fit), _last(fit[::-1])[::-1]
    each = zip(fit, above, below, strict=True)
    return [[one for one in three if one is not None] for three in each]


def _last(fit: Sequence[Ranked | None]) -> list[Ranked | None]:
    """Of each place the last one before it that is there."""
    found: list[Ranked | None] = []
    last = None
    for one in fit:
        found.append(last)
        last = one or last
    return found


def _exclude(one: Ranked, other: Ranked) -> bool:
    """Whether the ranks of two agencies cannot both be right."""
    if one.total == other.total:
        return one.rank != other.rank
    higher, lower = (one, other) if one.total > other.total else (other, one)
    return higher.rank >= lower.rank
