"""What each action of a plan brings: what is gained, shared out by what would be lost without it.

Without an action nothing is there that rests on it either: what requires it, the papers that go on
with a task, the figures counted from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dtiscore.analysis.interplay import done, rescored
from dtiscore.base.points import split_in_proportion
from dtiscore.scoring.tree import NOTHING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from dtiscore.analysis.actions import Action
    from dtiscore.analysis.outlook import Outlook
    from dtiscore.base.points import Rounding


def shares(outlook: Outlook, taken: Sequence[Action], gained: Decimal) -> list[Decimal]:
    """The part of each action, in their order; together they are what is gained."""
    rounding = outlook.tree.criteria_set.rounding
    parts = [NOTHING] * len(taken)
    then = rescored(outlook, done(taken))
    gone = [_resting(taken, action) for action in taken]
    touched = [_touched(outlook, actions) for actions in gone]
    for cid, score in then.items():
        before = outlook.by_id[cid]
        won = (score.final or NOTHING) - (before.final or NOTHING)
        worth = [
            (score.final or NOTHING) - _without(outlook, taken, gone[n], cid)
            if cid in touched[n]
            else NOTHING
            for n in range(len(taken))
        ]
        here = _shared_out(won, worth, rounding)
        parts = [part + share for part, share in zip(parts, here, strict=True)]
    if sum(parts, NOTHING) != gained:
        # A group or the total is capped or rescaled.
        parts = split_in_proportion(gained, [max(NOTHING, part) for part in parts], rounding)
    return [part + outlook.tree.total.max * 0 for part in parts]


def _resting(taken: Sequence[Action], action: Action) -> list[Action]:
    """The action, and all that cannot be without it: what requires it, or is counted from it."""
    gone = {action.id}
    while True:
        there = {one.id for one in taken} - gone
        more = {
            one.id
            for one in taken
            if one.id in there and not (gone.isdisjoint(one.requires) and one.stands_with(there))
        }
        if not more:
            return [one for one in taken if one.id in gone]
        gone |= more


def _without(
    outlook: Outlook, taken: Sequence[Action], gone: Sequence[Action], cid: str
) -> Decimal:
    """A criterion's points without these actions."""
    score = rescored(outlook, done(one for one in taken if one not in gone))
    return score.get(cid, outlook.by_id[cid]).final or NOTHING


def _touched(outlook: Outlook, actions: Sequence[Action]) -> set[str]:
    """The criteria whose papers or facts these actions bring."""
    facts = (score.id for action in actions for score in outlook.seen_by(action.changes))
    return {name.partition("/")[0] for action in actions for name in action.papers}.union(facts)


def _shared_out(won: Decimal, worth: Sequence[Decimal], rounding: Rounding) -> list[Decimal]:
    """What a criterion gains or loses, by what each is worth there: the points lost without it.

    Where some take points away, they bear what is left of the loss once the others have theirs.
    """
    helping = [max(NOTHING, one) for one in worth]
    harming = [max(NOTHING, -one) for one in worth]
    left = won - sum(helping, NOTHING)
    if any(harming) and left < 0:
        borne = split_in_proportion(left, harming, rounding)
        return [gain + loss for gain, loss in zip(helping, borne, strict=True)]
    if not won or not any(helping):
        return [NOTHING] * len(worth)
    return split_in_proportion(won, helping, rounding)
