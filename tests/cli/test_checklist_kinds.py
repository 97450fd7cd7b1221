"""One list of all kinds of work, what is lost first on top; and as a calendar."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from icalendar import Calendar

from workspaces import sample_copy

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PERIOD = ("--period", "2024")
AS_OF = "2024-05-07"


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    return sample_copy(tmp_path)


def items(program: Callable[..., Any], sample: Path, *line: str, as_of: str = AS_OF) -> Any:
    ran = program("checklist", *line, *PERIOD, "--format", "json", at=sample, as_of=as_of)
    assert ran.status == 0, ran.err
    return [item for unit in ran.json["units"] for item in unit["items"]]


def test_every_kind_stands_in_one_list(program: Callable[..., Any], sample: Path) -> None:
    found = items(program, sample, "van phong")
    assert {"paper", "fact", "step", "task", "responsibility"} <= {one["kind"] for one in found}
    standing = [one for one in found if one["kind"] == "responsibility"]
    assert [one["id"] for one in standing] == [f"van-phong#{n}" for n in (1, 2, 3)]
    assert all(one["source"] and one["due"] is None for one in standing)


@pytest.mark.parametrize("as_of", [AS_OF, "2024-10-02", "2025-01-15"])
def test_what_is_lost_first_stands_first(
    as_of: str, program: Callable[..., Any], sample: Path
) -> None:
    for unit in ("van-phong", "phong-vt-pt-nl"):
        found = [
            one for one in items(program, sample, unit, as_of=as_of) if one["action"] != "lost"
        ]
        days = [one["due"] or "9999" for one in found]
        assert days == sorted(days)
        for one, two in pairwise(found):
            if one["due"] == two["due"]:
                assert one["winnable"] >= two["winnable"]


def test_a_list_that_the_filters_leave_empty_says_so(
    program: Callable[..., Any], sample: Path
) -> None:
    ask = ("checklist", "phong kh-tc", *PERIOD, "--due-within", "1d")
    ran = program(*ask, "--lang", "en", at=sample, as_of=AS_OF)
    assert ran.status == 0
    assert "nothing is within what was asked for" in ran.out
    assert "every point is secured" not in ran.out


def test_only_mine_is_what_one_leads_or_was_asked_for(
    program: Callable[..., Any], sample: Path
) -> None:
    ask = ("evidence", "request", "6.3/x", "--of", "KH-TC", "--by", "2024-12-01")
    assert program(*ask, *PERIOD, at=sample, as_of=AS_OF).status == 2
    lead = items(program, sample, "phong-kh-tc", "--only", "lead")
    assert lead == items(program, sample, "phong-kh-tc", "--only", "mine")
    line = ("evidence", "request", "3.1/inventory", "--of", "KH-TC", "--by", "2024-12-01")
    assert program(*line, *PERIOD, at=sample, as_of=AS_OF).status == 0
    text = (sample / "units.yaml").read_text("utf-8")
    text = text.replace(
        "\ncoordinator:",
        '\n  - criteria: ["3.1"]\n    lead: van-phong\n    support: [phong-kh-tc]\n\ncoordinator:',
        1,
    )
    (sample / "units.yaml").write_text(text, "utf-8")
    mine = items(program, sample, "phong-kh-tc", "--only", "mine")
    more = [one for one in mine if one not in lead]
    assert [(one["id"], one["slot"], one["role"]) for one in more] == [
        ("3.1", "inventory", "support")
    ]
    assert {one["role"] for one in items(program, sample, "KHTC", "--only", "support")} == {
        "support"
    }


def test_papers_named_in_a_form_are_shown(program: Callable[..., Any], sample: Path) -> None:
    path = sample / "assessments/2024.yaml"
    text = path.read_text("utf-8")
    named = "    papers: [{slot: inventory, symbol: 12/BC-SGTVT, date: 2024-05-02, unit: VP}]\n"
    path.write_text(text.replace('  "3.1":\n', '  "3.1":\n' + named), "utf-8")
    (one,) = [i for i in items(program, sample, "VP") if (i["id"], i["kind"]) == ("3.1", "paper")]
    assert one["named"][0]["symbol"] == "12/BC-SGTVT"
    page = program("checklist", "VP", *PERIOD, at=sample, as_of=AS_OF).out
    assert "Đơn vị nêu trong phiếu: 12/BC-SGTVT" in page


# --- the calendar -----------------------------------------------------------------------------


def calendar(program: Callable[..., Any], sample: Path, *line: str, as_of: str = AS_OF) -> Any:
    ran = program("checklist", *line, *PERIOD, "--format", "ics", at=sample, as_of=as_of)
    assert ran.status == 0, ran.err
    assert b"\n" not in ran.data.replace(b"\r\n", b"")
    assert all(len(row) <= 75 for row in ran.data.split(b"\r\n"))
    return Calendar.from_ical(ran.data)


def by_uid(found: Any) -> dict[str, Any]:
    events = list(found.walk("VEVENT"))
    listed = {str(event["UID"]): event for event in events}
    assert len(listed) == len(events)
    return listed


def test_every_due_day_is_an_event_with_alarms(program: Callable[..., Any], sample: Path) -> None:
    due = [one for one in items(program, sample) if one["due"] and one["action"] != "lost"]
    found = calendar(program, sample)
    assert found["VERSION"] == "2.0"
    events = by_uid(found)
    assert len(events) == len(due)
    assert sorted(event.decoded("DTSTART").isoformat() for event in events.values()) == sorted(
        one["due"] for one in due
    )
    for event in events.values():
        assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(days=1)
        alarms = [alarm.decoded("TRIGGER") for alarm in event.walk("VALARM")]
        # At eight in the morning, a week and a day before.
        assert alarms == [timedelta(hours=8) - timedelta(days=days) for days in (7, 1)]
        assert "MINH HỌA" in event["DESCRIPTION"]


def test_an_entry_keeps_its_name_when_its_day_moves(
    program: Callable[..., Any], sample: Path
) -> None:
    before = by_uid(calendar(program, sample, "VP"))
    path = sample / "tasks/2024.yaml"
    text = path.read_text("utf-8").replace("due: 2024-06-15", "due: 2024-06-25")
    path.write_text(text, "utf-8")
    after = by_uid(calendar(program, sample, "VP", as_of="2024-05-08"))
    assert before.keys() == after.keys()
    moved = [uid for uid in before if before[uid]["DTSTART"].dt != after[uid]["DTSTART"].dt]
    assert moved
    assert {after[uid]["DTSTART"].dt for uid in moved} == {date(2024, 6, 25)}
    # A greater sequence makes a calendar take the later one.
    assert all(after[uid]["SEQUENCE"] > before[uid]["SEQUENCE"] for uid in before)


def test_the_same_question_has_the_same_bytes(program: Callable[..., Any], sample: Path) -> None:
    line = ("checklist", *PERIOD, "--format", "ics")
    assert program(*line, at=sample, as_of=AS_OF) == program(*line, at=sample, as_of=AS_OF)


def test_a_unit_that_leads_tasks_only_is_not_called_in_support(
    program: Callable[..., Any], sample: Path
) -> None:
    line = ("checklist", "BQLDA BTĐB", "--period", "2024", "--format", "md")
    page = program(*line, at=sample, as_of=AS_OF).out
    assert "không chủ trì tiêu chí nào" in page
    assert "Chủ trì" in page
    assert "chỉ phối hợp" not in page


@pytest.mark.parametrize(
    "filters", [("--due-within", "30d"), ("--only", "support"), ("--open",), ("--group", "2")]
)
def test_a_filtered_list_says_how_much_of_the_total_it_shows(
    filters: tuple[str, ...], program: Callable[..., Any], sample: Path
) -> None:
    line = ("checklist", "vp", "--period", "2024", *filters)
    (unit,) = program(*line, "--format", "json", at=sample, as_of=AS_OF).json["units"]
    shown = sum(Decimal(str(item["winnable"])) for item in unit["items"])
    page = program(*line, at=sample, as_of=AS_OF).out
    assert "còn giành lại được 680,16 điểm" in page
    text = f"{shown:.2f}".replace(".", ",")
    assert re.search(rf"trong đó, ở các .*: {text}$", page, re.MULTILINE)


def test_each_paper_of_a_task_has_a_line(program: Callable[..., Any], sample: Path) -> None:
    line = ("checklist", "vp", "--period", "2024", "--format")
    (unit,) = program(*line, "json", at=sample, as_of=AS_OF).json["units"]
    several = [one for one in unit["items"] if one["kind"] == "task" and len(one["papers"]) > 1]
    assert several
    rows = program(*line, "md", at=sample, as_of=AS_OF).out.splitlines()
    for task in several:
        (row,) = [row for row in rows if f"({task['id']})" in row]
        assert row.count("→") == len(task["papers"])
