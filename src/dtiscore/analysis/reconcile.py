"""From points of criteria to points of the total: rescaled, capped, and still to the cent.

What a criterion can win is not always what the total gains: a rescaled group stretches its
points, an adjustment group and the maximum cap them. Group by group, then for the total, the
items share out exactly what can be won and what is lost there (docs/scores.md).
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from dtiscore.analysis.outlook import raised
from dtiscore.base.points import Rounding, round_points, split_in_proportion
from dtiscore.scoring.totals import whole
from dtiscore.scoring.tree import NOTHING

if TYPE_CHECKING:
    from decimal import Decimal

    from dtiscore.analysis.outlook import Outlook
    from dtiscore.analysis.worklist import Item
    from dtiscore.scoring.tree import GroupScore, ScoreTree


def reconciled(outlook: Outlook, items: list[Item]) -> tuple[Item, ...]:
    """The items, made in points of their criteria, in points of the total.

    Σ winnable + Σ lost + explained = maximum − final. Lost items that take nothing from the total
    are left out.
    """
    tree = outlook.tree
    rounding = tree.criteria_set.rounding
    winnable = [item.own for item in items]
    lost = [item.at_stake if _counts(tree, item) else NOTHING for item in items]
    granted = {c.id: raised(c, c.explained) for c in tree.criteria if c.explained}
    won = dict(granted)
    for item in items:
        if item.own:
            score = won.get(item.criterion.id, item.criterion)
            won[item.criterion.id] = raised(score, item.own)
    before, after = outlook.groups(granted), outlook.groups(won)
    for group, low, high in zip(tree.groups, before, after, strict=True):
        mine = [n for n, item in enumerate(items) if item.criterion.group is group.group]
        _share(winnable, mine, high.sums.final - low.sums.final, rounding)
        _share(lost, mine, _missing(tree, high), rounding)
    totals = (whole(groups, tree.criteria_set)[-1].final for groups in (before, after))
    low_total, high_total = totals
    everything = list(range(len(items)))
    _share(winnable, everything, high_total - low_total, rounding)
    _share(lost, everything, _maximum(tree) - high_total, rounding)
    found = []
    for item, to_win, gone in zip(items, winnable, lost, strict=True):
        stake = round_points(outlook.weights[item.criterion.id] * Fraction(item.at_stake), rounding)
        at_stake = gone if item.lost else max(stake, to_win)
        if at_stake or not item.lost:
            found.append(item._replace(winnable=to_win, at_stake=at_stake))
    return tuple(found)


def _share(points: list[Decimal], mine: list[int], total: Decimal, rounding: Rounding) -> None:
    """Make those of ``points`` that are ``mine`` sum up to the total, in proportion."""
    weights = [points[n] for n in mine]
    if any(weights) and sum(weights) != total:
        for n, part in zip(mine, split_in_proportion(total, weights, rounding), strict=True):
            points[n] = part


def _counts(tree: ScoreTree, item: Item) -> bool:
    """Whether what an item lost is missing in the total: a bonus is outside the maximum."""
    if tree.criteria_set.header.may_exceed_max or item.criterion.group.kind != "adjustment":
        return item.lost
    return item.lost and item.criterion.criterion.sign == "penalty"


def _missing(tree: ScoreTree, reached: GroupScore) -> Decimal:
    """What is lost of a group for good: missing where all that can be won is won."""
    if tree.criteria_set.header.may_exceed_max or reached.group.kind != "adjustment":
        return reached.sums.max - reached.sums.final
    return max(-reached.sums.final, reached.sums.max * 0)


def _maximum(tree: ScoreTree) -> Decimal:
    """The most the total can be."""
    exceeds = tree.criteria_set.header.may_exceed_max
    return tree.total.max + (tree.adjustments.max if exceeds else NOTHING)
