"""The answer of ``dtiscore progress``: the data of a progress report."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from dtiscore.analysis.duties import UNASSIGNED
from dtiscore.base.messages import N_, Message, Percent
from dtiscore.report.diagnostics import as_records
from dtiscore.report.page import Block, Cell, Column, Heading, Kind, Line, Page, Signed, Table
from dtiscore.report.tasks import item_json, task_table, title_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dtiscore.analysis.progress import Part, Progress, Work
    from dtiscore.analysis.tasks import TaskItem
    from dtiscore.base.messages import Field
    from dtiscore.i18n.language import Language
    from dtiscore.report.tasks import TasksAnswer

SCHEMA = "dtiscore/progress/1"
COLUMNS = (
    *("criteria_set", "status", "by", "id", "tasks", "done", "doing", "overdue", "secured"),
    *("planned", "max", "papers", "papers_of", "change"),
)
"""The fields of a CSV record."""


class ProgressAnswer(NamedTuple):
    """The progress, whole or of one unit (an id); ``span`` as it was asked for."""

    found: TasksAnswer
    progress: Progress
    unit: str | None
    span: str | None

    @property
    def listing(self) -> TasksAnswer:
        """The work as of the last day of the window, or today."""
        end = self.progress.coming.first
        return self.found._replace(answer=self.found.answer._replace(as_of=end))

    def units(self) -> list[Part]:
        """The units shown."""
        return [part for part in self.progress.units if self.unit in (None, part.id)]

    def shown(self, items: tuple[TaskItem, ...]) -> tuple[TaskItem, ...]:
        """The work shown: the unit's own, or all."""
        return tuple(item for item in items if self.unit in (None, item.unit))


def _work_json(work: Work) -> dict[str, int]:
    return {"tasks": work.all, "done": work.done, "doing": work.doing, "overdue": work.overdue}


def _part_json(answer: ProgressAnswer, part: Part) -> dict[str, Any]:
    zero = answer.found.answer.tree.total.max * 0
    return {
        "id": part.id or None,
        **_work_json(part.work),
        "secured": part.secured + zero,
        "planned": part.planned + zero,
        "max": part.max + zero,
        "papers": part.papers,
        "papers_of": part.of,
        "change": None if part.change is None else part.change + zero,
    }


def document(answer: ProgressAnswer, language: Language) -> dict[str, Any]:
    """The JSON of ``progress``."""
    found, now = answer.found, answer.progress
    return {
        **found.head(SCHEMA),
        "from": now.window.first,
        "until": now.window.last,
        "since": None
        if now.since is None
        else {"locked_on": now.since.on, "final": now.since.final, "done": now.since.done},
        "unit": answer.unit,
        "total": _part_json(answer, now.total),
        "units": [_part_json(answer, part) for part in answer.units()],
        "groups": [_part_json(answer, part) for part in now.groups],
        "documents": [{"id": key or None, **_work_json(work)} for key, work in now.documents],
        **{
            name: [item_json(answer.listing, item) for item in answer.shown(getattr(now, name))]
            for name in ("done", "overdue", "next")
        },
        "diagnostics": as_records(found.answer.diagnostics, language),
    }


def records(answer: ProgressAnswer) -> Iterator[dict[str, Any]]:
    """One record a unit, a group and the total, for CSV."""
    now, mark = answer.progress, answer.found.answer.mark()
    for by, parts in (("unit", answer.units()), ("group", now.groups), ("total", (now.total,))):
        for part in parts:
            yield {**mark, "by": by, **_part_json(answer, part)}


def page(answer: ProgressAnswer) -> Page:
    """The page of ``progress``."""
    found, now = answer.found, answer.progress
    period = str(found.answer.tree.assessment.period)
    blocks = title_blocks(
        found, Message("Progress of digital transformation, {period}", period=period)
    )
    fields: dict[str, Field] = {"first": now.window.first, "last": now.window.last}
    blocks.append(Line(Message("from {first} to {last}", **fields), under_title=True))
    blocks += _summary(answer)
    if answer.unit is None:
        blocks.append(Heading(Message("By unit")))
    blocks.append(
        _parts(answer, Message("Unit"), answer.units(), [_unit(answer, p) for p in answer.units()])
    )
    blocks.append(Line(Message("a task is counted with the unit in the lead")))
    if answer.unit is None:
        blocks.append(Heading(Message("By group")))
        names = [f"{g.group.id}. {g.group.name}" for g in found.answer.tree.groups]
        blocks.append(_parts(answer, Message("Group"), list(now.groups), names, now.total))
        text = N_("a task that serves criteria of several groups stands under each")
        blocks.append(Line(Message(text)))
        blocks.append(Heading(Message("By source document")))
        blocks.append(_documents(answer))
    for title, items in (
        (
            Message("Done from {first} to {last}", first=now.window.first, last=now.window.last),
            answer.shown(now.done),
        ),
        (Message("Overdue tasks"), answer.shown(now.overdue)),
        (
            Message(
                "Next, due from {first} to {last}", first=now.coming.first, last=now.coming.last
            ),
            answer.shown(now.next),
        ),
    ):
        blocks.append(Heading(title))
        if items:
            blocks.append(task_table(answer.listing, items))
        else:
            blocks.append(Line(Message("None."), depth=1))
    return Page(tuple(blocks))


def _summary(answer: ProgressAnswer) -> Iterator[Block]:
    now = answer.progress
    work, total = now.total.work, now.total
    fields: dict[str, Field] = {"done": work.done, "count": work.all, "overdue": work.overdue}
    yield Line(
        Message("{done} of {count} tasks are done, {overdue} are overdue", **fields), strong=True
    )
    text = N_(
        "{secured} points are secured; the tasks work towards criteria of {planned} of {max} points"
    )
    zero = answer.found.answer.tree.total.max * 0
    points: dict[str, Field] = {
        "secured": total.secured + zero,
        "planned": total.planned + zero,
        "max": total.max + zero,
    }
    yield Line(Message(text, **points), strong=True)
    if now.since is not None:
        text = N_("since the lock of {date}: {points} points, {count} tasks done")
        more = work.done - now.since.done
        change = Message(
            "{sign}{points}",
            sign="+" if (total.change or 0) > 0 else "",
            points=(total.change or zero) + zero,
        )
        yield Line(Message(text, date=now.since.on, points=change, count=more))
    else:
        text = N_(
            "no lock of {date} or before: changes of points are not known; evidence lock keeps them"
        )
        yield Line(Message(text, date=now.window.first))


def _unit(answer: ProgressAnswer, part: Part) -> Cell:
    if part.id == UNASSIGNED:
        return Message("not assigned")
    return answer.found.answer.unit_name(part.id)


def _parts(
    answer: ProgressAnswer,
    first: Message,
    parts: list[Part],
    names: list[Cell] | list[str],
    total: Part | None = None,
) -> Table:
    titles = (
        *(N_("Tasks"), N_("Done"), N_("In hand"), N_("Overdue"), N_("Secured")),
        *(N_("Planned"), N_("Max"), N_("Papers"), N_("Change")),
    )
    return Table(
        (Column(first, Kind.TEXT), *(Column(Message(title)) for title in titles)),
        tuple(_part_row(answer, name, part) for name, part in zip(names, parts, strict=True)),
        () if total is None else (_part_row(answer, Message("Total"), total),),
    )


def _part_row(answer: ProgressAnswer, name: Cell, part: Part) -> tuple[Cell, ...]:
    zero = answer.found.answer.tree.total.max * 0
    return (
        name,
        *part.work[:2],
        part.work.doing,
        part.work.overdue,
        part.secured + zero,
        part.planned + zero,
        part.max + zero,
        Message("{have}/{need}", have=part.papers, need=part.of),
        None if part.change is None else Signed(part.change + zero),
    )


def _documents(answer: ProgressAnswer) -> Table:
    by_id = {document.id: document for document in answer.found.tasks.documents}
    rows = []
    for key, work in answer.progress.documents:
        known = by_id.get(key)
        name: Cell = Message("no document")
        if known is not None:
            name = Message("{title}\n({symbol})", title=known.title, symbol=known.symbol)
            if known.symbol is None:
                name = known.title
        share = _share(work)
        rows.append((name, work.all, work.done, work.doing, work.overdue, share))
    titles = (N_("Tasks"), N_("Done"), N_("In hand"), N_("Overdue"), N_("Share done"))
    columns = (
        Column(Message("Document"), Kind.TEXT),
        *(Column(Message(title)) for title in titles),
    )
    return Table(columns, tuple(rows))


def _share(work: Work) -> Message:
    return Message(
        "{share}", share=Percent(Fraction(work.done, work.all) if work.all else Fraction())
    )
