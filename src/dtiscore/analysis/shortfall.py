"""What each criterion takes from the total: Σ of all = the total's lost points, to the cent.

A group may be rescaled or capped, bonus points lift a total whose maximum they are no part of,
and the maximum cuts what exceeds it (docs/scores.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dtiscore.base.points import Rounding, split_in_proportion
from dtiscore.scoring.tree import NOTHING, State

if TYPE_CHECKING:
    from decimal import Decimal

    from dtiscore.scoring.tree import ScoreTree


def shortfalls(tree: ScoreTree) -> dict[str, Decimal]:
    """By criterion, the points of the total that are lost in it, Σ = maximum − final.

    Below 0 where bonus points were won: they make good what is lost elsewhere.
    """
    rounding = tree.criteria_set.rounding
    lost: dict[str, Decimal] = {}
    extra: dict[str, Decimal] = {}
    for group in tree.groups:
        counted = [c for c in group.criteria if c.state is not State.UNSCORED]
        if group.group.kind == "scored":
            missing = {c.id: c.max - (c.final or c.max * 0) for c in counted}
            lost |= _summing(missing, group.sums.max - group.sums.final, rounding)
        elif group.group.kind == "adjustment":
            points = {c.id: c.final or c.max * 0 for c in counted}
            extra |= _summing(points, group.sums.final, rounding)
    extra = _summing(extra, tree.total.final - tree.base.final, rounding)
    return {**lost, **{cid: NOTHING - points for cid, points in extra.items()}}


def unproved(tree: ScoreTree) -> dict[str, Decimal]:
    """By criterion, the points of the total that are lost for want of proof, Σ = the total's.

    What a cap would have taken anyway is lost by no missing paper: first of the bonus points.
    """
    rounding, nothing = tree.criteria_set.rounding, NOTHING
    lost: dict[str, Decimal] = {}
    extra: dict[str, Decimal] = {}
    for group in tree.groups:
        counted = [c for c in group.criteria if c.state is not State.UNSCORED]
        if group.group.kind != "unscored":
            points = _summing(
                {c.id: c.lost.proof for c in counted}, group.sums.lost.proof, rounding
            )
            (lost if group.group.kind == "scored" else extra).update(points)
    total = tree.total.lost.proof
    extra = _summing(extra, max(total - sum(lost.values(), nothing), nothing), rounding)
    return _summing({**lost, **extra}, total, rounding)


def _summing(points: dict[str, Decimal], total: Decimal, rounding: Rounding) -> dict[str, Decimal]:
    """The points, made to sum up to the total by those that a cap or a stretch moves.

    A cut takes from what was won before it adds to what was lost, a floor the other way round.
    """
    change = total - sum(points.values(), NOTHING)
    if not change or not points:
        return points
    moved = [cid for cid, value in points.items() if (value > 0) is (change < 0) and value]
    moved = moved or [cid for cid, value in points.items() if value] or list(points)
    weights = [abs(points[cid]) for cid in moved]
    parts = split_in_proportion(abs(change), weights, rounding)
    shift = {cid: part if change > 0 else -part for cid, part in zip(moved, parts, strict=True)}
    return {cid: value + shift.get(cid, NOTHING) for cid, value in points.items()}
