"""From criteria to groups, from groups to the whole: sums of rounded points, exact to the cent."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from dtiscore.base.points import ZERO, Rounding, round_points
from dtiscore.scoring.tree import (
    Confirmed,
    Coverage,
    CriterionScore,
    GroupScore,
    ScoreTree,
    State,
    Sums,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from dtiscore.model.criteria import Group
    from dtiscore.model.criteria_set import CriteriaSet
    from dtiscore.scoring.engine import Scoring


def group_score(
    group: Group, criteria: tuple[CriterionScore, ...], criteria_set: CriteriaSet, cohort: str
) -> GroupScore:
    """A group's sums: Σ criteria, rescaled or capped where the set says so."""
    rounding = criteria_set.rounding
    sums = _sum(criteria, rounding)
    if group.kind == "adjustment":
        return GroupScore(group, criteria, _capped(sums, group, rounding))
    excused = any(criterion.state is State.NOT_APPLICABLE for criterion in criteria)
    if criteria_set.header.not_applicable == "rescale" and excused and sums.max:
        maxima = (criteria_set.max_of(c.criterion, cohort) for c in criteria)
        full = round_points(sum(maxima, ZERO), rounding)
        scaled = _scaled(sums, full, rounding)
        return GroupScore(group, criteria, scaled, rescaled=_difference(scaled, sums))
    return GroupScore(group, criteria, sums)


def tree(scoring: Scoring, groups: tuple[GroupScore, ...]) -> ScoreTree:
    """The whole: base = Σ groups, total = base + adjustments."""
    rounding = scoring.criteria_set.rounding
    base, adjustments, total = whole(groups, scoring.criteria_set)
    groups, at_risk = _risk(groups, scoring.criteria_set, scoring.cohort, total)
    counted = [c for g in groups for c in g.criteria if c.counts]
    evaluated = [c for c in counted if c.final is not None]
    confirmed = [c for c in counted if c.confirmed is not None]
    nothing = round_points(0, rounding)
    return ScoreTree(
        criteria_set=scoring.criteria_set,
        assessment=scoring.assessment,
        facts=scoring.facts,
        agency=scoring.agency,
        cohort=scoring.cohort,
        as_of=scoring.as_of,
        groups=groups,
        base=base,
        adjustments=adjustments,
        total=total,
        coverage=Coverage(
            len(evaluated),
            len(counted),
            sum((c.max for c in evaluated if c.group.kind == "scored"), nothing),
        ),
        confirmed_so_far=Confirmed(
            sum((c.confirmed or nothing for c in confirmed), nothing),
            len(confirmed),
            len(counted),
        ),
        explained=_explained(groups, scoring.criteria_set, scoring.cohort, total),
        at_risk=at_risk,
    )


def _explained(
    groups: tuple[GroupScore, ...], criteria_set: CriteriaSet, cohort: str, total: Sums
) -> Decimal:
    """What the total would gain if the council granted every point that is explained."""
    if not any(c.explained for group in groups for c in group.criteria):
        return total.max * 0
    granted = [
        _regrouped(group, criteria_set, cohort, lambda c: c.claimed if c.explained else c.provable)
        for group in groups
    ]
    return whole(granted, criteria_set)[-1].final - total.final


def _risk(
    groups: tuple[GroupScore, ...], criteria_set: CriteriaSet, cohort: str, total: Sums
) -> tuple[tuple[GroupScore, ...], Decimal]:
    """The groups with what each would lose if the appraiser took no doubtful paper; and all."""
    nothing = total.max * 0
    if not any(c.at_risk for group in groups for c in group.criteria):
        return groups, nothing
    cut = [_regrouped(group, criteria_set, cohort, lambda c: c.secure) for group in groups]
    risky = (
        group._replace(at_risk=group.sums.final - less.sums.final)
        for group, less in zip(groups, cut, strict=True)
    )
    return tuple(risky), total.final - whole(cut, criteria_set)[-1].final


def _regrouped(
    group: GroupScore,
    criteria_set: CriteriaSet,
    cohort: str,
    provable: Callable[[CriterionScore], Decimal | None],
) -> GroupScore:
    """The group, were these its criteria's provable points."""
    criteria = tuple(
        c if (points := provable(c)) == c.provable else replace(c, provable=points)
        for c in group.criteria
    )
    return group_score(group.group, criteria, criteria_set, cohort)


def _sum(criteria: Iterable[CriterionScore], rounding: Rounding) -> Sums:
    counted = [c for c in criteria if c.state is not State.UNSCORED]
    nothing = round_points(0, rounding)
    all_confirmed = any(c.confirmed is not None for c in counted) and not any(
        c.confirmed is None and c.counts for c in counted
    )
    final = sum((c.final or nothing for c in counted), nothing)
    return Sums(
        max=sum((c.max for c in counted), nothing),
        claimed=sum((c.claimed or nothing for c in counted), nothing),
        provable=sum((c.provable or nothing for c in counted), nothing),
        confirmed=final if all_confirmed else None,
        final=final,
    )


def whole(groups: Iterable[GroupScore], criteria_set: CriteriaSet) -> tuple[Sums, Sums, Sums]:
    """Base, adjustments and total of these groups."""
    listed = [group for group in groups if group.group.kind != "unscored"]
    rounding = criteria_set.rounding
    base = _add([g for g in listed if g.group.kind == "scored"], rounding)
    adjustments = _add([g for g in listed if g.group.kind == "adjustment"], rounding)

    def capped(points: Decimal) -> Decimal:
        return points if criteria_set.header.may_exceed_max else min(points, base.max)

    final = capped(base.final + adjustments.final)
    total = Sums(
        max=base.max,
        claimed=capped(base.claimed + adjustments.claimed),
        provable=capped(base.provable + adjustments.provable),
        confirmed=final if _all_confirmed(listed) else None,
        final=final,
    )
    return base, adjustments, total


def _add(groups: list[GroupScore], rounding: Rounding) -> Sums:
    parts = [group.sums for group in groups]
    nothing = round_points(0, rounding)
    final = sum((part.final for part in parts), nothing)
    return Sums(
        max=sum((part.max for part in parts), nothing),
        claimed=sum((part.claimed for part in parts), nothing),
        provable=sum((part.provable for part in parts), nothing),
        confirmed=final if _all_confirmed(groups) else None,
        final=final,
    )


def _all_confirmed(groups: list[GroupScore]) -> bool:
    """Whether every applicable criterion is confirmed; one that is excused has no need of it."""
    some = False
    for group in groups:
        for criterion in group.criteria:
            if criterion.counts:
                if criterion.confirmed is None:
                    return False
                some = True
    return some


def _capped(sums: Sums, group: Group, rounding: Rounding) -> Sums:
    """An adjustment group's sums within its own bounds."""
    least = None if group.at_least is None else round_points(group.at_least, rounding)
    most = None if group.at_most is None else round_points(group.at_most, rounding)

    def within(points: Decimal) -> Decimal:
        points = points if least is None else max(points, least)
        return points if most is None else min(points, most)

    return Sums(
        max=within(sums.max),
        claimed=within(sums.claimed),
        provable=within(sums.provable),
        confirmed=None if sums.confirmed is None else within(sums.confirmed),
        final=within(sums.final),
    )


def _scaled(sums: Sums, full: Decimal, rounding: Rounding) -> Sums:
    """The sums stretched to the group's full maximum."""
    factor = Fraction(full) / Fraction(sums.max)

    def stretch(points: Decimal) -> Decimal:
        return round_points(Fraction(points) * factor, rounding)

    return Sums(
        max=full,
        claimed=stretch(sums.claimed),
        provable=stretch(sums.provable),
        confirmed=None if sums.confirmed is None else stretch(sums.confirmed),
        final=stretch(sums.final),
    )


def _difference(one: Sums, other: Sums) -> Sums:
    confirmed = None
    if one.confirmed is not None and other.confirmed is not None:
        confirmed = one.confirmed - other.confirmed
    return Sums(
        one.max - other.max,
        one.claimed - other.claimed,
        one.provable - other.provable,
        confirmed,
        one.final - other.final,
    )
