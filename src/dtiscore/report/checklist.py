"""The answer of ``dtiscore checklist``: what each unit must find, make, measure or explain."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from dtiscore.analysis.intime import Supply, supply
from dtiscore.analysis.outlook import Outlook
from dtiscore.analysis.task_review import serves
from dtiscore.analysis.tasks import TaskItem
from dtiscore.analysis.wording import paper_in_words, with_others
from dtiscore.analysis.worklist import Action, Item, ItemKind
from dtiscore.base.messages import N_, Message
from dtiscore.base.text import fold
from dtiscore.model.units import Responsibility
from dtiscore.report.diagnostics import as_records
from dtiscore.report.page import Block, Cell, Column, Heading, Kind, Line, Page, Table
from dtiscore.report.papers import refusal_in_words, refused_json, shown_json, shown_otherwise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dtiscore.analysis.duties import UnitWork
    from dtiscore.base.messages import Field
    from dtiscore.i18n.language import Language
    from dtiscore.model.assessment import CitedPaper
    from dtiscore.report.entries import ChecklistAnswer, Entry
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


def document(found: ChecklistAnswer, language: Language) -> dict[str, Any]:
    """The JSON of ``checklist``."""
    return {
        **found.answer.head(SCHEMA),
        "units": [
            {
                "id": unit.id,
                "name": unit.name,
                "items": [entry_json(found, entry, language) for entry in found.entries(unit)],
            }
            for unit in found.units
        ],
        "diagnostics": as_records(found.answer.diagnostics, language),
    }


def entry_json(found: ChecklistAnswer, entry: Entry, language: Language) -> dict[str, Any]:
    """One line of the list; every kind has the same first keys."""
    said: dict[str, Any] = {
        "kind": kind_of(entry).value,
        "id": id_of(entry),
        "slot": None,
        "title": language.text(title_of(found, entry)),
        "role": entry.role,
        "action": Action.DO.value,
        "winnable": entry.winnable,
        "points_at_stake": entry.stake,
        "note": None,
        "due": entry.due.isoformat() if entry.due is not None else None,
        "proof": None,
        "refused": [],
        "shown": [],
        "named": [],
        "supply": None,
        "requested": None,
        "handed_in": None,
    }
    if isinstance(entry.about, TaskItem):
        return {**said, **_of_task(found, entry.about)}
    if isinstance(entry.about, Responsibility):
        return {**said, "source": entry.about.source}
    return {**said, **_of_item(found, entry.about, language)}


def kind_of(entry: Entry) -> ItemKind:
    """What a line is about."""
    if isinstance(entry.about, TaskItem):
        return ItemKind.TASK
    return ItemKind.RESPONSIBILITY if isinstance(entry.about, Responsibility) else entry.about.kind


def id_of(entry: Entry) -> str:
    """The criterion, the task, or the unit with the place of the responsibility."""
    if isinstance(entry.about, Responsibility):
        return entry.key
    return entry.about.id if isinstance(entry.about, TaskItem) else entry.about.criterion.id


def title_of(found: ChecklistAnswer, entry: Entry) -> Message:
    """What is to be done."""
    if isinstance(entry.about, TaskItem):
        return Message("{title}", title=entry.about.task.title)
    if isinstance(entry.about, Responsibility):
        return Message("{text}", text=entry.about.text)
    return todo(found, entry.about)


def _of_item(found: ChecklistAnswer, item: Item, language: Language) -> dict[str, Any]:
    return {
        "slot": item.slot.id if item.slot is not None else None,
        "action": item.action.value,
        "note": item.criterion.criterion.message,
        "proof": {"need": item.fill.need, "have": item.fill.have}
        if item.fill is not None
        else None,
        "refused": [refused_json(paper, language) for paper in refused_for(item)],
        "shown": [shown for state in _state_of(item) for shown in shown_json(state)],
        "named": [paper.model_dump(mode="json") for paper in named_for(found, item)],
        "supply": _supply(found, item),
        "requested": _asked_json(item, "requested"),
        "handed_in": _asked_json(item, "handed_in"),
    }


def _of_task(found: ChecklistAnswer, item: TaskItem) -> dict[str, Any]:
    return {
        "member": item.member,
        "state": item.state,
        "overdue": item.overdue(found.answer.as_of),
        "criteria": list(serves(item)),
        "papers": list(item.task.papers),
    }


def named_for(found: ChecklistAnswer, item: Item) -> list[CitedPaper]:
    """The papers that units named in their forms for this slot; they prove nothing by that."""
    said = found.answer.tree.assessment.statements.get(item.criterion.id)
    if said is None or item.slot is None:
        return []
    return [paper for paper in said.papers if fold(paper.slot) == fold(item.slot.id)]


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
    step = with_others(tree.criteria_set, item.criterion, item.step, item.along)
    outlook = Outlook(tree)
    changes = item.changes(outlook)
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
        for entry in found.entries(unit):
            said = entry_json(found, entry, language)
            proof = said["proof"] or {"need": None, "have": None}
            kept = {key: value for key, value in said.items() if key in COLUMNS}
            yield {**found.answer.mark(), "unit": unit.id, **kept, **proof}


def page(found: ChecklistAnswer) -> Page:
    """The page of ``checklist``, unit by unit."""
    answer = found.answer
    period = str(answer.tree.assessment.period)
    blocks = answer.title(Message("What the units have to do, {period}", period=period))
    blocks += answer.possible(found.days)
    for unit in found.units:
        blocks += _unit(found, unit)
    if not any(found.entries(unit) for unit in found.units):
        done = Message("Nothing is left to do: every point is secured.")
        if any(unit.lead or unit.support for unit in found.units):
            done = Message("Of what is left to do, nothing is within what was asked for.")
        blocks.append(Line(done, strong=True))
    return Page(tuple(blocks))


def _unit(found: ChecklistAnswer, unit: UnitWork) -> Iterator[Block]:
    entries = found.entries(unit)
    if not entries:
        return
    name = unit.name or found.answer.unit_name(unit.id)
    if unit.lead or found.leads(unit):
        none = found.answer.tree.total.max * 0
        won = unit.winnable + none
        yield Heading(Message("{unit}: {points} points can still be won", unit=name, points=won))
        shown = sum((entry.winnable for entry in entries), none)
        if found.answer.groups is not None and not any(found.filters):
            yield Line(Message("of these, in the groups shown: {points}", points=shown))
        elif shown != won or any(found.filters):
            yield Line(Message("of these, in the lines shown: {points}", points=shown))
    else:
        # It may well lead tasks, which stand below.
        yield Heading(Message("{unit}: leads no criteria", unit=name))
    sections = (
        (Message("In the lead"), [e for e in entries if e.role == "lead" and not e.lost]),
        (Message("In support"), [e for e in entries if e.role == "support" and not e.lost]),
        (
            Message("No longer to be won in this period"),
            [e for e in entries if e.role == "lead" and e.lost],
        ),
    )
    for title, listed in sections:
        if listed:
            yield Line(title, strong=True)
            yield _table(found, listed)


def _table(found: ChecklistAnswer, entries: list[Entry]) -> Table:
    return Table(
        (
            Column(Message("Action"), Kind.TEXT),
            Column(Message("What, for which criterion"), Kind.TEXT),
            Column(Message("Winnable")),
            Column(Message("At stake")),
            Column(Message("Due"), Kind.BAR),
        ),
        tuple(_row(found, entry) for entry in entries),
    )


def _row(found: ChecklistAnswer, entry: Entry) -> tuple[Cell, ...]:
    due: Cell = entry.due if entry.due is not None else ""
    points: Cell = (
        "" if entry.role == "support" or not isinstance(entry.about, Item) else entry.winnable
    )
    stake: Cell = "" if isinstance(entry.about, Responsibility) else entry.stake
    if isinstance(entry.about, TaskItem) and entry.about.overdue(found.answer.as_of):
        due = Message("{date}, OVERDUE", date=entry.due)
    if kind_of(entry) is ItemKind.EXPLANATION and not entry.winnable:
        points = Message("council")
    return (word_of(entry), what_of(found, entry), points, stake, due)


def what_of(found: ChecklistAnswer, entry: Entry) -> Message:
    """What is to be done, with all that is known about it."""
    if isinstance(entry.about, Responsibility):
        return _responsibility(entry.about)
    if isinstance(entry.about, TaskItem):
        return _task(found, entry.about, entry.role)
    return _what(found, entry.about)


def word_of(entry: Entry) -> Message:
    """The word that says what kind of work it is."""
    if isinstance(entry.about, Responsibility):
        return Message("STANDING")
    return Message("TASK") if isinstance(entry.about, TaskItem) else ACTIONS[entry.about.action]


def _responsibility(one: Responsibility) -> Message:
    text = N_("{text}") if one.source is None else N_("{text}\n– {source}")
    return Message(text, text=one.text, source=one.source)


def _task(found: ChecklistAnswer, item: TaskItem, role: str) -> Message:
    what = Message("{title}\n({id})", title=item.task.title, id=item.id)
    if item.member is not None and role == "lead":
        what = Message("{what}\n– {member}", what=what, member=item.member)
    if item.task.papers:
        known = found.answer.tree.criteria_set
        for name in item.task.papers:
            paper = paper_in_words(known, name)
            what = Message("{what}\n→ {paper}", what=what, paper=paper)
    return what


def _what(found: ChecklistAnswer, item: Item) -> Message:
    """What to do for a criterion, and all that is known about its paper."""
    criterion = item.criterion
    what = Message(
        "{todo}\n→ {id} {name}",
        todo=todo(found, item),
        id=criterion.id,
        name=criterion.criterion.name,
    )
    if criterion.criterion.message is not None and item.winnable:
        what = Message("{what}\nNote: {text}", what=what, text=criterion.criterion.message)
    for state in _state_of(item):
        otherwise = shown_otherwise(criterion, state)
        if otherwise is not None:
            what = Message("{what}\nOn file: {text}", what=what, text=otherwise)
    for named in named_for(found, item):
        what = Message("{what}\nNamed in a form: {paper}", what=what, paper=_cited(found, named))
    for asked in _asked_in_words(found, item):
        what = Message("{what}\n– {text}", what=what, text=asked)
    for paper in refused_for(item):
        file, why = PurePosixPath(paper.paper.path).name, refusal_in_words(paper)
        what = Message("{what}\nNot counted: {file}: {reason}", what=what, file=file, reason=why)
    return what


def _cited(found: ChecklistAnswer, paper: CitedPaper) -> Message:
    units, unit = found.answer.units, paper.unit
    if units is not None and unit is not None:
        unit = units.name_of(unit)
    parts = (paper.symbol, paper.date, paper.subject, paper.file, unit)
    return Message("{parts}", parts=tuple(part for part in parts if part is not None))
