"""What each step of a plan brings of all that the plan does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dtiscore.analysis.interplay import done, rescored
from dtiscore.base.points import split_in_proportion
from dtiscore.scoring.tree import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from dtiscore.analysis.actions import Action
    from dtiscore.analysis.outlook import Outlook
    from dtiscore.base.points import Rounding


def shares(
    outlook: Outlook, taken: Sequence[Action], gained: Decimal
) -> Iterator[tuple[Action, Decimal]]:
    """What is gained, shared out criterion by criterion by what would be lost without each.

    The shares add up to what is gained, to the last digit.
    """
    rounding = outlook.tree.criteria_set.rounding
    parts = [NOTHING] * len(taken)
    for cid, score in rescored(outlook, done(taken)).items():
        then = score.final or NOTHING
        worth = [
            then - _without(outlook, taken, action, cid)
            if _touches(outlook, action, cid)
            else NOTHING
            for action in taken
        ]
        won = then - (outlook.by_id[cid].final or NOTHING)
        here = _shared_out(won, worth, rounding)
        parts = [part + share for part, share in zip(parts, here, strict=True)]
    if sum(parts, NOTHING) != gained:
        # A group or the total is capped or rescaled.
        parts = split_in_proportion(gained, [max(NOTHING, part) for part in parts], rounding)
    for action, part in zip(taken, parts, strict=True):
        yield action, part + outlook.tree.total.max * 0


def _without(outlook: Outlook, taken: Sequence[Action], left_out: Action, cid: str) -> Decimal:
    """A criterion's points without one of the actions, and without what goes on with it."""
    gone = left_out.id
    rest = done(one for one in taken if one.id != gone and not one.goes_on_with(gone))
    return rescored(outlook, rest).get(cid, outlook.by_id[cid]).final or NOTHING


def _touches(outlook: Outlook, action: Action, cid: str) -> bool:
    papers = {name.partition("/")[0] for name in action.papers}
    return cid in papers or any(score.id == cid for score in outlook.seen_by(action.changes))


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
