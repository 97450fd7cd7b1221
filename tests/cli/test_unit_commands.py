"""``dtiscore unit``: what each unit answers for on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

PERIOD = ("--period", "2024")


def shown(program: Callable[..., Any], unit: str, as_of: str) -> Any:
    ran = program("unit", "show", unit, *PERIOD, "--format", "json", as_of=as_of)
    assert ran.status == 0, ran.err
    return ran.json["unit"]


def test_the_day_decides_who_coordinates(program: Callable[..., Any]) -> None:
    before, after = (shown(program, "VP", day) for day in ("2024-05-06", "2024-05-07"))
    assert (before["coordinates"], after["coordinates"]) == (False, True)
    assert not before["responsibilities"]
    assert len(after["responsibilities"]) == 3
    posts = [seat["post"] for seat in after["seats"]]
    assert posts == ["Ủy viên thường trực", "Tổ phó thường trực"]
    assert before["seats"] == []


@pytest.mark.parametrize("as_of", ["2024-05-06", "2024-05-07", "2024-12-31"])
def test_every_criterion_has_one_lead(as_of: str, program: Callable[..., Any]) -> None:
    units = program("unit", "list", *PERIOD, "--format", "json", as_of=as_of).json["units"]
    score = program("score", *PERIOD, "--format", "json", as_of=as_of).json
    assert sum(unit["leads"] for unit in units) == score["coverage"]["of"]
    assert sum(unit["max"] for unit in units) == score["total"]["max"]
    assert sum(unit["final"] for unit in units) == pytest.approx(score["total"]["final"])


def test_points_that_can_be_won_are_those_of_the_checklist(program: Callable[..., Any]) -> None:
    units = program("unit", "list", *PERIOD, "--format", "json", as_of="2024-05-07").json["units"]
    listed = program("checklist", *PERIOD, "--format", "json", as_of="2024-05-07").json["units"]
    assert {unit["id"]: unit["winnable"] for unit in units} == {
        unit["id"]: pytest.approx(sum(item["winnable"] for item in unit["items"]))
        for unit in listed
    }


@pytest.mark.parametrize(("period", "as_of"), [("2024", "2024-05-07"), ("2023", "2024-01-10")])
def test_papers_are_counted_as_in_the_progress(
    program: Callable[..., Any], period: str, as_of: str
) -> None:
    asked = ("--period", period, "--format", "json")
    counted = program("progress", *asked, as_of=as_of).json["units"]
    units = program("unit", "list", *asked, as_of=as_of).json["units"]
    of = {part["id"]: (part["papers"], part["papers_of"]) for part in counted}
    for unit in units:
        have, wanted = of[unit["id"]]
        assert (unit["papers"], unit["papers_of"]) == (have, wanted)
        assert unit["papers_wanting"] == wanted - have
        show = ("unit", "show", unit["id"], "--period", period)
        shown = program(*show, "--format", "json", as_of=as_of).json["unit"]
        assert shown["papers_wanting"] == len(shown["wanting"]) == wanted - have
        if have < wanted:
            heading = f"Tài liệu kiểm chứng còn thiếu: {wanted - have} trên {wanted} mục"
            assert heading in program(*show, as_of=as_of).out


def test_an_unknown_unit(program: Callable[..., Any]) -> None:
    ran = program("unit", "show", "Phòng lạ", *PERIOD)
    assert ran.status == 2
    assert "van-phong" in ran.err


def test_tasks_are_counted_one_way_on_every_page(program: Callable[..., Any]) -> None:
    asked = (*PERIOD, "--format", "json")
    units = program("unit", "list", *asked, as_of="2024-05-07").json["units"]
    work = {one["id"]: one for one in program("progress", *asked, as_of="2024-05-07").json["units"]}
    late = 0
    for unit in units:
        name = unit["id"]
        line = ("task", "list", "--unit", name, "--open", *asked)
        listed = program(*line, as_of="2024-05-07").json["tasks"]
        led = [task for task in listed if task["unit"] == name]
        helped = [task for task in listed if task["unit"] != name]
        assert unit["tasks"] == len(led) == work[name]["tasks"] - work[name]["done"]
        assert unit["overdue"] == sum(task["overdue"] for task in led) == work[name]["overdue"]
        assert unit["tasks_supported"] == len(helped)
        assert unit["overdue_supported"] == sum(task["overdue"] for task in helped)
        late += unit["overdue_supported"]
    assert late
    page = " ".join(program("unit", "show", "vp", *PERIOD, as_of="2024-05-07").out.split())
    assert "Nhiệm vụ chưa hoàn thành: chủ trì 18, quá hạn 0; phối hợp 6, quá hạn 1" in page
    page = " ".join(
        program("task", "list", "--unit", "vp", "--open", *PERIOD, as_of="2024-05-07").out.split()
    )
    assert "liệt kê ở đây: 24" in page
    assert "trong đó chủ trì 18 nhiệm vụ: đã hoàn thành 0, quá hạn 0" in page


@pytest.mark.parametrize("line", [("unit", "list"), ("unit", "show", "vp"), ("checklist", "vp")])
def test_a_hand_in_that_is_past_is_said(line: tuple[str, ...], program: Callable[..., Any]) -> None:
    said = "Đã qua hạn nộp ngày 20/01/2025"
    assert said in program(*line, *PERIOD, as_of="2026-11-27").out
    assert said not in program(*line, *PERIOD, as_of="2024-05-07").out
