"""The answer of ``dtiscore checklist``: what each unit must find, make, measure or explain."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from dtiscore.analysis.intime import Supply, supply
from dtiscore.analysis.outlook import Outlook
from dtiscore.analysis.task_review import at_stake, serves
from dtiscore.analysis.wording import in_words
from dtiscore.analysis.worklist import Action, Item, ItemKind
from dtiscore.base.messages import N_, Message
from dtiscore.report.answer import Answer
from dtiscore.report.diagnostics import as_records
from dtiscore.report.page import Block, Cell, Column, Heading, Kind, Line, Page, Table
from dtiscore.report.papers import refusal_in_words, refused_json, shown_json, shown_otherwise

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from dtiscore.analysis.duties import UnitWork
    from dtiscore.analysis.tasks import TaskItem
    from dtiscore.analysis.worklist import Calendar
    from dtiscore.base.messages import Field
    from dtiscore.i18n.language import Language
    from dtiscore.scoring.offers import Refused
    from dtiscore.scoring.tree import SlotState

SCHEMA = "dtiscore/checklist/1"
COLUMNS = (
    "criteria_set",
    "status",
    "unit",
    "kind",
    "id",
    "slot",
    "title",
    "role",
    "action",
    "winnable",
    "points_at_stake",
    "note",
    "due",
    "supply",
    "need",
    "have",
)
"""The fields of a CSV record."""

ACTIONS = {
    Action.FIND: Message("FIND"),
    Action.SIGN: Message("SIGN"),
    Action.MAKE: Message("MAKE"),
    Action.MEASURE: Message("MEASURE"),
    Action.DO: Message("DO"),
    Action.EXPLAIN: Message("EXPLAIN"),
    Action.LOST: Message("LOST"),
}


class Filters(NamedTuple):
    """Which lines are shown; totals stay whole.

    Attributes:
        role: only those with this role, ``lead`` or ``support``.
        until: only those due by this day.
        open_only: nothing that is lost.
    """

    role: str | None = None
    until: date | None = None
    open_only: bool = False

    def let(self, role: str, due: date | None, *, open_: bool) -> bool:
        """Whether a line with this role and day is shown."""
        if self.role is not None and role != self.role:
            return False
        if self.until is not None and (due is None or due > self.until):
            return False
        return open_ or not self.open_only


@dataclass(frozen=True)
class ChecklistAnswer:
    """The work of the units asked for, with the days that decide what is still possible."""

    answer: Answer
    units: tuple[UnitWork, ...]
    days: Calendar
    tasks: tuple[TaskItem, ...] = ()
    filters: Filters = field(default_factory=Filters)

    def items(self, unit: UnitWork) -> Iterator[tuple[str, Item]]:
        """The unit's items with its role, as far as the filters let them through."""
        for role, items in (("lead", unit.lead), ("support", unit.support)):
            for item in items:
                groups = self.answer.groups
                shown = groups is None or item.criterion.group.id in groups
                if shown and self.filters.let(role, item.due, open_=not item.lost):
                    yield role, item

    def tasks_of(self, unit: UnitWork) -> Iterator[tuple[str, TaskItem]]:
        """The unit's tasks with its role, the earliest first, likewise filtered."""
        by_id = self.answer.tree.by_id
        for item in sorted(self.tasks, key=lambda one: (one.due is None, one.due, one.id)):
            role = "lead" if item.unit == unit.id else "support"
            groups = {by_id[cid].group.id for cid in serves(item) if cid in by_id}
            shown = self.answer.groups is None or not groups.isdisjoint(self.answer.groups)
            mine = unit.id in (item.unit, *item.support)
            if mine and shown and item.open and self.filters.let(role, item.due, open_=item.open):
                yield role, item


def document(found: ChecklistAnswer, language: Language) -> dict[str, Any]:
    """The JSON of ``checklist``."""
    return {
        **found.answer.head(SCHEMA),
        "units": [
            {
                "id": unit.id,
                "name": unit.name,
                "items": [
                    *(_item_json(found, role, item, language) for role, item in found.items(unit)),
                    *(_task_json(found, role, item) for role, item in found.tasks_of(unit)),
                ],
            }
            for unit in found.units
        ],
        "diagnostics": as_records(found.answer.diagnostics, language),
    }


def _item_json(found: ChecklistAnswer, role: str, item: Item, language: Language) -> dict[str, Any]:
    return {
        "kind": item.kind.value,
        "id": item.criterion.id,
        "slot": item.slot.id if item.slot is not None else None,
        "title": language.text(todo(found, item)),
        "role": role,
        "action": item.action.value,
        # Points are won once, by the unit in the lead.
        "winnable": item.winnable if role == "lead" else item.winnable * 0,
        "points_at_stake": item.at_stake,
        "note": item.criterion.criterion.message,
        "due": item.due.isoformat() if item.due is not None else None,
        "proof": {"need": item.fill.need, "have": item.fill.have}
        if item.fill is not None
        else None,
        "refused": [refused_json(paper, language) for paper in refused_for(item)],
        "shown": [shown for state in _state_of(item) for shown in shown_json(state)],
        "supply": _supply(found, item),
        "requested": _asked_json(item, "requested"),
        "handed_in": _asked_json(item, "handed_in"),
    }


def _task_json(found: ChecklistAnswer, role: str, item: TaskItem) -> dict[str, Any]:
    """A task with the keys of every item."""
    nothing = found.answer.tree.total.max * 0
    return {
        "kind": ItemKind.TASK.value,
        "id": item.id,
        "slot": None,
        "title": item.task.title,
        "role": role,
        "action": Action.DO.value,
        # They are won with the items of the criteria.
        "winnable": nothing,
        "points_at_stake": nothing + at_stake(found.answer.tree, item),
        "note": None,
        "due": item.due.isoformat() if item.due is not None else None,
        "proof": None,
        "refused": [],
        "shown": [],
        "supply": None,
        "requested": None,
        "handed_in": None,
        "member": item.member,
        "state": item.state,
        "overdue": item.overdue(found.answer.as_of),
        "criteria": list(serves(item)),
        "papers": list(item.task.papers),
    }


def _supply(found: ChecklistAnswer, item: Item) -> str | None:
    """How far the paper has come; None where no slot is concerned."""
    if item.slot is None:
        return None
    refused = bool(refused_for(item))
    return supply(item.asked, refused=refused, as_of=found.answer.as_of).value


def _asked_json(item: Item, key: str) -> dict[str, Any] | None:
    said = getattr(item.asked, key, None)
    return None if said is None else said.model_dump(mode="json")


def _asked_in_words(found: ChecklistAnswer, item: Item) -> Iterator[Message]:
    """Whom the paper was asked of and who handed it in."""
    if item.asked is None or item.slot is None:
        return
    asked, given = item.asked.requested, item.asked.handed_in
    if asked is not None:
        units = found.answer.units
        known = units.find(asked.of) if units is not None else None
        fields: dict[str, Field] = {
            "unit": asked.of if known is None else known.short or known.name,
            "on": asked.on if asked.on is not None else "–",
            "by": asked.by if asked.by is not None else "–",
        }
        text = N_("asked of {unit} on {on}, due {by}")
        state = supply(item.asked, refused=False, as_of=found.answer.as_of)
        if state is Supply.OVERDUE:
            text = N_("asked of {unit} on {on}, due {by}: NOT HANDED IN, overdue")
        elif state is Supply.ASKED:
            text = N_("asked of {unit} on {on}, due {by}: not handed in yet")
        yield Message(text, **fields)
    if given is not None:
        text = N_("handed in on {on}") if given.by is None else N_("handed in on {on} by {by}")
        yield Message(text, on=given.on, by=given.by)


def _state_of(item: Item) -> list[SlotState]:
    """The slot the item is about, with its papers."""
    return [state for state in item.criterion.slots if state.slot is item.slot]


def refused_for(item: Item) -> list[Refused]:
    """The papers handed in for this slot that do not count there."""
    if item.slot is None:
        return []
    return [paper for paper in item.criterion.refused if paper.slot is item.slot]


def todo(found: ChecklistAnswer, item: Item) -> Message:
    """What to do, in words."""
    if item.step is None:
        return item.text
    tree = found.answer.tree
    step, outlook = in_words(tree.criteria_set, item.criterion, item.step), Outlook(tree)
    changes = outlook.keyed(item.criterion, item.step.changes)
    if outlook.shares(item.criterion).isdisjoint(item.step.changes):
        return step
    everywhere = outlook.added(changes)
    if everywhere == item.winnable or outlook.clash(changes):
        return step
    # Another criterion sees the same facts.
    return Message("{step} (over all criteria +{points})", step=step, points=everywhere)


def records(found: ChecklistAnswer, language: Language) -> Iterator[dict[str, Any]]:
    """One record an item, for CSV."""
    for unit in found.units:
        for role, item in found.items(unit):
            said = _item_json(found, role, item, language)
            del said["refused"], said["shown"], said["requested"], said["handed_in"]
            proof = said.pop("proof") or {"need": None, "have": None}
            yield {**found.answer.mark(), "unit": unit.id, **said, **proof}
        for role, task in found.tasks_of(unit):
            said = _task_json(found, role, task)
            kept = {key: value for key, value in said.items() if key in COLUMNS}
            yield {**found.answer.mark(), "unit": unit.id, **kept, "need": None, "have": None}


def page(found: ChecklistAnswer) -> Page:
    """The page of ``checklist``, unit by unit."""
    answer = found.answer
    period = str(answer.tree.assessment.period)
    blocks = answer.title(Message("What the units have to do, {period}", period=period))
    blocks += answer.possible(found.days)
    for unit in found.units:
        blocks += _unit(found, unit)
    if not any(unit.lead or unit.support or [*found.tasks_of(unit)] for unit in found.units):
        blocks.append(Line(Message("Nothing is left to do: every point is secured."), strong=True))
    return Page(tuple(blocks))


def _unit(found: ChecklistAnswer, unit: UnitWork) -> Iterator[Block]:
    items, tasks = list(found.items(unit)), list(found.tasks_of(unit))
    if not (items or tasks):
        return
    name = unit.name or found.answer.unit_name(unit.id)
    if unit.lead:
        none = found.answer.tree.total.max * 0
        won = unit.winnable + none
        yield Heading(Message("{unit}: {points} points can still be won", unit=name, points=won))
        if found.answer.groups is not None:
            shown = sum((item.winnable for role, item in items if role == "lead"), none)
            yield Line(Message("of these, in the groups shown: {points}", points=shown))
    else:
        yield Heading(Message("{unit}: in support only", unit=name))
    sections = (
        (Message("In the lead"), "lead", _still(items, "lead")),
        (Message("In support"), "support", _still(items, "support")),
        (
            Message("No longer to be won in this period"),
            "lead",
            [item for role, item in items if role == "lead" and item.action is Action.LOST],
        ),
    )
    for title, role, listed in sections:
        if listed:
            yield Line(title, strong=True)
            yield _table(found, listed, role)
    if tasks:
        yield Line(Message("Tasks of the year"), strong=True)
        yield _task_table(found, tasks)


def _task_table(found: ChecklistAnswer, tasks: list[tuple[str, TaskItem]]) -> Table:
    rows = []
    for role, item in tasks:
        what = Message("{title}\n({id})", title=item.task.title, id=item.id)
        if item.member is not None and role == "lead":
            what = Message("{what}\n– {member}", what=what, member=item.member)
        if item.task.papers:
            what = Message("{what}\n→ {papers}", what=what, papers=item.task.papers)
        said = Message("lead") if role == "lead" else Message("support")
        due: Cell = Message("{date}", date=item.due) if item.due is not None else ""
        if item.overdue(found.answer.as_of):
            due = Message("{date}, OVERDUE", date=item.due)
        stake = found.answer.tree.total.max * 0 + at_stake(found.answer.tree, item)
        rows.append((said, what, stake, due))
    return Table(
        (
            Column(Message("Role"), Kind.TEXT),
            Column(Message("Task, paper it must produce"), Kind.TEXT),
            Column(Message("At stake")),
            Column(Message("Due"), Kind.BAR),
        ),
        tuple(rows),
    )


def _still(items: list[tuple[str, Item]], role: str) -> list[Item]:
    return [item for own, item in items if own == role and item.action is not Action.LOST]


def _table(found: ChecklistAnswer, items: list[Item], role: str) -> Table:
    rows = []
    for item in items:
        criterion = item.criterion
        what = Message(
            "{todo}\n→ {id} {name}",
            todo=todo(found, item),
            id=criterion.id,
            name=criterion.criterion.name,
        )
        if item.criterion.criterion.message is not None and item.winnable:
            what = Message("{what}\nNote: {text}", what=what, text=criterion.criterion.message)
        for state in _state_of(item):
            otherwise = shown_otherwise(criterion, state)
            if otherwise is not None:
                what = Message("{what}\nOn file: {text}", what=what, text=otherwise)
        for asked in _asked_in_words(found, item):
            what = Message("{what}\n– {text}", what=what, text=asked)
        for paper in refused_for(item):
            file, why = PurePosixPath(paper.paper.path).name, refusal_in_words(paper)
            what = Message(
                "{what}\nNot counted: {file}: {reason}", what=what, file=file, reason=why
            )
        explained = item.kind is ItemKind.EXPLANATION and not item.winnable
        # Points are won once, by the unit in the lead.
        points: Cell = "" if role == "support" else item.winnable
        if explained:
            points = Message("council")
        due: Cell = item.due if item.due is not None else ""
        rows.append((ACTIONS[item.action], what, points, item.at_stake, due))
    return Table(
        (
            Column(Message("Action"), Kind.TEXT),
            Column(Message("What, for which criterion"), Kind.TEXT),
            Column(Message("Winnable")),
            Column(Message("At stake")),
            Column(Message("Due"), Kind.BAR),
        ),
        tuple(rows),
    )
