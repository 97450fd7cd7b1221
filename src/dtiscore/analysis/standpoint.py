"""Where our own points put us, and whether a group's loss is ours alone or everyone's."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.analysis.versus import Reference, against_average
from dtiscore.base.points import round_points
from dtiscore.model.criteria import of_cohort

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dtiscore.analysis.results import Results
    from dtiscore.analysis.versus import Against
    from dtiscore.scoring.tree import CriterionScore, ScoreTree, Sums


class Ours(StrEnum):
    """Which of our own points stand in the table instead of the published ones."""

    PROVABLE = "provable"
    CLAIMED = "claimed"
    FINAL = "final"


class Fault(StrEnum):
    """Who loses points in a group, beside what the cohort loses of the whole."""

    EVERYONE = "everyone"
    ONLY_WE = "only_we"
    ONLY_OTHERS = "only_others"
    NOBODY = "nobody"


class GroupLoss(NamedTuple):
    """What we and the cohort's average lose in a group, in points of the cohort's maximum.

    ``cohort`` and ``fault`` are None where no average of the group is known.
    """

    id: str
    name: str
    max: Decimal
    ours: Decimal
    cohort: Decimal | None
    fault: Fault | None


class Losses(NamedTuple):
    """The groups' losses, and the share (0-1) of the whole the cohort loses: the yardstick.

    ``status`` and ``source`` are those of the average; ``against``: the average itself.
    """

    groups: tuple[GroupLoss, ...]
    yardstick: Fraction | None
    status: str | None
    source: str | None
    against: Against | None = None


class Risk(NamedTuple):
    """Points of ours that the council may cut, of one criterion."""

    criterion: CriterionScore
    points: Decimal


def total_of(tree: ScoreTree, kind: Ours) -> Decimal:
    """Our total of this kind, in points of the cohort's maximum."""
    maximum = of_cohort(tree.criteria_set.header.max_score, tree.cohort)
    return _scaled(tree, tree.total, kind, maximum)


def _scaled(tree: ScoreTree, sums: Sums, kind: Ours, maximum: Fraction) -> Decimal:
    """Points of ``sums``, scaled where our applicable maximum is not the cohort's."""
    points = Fraction(_points(sums, kind))
    full = Fraction(round_points(maximum, tree.criteria_set.rounding))
    if sums.max and sums.max != full:
        points *= full / Fraction(sums.max)
    return round_points(points, tree.criteria_set.rounding)


def _points(sums: Sums, kind: Ours) -> Decimal:
    return {Ours.CLAIMED: sums.claimed, Ours.PROVABLE: sums.provable, Ours.FINAL: sums.final}[kind]


def losses(results: Results, tree: ScoreTree, kind: Ours | None) -> Losses:
    """What we lose beside the cohort, group by group.

    Args:
        results: what was published.
        tree: our own points.
        kind: which of them count; None takes the published ones where every group's is known.
    """
    reference = against_average(results)
    averages = reference.groups if isinstance(reference, Reference) else {}
    against = reference.against if isinstance(reference, Reference) else None
    ours = _our_groups(results, tree, kind)
    found = []
    for score in tree.groups:
        group, none = score.group, tree.total.max * 0
        maximum = round_points(
            of_cohort(group.max_score, tree.cohort), results.criteria_set.rounding
        )
        if group.kind != "scored" or not maximum:
            continue
        average = averages.get(group.id)
        lost = None if average is None else max(maximum - average, none)
        own = max(maximum - ours[group.id], none)
        found.append(GroupLoss(group.id, group.name, maximum, own, lost, None))
    yardstick = _yardstick(found)
    judged = tuple(group._replace(fault=_fault(group, yardstick)) for group in found)
    if against is None:
        return Losses(judged, None, None, None)
    return Losses(judged, yardstick, against.status, against.source, against)


def _our_groups(results: Results, tree: ScoreTree, kind: Ours | None) -> Mapping[str, Decimal]:
    published = results.ours.groups if results.ours is not None else {}
    scored = [score for score in tree.groups if score.group.kind == "scored"]
    if kind is None and all(score.group.id in published for score in scored):
        return {
            score.group.id: results.group(score.group, published[score.group.id].value)
            for score in scored
        }
    return {
        score.group.id: _scaled(
            tree, score.sums, kind or Ours.FINAL, of_cohort(score.group.max_score, tree.cohort)
        )
        for score in scored
    }


def _yardstick(groups: list[GroupLoss]) -> Fraction | None:
    """The share of the points that the cohort loses over all groups whose average is known."""
    known = [(group.cohort, group.max) for group in groups if group.cohort is not None]
    lost = sum((Fraction(cohort) for cohort, _ in known), Fraction(0))
    whole = sum((Fraction(maximum) for _, maximum in known), Fraction(0))
    return lost / whole if whole else None


def _fault(group: GroupLoss, yardstick: Fraction | None) -> Fault | None:
    """Both, one or neither loses more of the group than the cohort loses of the whole."""
    if group.cohort is None or yardstick is None:
        return None
    bound = yardstick * Fraction(group.max)
    we, they = Fraction(group.ours) > bound, Fraction(group.cohort) > bound
    if we:
        return Fault.EVERYONE if they else Fault.ONLY_WE
    return Fault.ONLY_OTHERS if they else Fault.NOBODY


def risks(tree: ScoreTree, kind: Ours | None) -> tuple[Risk, ...]:
    """The points of ours that may be cut, by criterion; none of a published result.

    Claimed points are at risk as far as no paper beyond doubt proves them; provable and final
    ones as far as they rest on doubtful papers. What the council has decided is no risk.
    """
    found = []
    for criterion in tree.criteria if kind is not None else ():
        points = criterion.at_risk
        if kind is Ours.CLAIMED and criterion.claimed is not None:
            kept = criterion.secure if criterion.confirmed is None else criterion.confirmed
            points = max(criterion.claimed - (kept or 0), criterion.max * 0)
        if criterion.counts and points > 0:
            found.append(Risk(criterion, points))
    return tuple(found)


def missing(tree: ScoreTree, kind: Ours | None) -> dict[str, Decimal]:
    """What our points of this kind (None: the final ones) lack to the maximum, by criterion."""
    found = {}
    for criterion in tree.criteria:
        points = {
            Ours.CLAIMED: criterion.claimed,
            Ours.PROVABLE: criterion.provable,
            Ours.FINAL: criterion.final,
        }[kind or Ours.FINAL]
        if criterion.counts:
            found[criterion.id] = criterion.max - (points or criterion.max * 0)
    return found
