"""The answer of ``dtiscore task import``: what a plan's table changes in the tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from dtiscore.base.dates import parse_date
from dtiscore.base.messages import N_, Message
from dtiscore.forms.plan_rows import RETURNS
from dtiscore.model.tasks import EACH
from dtiscore.report.diagnostics import as_records
from dtiscore.report.page import Cell, Column, Heading, Kind, Line, Page, Table
from dtiscore.report.tasks import title_blocks

if TYPE_CHECKING:
    from dtiscore.analysis.task_import import Difference
    from dtiscore.base.diagnostics import Diagnostic
    from dtiscore.i18n.language import Language
    from dtiscore.report.tasks import TasksAnswer

SCHEMA = "dtiscore/task-import/1"
KEYS = {
    "title": Message("task"),
    "unit": Message("lead"),
    "support": Message("support"),
    "due": Message("due"),
    "every": Message("returns"),
    "from": Message("returns from"),
    "day": Message("day of the month"),
    "product": Message("product"),
}


class Imported(NamedTuple):
    """What was read from ``file`` for a document, and whether it was written to ``into``."""

    found: TasksAnswer
    file: str
    into: str
    document: str
    what: Difference
    written: bool
    diagnostics: tuple[Diagnostic, ...]


def document(done: Imported, language: Language) -> dict[str, Any]:
    """The JSON of ``task import``."""
    what = done.what
    return {
        **done.found.head(SCHEMA),
        "file": done.file,
        "document": done.document,
        "written": done.written,
        "new": [{"cell": cell, **entry} for cell, entry in zip(what.cells, what.new, strict=True)],
        "changed": [
            {
                "id": one.id,
                "cell": one.cell,
                "key": key,
                "before": before,
                "after": after,
            }
            for one in what.changed
            for key, before, after in one.keys
        ],
        "same": what.same,
        "gone": list(what.gone),
        "diagnostics": as_records((*done.diagnostics, *done.found.answer.diagnostics), language),
    }


def page(done: Imported) -> Page:
    """The page of ``task import``."""
    what = done.what
    blocks = title_blocks(done.found, Message("Tasks of a plan"))
    blocks.append(Line(Message("read from {file}", file=done.file)))
    if what.new:
        blocks.append(Heading(Message("New")))
        blocks.append(_new(done))
    if what.changed:
        blocks.append(Heading(Message("Changed")))
        blocks.append(_changed(done))
    if what.gone:
        blocks.append(Heading(Message("No longer in the table; left as they are")))
        blocks += [Line(Message("{id}", id=key), depth=1) for key in what.gone]
    text = N_("{new} new, {changed} changed, {same} as they were")
    counts = {"new": len(what.new), "changed": len(what.changed), "same": what.same}
    blocks.append(Line(Message(text, **counts), strong=True))
    if done.written:
        text = N_(
            "written: {file}; dtiscore task check says which criteria each has still to serve"
        )
        blocks.append(Line(Message(text, file=done.into)))
    elif what.new or what.changed:
        blocks.append(Line(Message("nothing was written yet: add --write")))
    return Page(tuple(blocks))


def _new(done: Imported) -> Table:
    columns = (
        Column(Message("Cell"), Kind.TEXT),
        Column(Message("Task, product"), Kind.TEXT),
        Column(Message("Lead; support"), Kind.TEXT),
        Column(Message("Due"), Kind.TEXT),
    )
    rows = []
    for cell, entry in zip(done.what.cells, done.what.new, strict=True):
        what = Message("{title}\n({id})", title=entry["title"], id=entry["id"])
        if "product" in entry:
            what = Message("{what}\n→ {papers}", what=what, papers=entry["product"])
        who = _unit(done, entry["unit"])
        if "support" in entry:
            names = tuple(_unit(done, unit) for unit in entry["support"])
            who = Message("{unit}; {support}", unit=who, support=names)
        due = _value(done, "due", entry.get("due"))
        if "every" in entry:
            due = _value(done, "every", entry["every"])
        if "day" in entry:
            text = N_("{every}, on day {day}")
            due = Message(text, every=RETURNS[entry["every"]], day=str(entry["day"]))
        if "from" in entry:
            returns = due if isinstance(due, Message) else ""
            due = Message("{every}, from {day}", every=returns, day=parse_date(entry["from"]))
        rows.append((cell, what, who, due))
    return Table(columns, tuple(rows))


def _changed(done: Imported) -> Table:
    columns = (
        Column(Message("Cell"), Kind.TEXT),
        Column(Message("Task"), Kind.TEXT),
        Column(Message("What"), Kind.TEXT),
        Column(Message("Before"), Kind.TEXT),
        Column(Message("After"), Kind.TEXT),
    )
    rows = tuple(
        (one.cell, one.id, KEYS[key], _value(done, key, before), _value(done, key, after))
        for one in done.what.changed
        for key, before, after in one.keys
    )
    return Table(columns, rows)


def _unit(done: Imported, unit: str) -> str | Message:
    if unit == EACH:
        return Message("every unit")
    return done.found.answer.unit_name(unit)


def _value(done: Imported, key: str, value: Any) -> Cell:
    if value in (None, []):
        return "–"
    if key == "unit":
        return _unit(done, value)
    if key == "support":
        return Message("{units}", units=tuple(_unit(done, unit) for unit in value))
    if key == "every":
        return RETURNS[value]
    return (parse_date(value) if key in ("due", "from") else None) or str(value)
