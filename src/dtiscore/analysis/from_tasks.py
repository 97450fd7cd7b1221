"""Steps on figures that are counted from tasks: only those tasks raise them, at their own price.

A figure rises by as many as there are tasks met, so a step on it takes tasks enough; which ones is
chosen with all the rest. What the tasks cannot bring in time is withheld.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.analysis.actions import ActionKind, Counted
from dtiscore.analysis.counted import attainable
from dtiscore.analysis.steps_and_papers import raised_to
from dtiscore.base.messages import N_, Message
from dtiscore.base.points import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dtiscore.analysis.actions import Action, Frame
    from dtiscore.analysis.tasks import TaskItem
    from dtiscore.model.criteria_set import FactKey


_MOST_LEVELS = 64
"""Levels of one counted figure."""


class Apart(NamedTuple):
    """Steps as they can be taken, and those that cannot, each with the reason."""

    offered: tuple[Action, ...]
    withheld: tuple[tuple[Action, Message], ...]

    def tasks(self) -> frozenset[str]:
        """The tasks of which any of the steps takes enough."""
        counted = (each for step in self.offered for each in step.counted)
        return frozenset(task for each in counted for task in each.tasks)


def by_tasks(frame: Frame, steps: Iterable[Action], tasks: Sequence[TaskItem]) -> Apart:
    """Steps, those on counted figures with the tasks that raise these."""
    counts = frame.counted
    open_ = {
        key: attainable(tasks, count, frame.then.as_of, frame.then.period_end)
        for key, count in counts.items()
    }
    offered: list[Action] = []
    withheld: list[tuple[Action, Message]] = []
    for step in steps:
        keys = [key for key in step.changes if key in counts]
        if step.kind is not ActionKind.STEP or not keys:
            offered.append(step)
            continue
        found = [_counted(frame, step, key, open_[key]) for key in keys]
        reason = next((each for each in found if isinstance(each, Message)), None)
        if reason is not None:
            withheld.append((step, reason))
            continue
        counted = tuple(each for each in found if isinstance(each, Counted))
        free = ZERO if len(keys) == len(step.changes) else None
        offered.append(step._replace(counted=counted, cost=free, effort=free))
    there = (*offered, *(step for step, _ in withheld))
    known = {step.id for step in there}
    # What somebody else has put a price on has no step here.
    keys_here = {key for step in there for key in step.changes if key in counts}
    levels = (
        step for key in counts if key in keys_here for step in _levels(frame, key, open_[key])
    )
    offered += [step for step in levels if step.id not in known]
    return Apart(tuple(offered), tuple(withheld))


def _levels(frame: Frame, key: FactKey, open_: Sequence[str]) -> Iterator[Action]:
    """Each level of a counted figure that its open tasks can bring: a plan may need any."""
    now = frame.outlook.tree.facts.values.get(key)
    if not isinstance(now, Fraction):
        return
    for number in _numbers(len(open_)):
        step = raised_to(frame, key, now + number)
        found = None if step is None else _counted(frame, step, key, open_)
        if step is not None and isinstance(found, Counted):
            yield step._replace(counted=(found,), cost=ZERO, effort=ZERO)


def _numbers(most: int) -> Iterable[int]:
    """All numbers of tasks; of very many so many, and all of them."""
    if most <= _MOST_LEVELS:
        return range(1, most + 1)
    return sorted({most * n // _MOST_LEVELS for n in range(1, _MOST_LEVELS + 1)})


def _counted(frame: Frame, step: Action, key: FactKey, open_: Sequence[str]) -> Counted | Message:
    """What a step takes of the tasks that can still be met, or why they cannot bring it."""
    count = frame.counted[key]
    now, then = frame.outlook.tree.facts.values.get(key), step.changes[key]
    fields = {"document": count.document, "year": str(frame.year)}
    if count.count == "all":
        text = N_("counted from all tasks of “{document}”: only these can change it")
        return Message(text, **fields)
    if any(
        other.document == count.document and other.count != "all" and name != key
        for name, other in frame.counted.items()
    ):
        # A task that is done raises them all, and what it does to each depends on its day.
        text = N_(
            "counted from the tasks of “{document}”, as is another figure: one cannot be raised"
            " without the other"
        )
        return Message(text, **fields)
    if frame.ahead:
        text = N_(
            "counted from the tasks of “{document}”; what those of {year} will be is not known here"
        )
        return Message(text, **fields)
    number = (
        then - (now if isinstance(now, Fraction) else ZERO) if isinstance(then, Fraction) else 0
    )
    if not 0 < number <= len(open_):
        text = N_(
            "counted from the tasks of “{document}”, of which only {count} can still be done in"
            " {year}"
        )
        return Message(text, **fields, count=len(open_))
    return Counted(dict.fromkeys(open_, 1), int(number))
