"""The answers of ``dtiscore task``: the list, one task, and what the list leaves open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from dtiscore.analysis.progress import work_of
from dtiscore.analysis.task_review import Gap, serves, slot_filled
from dtiscore.analysis.wording import paper_in_words
from dtiscore.base.messages import N_, Message
from dtiscore.report.answer import Answer
from dtiscore.report.diagnostics import as_records
from dtiscore.report.page import Block, Cell, Column, Heading, Kind, Line, Page, Table

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from dtiscore.analysis.task_review import Remark
    from dtiscore.analysis.tasks import TaskItem
    from dtiscore.base.messages import Field
    from dtiscore.i18n.language import Language
    from dtiscore.model.tasks import SourceDocument, Task, Tasks

SCHEMA = "dtiscore/tasks/1"
SHOW_SCHEMA = "dtiscore/task/1"
CHECK_SCHEMA = "dtiscore/task-check/1"
COLUMNS = (
    *("criteria_set", "status", "id", "title", "unit", "support", "member", "due", "state"),
    *("overdue", "criteria", "papers", "document", "paragraph"),
)
"""The fields of a CSV record."""

STATES = {
    "todo": Message("to do"),
    "doing": Message("in hand"),
    "done": Message("done"),
    "dropped": Message("dropped"),
}
GAPS = {
    Gap.NO_TASK: Message("Criteria that lose points and have no task"),
    Gap.NO_CRITERION: Message("Tasks that serve no criterion"),
    Gap.NO_UNIT_TASK: Message("Units without a task"),
    Gap.NO_DAY: Message("Tasks without a due day"),
    Gap.TOO_LATE: Message("Tasks due too late"),
    Gap.OVERDUE: Message("Overdue tasks"),
    Gap.PAPER_MISSING: Message("Done tasks whose paper is missing"),
    Gap.PAPER_THERE: Message("Open tasks whose paper is there"),
}


class TasksAnswer(NamedTuple):
    """The tasks that were asked for, out of all of a period.

    Attributes:
        every: all pieces of work of the period, whichever were asked for.
        unit: id of the unit whose tasks were asked for.
    """

    answer: Answer
    tasks: Tasks
    items: tuple[TaskItem, ...]
    every: tuple[TaskItem, ...]
    unit: str | None = None

    def document_of(self, task: Task) -> SourceDocument | None:
        """The document a task comes from."""
        wanted = task.source.document if task.source is not None else None
        return next((each for each in self.tasks.documents if each.id == wanted), None)

    def head(self, schema: str) -> dict[str, Any]:
        """The first keys of every JSON document about tasks."""
        return {**self.answer.head(schema), "tasks_status": self.tasks.status}


def item_json(found: TasksAnswer, item: TaskItem) -> dict[str, Any]:
    """One task, or one instance of one."""
    source, document = item.task.source, found.document_of(item.task)
    return {
        "id": item.id,
        "title": item.task.title,
        "unit": item.unit,
        "support": list(item.support),
        "member": item.member,
        "due": item.due,
        "state": item.state,
        "on": item.standing.on,
        "reason": item.standing.reason,
        "overdue": item.overdue(found.answer.as_of),
        "criteria": list(serves(item)),
        "papers": list(item.task.papers),
        "source": None
        if source is None
        else {
            "document": source.document,
            "title": document.title if document is not None else None,
            "paragraph": source.paragraph,
        },
    }


def document(found: TasksAnswer, language: Language) -> dict[str, Any]:
    """The JSON of ``task list``."""
    return {
        **found.head(SCHEMA),
        "tasks": [item_json(found, item) for item in found.items],
        "diagnostics": as_records(found.answer.diagnostics, language),
    }


def records(found: TasksAnswer) -> Iterator[dict[str, Any]]:
    """One record a task, for CSV."""
    for item in found.items:
        said = item_json(found, item)
        source = said.pop("source") or {"document": None, "paragraph": None}
        del said["on"], said["reason"]
        said |= {"document": source["document"], "paragraph": source["paragraph"]}
        yield {**found.answer.mark(), **said}


def page(found: TasksAnswer) -> Page:
    """The page of ``task list``."""
    blocks = title_blocks(found, Message("Tasks of {period}", period=str(found.tasks.period)))
    if not found.every:
        blocks.append(Line(Message("There are no tasks."), strong=True))
        return Page(tuple(blocks))
    # What is listed does not change how far the year's work is.
    text = N_("{count} tasks: {done} done, {overdue} overdue")
    blocks.append(Line(_counts(found, text, found.every)))
    dropped = sum(item.state == "dropped" for item in found.every)
    if dropped:
        blocks.append(Line(Message("besides these, dropped: {count}", count=dropped)))
    if not found.items:
        blocks.append(Line(Message("No task is within what was asked for."), strong=True))
        return Page(tuple(blocks))
    if len(found.items) < len(found.every):
        blocks.append(Line(Message("listed here: {count}", count=len(found.items))))
    if found.unit is not None:
        led = [item for item in found.items if item.unit == found.unit]
        text = N_(
            "of these {count} in the lead: {done} done, {overdue} overdue; the rest in support"
        )
        blocks.append(Line(_counts(found, text, led)))
    blocks.append(task_table(found, found.items))
    return Page(tuple(blocks))


def _counts(found: TasksAnswer, text: str, items: Collection[TaskItem]) -> Message:
    work = work_of(items, found.answer.as_of)
    return Message(text, count=work.all, done=work.done, overdue=work.overdue)


def title_blocks(found: TasksAnswer, title: Message) -> list[Block]:
    """The page's title; illustrative tasks say so."""
    blocks = found.answer.title(title)
    if found.tasks.status == "illustrative":
        text = N_("ILLUSTRATIVE TASKS: days, members and states are made up, orders are cited.")
        blocks.insert(-1, Line(Message(text), strong=True))
    return blocks


def task_table(found: TasksAnswer, items: tuple[TaskItem, ...]) -> Table:
    """Tasks as rows: what, who, until when, how far."""
    return Table(
        (
            Column(Message("Task, source"), Kind.TEXT),
            Column(Message("Lead; support"), Kind.TEXT),
            Column(Message("Due"), Kind.BAR),
            Column(Message("State"), Kind.TEXT),
            Column(Message("Criteria"), Kind.TEXT),
        ),
        tuple(_row(found, item) for item in items),
    )


def _row(found: TasksAnswer, item: TaskItem) -> tuple[Cell, ...]:
    what = Message("{title}\n({id})", title=item.task.title, id=item.id)
    source = item.task.source
    if source is not None:
        document = found.document_of(item.task)
        name = source.document if document is None else document.symbol or document.title
        fields: dict[str, Field] = {"document": name, "paragraph": source.paragraph}
        cited = Message("{document}, {paragraph}", **fields)
        if source.paragraph is None:
            cited = Message("{document}", document=name)
        text = N_("{title}\n({id}; {source})")
        what = Message(text, title=item.task.title, id=item.id, source=cited)
    who = Message("{unit}", unit=found.answer.unit_name(item.unit))
    if item.member is not None:
        who = Message("{unit} ({member})", unit=who, member=item.member)
    if item.support:
        names = tuple(found.answer.unit_name(unit) for unit in item.support)
        who = Message("{unit}; {support}", unit=who, support=names)
    state: Message = STATES[item.state]
    if item.overdue(found.answer.as_of):
        state = Message("{state}, OVERDUE", state=state)
    due: Cell = Message("{date}", date=item.due) if item.due is not None else "–"
    return (what, who, due, state, ", ".join(serves(item)) or "–")


# --- one task ---------------------------------------------------------------------------------


def show_document(found: TasksAnswer, language: Language) -> dict[str, Any]:
    """The JSON of ``task show``: the task with all its instances."""
    task, tree = found.items[0].task, found.answer.tree
    return {
        **found.head(SHOW_SCHEMA),
        "task": {
            "id": task.id,
            "title": task.title,
            "every": task.every,
            "cost": task.cost if task.cost is None else int(task.cost),
            "effort_days": None if task.effort_days is None else float(task.effort_days),
            "items": [item_json(found, item) for item in found.items],
            "papers": [{"slot": name, "filled": slot_filled(tree, name)} for name in task.papers],
            "criteria": [
                {
                    "id": score.id,
                    "max": score.max,
                    "final": score.final,
                    "lost": score.lost._asdict(),
                }
                for score in tree.criteria
                if score.id in serves(found.items[0])
            ],
        },
        "diagnostics": as_records(found.answer.diagnostics, language),
    }


def show_page(found: TasksAnswer) -> Page:
    """The page of ``task show``."""
    task, tree = found.items[0].task, found.answer.tree
    blocks = title_blocks(found, Message("{title}", title=task.title))
    cited = found.document_of(task)
    if cited is not None and task.source is not None:
        fields: dict[str, Field] = {
            "title": cited.title,
            "paragraph": task.source.paragraph,
        }
        text = N_("source: {title}, paragraph {paragraph}")
        if task.source.paragraph is None:
            text = N_("source: {title}")
        blocks.append(Line(Message(text, **fields)))
    blocks.append(task_table(found, found.items))
    if task.papers:
        blocks.append(Heading(Message("Papers it must produce")))
    for name in task.papers:
        text = N_("{slot}: on file") if slot_filled(tree, name) else N_("{slot}: NOT ON FILE")
        slot = paper_in_words(tree.criteria_set, name)
        blocks.append(Line(Message(text, slot=slot), depth=1))
    served = [score for score in tree.criteria if score.id in serves(found.items[0])]
    if served:
        blocks.append(Heading(Message("Criteria it serves")))
        rows = tuple(
            (f"{c.id} {c.criterion.name}", c.max, c.claimed, c.final, c.max - (c.final or 0))
            for c in served
        )
        columns = (
            Column(Message("Criterion"), Kind.TEXT),
            *(
                Column(Message(word))
                for word in (N_("Max"), N_("Claimed"), N_("Final"), N_("Lost"))
            ),
        )
        blocks.append(Table(columns, rows))
    return Page(tuple(blocks))


# --- what is left open ------------------------------------------------------------------------


def check_document(
    found: TasksAnswer, remarks: tuple[Remark, ...], language: Language
) -> dict[str, Any]:
    """The JSON of ``task check``."""
    return {
        **found.head(CHECK_SCHEMA),
        "remarks": [
            {
                "kind": one.gap.value,
                "id": one.id,
                "points": one.points,
                "text": language.text(one.text),
            }
            for one in remarks
        ],
        "diagnostics": as_records(found.answer.diagnostics, language),
    }


def check_page(found: TasksAnswer, remarks: tuple[Remark, ...]) -> Page:
    """The page of ``task check``."""
    blocks = title_blocks(
        found, Message("What the tasks leave open, {period}", period=str(found.tasks.period))
    )
    for gap, title in GAPS.items():
        listed = [one for one in remarks if one.gap is gap]
        if listed:
            blocks.append(Heading(title))
            blocks += [Line(one.text, depth=1) for one in listed]
    if not remarks:
        blocks.append(Line(Message("Nothing is left open."), strong=True))
    return Page(tuple(blocks))
