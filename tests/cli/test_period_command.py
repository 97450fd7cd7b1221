"""``dtiscore period new``: the next year's files, and the lessons of the last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml

from workspaces import sample_copy

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    return sample_copy(tmp_path)


def test_a_new_period_is_whole_and_empty(program: Callable[..., Any], sample: Path) -> None:
    ran = program("period", "new", "2025", "--from", "2024", at=sample, as_of="2024-12-31")
    assert ran.status == 0, ran.err
    assert program("check", at=sample).status == 0
    score = program("score", "--period", "2025", "--format", "json", at=sample).json
    assert score["coverage"]["criteria"] == 0
    assert score["total"]["final"] == 0
    tasks = yaml.safe_load((sample / "tasks/2025.yaml").read_text("utf-8"))
    before = yaml.safe_load((sample / "tasks/2024.yaml").read_text("utf-8"))
    returning = [task["id"] for task in before["tasks"] if "every" in task]
    assert [task["id"] for task in tasks["tasks"]] == returning
    assert not {"state", "on", "instances"} & {key for task in tasks["tasks"] for key in task}
    assert tasks["status"] == "illustrative"
    listed = program("task", "list", "--period", "2025", "--format", "json", at=sample).json
    assert all(task["due"].startswith("2025-") for task in listed["tasks"])


def test_what_was_cut_is_named_with_its_reason(program: Callable[..., Any], sample: Path) -> None:
    ran = program("period", "new", "2026", "--from", "2023", "--format", "json", at=sample)
    lessons = {one["id"]: one for one in ran.json["lessons"]}
    score = program("score", "--period", "2023", "--format", "json", at=sample).json
    criteria = [c for group in score["groups"] for c in group["criteria"]]
    assert {c["id"] for c in criteria if c["lost"]["appraisal"] > 0} <= lessons.keys()
    assert {c["id"] for c in criteria if c["lost"]["proof"] > 0} <= lessons.keys()
    assert lessons["1.6"]["cut"] == 2
    assert "sáng kiến" in lessons["1.6"]["reason"]
    text = (sample / "assessments/2026.yaml").read_text("utf-8")
    reminder = text.partition('"1.6":')[0].rpartition('"1.5":')[2]
    assert lessons["1.6"]["reason"] in reminder
    assert lessons["3.3"]["explanation"]


def test_what_is_to_be_stated_is_said_in_words(program: Callable[..., Any], sample: Path) -> None:
    assert program("period", "new", "2026", "--from", "2023", at=sample).status == 0
    text = (sample / "assessments/2026.yaml").read_text("utf-8")
    assert "do Sở tổ chức trong năm – một số nguyên\n      meetings:\n" in text
    assert "ghi một trong các từ: director (Giám đốc Sở), deputy (Phó Giám đốc Sở)" in text
    for kind in ("count", "amount", "percent", "date", "yes_no", "choice"):
        assert f"[{kind}]" not in text


def test_a_reminder_names_only_what_was_lost(program: Callable[..., Any], sample: Path) -> None:
    assert program("period", "new", "2026", "--from", "2023", at=sample).status == 0
    text = (sample / "assessments/2026.yaml").read_text("utf-8")
    heads = [line for line in text.splitlines() if "Nhắc việc từ năm 2023" in line]
    assert heads
    assert not [head for head in heads if " 0,00 điểm" in head]
    assert any("bị thẩm định trừ" in head and "thiếu tài liệu" not in head for head in heads)
    assert any("bị thẩm định trừ" not in head and "thiếu tài liệu" in head for head in heads)


@pytest.mark.parametrize(
    ("year", "as_of", "codes"),
    [
        ("2025", "2024-05-07", ["period-running"]),
        ("2025", "2024-12-31", ["period-running"]),
        ("2025", "2025-01-01", []),
        ("2027", "2025-01-01", ["period-skipped"]),
    ],
)
def test_a_year_still_running_or_skipped_is_remarked_on(
    program: Callable[..., Any], sample: Path, year: str, as_of: str, codes: list[str]
) -> None:
    new = ("period", "new", year, "--from", "2024", "--format", "json")
    ran = program(*new, at=sample, as_of=as_of)
    assert ran.status == 0
    found = [one for one in ran.json["diagnostics"] if one["code"].startswith("period-")]
    assert [one["code"] for one in found] == codes
    assert {one["severity"] for one in found} <= {"warning"}
    if codes == ["period-skipped"]:
        assert "2025, 2026" in found[0]["message"]


def test_what_was_not_done_is_summed_up(program: Callable[..., Any], sample: Path) -> None:
    score = program("score", "--period", "2023", "--format", "json", at=sample).json
    new = ("period", "new", "2025", "--from", "2023")
    ran = program(*new, "--format", "json", at=sample)
    assert ran.json["lost"] == score["lost"]
    (sample / "assessments/2025.yaml").unlink()
    page = program(*new, at=sample).out
    assert "do chưa làm hoặc làm chưa đủ: 148,51" in page


def new_by_another_set(program: Callable[..., Any], sample: Path, *more: str) -> Any:
    new = ("period", "new", "2025", "--from", "2024", "--set", "so-nganh-mau-2024")
    return program(*new, *more, at=sample, as_of="2025-01-25")


@pytest.mark.parametrize(
    "command",
    [
        ("score", "--period", "2025"),
        ("checklist", "--period", "2025"),
        ("form", "export", "--all", "--to", "forms", "--period", "2025"),
        ("change", "2024", "2025"),
        ("check", "--period", "2025"),
    ],
)
def test_a_year_by_another_set_can_be_worked_with(
    program: Callable[..., Any], sample: Path, command: tuple[str, ...]
) -> None:
    assert new_by_another_set(program, sample).status == 0
    ran = program(*command, at=sample, as_of="2025-01-25")
    assert (ran.status, "unknown-criterion" in ran.out + ran.err) == (0, False), ran.err


def test_assignments_of_another_set_are_warned_of_until_they_end(
    program: Callable[..., Any], sample: Path
) -> None:
    assert new_by_another_set(program, sample).status == 0
    check = ("check", "--period", "2025", "--format", "json")
    found = program(*check, at=sample).json["diagnostics"]
    assert [(one["code"], one["line"]) for one in found] == [
        ("assigned-elsewhere", 64),
        ("assigned-elsewhere", 67),
    ]
    assert "so-nganh-mau-2023" in found[0]["message"]
    units = sample / "units.yaml"
    text = units.read_text("utf-8")
    for ids in ('["2.6"]', '["3.3", "3.4"]'):
        text = text.replace(f"criteria: {ids}\n", f"criteria: {ids}\n    until: 2025-01-20\n")
    units.write_text(
        text.replace(
            "\ncoordinator:",
            '  - {criteria: ["2.5"], lead: phong-kh-tc, from: 2025-01-21}\n'
            '  - {criteria: ["3.7"], lead: van-phong, from: 2025-01-21}\n\ncoordinator:',
        ),
        "utf-8",
    )
    for period in ("2023", "2024", "2025"):
        checked = program("check", "--period", period, "--format", "json", at=sample).json
        assert not [one for one in checked["diagnostics"] if one["code"] == "assigned-elsewhere"]
        assert program("score", "--period", period, at=sample).status == 0
    (sample / "assessments/2025.yaml").unlink()
    told = new_by_another_set(program, sample, "--format", "json").json["assignments"]
    assert [one["id"] for one in told] == ["6.4"]


@pytest.mark.parametrize("before", ["2023", "2024"])
def test_assignments_end_with_the_hand_in_of_the_year_before(
    program: Callable[..., Any], sample: Path, before: str
) -> None:
    new = ("period", "new", "2025", "--from", before, "--set", "so-nganh-mau-2024")
    page = program(*new, at=sample).out
    assert "until: 2025-01-20" in page
    assert "from: 2025-01-21" in page


def test_a_criterion_no_set_has_is_still_an_error(
    program: Callable[..., Any], sample: Path
) -> None:
    assert new_by_another_set(program, sample).status == 0
    units = sample / "units.yaml"
    units.write_text(units.read_text("utf-8").replace('["2.6"]', '["2.9"]'), "utf-8")
    ran = program("score", "--period", "2025", at=sample)
    assert (ran.status, "units.yaml:64:16" in ran.err) == (2, True)


def test_the_assignments_without_a_home_are_told(program: Callable[..., Any], sample: Path) -> None:
    page = new_by_another_set(program, sample).out
    assert "2.6 Bố trí kinh phí cho chuyển" in page
    assert "until: 2025-01-20" in page
    assert "from: 2025-01-21" in page
    (sample / "assessments/2025.yaml").unlink()
    told = new_by_another_set(program, sample, "--format", "json").json["assignments"]
    assert told == [
        {"id": "2.6", "unit": "phong-kh-tc", "homes": ["2.5"]},
        {"id": "3.3", "unit": "van-phong", "homes": []},
        {"id": "6.4", "unit": "phong-vt-pt-nl", "homes": ["6.4", "6.11"]},
    ]
    (sample / "assessments/2025.yaml").unlink()
    # Without a crosswalk, what the new set has no name for.
    (sample / "criteria/so-nganh-mau-2024/crosswalks/so-nganh-mau-2023.yaml").unlink()
    told = new_by_another_set(program, sample, "--format", "json").json["assignments"]
    assert [one["id"] for one in told] == ["2.6", "3.3"]


def returning(sample: Path) -> dict[str, Any]:
    tasks = yaml.safe_load((sample / "tasks/2025.yaml").read_text("utf-8"))["tasks"]
    return {task["id"]: task for task in tasks}


def test_a_task_that_returns_serves_what_the_new_set_calls_so(
    program: Callable[..., Any], sample: Path
) -> None:
    told = new_by_another_set(program, sample, "--format", "json").json
    assert (told["left"], told["without"]) == ([], [])
    task = returning(sample)["vp-dau-moi"]
    assert task["criteria"] == ["1.1", "1.2", "2.4"]
    assert task["papers"] == ["1.1/minutes", "2.4/quarterly-reports"]
    found = program("check", "--period", "2025", "--format", "json", at=sample).json
    assert not [one for one in found["diagnostics"] if one["file"] == "tasks/2025.yaml"]


def test_what_a_returning_task_served_and_is_gone_is_named(
    program: Callable[..., Any], sample: Path
) -> None:
    tasks = sample / "tasks/2024.yaml"
    more = "\n".join(
        f"  - {{id: {name}, title: Họp, unit: van-phong, every: month, {keys}}}"
        for name, keys in (
            ("hop", 'criteria: ["3.3", "6.4", "2.4", "2.5"], papers: [3.3/room-acceptance]'),
            ("phong-hop", 'criteria: ["3.3"]'),
            ("viec-khac", "member: Chánh Văn phòng"),
        )
    )
    tasks.write_text(tasks.read_text("utf-8").rstrip() + f"\n{more}\n", "utf-8")
    told = new_by_another_set(program, sample, "--format", "json").json
    assert told["left"] == ["phong-hop"]
    assert told["without"] == [{"id": "hop", "names": ["3.3", "3.3/room-acceptance"]}]
    found = returning(sample)
    assert found["hop"]["criteria"] == ["6.4", "6.11", "2.4"]
    assert "papers" not in found["hop"]
    assert "viec-khac" in found
    (sample / "assessments/2025.yaml").unlink()
    page = new_by_another_set(program, sample).out
    assert "hop: bộ chỉ số mới không còn 3.3, 3.3/room-acceptance mà nhiệm vụ này phục vụ" in page


def before(text: str, criterion: str) -> str:
    """The comments that stand before a criterion of a new assessment."""
    lines = text.partition(f'\n  "{criterion}":\n')[0].rpartition("\n\n")[2].splitlines()
    assert all(line.startswith("  # ") for line in lines)
    return "\n".join(lines)


def test_a_reminder_stands_at_the_criterion_that_carries_the_old_one_on(
    program: Callable[..., Any], sample: Path
) -> None:
    new = ("period", "new", "2026", "--from", "2023", "--set", "so-nganh-mau-2024")
    ran = program(*new, "--format", "json", at=sample)
    lessons = {one["id"]: one for one in ran.json["lessons"]}
    assert lessons["2.5"]["homes"] == ["2.4"]
    assert lessons["6.4"]["homes"] == ["6.4", "6.11"]
    assert lessons["3.3"]["homes"] == []
    text = (sample / "assessments/2026.yaml").read_text("utf-8")
    reporting = "khi đó là 2.5 Thực hiện chế độ báo cáo định kỳ về chuyển đổi số: 3,75 điểm"
    assert f"Nhắc việc từ năm 2023, {reporting}" in before(text, "2.4")
    assert "Báo cáo chuyển đổi số từng quý" in before(text, "2.4")
    # The old 2.6, which is the new 2.5, lost nothing.
    assert "Nhắc việc" not in before(text, "2.5")
    assert "Nhắc việc từ năm 2023: " in before(text, "1.1")
    assert "Họp trực tuyến" not in text
    (sample / "assessments/2026.yaml").unlink()
    assert "3.3 Họp trực tuyến" in program(*new, at=sample).out


def test_a_number_of_the_old_set_is_no_slip_of_another_criterion(
    program: Callable[..., Any], sample: Path
) -> None:
    assert new_by_another_set(program, sample).status == 0
    ran = program("explain", "3.3", "--period", "2025", at=sample)
    assert (ran.status, "unknown-criterion" in ran.err) == (2, True)
    assert "“7.3”" not in ran.err
    assert "“3.4”" not in ran.err


def test_nothing_that_is_there_is_touched(program: Callable[..., Any], sample: Path) -> None:
    before = {p: p.read_bytes() for p in sample.rglob("*.yaml")}
    ran = program("period", "new", "2024", "--from", "2023", at=sample)
    assert (ran.status, "period-exists" in ran.err) == (2, True)
    (sample / "tasks/2025.yaml").write_text("period: 2025\n", "utf-8")
    assert program("period", "new", "2025", "--from", "2024", at=sample).status == 0
    assert (sample / "tasks/2025.yaml").read_text("utf-8") == "period: 2025\n"
    assert {p: p.read_bytes() for p in before} == before


def test_a_set_that_is_not_there(program: Callable[..., Any], sample: Path) -> None:
    ran = program("period", "new", "2025", "--from", "2024", "--set", "khac", at=sample)
    assert (ran.status, "unknown-set" in ran.err) == (2, True)
    assert not (sample / "assessments/2025.yaml").exists()


def test_a_year_that_does_not_come_after(program: Callable[..., Any], sample: Path) -> None:
    ran = program("period", "new", "2021", "--from", "2024", at=sample)
    assert (ran.status, "year-order" in ran.err) == (2, True)
    assert not (sample / "assessments/2021.yaml").exists()
