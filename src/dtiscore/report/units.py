"""The answers of ``dtiscore unit``: all units, and everything about one of them on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from dtiscore.analysis.progress import slots_of
from dtiscore.analysis.task_review import at_stake
from dtiscore.analysis.worklist import calendar
from dtiscore.base.messages import N_, Message
from dtiscore.report.diagnostics import as_records
from dtiscore.report.page import Block, Cell, Column, Heading, Kind, Line, Page, Table
from dtiscore.report.proposals import standing, verdict_json
from dtiscore.scoring.tree import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dtiscore.analysis.proposals import Judged
    from dtiscore.analysis.unit_view import UnitView
    from dtiscore.base.messages import Field
    from dtiscore.i18n.language import Language
    from dtiscore.report.answer import Answer
    from dtiscore.scoring.tree import CriterionScore

LIST_SCHEMA = "dtiscore/units/1"
SCHEMA = "dtiscore/unit/1"
COLUMNS = (
    *("criteria_set", "status", "id", "name", "coordinates", "leads", "supports", "max", "final"),
    *("winnable", "tasks", "overdue", "tasks_supported", "overdue_supported"),
    *("papers", "papers_of", "papers_wanting"),
)
"""The fields of a CSV record."""


class UnitsAnswer(NamedTuple):
    """The units asked for, with what each proposes."""

    answer: Answer
    views: tuple[UnitView, ...]
    proposals: tuple[Judged, ...] = ()


def _summary(found: UnitsAnswer, view: UnitView) -> dict[str, Any]:
    zero = found.answer.tree.total.max * 0
    # A task is the lead's, as in the progress, so that the units add up.
    tasks, overdue = view.tasks_as("lead", found.answer.as_of)
    supported, late = view.tasks_as("support", found.answer.as_of)
    return {
        "id": view.unit.id,
        "name": view.unit.name,
        "coordinates": view.coordinates,
        "leads": len(view.led),
        "supports": len(view.supported),
        "max": view.max + zero,
        "final": view.final + zero,
        "winnable": view.winnable + zero,
        "tasks": tasks,
        "overdue": overdue,
        "tasks_supported": supported,
        "overdue_supported": late,
        "papers": len(view.slots) - len(view.wanting),
        "papers_of": len(view.slots),
        "papers_wanting": len(view.wanting),
    }


def list_document(found: UnitsAnswer, language: Language) -> dict[str, Any]:
    """The JSON of ``unit list``."""
    return {
        **found.answer.head(LIST_SCHEMA),
        "units": [_summary(found, view) for view in found.views],
        "diagnostics": as_records(found.answer.diagnostics, language),
    }


def records(found: UnitsAnswer) -> Iterator[dict[str, Any]]:
    """One record a unit, for CSV."""
    for view in found.views:
        yield {**found.answer.mark(), **_summary(found, view)}


def _possible(found: UnitsAnswer) -> Iterator[Line]:
    """What the day leaves of the points that can still be won, as the checklist says it."""
    answer = found.answer
    return answer.possible(calendar(answer.tree, answer.as_of))


def list_page(found: UnitsAnswer) -> Page:
    """The page of ``unit list``."""
    period = str(found.answer.tree.assessment.period)
    blocks = found.answer.title(
        Message("The units and what they answer for, {period}", period=period)
    )
    blocks += _possible(found)
    rows = []
    for view in found.views:
        said = _summary(found, view)
        name: Cell = view.unit.name
        if view.coordinates:
            name = Message("{unit}\n(coordinates)", unit=view.unit.name)
        counts = tuple(said[key] for key in ("leads", "supports", "max", "final", "winnable"))
        rows.append((name, *counts, said["tasks"], said["overdue"], said["papers_wanting"]))
    titles = (
        *(N_("Leads"), N_("Supports"), N_("Max"), N_("Final"), N_("Can be won")),
        *(N_("Open tasks"), N_("Overdue"), N_("Papers missing")),
    )
    columns = (Column(Message("Unit"), Kind.TEXT), *(Column(Message(title)) for title in titles))
    blocks.append(Table(columns, tuple(rows)))
    text = N_(
        "tasks are counted with the unit in the lead, as in progress; unit show counts those in"
        " support, too"
    )
    blocks.append(Line(Message(text)))
    return Page(tuple(blocks))


# --- one unit ---------------------------------------------------------------------------------


def document(found: UnitsAnswer, view: UnitView, language: Language) -> dict[str, Any]:
    """The JSON of ``unit show``."""
    return {
        **found.answer.head(SCHEMA),
        "unit": {
            **_summary(found, view),
            "short": view.unit.short,
            "responsibilities": [
                {"text": one.text, "source": one.source, "from": one.from_, "until": one.until}
                for one in view.responsibilities
            ],
            "seats": [
                {
                    "body": place.body.id,
                    "name": place.body.name,
                    "post": place.seat.post,
                    "holder": place.seat.holder,
                    "from": place.seat.from_,
                    "until": place.seat.until,
                }
                for place in view.seats
            ],
            "criteria": [
                _criterion_json(criterion, role)
                for role, criteria in (("lead", view.led), ("support", view.supported))
                for criterion in criteria
            ],
            "open_tasks": [
                {"id": t.id, "title": t.task.title, "due": t.due, "state": t.state}
                for t in view.tasks
            ],
            "wanting": [
                {
                    "slot": f"{criterion.id}/{state.slot.id}",
                    "due": None if item is None else item.due,
                }
                for criterion, state in view.wanting
                for item in (view.work_on(criterion, state),)
            ],
            "proposals": [
                {
                    "id": one.id,
                    "title": one.proposal.title,
                    "state": one.proposal.state,
                    "verdict": verdict_json(one),
                }
                for one in found.proposals
            ],
        },
        "diagnostics": as_records(found.answer.diagnostics, language),
    }


def _criterion_json(criterion: CriterionScore, role: str) -> dict[str, Any]:
    return {
        "id": criterion.id,
        "name": criterion.criterion.name,
        "role": role,
        "max": criterion.max,
        "claimed": criterion.claimed,
        "provable": criterion.provable,
        "final": criterion.final,
    }


def show_page(found: UnitsAnswer, view: UnitView) -> Page:
    """The page of ``unit show``."""
    answer = found.answer
    period = str(answer.tree.assessment.period)
    blocks = answer.title(Message("{unit}, {period}", unit=view.unit.name, period=period))
    blocks += _possible(found)
    blocks += _duties(view)
    zero = answer.tree.total.max * 0
    fields: dict[str, Field] = {"final": view.final + zero, "max": view.max + zero}
    text = N_(
        "in the criteria it leads {final} of {max} points are secured; {points} can still be won"
    )
    blocks.append(Line(Message(text, points=view.winnable + zero, **fields), strong=True))
    for title, criteria in (
        (Message("Criteria in the lead"), view.led),
        (Message("Criteria in support"), view.supported),
    ):
        if criteria:
            blocks.append(Heading(title))
            blocks.append(_criteria(criteria))
    if view.tasks:
        text = N_(
            "Open tasks: {tasks} in the lead, {overdue} of them overdue; {tasks_supported} in"
            " support, {overdue_supported} of them overdue"
        )
        keys = ("tasks", "overdue", "tasks_supported", "overdue_supported")
        said = _summary(found, view)
        blocks.append(Heading(Message(text, **{key: said[key] for key in keys})))
        blocks.append(_tasks(found, view))
    if view.wanting:
        text = N_("Papers still missing: {count} of {all} slots")
        counts: dict[str, Field] = {"count": len(view.wanting), "all": len(view.slots)}
        blocks.append(Heading(Message(text, **counts)))
        blocks += _wanting(view)
    if found.proposals:
        blocks.append(Heading(Message("Proposals")))
        text = N_("{title} ({id}): {standing}")
        blocks += [
            Line(
                Message(text, title=one.proposal.title, id=one.id, standing=standing(one)), depth=1
            )
            for one in found.proposals
        ]
    return Page(tuple(blocks))


def _duties(view: UnitView) -> Iterator[Block]:
    if view.coordinates:
        text = N_("It coordinates: whatever no unit is assigned falls to it.")
        yield Line(Message(text), strong=True)
    if view.responsibilities:
        yield Heading(Message("Responsibilities"))
        for one in view.responsibilities:
            text = N_("{text} ({source})") if one.source is not None else N_("{text}")
            yield Line(Message(text, text=one.text, source=one.source), depth=1)
    if view.seats:
        yield Heading(Message("In standing bodies"))
        for place in view.seats:
            name = place.body.short or place.body.name
            text = N_("{body}: {post} – {holder}")
            yield Line(
                Message(text, body=name, post=place.seat.post, holder=place.seat.holder), depth=1
            )


def _criteria(criteria: tuple[CriterionScore, ...]) -> Table:
    titles = (N_("Max"), N_("Claimed"), N_("Provable"), N_("Final"))
    columns = (
        Column(Message("Criterion"), Kind.TEXT),
        *(Column(Message(title)) for title in titles),
        Column(Message("Proof"), Kind.TEXT),
    )
    rows = tuple(
        (f"{c.id} {c.criterion.name}", c.max, c.claimed, c.provable, c.final, _proof(c))
        for c in criteria
    )
    return Table(columns, rows)


def _proof(criterion: CriterionScore) -> str | Message:
    """How many of its slots have all they want."""
    slots = slots_of([criterion])
    if not slots:
        return "–"
    filled = sum(state.filled for _, state in slots)
    return Message("{have}/{need}", have=filled, need=len(slots))


def _tasks(found: UnitsAnswer, view: UnitView) -> Table:
    rows = []
    for item in sorted(view.tasks, key=lambda one: (one.due is None, one.due, one.id)):
        role = Message("lead") if item.unit == view.unit.id else Message("support")
        due: Cell = Message("{date}", date=item.due) if item.due is not None else "–"
        if item.overdue(found.answer.as_of):
            due = Message("{date}, OVERDUE", date=item.due)
        what = Message("{title}\n({id})", title=item.task.title, id=item.id)
        stake = found.answer.tree.total.max * 0 + at_stake(found.answer.tree, item)
        rows.append((role, what, stake, due))
    columns = (
        Column(Message("Role"), Kind.TEXT),
        Column(Message("Task"), Kind.TEXT),
        Column(Message("At stake")),
        Column(Message("Due"), Kind.BAR),
    )
    return Table(columns, tuple(rows))


def _wanting(view: UnitView) -> Iterator[Block]:
    """The missing papers with points behind them, largest first, and how many more there are."""
    missing = {(criterion.id, state.slot.id) for criterion, state in view.wanting}
    items = [i for i in view.work if i.slot and (i.criterion.id, i.slot.id) in missing]
    columns = (
        Column(Message("Criterion"), Kind.TEXT),
        Column(Message("Paper"), Kind.TEXT),
        Column(Message("At stake")),
        Column(Message("Due"), Kind.TEXT),
    )
    rows = tuple(
        (item.criterion.id, item.text, item.at_stake + NOTHING, item.due or "–") for item in items
    )
    if rows:
        yield Table(columns, rows)
    more = len(missing) - len(rows)
    if more:
        text = N_("{count} slots more wait for figures, or for points to be claimed: {criteria}")
        listed = {(item.criterion.id, item.slot.id) for item in items if item.slot}
        others = [c.id for c, state in view.wanting if (c.id, state.slot.id) not in listed]
        criteria = tuple(dict.fromkeys(others))
        yield Line(Message(text, count=more, criteria=criteria), depth=1)
