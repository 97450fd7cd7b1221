"""What a plan's table changes in the tasks of a period."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from dtiscore.base import problems
from dtiscore.base.dates import YearlyDate, parse_date
from dtiscore.base.text import fold_accents
from dtiscore.model.tasks import instance_keys, unit_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from dtiscore.base.dates import DateRange
    from dtiscore.base.diagnostics import Diagnostic, Place
    from dtiscore.model.tasks import Task, Tasks
    from dtiscore.model.units import Units


class Row(NamedTuple):
    """A task as a plan's table has it.

    Attributes:
        cell: where its title stands. number: its place in the plan, ``I.2``.
        unit: id of the unit in the lead, or `EACH`. support: ids.
        due: the last day; every: month or quarter, where it returns, and day: on which of it.
        product: what it must produce, in words.
    """

    cell: str
    number: str | None
    title: str
    unit: str
    support: tuple[str, ...]
    due: date | None
    every: str | None
    product: str | None
    day: int | None = None


class Changed(NamedTuple):
    """A task that is there already, and what the table says otherwise: (key, before, after)."""

    id: str
    cell: str
    keys: tuple[tuple[str, Any, Any], ...]


class Difference(NamedTuple):
    """What importing does.

    Attributes:
        new: entries of the file. cells: where in the table each stands.
        changed: tasks with other values. same: how many are as they were.
        gone: ids of tasks of this document that are not in the table; they are left alone.
    """

    new: tuple[dict[str, Any], ...]
    cells: tuple[str, ...]
    changed: tuple[Changed, ...]
    same: int
    gone: tuple[str, ...]


def difference(
    rows: Iterable[Row],
    tasks: Tasks,
    document: str,
    units: Units | None,
    name: Callable[[str, frozenset[str]], str],
    since: date | None = None,
) -> Difference:
    """The table against the tasks of one document; ``name`` makes an id of a title.

    ``since`` is from when those return that do so.
    """
    mine = [task for task in tasks.tasks if task.source and task.source.document == document]
    taken = {task.id.casefold() for task in tasks.tasks}
    listed, met = list(rows), set()
    known_as = _Known(mine, listed)
    new, cells, changed = [], [], []
    for row in listed:
        known = known_as.of(row)
        if known is None or known.id in met:
            entry = _entry(row, document, name(row.title, frozenset(taken)), since)
            taken.add(entry["id"].casefold())
            new.append(entry)
            cells.append(row.cell)
            continue
        met.add(known.id)
        keys = tuple(_differing(row, known, units, tasks.period, since))
        if keys:
            changed.append(Changed(known.id, row.cell, keys))
    gone = tuple(task.id for task in mine if task.id not in met)
    return Difference(tuple(new), tuple(cells), tuple(changed), len(met) - len(changed), gone)


def lost(
    what: Difference, tasks: Tasks, units: Units | None, within: DateRange, place: Place
) -> Iterator[Diagnostic]:
    """What was said of how far tasks are, where the table makes others of them."""
    by_id = {task.id: task for task in tasks.tasks}
    for one in what.changed:
        task = by_id[one.id]
        keys = {key: after for key, _, after in one.keys}
        then = task.model_copy(update={k: keys[k] for k in ("unit", "every") if k in keys})
        if "from" in keys:
            then = then.model_copy(update={"from_": parse_date(keys["from"])})
        if (then.unit, then.every) == (task.unit, task.every):
            continue
        single, known = not instance_keys(task, units, within), instance_keys(then, units, within)
        if single and known and task.state != "todo":
            yield problems.PLAN_STATE.at(place, cell=one.cell, id=task.id)
        gone = tuple(key for key in task.instances if key not in known)
        if gone:
            yield problems.PLAN_STATES.at(place, cell=one.cell, id=task.id, keys=gone)


class _Known:
    """The tasks of a document, to be found again by rows of its table."""

    def __init__(self, tasks: list[Task], rows: list[Row]) -> None:
        self._exact = {(_place(task), fold_accents(task.title)): task for task in tasks}
        self._by_title = _alone((fold_accents(task.title), task) for task in tasks)
        self._by_place = _alone((_place(task), task) for task in tasks if _place(task))
        titles = [fold_accents(row.title) for row in rows]
        self._titles, self._single = set(titles), {t for t in titles if titles.count(t) == 1}

    def of(self, row: Row) -> Task | None:
        """The task a row means: of the same place and title, else of one of them alone."""
        title = fold_accents(row.title)
        exact = self._exact.get((row.number, title))
        if exact is not None:
            return exact
        if title in self._single and title in self._by_title:
            return self._by_title[title]
        known = self._by_place.get(row.number)
        # Where its own title stands in the table too, it has only moved.
        moved = known is not None and fold_accents(known.title) in self._titles
        return None if moved else known


def _place(task: Task) -> str | None:
    return task.source.paragraph if task.source is not None else None


def _alone(pairs: Iterable[tuple[str | None, Task]]) -> dict[str | None, Task]:
    """What only one task is called."""
    found: dict[str | None, list[Task]] = {}
    for key, task in pairs:
        found.setdefault(key, []).append(task)
    return {key: tasks[0] for key, tasks in found.items() if len(tasks) == 1}


def _stated(row: Row) -> dict[str, Any]:
    """What a row says of its task, by the keys of the file; an empty cell says nothing."""
    said = {
        "title": row.title,
        "unit": row.unit,
        "support": list(row.support),
        "due": row.due.isoformat() if row.due is not None else None,
        "every": row.every,
        "day": row.day,
        "product": row.product,
    }
    return {name: value for name, value in said.items() if value not in (None, [])}


def _entry(row: Row, document: str, key: str, since: date | None) -> dict[str, Any]:
    source = {"document": document}
    if row.number is not None:
        source["paragraph"] = row.number
    said = _stated(row)
    if row.every is not None and since is not None:
        said["from"] = since.isoformat()
    return {"id": key, **said, "source": source}


def _differing(
    row: Row, task: Task, units: Units | None, period: int, since: date | None
) -> Iterator[tuple[str, Any, Any]]:
    due = task.due.in_year(period) if isinstance(task.due, YearlyDate) else task.due
    before = {
        "title": task.title,
        "unit": unit_id(task.unit, units),
        "support": [unit_id(one, units) for one in task.support],
        "due": due.isoformat() if due is not None else None,
        "every": task.every,
        "day": task.day,
        "product": task.product,
    }
    # What a row does not say takes nothing away: a day given here since is not in the plan.
    for key, value in _stated(row).items():
        if value != before[key]:
            yield key, before[key], value
    # But a task either returns or is due on a day.
    if row.every is not None and task.every is None:
        if since is not None and task.from_ is None:
            yield "from", None, since.isoformat()
        if due is not None:
            yield "due", before["due"], None
    if row.due is not None and task.every is not None:
        yield "every", task.every, None
        if task.day is not None:
            yield "day", task.day, None
