"""``dtiscore task``: the year's tasks listed, added, finished, assigned and checked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from dtiscore.model import edited
from dtiscore.source import yaml_edit
from dtiscore.source.yaml_tree import parse_yaml
from workspaces import ASSESSMENT, BASE, ROOT, make_workspace, sample_copy

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TASKS = "tasks/2023.yaml"
TEXT = """\
# Nhiệm vụ của năm
period: 2023
documents:
  - {id: kh-05, title: Kế hoạch 05, symbol: 05/KH-SM, date: 2023-01-30}
tasks:
  - id: hop        # hằng quý
    title: Họp chuyển đổi số
    unit: VP
    every: quarter
    criteria: ["1.1"]
    papers: [1.1/minutes]
    source: {document: kh-05, paragraph: "I.1"}
  - id: ra-soat
    title: Rà soát nhiệm vụ
    unit: each
    due: 30/06
    instances:
      van-phong: {state: done, on: 2023-06-01}

  - {id: ke-hoach, title: Ban hành kế hoạch, unit: phong-cntt, due: 2023-03-31, state: done,
     on: 2023-02-15, papers: [2.2/plan], source: {document: kh-05}}
# hết
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return make_workspace(tmp_path, {TASKS: TEXT})


def text_of(folder: Path) -> str:
    return (folder / TASKS).read_text("utf-8")


def listed(program: Callable[..., Any], folder: Path, *more: str) -> dict[str, Any]:
    ran = program("task", "list", "--format", "json", *more, at=folder, as_of="2023-07-01")
    assert ran.status == 0
    return {task["id"]: task for task in ran.json["tasks"]}


def test_each_piece_of_work_is_listed(small: Path, program: Callable[..., Any]) -> None:
    tasks = listed(program, small)
    assert list(tasks) == [
        *(f"hop@2023-q{number}" for number in (1, 2, 3, 4)),
        "ra-soat@van-phong",
        "ra-soat@phong-cntt",
        "ke-hoach",
    ]
    assert tasks["hop@2023-q2"]["due"] == "2023-06-30"
    assert tasks["hop@2023-q2"]["overdue"]
    assert tasks["hop@2023-q2"]["source"] == {
        "document": "kh-05",
        "title": "Kế hoạch 05",
        "paragraph": "I.1",
    }
    assert [tasks[name]["state"] for name in ("ra-soat@van-phong", "ra-soat@phong-cntt")] == [
        "done",
        "todo",
    ]


def test_filters_of_the_list(small: Path, program: Callable[..., Any]) -> None:
    assert set(listed(program, small, "--unit", "phong-cntt")) == {"ra-soat@phong-cntt", "ke-hoach"}
    assert "ke-hoach" not in listed(program, small, "--open")
    assert set(listed(program, small, "--source", "kh-05", "--due-within", "0")) == {
        *("hop@2023-q1", "hop@2023-q2", "ke-hoach")
    }


def test_done_changes_one_instance_and_not_a_byte_more(
    small: Path, program: Callable[..., Any]
) -> None:
    ran = program("task", "done", "ra-soat", "--unit", "phong-cntt", at=small, as_of="2023-07-01")
    assert ran.status == 0
    line = "      van-phong: {state: done, on: 2023-06-01}\n"
    after = text_of(small)
    assert listed(program, small)["ra-soat@phong-cntt"]["state"] == "done"
    assert after.startswith(TEXT[: TEXT.index(line) + len(line)])
    assert after.endswith(TEXT[TEXT.index("\n  - {id: ke-hoach") :])
    assert after.count("\n") == TEXT.count("\n") + 3


def test_of_several_instances_one_must_be_named(small: Path, program: Callable[..., Any]) -> None:
    ran = program("task", "done", "hop", at=small)
    assert (ran.status, text_of(small)) == (2, TEXT)
    assert "[which-instance]" in ran.err
    assert program("task", "done", "hop@2023-q1", at=small).status == 0
    assert program("task", "done", "hop", "--all", at=small).status == 0
    states = [t["state"] for n, t in listed(program, small).items() if n.startswith("hop")]
    assert states == ["todo"] * 4  # reached only on the day of the command, later than asked


def test_a_task_is_dropped_with_a_reason_only(small: Path, program: Callable[..., Any]) -> None:
    ran = program("task", "done", "ke-hoach", "--state", "dropped", at=small)
    assert (ran.status, text_of(small)) == (2, TEXT)
    asked = ("task", "done", "ke-hoach", "--state", "dropped", "--reason", "Trùng", "--on")
    assert program(*asked, "2023-05-01", at=small).status == 0
    assert listed(program, small)["ke-hoach"]["reason"] == "Trùng"


def test_a_dropped_task_without_a_reason_is_told_the_option(
    small: Path, program: Callable[..., Any]
) -> None:
    ran = program("task", "done", "ke-hoach", "--state", "dropped", at=small)
    assert "[task-reason]" in ran.err
    assert "--reason" in ran.err.partition("→")[2]


def test_no_task_is_done_on_a_day_to_come(small: Path, program: Callable[..., Any]) -> None:
    ask = ("task", "done", "hop@2023-q1", "--format", "json", "--on")
    ran = program(*ask, "2023-07-02", at=small, as_of="2023-07-01")
    assert (ran.status, text_of(small)) == (2, TEXT)
    (found,) = ran.json["diagnostics"]
    assert (found["code"], found["file"]) == ("day-to-come", "--on")
    assert program(*ask, "2023-07-01", at=small, as_of="2023-07-01").status == 0


def test_what_done_replaces_is_said(small: Path, program: Callable[..., Any]) -> None:
    ask = ("task", "done", "ke-hoach", "--on")
    ran = program(*ask, "2023-03-01", "--format", "json", at=small)
    assert ran.json["replaced"] == [{"id": "ke-hoach", "state": "done", "on": "2023-02-15"}]
    shown = program(*ask, "2023-03-02", at=small).out
    assert "01/03/2023" in shown
    # The same again, and a task that was not done, replace nothing.
    again = program(*ask, "2023-03-02", "--format", "json", at=small)
    assert again.json["replaced"] == []
    assert "01/03/2023" not in program(*ask, "2023-03-02", at=small).out
    first = program("task", "done", "ra-soat", "--all", "--format", "json", at=small)
    assert [one["id"] for one in first.json["replaced"]] == ["ra-soat@van-phong"]


def test_the_reason_of_a_dropped_task_goes_when_it_is_done(
    small: Path, program: Callable[..., Any]
) -> None:
    ask = ("task", "done", "ke-hoach")
    program(*ask, "--state", "dropped", "--reason", "Trùng", "--on", "2023-03-01", at=small)
    ran = program(*ask, "--on", "2023-04-01", "--format", "json", at=small)
    assert ran.json["replaced"] == [{"id": "ke-hoach", "state": "dropped", "on": "2023-03-01"}]
    kept = listed(program, small)["ke-hoach"]
    assert (kept["state"], kept["reason"]) == ("done", None)
    assert program("check", "--format", "lines", at=small).out == ""


def test_many_instances_are_written_in_as_many_readings_as_a_few(
    tmp_path: Path, program: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[str] = []

    def counted(data: bytes, name: str) -> Any:
        reads.append(name)
        return parse_yaml(data, name)

    monkeypatch.setattr(edited, "parse_yaml", counted)
    monkeypatch.setattr(yaml_edit, "parse_yaml", counted)
    counts = {}
    for every, number in (("quarter", 4), ("month", 12)):
        folder = tmp_path / every
        folder.mkdir()
        text = TEXT.replace("every: quarter", f"every: {every}")
        make_workspace(folder, {TASKS: text})
        reads.clear()
        assert program("task", "done", "hop", "--all", at=folder, as_of="2024-01-02").status == 0
        counts[number] = len(reads)
        task = yaml.safe_load(text_of(folder))["tasks"][0]
        assert [one["state"] for one in task["instances"].values()] == ["done"] * number
    assert counts[4] == counts[12]


def test_a_task_is_assigned_to_a_post(small: Path, program: Callable[..., Any]) -> None:
    ran = program("task", "assign", "ke-hoach", "Trưởng phòng", at=small)
    assert (ran.status, "họ tên" in ran.out) == (0, False)
    assert listed(program, small)["ke-hoach"]["member"] == "Trưởng phòng"
    assert "họ tên" in program("task", "assign", "ke-hoach", "A Văn B", at=small).out


def test_a_task_is_added_and_must_fit(small: Path, program: Callable[..., Any]) -> None:
    ask = ("task", "add", "--title", "Kiểm kê máy tính", "--unit", "Văn phòng Sở")
    ran = program(*ask, "--criterion", "9.9", at=small)
    assert (ran.status, text_of(small)) == (2, TEXT)
    assert program(*ask, "--criterion", "1.2", "--due", "15/7/2023", at=small).status == 0
    assert text_of(small).startswith(TEXT.removesuffix("# hết\n"))
    assert text_of(small).endswith("# hết\n")
    added = listed(program, small)["kiem-ke-may-tinh"]
    assert (added["unit"], added["due"]) == ("van-phong", "2023-07-15")
    assert program(*ask, at=small).status == 0
    assert "kiem-ke-may-tinh-2" in listed(program, small)


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (("--id", "họp"), {("bad-id", "--id")}),
        (("--id", "Ke-Hoach"), {("duplicate-id", "--id")}),
        (("--every", "week"), {("not-one-of", "--every")}),
        (("--every", "month", "--due", "2023-06-30"), {("options-conflict", "--due")}),
        (("--source", "kh-06/I.1"), {("unknown-document", "--source")}),
        (("--source", "kh-05/"), {("wrong-type", "--source")}),
        (("--criterion", "9.9"), {("unknown-criterion", "--criterion")}),
        (("--paper", "1.1/minute"), {("unknown-proof", "--paper")}),
        (("--member", " "), {("wrong-type", "--member")}),
        (("--support", "zzz"), {("unknown-unit", "--support")}),
        (("--unit", "zzz"), {("unknown-unit", "--unit")}),
        (("--support", "Văn phòng Sở"), {("options-conflict", "--support")}),
        (
            ("--id", "a b", "--every", "năm", "--source", "x"),
            {("bad-id", "--id"), ("not-one-of", "--every"), ("unknown-document", "--source")},
        ),
    ],
)
def test_a_wrong_option_is_refused_by_its_own_name(
    options: tuple[str, ...],
    found: set[tuple[str, str]],
    small: Path,
    program: Callable[..., Any],
) -> None:
    ask = ("task", "add", "--title", "Họp", "--unit", "VP", "--format", "json")
    ran = program(*ask, *options, at=small)
    assert (ran.status, text_of(small)) == (2, TEXT)
    diagnostics = ran.json["diagnostics"]
    assert {(one["code"], one["file"]) for one in diagnostics} == found
    assert {one["line"] for one in diagnostics} == {None}


def test_a_unit_named_twice_supports_once(small: Path, program: Callable[..., Any]) -> None:
    ask = ("task", "add", "--title", "Họp", "--unit", "VP", "--format", "json")
    twice = ("--support", "phong-cntt", "--support", "PHONG-CNTT")
    assert program(*ask, *twice, at=small).json["task"]["support"] == ["phong-cntt"]


def test_a_task_without_a_title_is_refused(small: Path, program: Callable[..., Any]) -> None:
    ran = program("task", "add", "--title", " ", "--unit", "VP", "--format", "json", at=small)
    assert (ran.status, ran.json["diagnostics"][0]["file"]) == (2, "--title")


def test_what_an_added_task_serves_is_said(small: Path, program: Callable[..., Any]) -> None:
    ask = ("task", "add", "--title", "Họp", "--unit", "VP")
    ran = program(*ask, at=small)
    assert "--criterion" in ran.out
    assert "--paper" in ran.out
    ran = program(*ask, "--criterion", "1.2", "--paper", "1.1/minutes", at=small)
    assert "--criterion" not in ran.out
    assert "1.2" in ran.out
    assert "1.1/minutes" in ran.out


def test_a_day_of_another_year_is_doubted(small: Path, program: Callable[..., Any]) -> None:
    ask = ("task", "add", "--title", "Họp", "--unit", "VP", "--due")
    ran = program(*ask, "2024-06-30", "--format", "json", at=small)
    (found,) = ran.json["diagnostics"]
    assert (ran.status, found["code"], found["severity"]) == (0, "task-year", "warning")
    assert ran.json["task"]["due"] == "2024-06-30"
    ran = program(*ask, "2024-06-30", at=small)
    assert "[task-year]" in ran.err
    ask = ("task", "add", "--title", "Họp nữa", "--unit", "VP", "--due")
    assert program(*ask, "2023-06-30", "--format", "json", at=small).json["diagnostics"] == []


def test_the_first_task_makes_the_file(tmp_path: Path, program: Callable[..., Any]) -> None:
    folder = make_workspace(tmp_path)
    ran = program("task", "add", "--title", "Họp", "--unit", "vp", at=folder)
    assert ran.status == 0
    assert yaml.safe_load(text_of(folder))["tasks"][0]["id"] == "hop"
    assert program("check", at=folder).status == 0


def test_what_the_tasks_leave_open(small: Path, program: Callable[..., Any]) -> None:
    ran = program("task", "check", "--format", "json", "--strict", at=small, as_of="2023-07-01")
    found = {(one["kind"], one["id"]) for one in ran.json["remarks"]}
    assert ran.status == 1
    assert ("no_task", "1.2") in found
    assert ("no_criterion", "ra-soat") in found
    assert ("overdue", "hop@2023-q1") in found
    assert ("paper_missing", "ke-hoach") in found
    assert ("unit_without_task", "van-phong") not in found


def test_tasks_without_a_day_are_left_open(small: Path, program: Callable[..., Any]) -> None:
    more = """\
  - {id: moi-don-vi, title: Tự rà soát, unit: each, papers: [1.1/minutes],
     instances: {van-phong: {state: done, on: 2023-06-01}}}
  - {id: da-xong, title: Xong, unit: VP, state: done, on: 2023-06-01}
  - {id: bo, title: Bỏ, unit: VP, state: dropped, reason: Trùng}
"""
    (small / TASKS).write_text(TEXT.replace("# hết\n", f"{more}# hết\n"), "utf-8")
    ran = program("task", "check", "--format", "json", at=small, as_of="2023-07-01")
    found = [(one["id"], one["points"]) for one in ran.json["remarks"] if one["kind"] == "no_day"]
    assert found == [("moi-don-vi", 20)]
    shown = program("task", "check", at=small, as_of="2023-07-01").out
    assert "Nhiệm vụ chưa có thời hạn" in shown
    assert shown.count("moi-don-vi “Tự rà soát”") == 1


def test_papers_alone_are_late_after_the_units_day_and_work_after_the_period(
    tmp_path: Path, program: Callable[..., Any]
) -> None:
    """The day for papers and the hand-in of the sample's 2024 lie after the assessed days."""
    sample_copy(tmp_path)
    rows = {
        "giay-kip": ("2025-01-08", ["1.3"], ["1.3/committee-decision"]),
        "giay-muon": ("2025-01-09", [], ["1.3/committee-decision"]),
        "giay-qua-han": ("2025-01-21", ["1.3"], ["1.3/committee-decision"]),
        "viec": ("2025-01-08", ["1.3", "1.4"], ["1.3/committee-decision"]),
        "viec-khong-giay": ("2025-01-08", ["1.3"], []),
    }
    file = tmp_path / "tasks" / "2024.yaml"
    entries = "".join(
        f"  - {{id: {name}, title: Nộp {name}, unit: VP, due: {due}, "
        f"criteria: {json.dumps(criteria)}, papers: {json.dumps(papers)}}}\n"
        for name, (due, criteria, papers) in rows.items()
    )
    text = file.read_text("utf-8")
    file.write_text(f"{text.rstrip()}\n{entries}", "utf-8")
    asked = ("task", "check", "--period", "2024", "--lang", "en", "--format", "json")
    remarks = program(*asked, at=tmp_path, as_of="2024-05-07").json["remarks"]
    late = {one["id"]: one["text"] for one in remarks if one["kind"] == "due_too_late"}
    assert set(late) & set(rows) == set(rows) - {"giay-kip"}
    assert "after the units’ day for papers, 2025-01-08" in late["giay-muon"]
    assert "after the hand-in on 2025-01-20" in late["giay-qua-han"]
    for name in ("viec", "viec-khong-giay"):
        assert "after the assessed period’s end on 2024-12-31" in late[name]


def test_no_task_that_a_plan_writes_is_too_late(
    tmp_path: Path, program: Callable[..., Any]
) -> None:
    sample_copy(tmp_path)
    of_day = {"at": tmp_path, "as_of": "2024-05-07"}
    assert program("plan", "--period", "2024", "--write", "tasks/2024.yaml", **of_day).status == 0
    assert "2025-01-08" in (tmp_path / "tasks" / "2024.yaml").read_text("utf-8")
    ran = program("task", "check", "--period", "2024", "--format", "json", **of_day)
    assert not [one for one in ran.json["remarks"] if one["kind"] == "due_too_late"]


def counting(tmp_path: Path, part: str = "done", text: str = TEXT) -> Path:
    """A workspace whose criterion 1.2 counts the tasks of the plan, and those of them done."""
    counted = BASE[ASSESSMENT].replace(
        "trained: 30", f"trained:\n        tasks: {{document: kh-05, count: {part}}}"
    )
    counted = counted.replace("signing: 20", "signing: 1")
    counted = counted.replace("staff: 40", "staff:\n        tasks: {document: kh-05, count: all}")
    return make_workspace(tmp_path, {TASKS: text, ASSESSMENT: counted})


def figures(program: Callable[..., Any], folder: Path) -> tuple[str, str]:
    ran = program("explain", "1.2", "--format", "json", at=folder)
    assert ran.status == 0, ran.out
    facts = {one["id"]: one["value"] for one in ran.json["criteria"][0]["facts"]}
    return facts["trained"], facts["staff"]


def test_a_plan_s_completion_counts_each_of_its_tasks_once(
    tmp_path: Path, program: Callable[..., Any]
) -> None:
    folder = counting(tmp_path)
    assert figures(program, folder) == ("1", "2")
    for number in (1, 2, 3, 4):
        assert figures(program, folder) == ("1", "2")
        day = f"2023-{3 * number}-20" if number == 4 else f"2023-0{3 * number}-20"
        ran = program("task", "done", f"hop@2023-q{number}", "--on", day, at=folder)
        assert ran.status == 0, ran.out
    assert figures(program, folder) == ("2", "2")


def test_dropping_a_task_leaves_it_assigned(tmp_path: Path, program: Callable[..., Any]) -> None:
    folder = counting(tmp_path)
    line = ("task", "done", "hop", "--all", "--on", "2023-06-01")
    why = ("--state", "dropped", "--reason", "thiếu người")
    assert program(*line, *why, at=folder).status == 0
    assert figures(program, folder) == ("1", "2")
    shown = program("explain", "1.2", at=folder).out
    assert "không tính, đã dừng (1): hop" in shown
    assert "đã dừng nhưng vẫn là nhiệm vụ được giao (1): hop" in shown


def test_what_a_document_took_off_is_in_no_figure(
    tmp_path: Path, program: Callable[..., Any]
) -> None:
    text = TEXT.replace(
        "    papers: [1.1/minutes]",
        "    papers: [1.1/minutes]\n    state: dropped\n    reason: gộp\n    by: qd-9",
    )
    folder = counting(tmp_path, text=text)
    ran = program("check", "--format", "json", at=folder)
    assert [one["code"] for one in ran.json["diagnostics"]] == ["unknown-document"]
    other = "  - {id: qd-9, title: Quyết định điều chỉnh kế hoạch}\ntasks:"
    (folder / TASKS).write_text(text.replace("tasks:", other, 1), "utf-8")
    assert figures(program, folder) == ("1", "1")
    assert (
        "không tính, đã được văn bản cho dừng (1): hop" in program("explain", "1.2", at=folder).out
    )
    assert program("task", "done", "hop", "--all", "--state", "todo", at=folder).status == 0
    assert figures(program, folder) == ("1", "2")


def test_a_task_is_taken_off_by_a_document(tmp_path: Path, program: Callable[..., Any]) -> None:
    other = "  - {id: qd-9, title: Quyết định điều chỉnh kế hoạch}\ntasks:"
    folder = counting(tmp_path, text=TEXT.replace("tasks:", other, 1))
    line = ("task", "done", "hop", "--all", "--on", "2023-06-01", "--format", "json")
    dropped = ("--state", "dropped", "--reason", "gộp")
    ran = program(*line, "--by", "qd-9", at=folder)
    assert [(d["code"], d["file"]) for d in ran.json["diagnostics"]] == [("needs-option", "--by")]
    ran = program(*line, *dropped, "--by", "qd-8", at=folder)
    found = [(d["code"], d["file"]) for d in ran.json["diagnostics"]]
    assert found == [("unknown-document", "--by")]
    assert figures(program, folder) == ("1", "2")
    ran = program(*line, *dropped, "--by", "qd-9", at=folder)
    assert (ran.status, ran.json["by"]) == (0, "qd-9")
    assert figures(program, folder) == ("1", "1")


def test_late_work_is_not_done_on_time(tmp_path: Path, program: Callable[..., Any]) -> None:
    folder = counting(tmp_path, "on_time")
    assert figures(program, folder) == ("1", "2")
    assert program("task", "done", "ke-hoach", "--on", "2023-04-01", at=folder).status == 0
    assert figures(program, folder) == ("0", "2")
    ran = program("explain", "1.2", "--format", "json", at=folder)
    counted = {one["fact"]: one for one in ran.json["criteria"][0]["counted"]}
    assert counted["trained"]["late"] == ["ke-hoach"]
    assert counted["trained"]["open"] == ["hop"]
    shown = program("explain", "1.2", at=folder).out
    assert "hoàn thành muộn hoặc không rõ ngày (1): ke-hoach" in shown
    text = text_of(folder).replace("on: 2023-04-01, ", "").replace("     on: 2023-04-01,", "    ")
    (folder / TASKS).write_text(text, "utf-8")
    assert "2023-04-01" not in text
    assert figures(program, folder) == ("0", "2")


def test_of_a_recurring_task_each_instance_has_its_day(
    tmp_path: Path, program: Callable[..., Any]
) -> None:
    folder = counting(tmp_path, "on_time")
    for number, day in enumerate(("2023-03-31", "2023-06-30", "2023-09-30", "2023-12-31"), 1):
        ran = program("task", "done", f"hop@2023-q{number}", "--on", day, at=folder)
        assert ran.status == 0, ran.out
    assert figures(program, folder) == ("2", "2")
    ran = program("task", "done", "hop@2023-q2", "--on", "2023-07-01", at=folder)
    assert figures(program, folder) == ("1", "2")


def test_three_tasks_dropped_win_the_sample_nothing(
    tmp_path: Path, program: Callable[..., Any]
) -> None:
    folder = sample_copy(tmp_path)
    day = {"at": folder, "as_of": "2024-05-07"}
    for task in ("kh05-boi-duong", "kh05-lanh-dao", "kh05-cap-do"):
        line = ("task", "done", task, "--state", "dropped", "--reason", "không làm")
        assert program(*line, "--period", "2024", **day).status == 0
    ran = program("explain", "2.4", "--period", "2024", "--format", "json", **day)
    (criterion,) = ran.json["criteria"]
    assert {one["id"]: one["value"] for one in criterion["facts"]} == {
        "tasks_done": "3",
        "tasks_planned": "9",
    }
    assert criterion["claimed"] == 0


def test_a_checklist_lists_the_unit_s_tasks_and_its_points_stay(
    small: Path, program: Callable[..., Any]
) -> None:
    ask = ("checklist", "--format", "json")
    items = program(*ask, at=small, as_of="2023-07-01").json["units"][0]["items"]
    tasks = [item for item in items if item["kind"] == "task"]
    assert [item["id"] for item in tasks] == [f"hop@2023-q{n}" for n in (1, 2, 3, 4)]
    assert {item["winnable"] for item in tasks} == {0}
    soon = program(*ask, "--due-within", "1w", at=small, as_of="2023-07-01").json["units"][0]
    assert {i["id"] for i in soon["items"] if i["kind"] == "task"} == {"hop@2023-q1", "hop@2023-q2"}
    mine = program(*ask, "--only", "support", at=small, as_of="2023-07-01").json["units"][0]
    assert mine["items"] == []


def test_the_count_above_a_list_is_that_of_progress(
    tmp_path: Path, program: Callable[..., Any]
) -> None:
    folder = sample_copy(tmp_path)
    ask = {"at": folder, "as_of": "2024-05-07"}
    work = program("progress", "--period", "2024", "--format", "json", **ask).json["total"]
    whole = program("task", "list", "--period", "2024", **ask).out
    line = f"{work['tasks']} nhiệm vụ: đã hoàn thành {work['done']}"
    assert line in whole
    assert "liệt kê ở đây" not in whole
    shown = program("task", "list", "--open", "--period", "2024", **ask).out
    assert line in shown
    assert f"liệt kê ở đây: {work['tasks'] - work['done']}" in shown


def test_a_task_that_returns_does_so_from_the_day_it_is_added(
    small: Path, program: Callable[..., Any]
) -> None:
    new = ("task", "add", "--unit", "each", "--every", "quarter")
    ran = program(*new, "--title", "Báo cáo quý", at=small, as_of="2023-05-07")
    assert ran.status == 0, ran.out
    assert "07/05/2023" in ran.out
    tasks = listed(program, small)
    assert [name for name in tasks if name.startswith("bao-cao-quy@van-phong")] == [
        f"bao-cao-quy@van-phong@2023-q{number}" for number in (2, 3, 4)
    ]
    more = ("--title", "Báo cáo nữa", "--from", "2023-07-01")
    assert program(*new, *more, at=small, as_of="2023-05-07").status == 0
    assert "bao-cao-nua@van-phong@2023-q2" not in listed(program, small)
    assert "bao-cao-nua@van-phong@2023-q3" in listed(program, small)
    once = ("task", "add", "--unit", "VP", "--title", "Một lần", "--from", "2023-07-01")
    ran = program(*once, "--format", "json", at=small)
    assert [one["code"] for one in ran.json["diagnostics"]] == ["needs-option"]


def test_a_second_task_of_the_same_title_is_doubted(
    small: Path, program: Callable[..., Any]
) -> None:
    new = ("task", "add", "--unit", "VP", "--format", "json", "--title")
    ran = program(*new, "HỌP  chuyển đổi số", at=small)
    assert ran.status == 0, ran.out
    assert ran.json["task"]["id"] == "hop-chuyen-doi-so"
    (said,) = ran.json["diagnostics"]
    assert (said["code"], said["severity"]) == ("same-title", "warning")
    assert "“hop”" in said["message"]
    assert program(*new, "Họp nữa", at=small).json["diagnostics"] == []
    shown = program("task", "add", "--unit", "VP", "--title", "Họp nữa", at=small)
    assert shown.status == 0
    assert "[same-title]" in shown.err


BOTH = TEXT.replace("unit: VP\n    every", "unit: each\n    every")


@pytest.mark.parametrize(
    ("name", "count"),
    [
        *(("hop", 8), ("hop@van-phong", 4), ("hop@VP", 4), ("hop@Văn phòng", 4)),
        *(("hop@2023-q2", 2), ("HOP@2023-Q2", 2), ("hop@2023-q2@vp", 1)),
        ("hop@van-phong@2023-q2", 1),
    ],
)
def test_a_name_means_all_instances_that_it_fits(
    name: str, count: int, tmp_path: Path, program: Callable[..., Any]
) -> None:
    folder = make_workspace(tmp_path, {TASKS: BOTH})
    ran = program("task", "show", name, "--format", "json", at=folder)
    assert ran.status == 0, ran.out
    assert len(ran.json["task"]["items"]) == count
    done = ("task", "done", name, "--on", "2023-06-01", "--format", "json")
    ran = program(*done, at=folder)
    if count > 1:
        assert [one["code"] for one in ran.json["diagnostics"]] == ["which-instance"]
        ran = program(*done, "--all", at=folder)
    assert len(ran.json["tasks"]) == count


@pytest.mark.parametrize("name", ["hop@", "hop@2024-q2", "hop@nobody", "hop@VP@2023-q9", "@VP"])
def test_a_name_that_fits_no_instance(
    name: str, tmp_path: Path, program: Callable[..., Any]
) -> None:
    folder = make_workspace(tmp_path, {TASKS: BOTH})
    ran = program("task", "show", name, at=folder)
    assert ran.status == 2
    assert "NHIỆM VỤ: lỗi [unknown-task]" in ran.err
    assert "TASK: error" in program("--lang", "en", "task", "show", name, at=folder).err


def test_a_task_serves_the_criterion_of_its_paper(small: Path, program: Callable[..., Any]) -> None:
    new = ("task", "add", "--title", "Lập biên bản", "--unit", "VP", "--paper", "1.1/minutes")
    assert program(*new, at=small).status == 0
    assert listed(program, small)["lap-bien-ban"]["criteria"] == ["1.1"]
    shown = program("task", "show", "lap-bien-ban", at=small).out
    assert "1.1" in shown[shown.index("Tiêu chí") :]


# --- the sample -------------------------------------------------------------------------------

PARAGRAPHS = {
    **{f"2.2.1, gạch đầu dòng {number}": 1 for number in range(1, 9)},
    "2.2.2, nội dung 1": 1,
    "2.2.2, nội dung 2": 1,
    # Two units do each of these.
    "2.2.3, nội dung 1": 2,
    "2.2.3, nội dung 2": 2,
    "2.2.4": 1,
    # To propose, and to report what does not work.
    "2.2.5, gạch đầu dòng 1": 2,
    # To assign, and to follow up.
    "2.2.5, gạch đầu dòng 2": 2,
}


def test_the_sample_holds_every_task_of_the_notice() -> None:
    said = yaml.safe_load((ROOT / "tasks/2024.yaml").read_text("utf-8"))
    found: dict[str, int] = {}
    for task in said["tasks"]:
        if task["source"]["document"] == "tb-2024-05-07":
            paragraph = task["source"]["paragraph"]
            found[paragraph] = found.get(paragraph, 0) + 1
            assert task["criteria"]
    assert found == PARAGRAPHS
    common = [t for t in said["tasks"] if t["source"].get("paragraph", "").startswith("2.2.5")]
    assert {task["unit"] for task in common} == {"each"}


def test_every_unit_of_the_sample_has_tasks(tmp_path: Path, program: Callable[..., Any]) -> None:
    sample_copy(tmp_path)
    ran = program("task", "check", "--period", "2024", "--format", "json", at=tmp_path)
    kinds = {one["kind"] for one in ran.json["remarks"]}
    assert ran.status == 0
    assert "unit_without_task" not in kinds
    assert {"no_task", "paper_missing", "overdue"} <= kinds


def test_a_broken_file_is_not_called_missing(tmp_path: Path, program: Callable[..., Any]) -> None:
    folder = sample_copy(tmp_path)
    path = folder / "tasks/2024.yaml"
    path.write_text(path.read_text("utf-8").replace("due: 2024-05-31", "due: 2024-06-31"), "utf-8")
    ran = program("task", "list", "--period", "2024", "--format", "json", at=folder)
    assert {one["code"] for one in ran.json["diagnostics"]} == {"not-a-date"}
