"""``dtiscore progress``: what is done, overdue and next, against the last lock."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from workspaces import sample_copy

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PERIOD = ("--period", "2024")
AS_OF = "2024-05-07"


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    return sample_copy(tmp_path)


def progress(program: Callable[..., Any], sample: Path, *line: str, as_of: str = AS_OF) -> Any:
    ran = program("progress", *PERIOD, "--format", "json", *line, at=sample, as_of=as_of)
    assert ran.status == 0, ran.err
    return ran.json


def test_work_adds_up(program: Callable[..., Any], sample: Path) -> None:
    found = progress(program, sample)
    for key in ("tasks", "done", "doing", "overdue"):
        assert sum(unit[key] for unit in found["units"]) == found["total"][key]
        assert sum(one[key] for one in found["documents"]) == found["total"][key]
    score = program("score", *PERIOD, "--format", "json", at=sample, as_of=AS_OF).json
    assert found["total"]["secured"] == score["total"]["final"]
    assert sum(group["secured"] for group in found["groups"]) == pytest.approx(
        score["total"]["final"]
    )
    for part in (*found["units"], *found["groups"], found["total"]):
        assert 0 <= part["planned"] <= part["max"]
        assert 0 <= part["papers"] <= part["papers_of"]


def test_done_overdue_and_next(program: Callable[..., Any], sample: Path) -> None:
    found = progress(program, sample, "--since", "2024-04-20")
    assert {task["state"] for task in found["done"]} == {"done"}
    assert all("2024-04-20" <= task["on"] <= AS_OF for task in found["done"])
    assert all(task["due"] < AS_OF for task in found["overdue"])
    assert found["overdue"]
    assert all(AS_OF <= task["due"] <= "2024-06-06" for task in found["next"])
    assert found["next"]


def test_the_report_of_a_quarter_that_is_over(program: Callable[..., Any], sample: Path) -> None:
    found = progress(program, sample, "--span", "2024-q1")
    assert (found["from"], found["until"]) == ("2024-01-01", "2024-03-31")
    assert {task["id"] for task in found["done"]} == {"kh05-ban-hanh", "kh05-mot-cua"}
    assert all("2024-03-31" <= task["due"] <= "2024-06-30" for task in found["next"])


def test_a_quarter_that_is_over_does_not_contradict_itself(
    program: Callable[..., Any], sample: Path
) -> None:
    found = progress(program, sample, "--span", "2024-q1", as_of="2024-06-15")
    assert found["total"]["overdue"] == len(found["overdue"])
    assert not any(task["overdue"] for task in found["next"])
    assert {task["state"] for task in found["next"]} <= {"todo", "doing"}


@pytest.mark.parametrize("points", ["1e999999", "NaN", "-1e5000"])
def test_points_that_cannot_be_break_nothing(
    points: str, program: Callable[..., Any], sample: Path
) -> None:
    assert program("evidence", "lock", *PERIOD, at=sample, as_of="2024-03-01").status == 0
    path = sample / "locks/2024.json"
    said = json.loads(path.read_text("utf-8"))
    said["history"][0]["final"] = points
    path.write_text(json.dumps(said), "utf-8")
    assert progress(program, sample)["since"] is None
    # Locking again keeps aside what may still be mended.
    assert program("evidence", "lock", *PERIOD, at=sample, as_of=AS_OF).status == 0
    assert points in (sample / "locks/2024.json.bad").read_text("utf-8")


def test_of_one_unit(program: Callable[..., Any], sample: Path) -> None:
    found = progress(program, sample, "--unit", "van phong")
    assert [unit["id"] for unit in found["units"]] == ["van-phong"]
    for key in ("done", "overdue", "next"):
        assert {task["unit"] for task in found[key]} <= {"van-phong"}


def test_changes_are_counted_from_the_lock(program: Callable[..., Any], sample: Path) -> None:
    assert progress(program, sample)["since"] is None
    for day in ("2024-03-01", "2024-04-20"):
        assert program("evidence", "lock", *PERIOD, at=sample, as_of=day).status == 0
    path = sample / "assessments/2024.yaml"
    folder = sample / "evidence/2024/3.1/inventory"
    folder.mkdir(parents=True)
    (folder / "50-BC-SGTVT_2024-05-02_kiem-ke-may-tinh.txt").write_text("Kiểm kê\n", "utf-8")
    found = progress(program, sample, "--since", "2024-04-20")
    assert found["since"]["locked_on"] == "2024-04-20"
    gained = found["total"]["change"]
    assert gained == pytest.approx(23.89)
    assert sum(group["change"] for group in found["groups"]) == pytest.approx(gained)
    assert sum(unit["change"] for unit in found["units"]) == pytest.approx(gained)
    assert path.is_file()
    earlier = progress(program, sample, "--since", "2024-03-10")
    assert earlier["since"]["locked_on"] == "2024-03-01"


def test_a_lock_keeps_one_snapshot_a_day(program: Callable[..., Any], sample: Path) -> None:
    for day in ("2024-03-01", "2024-02-01", "2024-03-01"):
        assert program("evidence", "lock", *PERIOD, at=sample, as_of=day).status == 0
    said = json.loads((sample / "locks/2024.json").read_text("utf-8"))
    assert [one["on"] for one in said["history"]] == ["2024-02-01", "2024-03-01"]


@pytest.mark.parametrize(
    "history",
    ['"x"', "[1]", '[{"on": "2024-01-01"}]', "[{}]", "null"],
)
def test_a_history_that_is_none_breaks_nothing(
    history: str, program: Callable[..., Any], sample: Path
) -> None:
    assert program("evidence", "lock", *PERIOD, at=sample, as_of="2024-03-01").status == 0
    path = sample / "locks/2024.json"
    said = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**said, "history": json.loads(history)}), "utf-8")
    ran = program("progress", *PERIOD, "--lang", "en", at=sample, as_of=AS_OF)
    assert ran.status == 0
    assert "not-a-lock" in ran.err


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (("--since", "hôm qua"), "not-a-date"),
        (("--span", "2024-q5"), "wrong-type"),
        (("--span", "2024-13"), "wrong-type"),
        (("--span", "2024-q4"), "not-begun"),
        (("--since", "2024-06-01"), "not-begun"),
        (("--since", "2024-01-01", "--span", "2024-q1"), "options-conflict"),
    ],
)
def test_days_that_cannot_be(
    line: tuple[str, ...], code: str, program: Callable[..., Any], sample: Path
) -> None:
    ran = program("progress", *PERIOD, *line, at=sample, as_of=AS_OF)
    assert (ran.status, ran.out) == (2, "")
    assert code in ran.err


@pytest.mark.parametrize(
    ("span", "as_of", "first", "last"),
    [
        ("2024-q2", "2024-05-07", "07/05/2024", "30/06/2024"),
        ("2024-q1", "2024-05-07", "01/04/2024", "30/06/2024"),
        ("2024-q1", "2024-03-31", "31/03/2024", "30/06/2024"),
        ("2024-02", "2024-05-07", "01/03/2024", "31/03/2024"),
    ],
)
def test_what_is_next_in_or_after_a_span(
    span: str, as_of: str, first: str, last: str, program: Callable[..., Any], sample: Path
) -> None:
    page = program("progress", *PERIOD, "--span", span, at=sample, as_of=as_of).out
    assert f"Sắp đến hạn, từ {first} đến {last}" in " ".join(page.split()).replace("ngày ", "")


def test_what_was_open_on_the_last_day_of_a_span_is_overdue(
    program: Callable[..., Any], sample: Path
) -> None:
    path = sample / "tasks/2024.yaml"
    text = path.read_text("utf-8")
    (line,) = [one for one in text.splitlines() if one.strip() == "tasks:"]
    new = f"{line}\n  - {{id: cuoi-quy, title: Việc cuối quý, unit: VP, due: 2024-03-31}}"
    path.write_text(text.replace(line, new, 1), "utf-8")
    found = progress(program, sample, "--span", "2024-q1")
    assert "cuoi-quy" in {task["id"] for task in found["overdue"]}
    assert found["total"]["overdue"] == len(found["overdue"])
    assert "cuoi-quy" not in {task["id"] for task in found["next"]}
