"""Which tasks a figure counted from them is made of, in words and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dtiscore.base.messages import N_, Message
from dtiscore.report.page import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dtiscore.analysis.counted import Tally
    from dtiscore.model.tasks import Task

_ASSIGNED = {
    "dropped": N_("dropped, and yet assigned ({count}): {tasks}"),
    "off": N_("not counted, taken off by a document ({count}): {tasks}"),
}
_DONE = {
    "late": N_("not counted, done late or on a day not stated ({count}): {tasks}"),
    "dropped": N_("not counted, dropped ({count}): {tasks}"),
    "open": N_("not counted, not done, or not all of it ({count}): {tasks}"),
    "off": _ASSIGNED["off"],
}


def left_out(tally: Tally) -> Iterator[Line]:
    """The tasks that a figure does not count, by the reason; of all assigned, the dropped ones."""
    for name, text in (_ASSIGNED if tally.asked.count == "all" else _DONE).items():
        tasks: tuple[Task, ...] = getattr(tally, name)
        if tasks:
            ids = tuple(task.id for task in tasks)
            yield Line(Message(text, count=len(ids), tasks=ids), depth=2)


def as_json(fact: str, tally: Tally) -> dict[str, Any]:
    """The figure ``fact`` with the ids of the tasks it counts, and of the others."""
    said = {name: [task.id for task in getattr(tally, name)] for name in tally._fields[1:]}
    return {"fact": fact, "document": tally.asked.document, "count": tally.asked.count, **said}
