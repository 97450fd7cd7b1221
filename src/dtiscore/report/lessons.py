"""What a period teaches the next: the answer of ``dtiscore period new``, and its reminders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from dtiscore.base.dates import shifted
from dtiscore.base.messages import N_, Message
from dtiscore.report.diagnostics import as_records
from dtiscore.report.losses import causes
from dtiscore.report.page import Block, Column, Heading, Kind, Line, Page, Table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from dtiscore.analysis.carry import Carried, Lesson, Moved
    from dtiscore.i18n.language import Language
    from dtiscore.model.criteria import Criterion
    from dtiscore.model.criteria_set import CriteriaSet
    from dtiscore.report.answer import Answer

SCHEMA = "dtiscore/period-new/1"


class NewPeriod(NamedTuple):
    """A period that was laid down, and what the one before it teaches."""

    answer: Answer
    year: int
    files: list[str]
    carried: Carried
    lessons: tuple[Lesson, ...]
    criteria_set: CriteriaSet
    old_duties_end: date
    moved: tuple[Moved, ...] = ()


def document(new: NewPeriod, language: Language) -> dict[str, Any]:
    """The JSON of ``period new``; head and lessons are of the period carried over from."""
    return {
        **new.answer.head(SCHEMA),
        "new_period": new.year,
        "files": new.files,
        "tasks": [task["id"] for task in new.carried.tasks],
        "left": list(new.carried.left),
        "without": [
            {"id": task, "names": list(names)} for task, names in new.carried.without.items()
        ],
        "assignments": [
            {"id": one.id, "unit": one.lead, "homes": list(one.homes)} for one in new.moved
        ],
        "lost": new.answer.tree.total.lost._asdict(),
        "lessons": [
            {
                "id": one.criterion.id,
                "name": one.criterion.criterion.name,
                "proof": one.proof,
                "cut": one.cut,
                "reason": one.reason,
                "missing": list(one.missing),
                "explanation": one.explanation,
                "homes": list(one.homes),
            }
            for one in new.lessons
        ],
        "diagnostics": as_records(new.answer.diagnostics, language),
    }


def page(new: NewPeriod) -> Page:
    """The page of ``period new``: what was laid down, and what is not to be repeated."""
    before = str(new.answer.tree.assessment.period)
    blocks = new.answer.title(
        Message("New period {year}, carried over from {before}", year=str(new.year), before=before)
    )
    for file in new.files:
        blocks.append(Line(Message("written: {file}", file=file)))
    blocks.append(Line(Message("tasks that return: {count}", count=len(new.carried.tasks))))
    if new.carried.left:
        text = N_("not carried over, for what they serve or their units are gone: {ids}")
        blocks.append(Line(Message(text, ids=new.carried.left), strong=True))
    for task, names in new.carried.without.items():
        text = N_("{task}: the new set has no home for {names}, which it named")
        blocks.append(Line(Message(text, task=task, names=names)))
    blocks += _assigned_anew(new)
    blocks.append(
        Heading(
            Message(
                "What {before} lost for want of proof or to the appraisal, and why", before=before
            )
        )
    )
    columns = (
        Column(Message("Criterion"), Kind.TEXT),
        Column(Message("Unproved")),
        Column(Message("Cut")),
        Column(Message("Why"), Kind.TEXT),
    )
    rows = tuple(
        (f"{one.criterion.id} {one.criterion.criterion.name}", one.proof, one.cut, _joined(one))
        for one in new.lessons
    )
    if rows:
        blocks.append(Table(columns, rows))
    lost = new.answer.tree.total.lost
    text = N_("In all in {before}, of {points} points lost:")
    total = lost.not_done + lost.proof + lost.appraisal
    blocks.append(Line(Message(text, before=before, points=total), strong=True))
    blocks += [Line(line, depth=1) for line in causes(lost)]
    text = N_("Work on it with --period {year}, or set “period: {year}” in dtiscore.yaml.")
    blocks.append(Line(Message(text, year=str(new.year))))
    return Page(tuple(blocks))


def _assigned_anew(new: NewPeriod) -> Iterator[Block]:
    """The assignments of units.yaml that say nothing, or another thing, in the new set."""
    if not new.moved:
        return
    yield Heading(Message("Assignments in units.yaml to be written anew for the new set"))
    columns = (
        Column(Message("Assigned"), Kind.TEXT),
        Column(Message("Lead"), Kind.TEXT),
        Column(Message("In the new set"), Kind.TEXT),
    )
    old, units = new.answer.tree.criteria_set, new.answer.units
    rows = tuple(
        (
            _called(old, one.id),
            one.lead if units is None else units.name_of(one.lead),
            _together([_called(new.criteria_set, home) for home in one.homes]),
        )
        for one in new.moved
    )
    yield Table(columns, rows)
    text = N_(
        "End with “until: {last}” what the new set lacks; add with “from: {first}” what it has."
    )
    last = new.old_duties_end
    yield Line(Message(text, last=last.isoformat(), first=shifted(last, 1).isoformat()))


def _together(names: list[str]) -> Message | str:
    return Message("{what}", what=tuple(names)) if names else "–"


def _called(criteria_set: CriteriaSet, name: str) -> str:
    """A criterion or group by its number and name."""
    groups = {group.id: group.name for group in criteria_set.groups}
    found = criteria_set.criteria.get(name)
    return f"{name} {groups[name] if found is None else found.name}"


def _joined(lesson: Lesson) -> Message | str:
    reasons = [*_reasons(lesson)]
    if not reasons:
        return "–"
    said = reasons[0]
    for why in reasons[1:]:
        said = Message("{what}\n{text}", what=said, text=why)
    return said


def _reasons(lesson: Lesson) -> Iterator[Message]:
    if lesson.reason is not None:
        yield Message("appraisal: {reason}", reason=lesson.reason)
    if lesson.missing:
        yield Message("missing: {papers}", papers=lesson.missing)
    if lesson.explanation is not None:
        yield Message("explained: {text}", text=lesson.explanation)


def reminders(
    period: int, lessons: tuple[Lesson, ...], criteria_set: CriteriaSet, language: Language
) -> dict[str, list[str]]:
    """Comments for the new assessment, by its criteria: what was lost last time, and why."""
    found: dict[str, list[str]] = {}
    for one in lessons:
        reasons = [language.text(why) for why in _reasons(one)]
        for home in one.homes:
            head = language.text(_head(period, one, criteria_set.criteria[home]))
            found.setdefault(home, []).extend((head, *reasons))
    return found


def _head(period: int, lesson: Lesson, home: Criterion) -> Message:
    """What a reminder begins with: how the criterion was called, if otherwise, and the loss."""
    then = lesson.criterion.criterion
    if (then.id, then.name) == (home.id, home.name):
        return Message("Reminder of {period}: {text}", period=str(period), text=_loss(lesson))
    text = N_("Reminder of {period}, then {id} {name}: {text}")
    fields = {"period": str(period), "id": then.id, "name": then.name}
    return Message(text, **fields, text=_loss(lesson))


def _loss(lesson: Lesson) -> Message:
    """What was lost, and nothing that was not."""
    if lesson.proof > 0 and lesson.cut > 0:
        text = N_("{proof} points unproved, {cut} cut by the appraisal")
        return Message(text, proof=lesson.proof, cut=lesson.cut)
    if lesson.proof > 0:
        return Message("{points} points unproved", points=lesson.proof)
    if lesson.cut > 0:
        return Message("{points} points cut by the appraisal", points=lesson.cut)
    return Message("points were claimed with an explanation")
