"""What can be ready by a day: what cannot is named; of many papers those that can are offered."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from dtiscore.analysis.actions import ActionKind, LeftOut
from dtiscore.analysis.steps_and_papers import supply
from dtiscore.base.dates import span_end, span_of
from dtiscore.base.messages import N_, Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from dtiscore.analysis.actions import Action, Frame
    from dtiscore.analysis.gathering import Gathered
    from dtiscore.scoring.tree import SlotState


def by_day(gathered: Gathered, until: date | None) -> Gathered:
    """The same for a plan that is to be ready by a day: what is not is named, and barred by it."""
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
        late, state = len(action.parts) - len(days), _state(gathered.frame, action)
        if state.slot.each is not None and days[-1] >= gathered.frame.then.as_of:
            # A task that is due later would be taken to supply the quarter that has begun by then.
            action = action.due_within(days[-1])
        yield action._replace(
            id=f"{action.id}@{days[-1].isoformat()}",
            title=supply(state, len(days)),
            papers={name: short + late for name, short in action.papers.items()},
            ready=days[-1],
            parts=(),
            **_priced(action, len(days)),
        )


def _priced(action: Action, number: int) -> dict[str, Any]:
    """So many of an action's papers, at as much of the usual price of all."""
    if not action.usual:
        return {"number": number}
    share = Fraction(number, action.number)
    cost, effort = (each and each * share for each in (action.cost, action.effort))
    return {"number": number, "cost": cost, "effort": effort}


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
    title = action.title.fields.get("title") or _state(gathered.frame, action).slot.label
    return LeftOut(action.id, str(title), reason)


# --- tasks that supply some of many papers --------------------------------------------------------


def short_by(frame: Frame, paper: Action, due: date | None, until: date | None) -> int:
    """How many of a slot's papers a task that is due on a day leaves out.

    It supplies the quarters or months that have begun by then; their end it need not wait for. In
    a plan that is to be ready by a day it must: by that day only what is over can be reported on,
    whether by a task or without one.
    """
    (short,) = paper.papers.values()
    return short + len(_after(frame, paper, due, until))


def supplied_by(frame: Frame, paper: Action, due: date | None, until: date | None) -> int:
    """How many of a slot's papers a task that is due on a day supplies."""
    return max(1, paper.number - len(_after(frame, paper, due, until)))


def rests(
    frame: Frame, tasks: Iterable[Action], papers: Mapping[str, Action], until: date | None
) -> list[Action]:
    """The papers that tasks leave out, for later; each rests on the task that begins with it."""
    found: list[Action] = []
    begun: dict[str, list[Action]] = {}
    for task in tasks:
        for name in task.papers if task.kind is ActionKind.TASK else ():
            if name in papers:
                begun.setdefault(name, []).append(task)
    for name, beginning in begun.items():
        for task in beginning:
            late = _after(frame, papers[name], task.due, until)
            if late:
                paper = papers[name]
                found.append(
                    paper._replace(
                        # Of several tasks for one slot each is gone on with by itself.
                        id=name if len(beginning) == 1 else f"{name}+{task.id}",
                        title=supply(_state(frame, paper), len(late)),
                        parts=late,
                        requires=(task.id,),
                        number=len(late),
                    )
                )
    return found


def _after(frame: Frame, paper: Action, due: date | None, until: date | None) -> tuple[date, ...]:
    each = _state(frame, paper).slot.each
    ends = [] if due is None or each is None else [span_end(span_of(due, each), each)]
    ends += [] if until is None else [until]
    return tuple(day for day in paper.parts if ends and day > min(ends))


def _state(frame: Frame, paper: Action) -> SlotState:
    """The slot a paper is for, ``criterion/slot``."""
    (name,) = paper.papers
    cid, _, slot = name.partition("/")
    states = frame.outlook.by_id[cid].slots
    return next(state for state in states if state.slot.id == slot)
