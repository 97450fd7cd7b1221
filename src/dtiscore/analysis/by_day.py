"""What can be ready by a day: what cannot is named; of many papers those that can are offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dtiscore.analysis.actions import ActionKind, LeftOut
from dtiscore.analysis.steps_and_papers import supply
from dtiscore.base.messages import N_, Message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from dtiscore.analysis.actions import Action
    from dtiscore.analysis.gathering import Gathered
    from dtiscore.scoring.tree import SlotState


def by_day(gathered: Gathered, until: date | None) -> Gathered:
    """The same for a plan that is to be ready by a day.

    What is ready later stays among the actions, so that a later day can be thought of.
    """
    if until is None:
        return gathered
    actions: list[Action] = []
    left_out = list(gathered.left_out)
    for action in gathered.actions:
        if action.ready is not None and action.ready > until:
            in_time = tuple(_in_time(gathered, action, until))
            actions += in_time
            left_out.append(_late(gathered, action, until, partly=bool(in_time)))
        actions.append(action)
    return gathered._replace(actions=tuple(actions), left_out=tuple(left_out))


def _in_time(gathered: Gathered, action: Action, until: date) -> Iterator[Action]:
    """Of papers of several quarters or months those that can be there by then, as one action."""
    days = [day for day in action.parts if day <= until]
    if days:
        late = len(action.parts) - len(days)
        yield action._replace(
            id=f"{action.id}@{days[-1].isoformat()}",
            title=supply(_state(gathered, action), len(days)),
            papers={name: short + late for name, short in action.papers.items()},
            ready=days[-1],
            parts=(),
        )


def _late(gathered: Gathered, action: Action, until: date, *, partly: bool) -> LeftOut:
    """What is not ready by the day, and when it is."""
    if action.kind is ActionKind.TASK:
        reason = Message("due on {day} only", day=action.ready)
    elif action.kind is not ActionKind.PAPER:
        reason = Message("ready on {day} at the earliest", day=action.ready)
    elif partly:
        late = [day for day in action.parts if day > until]
        text = N_("{count} of them cannot be issued before {day}")
        reason = Message(text, count=len(late), day=late[0])
    else:
        reason = Message("it cannot be issued before {day}", day=action.ready)
    title = action.title.fields.get("title") or _state(gathered, action).slot.label
    return LeftOut(action.id, str(title), reason)


def _state(gathered: Gathered, action: Action) -> SlotState:
    """The slot of a paper."""
    cid, _, slot = action.id.partition("/")
    states = gathered.frame.outlook.by_id[cid].slots
    return next(state for state in states if state.slot.id == slot)
