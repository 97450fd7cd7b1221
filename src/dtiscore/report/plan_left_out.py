"""What a plan's page says of what is not in it: proposals, steps they price, papers they need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dtiscore.base.messages import N_, Message
from dtiscore.report.page import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dtiscore.analysis.actions import Action
    from dtiscore.analysis.gathering import Gathered
    from dtiscore.base.messages import Field
    from dtiscore.report.plan import PlanAnswer


def not_offered(gathered: Gathered) -> Iterator[Line]:
    """Each proposal that is left out, with what goes with it; and how much is left to the rest."""
    for one in gathered.left_out:
        fields: dict[str, Field] = {"id": one.id, "title": one.title, "why": one.reason}
        yield Line(Message("left out: {id} “{title}”: {why}", **fields))
        lost = tuple(each.action.id for each in gathered.withheld if each.proposal == one.id)
        if lost:
            text = N_("nor are the steps and papers offered that would bring the same: {ids}")
            yield Line(Message(text, ids=lost), depth=1)
    reasons: dict[Message, list[str]] = {}
    for each in gathered.withheld:
        if each.proposal is None:
            reasons.setdefault(each.reason, []).append(each.action.id)
    for reason, steps in reasons.items():
        yield Line(Message("not offered: {ids}: {why}", ids=tuple(steps), why=reason))
    kept = [each for each in gathered.withheld if each.hindered is None]
    if kept:
        text = N_(
            "{count} steps of the rules are not offered by themselves, for proposals state what the"
            " same costs: {ids}"
        )
        ids = tuple(dict.fromkeys(each.proposal for each in kept if each.proposal))
        yield Line(Message(text, count=len(kept), ids=ids))


def lacking(what: Message, action: Action, found: PlanAnswer) -> Message:
    """A proposal's step with the papers of others that all its points take, if any does."""
    judged = action.judged
    if judged is None or not action.lacks:
        return what
    text = N_("{points} points with these papers as well: {papers}")
    more = Message(text, points=judged.measured.points, papers=action.lacks)
    what = Message("{what}\n– {text}", what=what, text=more)
    offered = {name for each in found.gathered.actions for name in each.papers}
    gone = tuple(name for name in action.lacks if name not in offered)
    if gone:
        more = Message("no longer to be had: {papers}", papers=gone)
        what = Message("{what}\n– {text}", what=what, text=more)
    return what
