"""The checklist as a calendar (iCalendar, RFC 5545): an all-day entry for each due day.

An entry keeps its UID from one export to the next, whatever its day, so that importing again
moves it and doubles nothing.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from icalendar import Alarm, Calendar, Event

from dtiscore.base.dates import shifted
from dtiscore.base.messages import N_, Message
from dtiscore.report.answer import TOOL
from dtiscore.report.checklist import id_of, kind_of, title_of, what_of, word_of

if TYPE_CHECKING:
    from dtiscore.analysis.duties import UnitWork
    from dtiscore.i18n.language import Language
    from dtiscore.report.entries import ChecklistAnswer, Entry

WARNED = (7, 1)
"""Days before the due day on which the calendar reminds."""
_FIRST = date(2000, 1, 1)


def render(found: ChecklistAnswer, language: Language) -> bytes:
    """The calendar of all that is due; what has no day, or can no longer be won, is not in it."""
    answer = found.answer
    calendar = Calendar()
    calendar.add("prodid", f"-//dtiscore//{TOOL}//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    period = str(answer.tree.assessment.period)
    name = Message("DTI {period}: {agency}", period=period, agency=answer.settings.agency.name)
    calendar.add("x-wr-calname", language.text(name))
    for unit in found.units:
        for entry in found.entries(unit):
            if entry.due is not None and not entry.lost:
                calendar.add_component(_event(found, unit, entry, language))
    ical: bytes = calendar.to_ical()
    return ical


def _event(found: ChecklistAnswer, unit: UnitWork, entry: Entry, language: Language) -> Event:
    assert entry.due is not None  # noqa: S101 - chosen by the caller
    event, answer = Event(), found.answer
    event.add("uid", uid(found, unit, entry))
    # The same question asked of the same files gives the same bytes: no clock.
    event.add("dtstamp", datetime.combine(answer.as_of, time(), UTC))
    event.add("sequence", max(0, (answer.as_of - _FIRST).days))
    event.add("dtstart", entry.due)
    event.add("dtend", shifted(entry.due, 1))
    event.add("transp", "TRANSPARENT")
    title = title_of(found, entry)
    text = N_("{unit}: {action} {title} ({id})")
    name = answer.unit_name(unit.id)
    summary = language.text(
        Message(text, unit=name, action=word_of(entry), title=title, id=id_of(entry))
    )
    event.add("summary", summary)
    event.add("description", language.text(_description(found, entry)))
    for days in WARNED:
        event.add_component(_alarm(days, summary))
    return event


def _alarm(days: int, text: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", text)
    # At eight in the morning: the entry begins at midnight.
    alarm.add("trigger", timedelta(hours=8) - timedelta(days=days))
    return alarm


def _description(found: ChecklistAnswer, entry: Entry) -> Message:
    what = what_of(found, entry)
    if entry.winnable:
        what = Message("{what}\n{points} points can still be won", what=what, points=entry.winnable)
    elif entry.stake:
        what = Message("{what}\n{points} points are at stake", what=what, points=entry.stake)
    header = found.answer.tree.criteria_set.header
    if "illustrative" in (header.status, found.answer.tree.assessment.status):
        what = Message("{what}\nILLUSTRATIVE: criteria or figures are made up.", what=what)
    return what


def uid(found: ChecklistAnswer, unit: UnitWork, entry: Entry) -> str:
    """What names an entry for good: whose it is and what it is about, not when it is due."""
    slot = getattr(entry.about, "slot", None)
    agency, period = found.answer.settings.agency.id, found.answer.tree.assessment.period
    parts = (
        agency,
        period,
        unit.id,
        entry.role,
        kind_of(entry).value,
        id_of(entry),
        slot and slot.id,
    )
    digest = sha256("\x1f".join(map(str, parts)).encode()).hexdigest()
    return f"{digest[:32]}@{agency}.dtiscore"
